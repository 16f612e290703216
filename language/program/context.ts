import type { AstNode } from 'langium';
import type { Evaluation } from '../evaluation/evaluation.js';
import type { Graph } from '../graph/graph.js';
import type { Origin, Selector, SOp } from '../graph/nodes.js';
import type { Expression } from '../syntax/generated/ast.js';
import type { Input } from '../evaluation/input.js';
import type { ReferenceTexts } from './reference-texts.js';
import type { Scope } from './scope.js';
import type { RaspFunction, Value } from './value.js';

/** What the parts of the interpreter share. One object implements it: the session. */
export interface Context {
    readonly graph: Graph;
    /** The selector behind `atom in s_op`, shared by all of them. */
    readonly anywhere: Selector;
    /** The library's `length`, whatever the program calls by that name. */
    readonly length: SOp;
    /** How the reference names and describes values. */
    readonly reference: ReferenceTexts;
    evaluate(tree: Expression, scope: Scope): Value;
    /** The same without trying the result on the example: what is called or drawn is tried on its own input. */
    evaluateUntried(tree: Expression, scope: Scope): Value;
    /** @throws RaspError for a name without a value. */
    lookUp(name: string, scope: Scope): Value;
    /** Binds a name. @throws RaspError `reserved`. */
    assign(name: string, value: Value, scope: Scope): void;
    call(callee: RaspFunction, args: readonly Value[], site: AstNode): Value;
    /** Evaluates on an input of its own. @throws RaspError when that fails. */
    evaluationOn(input: Input): Evaluation;
    /** Counts work done outside `evaluate`. @throws RaspError `limit`. */
    work(steps: number): void;
    origin(tree: AstNode): Origin;
}
