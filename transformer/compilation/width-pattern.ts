import { isFirstMark } from '../../language/insight/position-facts.js';
import type { Selector, SOp } from '../../language/graph/nodes.js';
import type { ArithmeticOperator } from '../../language/values/arithmetic.js';

/**
 * The selector whose width an s-op is, where it is written as the library's `selector_width` writes it:
 * `round(1 / aggregate(sel or at0, first)) - 1 + aggregate(sel and at0, first, 0)`. One head can count that.
 */
export function widthOf(node: SOp): Selector | undefined {
    const [before, onlyFirst] = operands(node, '+');
    const [rounded, one] = operands(before, '-');
    if (!isNumber(one, 1) || rounded?.kind !== 'elementwise' || rounded.operation.kind !== 'unary' || rounded.operation.operator !== 'round') {
        return undefined;
    }
    const [numerator, withFirst] = operands(rounded.inputs[0], '/');
    if (!isNumber(numerator, 1) || withFirst?.kind !== 'aggregate' || !isShareOfFirst(withFirst) || onlyFirst?.kind !== 'aggregate' || !isShareOfFirst(onlyFirst) || onlyFirst.default !== 0) {
        return undefined;
    }
    const [selector] = partsOf(withFirst.selector, 'or');
    const [same] = partsOf(onlyFirst.selector, 'and');
    return selector !== undefined && same?.shared === selector.shared ? selector : undefined;
}

/** Whether an s-op is an aggregate of `indicator(indices == 0)`. */
export function isShareOfFirst(node: SOp | undefined): boolean {
    return node?.kind === 'aggregate' && isFirstMark(node.values);
}

function operands(node: SOp | undefined, operator: ArithmeticOperator): readonly SOp[] {
    return node?.kind === 'elementwise' && node.operation.kind === 'arithmetic' && node.operation.operator === operator ? node.inputs : [];
}

function isNumber(node: SOp | undefined, value: number): boolean {
    return node?.kind === 'constant' && node.value === value;
}

/** The first part of a selector that is joined with `select(indices, 0, ==)`. */
function partsOf(selector: Selector, operator: 'and' | 'or'): readonly Selector[] {
    if (selector.kind !== 'combined' || selector.operator !== operator || selector.parts.length !== 2) {
        return [];
    }
    const [, second] = selector.parts;
    return second?.kind === 'select' && second.operator === '==' && second.keys.kind === 'input' && second.keys.name === 'indices' && isNumber(second.queries, 0)
        ? selector.parts : [];
}
