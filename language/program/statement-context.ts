import type { Input } from '../evaluation/input.js';
import type { SOp } from '../graph/nodes.js';
import type { Load, Statement } from '../syntax/generated/ast.js';
import type { Context } from './context.js';
import type { Unit } from './problem.js';
import type { Scope } from './scope.js';
import type { ExampleKind } from './state.js';

/** What statements can do beyond expressions. */
export interface StatementContext extends Context {
    readonly unit: Unit;
    /** Runs a statement of a block. */
    runStatement(tree: Statement, scope: Scope): void;
    load(tree: Load, scope: Scope): void;
    /** @param kind which example; both when undefined. */
    setExample(kind: ExampleKind | undefined, input: Input): void;
    switchExamples(kind: ExampleKind | undefined, on: boolean): void;
    switchSequenceDisplay(on: boolean): void;
    exit(): void;
    /** @throws RaspError when the s-op has no value on the input. */
    requireValueOn(node: SOp, input: Input): void;
}
