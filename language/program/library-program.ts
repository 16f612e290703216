import type { Input } from '../evaluation/input.js';
import { Graph } from '../graph/graph.js';
import { libraryUri, standardLibrary } from './library.js';
import { libraryText } from './library-document.js';
import { noFiles } from './load-host.js';
import { Program } from './program.js';
import { Scope } from './scope.js';

/** The standard library as a program like others, for those who read its text: with the values of its names, and which they are. */
export function libraryProgram(example: Input): Program {
    const { graph, scope, anywhere, length } = standardLibrary();
    const foundation = { graph: new Graph(graph), scope: new Scope('library', scope.parent), anywhere, length };
    const program = new Program({ uri: libraryUri, host: noFiles, example, mode: 'library', foundation });
    program.update(libraryText());
    return program;
}
