import { GrammarUtils } from 'langium';
import type { Allowance } from '../cost/cost.js';
import type { Program } from '../program/program.js';
import { summaryOf } from '../program/summary.js';
import type { Summary } from '../program/summary.js';
import { Shown } from '../program/value.js';
import { isAssignment } from '../syntax/generated/ast.js';
import type { Expression } from '../syntax/generated/ast.js';

/** What stands behind a name that is set. */
export interface TypeHint {
    /** Offset in the file, behind the name. */
    readonly offset: number;
    readonly name: string;
    /** Index of the statement that sets it. */
    readonly index: number;
    readonly summary: Summary;
}

/** Nodes that are looked at for the costs of one answer. */
const costAllowance = 30_000;

const literals: ReadonlySet<string> = new Set(['IntLiteral', 'FloatLiteral', 'StringLiteral', 'ListExpression', 'DictExpression']);

/**
 * The types of the names that top-level assignments set, where they cannot be seen at once. A function's own names have
 * none, since their values are only those of the last call.
 * @param from index of the first statement that is asked for
 * @param to index behind the last
 */
export function* typeHints(program: Program, from: number, to: number): Generator<TypeHint> {
    const allowance: Allowance = { left: costAllowance };
    for (let index = Math.max(0, from); index < Math.min(to, program.results.length); index++) {
        const result = program.results[index];
        const tree = result?.statement.tree;
        if (result === undefined || !isAssignment(tree) || result.bindings.size === 0) {
            continue;
        }
        const places = GrammarUtils.findNodesForProperty(tree.$cstNode, 'targets');
        for (const [i, name] of tree.targets.entries()) {
            const value = result.bindings.get(name);
            const end = places[i]?.end;
            // Set twice, a name has the value of its last place.
            if (value === undefined || end === undefined || value instanceof Shown || tree.targets.lastIndexOf(name) !== i || isObvious(tree.targets.length, tree.values, i)) {
                continue;
            }
            yield { offset: (program.parsed[index]?.offset ?? 0) + end, name, index, summary: summaryOf(program, result, name, value, allowance) };
        }
    }
}

function isObvious(targets: number, values: readonly Expression[], i: number): boolean {
    const value = values.length === targets ? values[i] : undefined;
    return value !== undefined && (literals.has(value.$type) || (value.$type === 'Name' && (value.name === 'True' || value.name === 'False')));
}
