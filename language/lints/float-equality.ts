import { textOf, walk, withoutBrackets } from '../actions/tree.js';
import { isSOp } from '../graph/nodes.js';
import { isBinary, isSelect } from '../syntax/generated/ast.js';
import type { Expression } from '../syntax/generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';
import { shortText } from '../values/python-text.js';
import { exactnessOf } from './exactness.js';
import { fixInStatement } from './lint.js';
import type { Finding, ResultContext } from './lint.js';
import { typeOn } from './types.js';

/**
 * `==` on floats that were computed from floats. A mean of ints is rounded only once, so that to compare it with
 * a number or with another such mean is safe, and nothing is said.
 */
export function floatEquality({ program, result, tree }: ResultContext): Finding[] {
    const { statement } = result;
    const found: Finding[] = [];
    const input = result.examples['s-op'];
    const isDrifted = (operand: Expression): boolean => {
        const value = program.valueOfTree(withoutBrackets(operand));
        return isSOp(value) && exactnessOf(value) === 'drifted' && typeOn(program, value, input) === 'floats';
    };
    const look = (part: Expression, operands: readonly Expression[], operator: string): void => {
        const drifted = operands.filter(isDrifted);
        const [first] = drifted;
        if (first === undefined) {
            return;
        }
        const shown = `\`${shortText(textOf(first, statement.text), 30)}\``;
        const edits = drifted.flatMap(operand => {
            const { start, end } = rangeOf(operand);
            return operand.$type === 'Parenthesized'
                ? [{ start, end: start, text: 'round' }] : [{ start, end: start, text: 'round(' }, { start: end, end, text: ')' }];
        });
        found.push({
            id: 'float-equality', statement, ...rangeOf(part),
            message: `${shown} is computed from floats, so \`${operator}\` may miss equal numbers by a rounding error: round it first, or compare with \`<\` and \`>\``,
            fixes: fixInStatement(statement, drifted.length > 1 ? 'Round both sides' : `Round ${shown}`, edits)
        });
    };
    walk(tree, part => {
        if (isBinary(part) && part.operator === '==') {
            look(part, [part.left, part.right], '==');
        } else if (isSelect(part) && (part.operator === '==' || part.operator === '!=')) {
            look(part, [part.keys, part.queries], part.operator);
        }
        return true;
    });
    return found;
}
