import { nodesBelow } from '../graph/below.js';
import type { AggregateSOp, ElementwiseSOp, GraphNode, Selector, SOp } from '../graph/nodes.js';
import { Float } from '../values/atom.js';
import type { Atom } from '../values/atom.js';

/** An int at each position: `index` times the position, plus `length` times the input's length, plus `constant`. */
export interface Affine {
    readonly index: number;
    readonly length: number;
    readonly constant: number;
}

/** What holds of a node's values (for a selector: of its rows) on every input. */
export interface PositionFacts {
    /** Absent where the values are no such ints, or are not seen to be. */
    readonly affine?: Affine | undefined;
    /** The same value at every position; for a selector, the same row for every query. */
    readonly isUniform: boolean;
    /** Determined by the position and the length, whatever the tokens are. */
    readonly isPositional: boolean;
    /** Equal to itself everywhere: no float that is not a number. */
    readonly isReflexive: boolean;
}

const nothing: PositionFacts = { isUniform: false, isPositional: false, isReflexive: false };
/** Coefficients stay far from where numbers are no longer exact. */
const largest = 2 ** 40;
/** Nodes of a graph that are looked at for one answer; what lies deeper counts as unknown. */
const mostNodes = 20_000;

/** Nodes do not change: what holds of them is found once. */
const known = new WeakMap<GraphNode, PositionFacts>();

/** What can be said of a node's values by position alone. Where it says nothing, anything may hold. */
export function positionFacts(node: GraphNode): PositionFacts {
    const found = known.get(node);
    if (found !== undefined) {
        return found;
    }
    for (const part of nodesBelow(node, { most: mostNodes, skip: part => known.has(part) }) ?? []) {
        known.set(part, factsOf(part));
    }
    const facts = known.get(node) ?? nothing;
    known.set(node, facts);
    return facts;
}

function of(node: GraphNode): PositionFacts {
    return known.get(node) ?? nothing;
}

function factsOf(node: GraphNode): PositionFacts {
    switch (node.kind) {
        case 'input': return node.name === 'indices'
            ? { affine: { index: 1, length: 0, constant: 0 }, isUniform: false, isPositional: true, isReflexive: true }
            : { ...nothing, isReflexive: node.name === 'tokens_str' || node.name === 'tokens_int' || node.name === 'tokens_bool' };
        case 'constant': return { affine: constantAffine(node.value), isUniform: true, isPositional: true, isReflexive: !(node.value instanceof Float && Number.isNaN(node.value.value)) };
        case 'elementwise': return elementwiseFacts(node);
        case 'aggregate': return aggregateFacts(node);
        case 'select': return { isUniform: of(node.queries).isUniform, isPositional: of(node.keys).isPositional && of(node.queries).isPositional, isReflexive: false };
        case 'combined': return { isUniform: node.parts.every(part => of(part).isUniform), isPositional: node.parts.every(part => of(part).isPositional), isReflexive: false };
    }
}

function aggregateFacts({ selector, values }: AggregateSOp): PositionFacts {
    return { isUniform: of(selector).isUniform, isPositional: of(selector).isPositional && of(values).isPositional, isReflexive: false };
}

function elementwiseFacts(node: ElementwiseSOp): PositionFacts {
    const inputs = node.inputs.map(of);
    const { operation } = node;
    const isTruth = operation.kind === 'comparison' || operation.kind === 'logic' || operation.kind === 'membership'
        || (operation.kind === 'unary' && (operation.operator === 'not' || operation.operator === 'indicator'));
    const affine = isLength(node) ? { index: 0, length: 1, constant: 0 } : affineOf(node);
    return {
        affine,
        isUniform: affine?.index === 0 || inputs.every(({ isUniform }) => isUniform),
        isPositional: affine !== undefined || inputs.every(({ isPositional }) => isPositional),
        isReflexive: isTruth || affine !== undefined || (operation.kind === 'unary' && operation.operator === 'round')
    };
}

function affineOf({ operation, inputs: [first, second] }: ElementwiseSOp): Affine | undefined {
    const a = first === undefined ? undefined : of(first).affine;
    const b = second === undefined ? undefined : of(second).affine;
    if (a === undefined) {
        return undefined;
    }
    if (operation.kind === 'unary') {
        return operation.operator === '-' ? combined(a, -1) : operation.operator === '+' || operation.operator === 'round' ? a : undefined;
    }
    if (operation.kind !== 'arithmetic' || b === undefined) {
        return undefined;
    }
    switch (operation.operator) {
        case '+': return combined(a, 1, b, 1);
        case '-': return combined(a, 1, b, -1);
        case '*': return isNumber(b) ? combined(a, b.constant) : isNumber(a) ? combined(b, a.constant) : undefined;
        default: return undefined;
    }
}

function isNumber({ index, length }: Affine): boolean {
    return index === 0 && length === 0;
}

/** 0 everywhere. */
export const zero: Affine = { index: 0, length: 0, constant: 0 };

function combined(a: Affine, p: number, b = zero, q = 0): Affine | undefined {
    // Adding 0 takes the sign from a zero.
    const made = { index: p * a.index + q * b.index + 0, length: p * a.length + q * b.length + 0, constant: p * a.constant + q * b.constant + 0 };
    return Object.values(made).every(coefficient => Math.abs(coefficient) <= largest) ? made : undefined;
}

/** Bools count as the ints that they equal. */
function constantAffine(value: Atom): Affine | undefined {
    const number = typeof value === 'boolean' ? Number(value) : value;
    return typeof number === 'number' && Math.abs(number) <= largest ? { index: 0, length: 0, constant: number } : undefined;
}

/** `round(1 / aggregate(full_s, indicator(indices == 0)))`: how a length is computed. */
export function isLength(node: SOp): boolean {
    if (node.kind !== 'elementwise' || node.operation.kind !== 'unary' || node.operation.operator !== 'round') {
        return false;
    }
    const [inverse] = node.inputs;
    if (inverse?.kind !== 'elementwise' || inverse.operation.kind !== 'arithmetic' || inverse.operation.operator !== '/') {
        return false;
    }
    const [one, share] = inverse.inputs;
    return one?.kind === 'constant' && one.value === 1 && share?.kind === 'aggregate' && isEverywhere(share.selector) && isFirstMark(share.values);
}

/** Whether a selector is one `select` of two constants that compare as true. */
function isEverywhere(selector: Selector): boolean {
    if (selector.kind !== 'select') {
        return false;
    }
    const { keys, queries, operator } = selector;
    return keys.kind === 'constant' && queries.kind === 'constant' && (operator === '==' || operator === '<=' || operator === '>=')
        && typeof keys.value === 'number' && keys.value === queries.value;
}

/** `indicator(indices == 0)`: 1 at position 0, else 0. */
export function isFirstMark(node: SOp): boolean {
    if (node.kind !== 'elementwise' || node.operation.kind !== 'unary' || node.operation.operator !== 'indicator') {
        return false;
    }
    const [test] = node.inputs;
    if (test?.kind !== 'elementwise' || test.operation.kind !== 'comparison' || test.operation.operator !== '==') {
        return false;
    }
    const [a, b] = test.inputs;
    const isPair = (x: SOp | undefined, y: SOp | undefined): boolean => x?.kind === 'input' && x.name === 'indices' && y?.kind === 'constant' && y.value === 0;
    return isPair(a, b) || isPair(b, a);
}
