import type { Allowance } from '../cost/cost.js';
import type { Program } from '../program/program.js';
import { summaryOf } from '../program/summary.js';
import type { Summary } from '../program/summary.js';
import { Shown } from '../program/value.js';
import { isAssignment } from '../syntax/generated/ast.js';
import type { Statement } from '../syntax/generated/ast.js';

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
/** More of a statement than this is not searched for the names that it sets. */
const longestHead = 10_000;

const assignmentHead = /^[A-Za-z_][A-Za-z0-9_]*(?:\s*,\s*[A-Za-z_][A-Za-z0-9_]*)*(?=\s*=(?!=))/;
const literals: ReadonlySet<string> = new Set(['IntLiteral', 'FloatLiteral', 'StringLiteral', 'ListExpression', 'DictExpression']);

/**
 * The types of the names that top-level assignments set, where they cannot be seen at once. A function's own names have
 * none, since their values are only those of the last call.
 * @param from index of the first statement that is asked for
 * @param to index behind the last
 * @param withCost whether costs are counted too
 * @param last what was said of each name last: it stays while its statement is half typed, so that lines do not jump
 */
export function* typeHints(program: Program, from: number, to: number, withCost: boolean, last: Map<string, Summary>): Generator<TypeHint> {
    const allowance: Allowance | undefined = withCost ? { left: costAllowance } : undefined;
    for (let index = Math.max(0, from); index < Math.min(to, program.results.length); index++) {
        const result = program.results[index];
        if (result === undefined) {
            return;
        }
        const { statement, bindings } = result;
        const head = assignmentHead.exec(statement.text.slice(0, longestHead))?.[0] ?? '';
        const targets = [...head.matchAll(/\w+/g)];
        for (const [i, { 0: name, index: start }] of targets.entries()) {
            // Set twice, a name has the value of its last place.
            if (targets.findLastIndex(target => target[0] === name) !== i) {
                continue;
            }
            const value = bindings.get(name);
            const isPlain = value instanceof Shown || (value !== undefined && isObvious(statement.tree, i));
            const summary = value === undefined ? last.get(name) : isPlain ? undefined : summaryOf(program, result, name, value, allowance);
            if (summary === undefined) {
                last.delete(name);
            } else {
                last.set(name, summary);
                yield { offset: (program.parsed[index]?.offset ?? 0) + start + name.length, name, index, summary };
            }
        }
    }
}

function isObvious(tree: Statement | undefined, i: number): boolean {
    const value = isAssignment(tree) && tree.values.length === tree.targets.length ? tree.values[i] : undefined;
    return value !== undefined && (literals.has(value.$type) || (value.$type === 'Name' && (value.name === 'True' || value.name === 'False')));
}
