import { isExpression, walk, withoutBrackets } from '../actions/tree.js';
import type { BitMatrix } from '../evaluation/bit-matrix.js';
import { Failure } from '../evaluation/evaluation.js';
import { isSelector } from '../graph/nodes.js';
import type { Selector } from '../graph/nodes.js';
import { isBinary, isForLoop, isFunctionDefinition, isSelect, isUnary } from '../syntax/generated/ast.js';
import type { Expression } from '../syntax/generated/ast.js';
import { isComprehension } from '../actions/free-names.js';
import { rangeOf } from '../syntax/ranges.js';
import { fixInStatement } from './lint.js';
import type { Finding, ResultContext } from './lint.js';

/** A claim about every input needs as many that it was tried on. */
const fewestInputs = 3;

type Extent = 'nothing' | 'everything';

/** Selectors that select nothing, or everything, on every input tried. A part of a selector that does is told in its place. */
export function idleSelectors(context: ResultContext): Finding[] {
    const { program, result: { statement }, tree, inputs } = context;
    const found: Finding[] = [];
    const selectors: Expression[] = [];
    walk(tree, part => {
        if (isExpression(part) && (isSelect(part) || isBinary(part) || isUnary(part))) {
            selectors.push(part);
        }
        // What is evaluated many times has only its last value here.
        return !isFunctionDefinition(part) && !isForLoop(part) && !isComprehension(part);
    });
    const told = new Set<Expression>();
    // Inner ones come last in the walk.
    for (const part of selectors.reverse()) {
        const parts = isBinary(part) ? [part.left, part.right] : isUnary(part) ? [part.operand] : [];
        if (parts.some(inner => told.has(withoutBrackets(inner)))) {
            told.add(part);
            continue;
        }
        const value = program.valueOfTree(part);
        const extent = isSelector(value) && !isConstant(value) ? extentOf(value, context) : undefined;
        if (extent !== undefined) {
            told.add(part);
            const { start, end } = rangeOf(part);
            const everything = fixInStatement(statement, 'Write `full_s`', [{ start, end, text: 'full_s' }]);
            found.push({
                id: `selects-${extent}`, statement, start, end,
                message: `this selects ${extent} on each of the ${inputs.length} inputs tried, such as ${inputs.slice(0, 3).map(input => input.shortText).join(', ')}`,
                ...(extent === 'everything' ? { fixes: everything } : {})
            });
        }
    }
    return found.reverse();
}

/** `select(1, 1, ==)` and the like are meant. */
function isConstant(selector: Selector): boolean {
    return selector.kind === 'select' ? selector.keys.kind === 'constant' && selector.queries.kind === 'constant' : selector.parts.every(isConstant);
}

function extentOf(selector: Selector, { program, inputs }: ResultContext): Extent | undefined {
    const seen = new Set<Extent | 'part'>();
    let tried = 0;
    let hasLoneToken = false;
    for (const input of inputs) {
        const matrix = program.evaluationOn(input).matrix(selector);
        if (!(matrix instanceof Failure)) {
            const extent = extentOfMatrix(matrix);
            // One token that looks at itself says little, but it is not nothing.
            if (input.length > 1 || extent !== 'everything') {
                seen.add(extent);
                tried++;
            }
            if (seen.size > 1 || seen.has('part') || (seen.has('nothing') && extent === 'everything')) {
                return undefined;
            }
            hasLoneToken ||= extent === 'everything' && input.length === 1;
        }
    }
    const [extent] = seen;
    return tried >= fewestInputs && extent !== 'part' && !(extent === 'nothing' && hasLoneToken) ? extent : undefined;
}

function extentOfMatrix(matrix: BitMatrix): Extent | 'part' {
    let count = 0;
    for (let query = 0; query < matrix.length; query++) {
        count += matrix.count(query);
    }
    return count === 0 ? 'nothing' : count === matrix.length ** 2 ? 'everything' : 'part';
}
