import { RaspError } from '../values/error.js';
import { Input } from '../evaluation/input.js';
import { Graph } from '../graph/graph.js';
import type { InputName, Selector, SOp } from '../graph/nodes.js';
import { isSOp } from '../graph/nodes.js';
import { parseProgram } from '../syntax/parse.js';
import type { PlacedStatement } from '../syntax/parse.js';
import librarySource from './library.rasp';
import { Scope } from './scope.js';
import { Session } from './session.js';
import { noFiles } from './load-host.js';
import type { Foundation } from './session-options.js';

/** The address under which the standard library's text is shown. */
export const libraryUri = 'rasp-library:/library.rasp';

export interface Library extends Foundation {
    readonly source: string;
    readonly statements: readonly PlacedStatement[];
}

let made: Library | undefined;

/** The standard library, run once; all programs share its nodes. */
export function standardLibrary(): Library {
    return made ??= runLibrary();
}

function runLibrary(): Library {
    const graph = new Graph();
    const base = new Scope('base');
    const inputs: readonly InputName[] = ['tokens_asis', 'tokens_str', 'tokens_int', 'tokens_float', 'tokens_bool', 'indices'];
    for (const name of inputs) {
        base.set(name, graph.input(name));
    }
    base.set('tokens', graph.input('tokens_str'));
    base.set('True', true);
    base.set('False', false);
    const one = graph.constant(1);
    const anywhere: Selector = graph.select(one, one, '==');
    const scope = new Scope('library', base);
    const foundation = { graph, scope, anywhere, length: lazyLength(scope) };
    const statements = parseProgram(librarySource);
    const session = new Session({ mode: 'library', uri: libraryUri, foundation, example: Input.ofString('hello'), host: noFiles });
    for (const { statement } of statements) {
        const [problem] = session.run(statement).problems;
        if (problem !== undefined) {
            throw new Error(`standard library: ${problem.message} in ${statement.text}`);
        }
    }
    return { ...foundation, source: librarySource, statements };
}

function lazyLength(scope: Scope): () => SOp {
    return () => {
        const length = scope.getOwn('length');
        if (!isSOp(length)) {
            throw new RaspError('undefined', '`length` has no value yet');
        }
        return length;
    };
}
