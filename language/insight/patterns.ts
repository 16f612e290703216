import type { AggregateSOp, GraphNode, Selector, SOp } from '../graph/nodes.js';
import { isFirstMark, positionFacts } from './position-facts.js';

/** `round(1 / with_first) - 1 + only_first`: how many positions `sel` selects, where position 0 takes a head of its own. */
export interface Width {
    readonly sel: Selector;
    /** `select(indices, 0, ==)` */
    readonly first: Selector;
    /** `indicator(indices == 0)` */
    readonly mark: SOp;
    /** `1` and `1`, and the steps above the head, to build a similar one. */
    readonly one: SOp;
}

/** Reads a node as the library's `selector_width(sel)`, whoever wrote it. */
export function widthOf(node: GraphNode): Width | undefined {
    const [rest, onlyFirst] = arithmetic(node, '+');
    const [rounded, one] = rest === undefined ? [] : arithmetic(rest, '-');
    if (onlyFirst?.kind !== 'aggregate' || onlyFirst.default !== 0 || one?.kind !== 'constant' || one.value !== 1) {
        return undefined;
    }
    if (rounded?.kind !== 'elementwise' || rounded.operation.kind !== 'unary' || rounded.operation.operator !== 'round') {
        return undefined;
    }
    const [inverse] = rounded.inputs;
    const [numerator, withFirst] = inverse === undefined ? [] : arithmetic(inverse, '/');
    if (numerator?.kind !== 'constant' || numerator.value !== 1 || withFirst?.kind !== 'aggregate') {
        return undefined;
    }
    const narrow = besideFirst(onlyFirst, 'and');
    const wide = besideFirst(withFirst, 'or');
    return narrow !== undefined && wide !== undefined && narrow.sel.shared === wide.sel.shared ? { ...narrow, one, mark: withFirst.values } : undefined;
}

/** `aggregate(sel or select(indices, 0, ==), indicator(indices == 0))`, or with `and`. */
function besideFirst({ selector, values }: AggregateSOp, operator: 'and' | 'or'): Pick<Width, 'sel' | 'first'> | undefined {
    if (selector.kind !== 'combined' || selector.operator !== operator || !isFirstMark(values)) {
        return undefined;
    }
    const [a, b] = selector.parts;
    return a === undefined || b === undefined ? undefined : isFirst(b) ? { sel: a, first: b } : isFirst(a) ? { sel: b, first: a } : undefined;
}

/** `select(indices, 0, ==)` */
function isFirst(selector: Selector): boolean {
    return selector.kind === 'select' && selector.operator === '==' && selector.keys.kind === 'input' && selector.keys.name === 'indices'
        && selector.queries.kind === 'constant' && selector.queries.value === 0;
}

/** The two sides of an arithmetic step, if it has this operator. */
export function arithmetic(node: GraphNode, operator: '+' | '-' | '*' | '/'): readonly SOp[] {
    return node.kind === 'elementwise' && node.operation.kind === 'arithmetic' && node.operation.operator === operator ? node.inputs : [];
}

/** Reads a node as the library's `sort(seq, key)`. */
export function sortOf(node: GraphNode): { readonly seq: SOp; readonly key: SOp } | undefined {
    if (node.kind !== 'aggregate' || node.selector.kind !== 'select' || node.selector.operator !== '==') {
        return undefined;
    }
    const { keys: target, queries } = node.selector;
    const order = queries.kind === 'input' && queries.name === 'indices' ? widthOf(target)?.sel : undefined;
    if (order?.kind !== 'combined' || order.operator !== 'or') {
        return undefined;
    }
    const [less, ties] = order.parts;
    if (less?.kind !== 'select' || less.operator !== '<' || less.keys !== less.queries || ties?.kind !== 'combined' || ties.operator !== 'and') {
        return undefined;
    }
    const [same, earlier] = ties.parts;
    const isSame = same?.kind === 'select' && same.operator === '==' && same.keys === less.keys && same.queries === less.keys;
    const isEarlier = earlier?.kind === 'select' && earlier.operator === '<' && [earlier.keys, earlier.queries].every(side => side.kind === 'input' && side.name === 'indices');
    return isSame && isEarlier ? { seq: node.values, key: less.keys } : undefined;
}

/** Whether a selector selects the last position for every query, by way of the length. */
export function isLastPosition(selector: Selector): boolean {
    if (selector.kind !== 'select' || selector.operator !== '==') {
        return false;
    }
    const keys = positionFacts(selector.keys).affine;
    const queries = positionFacts(selector.queries).affine;
    return keys !== undefined && queries?.index === 0 && keys.index !== 0
        && queries.length - keys.length === keys.index && queries.constant - keys.constant === -keys.index;
}
