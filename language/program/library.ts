import { RaspError } from '../values/error.js';
import { Input } from '../evaluation/input.js';
import { Graph } from '../graph/graph.js';
import type { InputName, Selector, SOp } from '../graph/nodes.js';
import { isSOp } from '../graph/nodes.js';
import { isFunctionDefinition } from '../syntax/generated/ast.js';
import type { FunctionDefinition } from '../syntax/generated/ast.js';
import { parseLater } from '../syntax/parse.js';
import type { ParsedStatement, PlacedStatement } from '../syntax/parse.js';
import { StatementSplitter } from '../syntax/split-statements.js';
import librarySource from './library.rasp';
import { Scope } from './scope.js';
import { Session } from './session.js';
import { RaspFunction } from './value.js';
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

/** Whether the standard library has been run already. */
export function isLibraryMade(): boolean {
    return made !== undefined;
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
    const statements: PlacedStatement[] = [];
    const session = new Session({ mode: 'library', uri: libraryUri, foundation, example: Input.ofString('hello'), host: noFiles });
    const splitter = new StatementSplitter(librarySource);
    for (let span = splitter.next(); span !== undefined; span = splitter.next()) {
        const statement = parseLater(librarySource.slice(span.start, span.end));
        statements.push({ offset: span.start, statement });
        // A function is parsed on its first call: starting does not wait for those that a program does not use.
        const [, name, parameters] = /^def (\w+)\(([^)]*)\)/.exec(statement.text) ?? [];
        if (name !== undefined && parameters !== undefined) {
            scope.set(name, new RaspFunction(name, parameters.split(/, */), () => definitionIn(statement), scope, { uri: libraryUri, statement }));
            continue;
        }
        const [problem] = session.run(statement).problems;
        if (problem !== undefined) {
            throw new Error(`standard library: ${problem.message} in ${statement.text}`);
        }
    }
    return { ...foundation, source: librarySource, statements };
}

function definitionIn({ tree, text }: ParsedStatement): FunctionDefinition {
    if (!isFunctionDefinition(tree)) {
        throw new Error(`standard library: ${text}`);
    }
    return tree;
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
