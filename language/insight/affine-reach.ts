import type { ComparisonOperator } from '../values/comparison.js';
import { band, complement, none, pairs } from './pair-count.js';
import type { Affine } from './position-facts.js';
import type { Reach } from './reach.js';

type Claims = Partial<Reach>;

/** The same comparison with its sides exchanged. */
const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = { '==': '==', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** What `select(keys, queries, operator)` can be said to select where keys and queries are ints given by position and length. */
export function affineReach(keys: Affine, operator: ComparisonOperator, queries: Affine): Claims {
    const length = queries.length - keys.length;
    const constant = queries.constant - keys.constant;
    // What is selected: keys.index * key  operator  queries.index * query + length * n + constant.
    if (keys.index === 0 && queries.index === 0) {
        return length !== 0 ? {} : holds(0, operator, constant) ? everything : nothing;
    }
    if (queries.index === 0) {
        const set = positions(keys.index, operator, length, constant);
        return set === undefined ? (operator === '==' ? { keysPerQuery: 1 } : {})
            : { keyPositions: set.isRest ? Infinity : set.size, ...rows(set) };
    }
    if (keys.index === 0) {
        const set = positions(queries.index, mirrored[operator], -length, -constant);
        return set === undefined ? (operator === '==' ? { queriesPerKey: 1 } : {})
            : { queryPositions: set.isRest ? Infinity : set.size, ...rows(set) };
    }
    if (keys.index === queries.index && length === 0) {
        return keys.index > 0 ? diagonal(operator, constant / keys.index) : diagonal(mirrored[operator], constant / keys.index);
    }
    if (operator !== '==' && operator !== '!=') {
        return {};
    }
    const count = keys.index === -queries.index ? mirror(length / keys.index, constant / keys.index) : undefined;
    const equal: Claims = { keysPerQuery: 1, queriesPerKey: 1, ...count };
    // All keys but one.
    return operator === '==' ? equal : { upper: complement(count?.lower ?? none), lower: complement(count?.upper ?? pairs(0, 1, 0)) };
}

const everything: Claims = { isBand: true };
const nothing: Claims = { isBand: true, low: 1, high: 0 };

function holds(a: number, operator: ComparisonOperator, b: number): boolean {
    switch (operator) {
        case '==': return a === b;
        case '!=': return a !== b;
        case '<': return a < b;
        case '<=': return a <= b;
        case '>': return a > b;
        case '>=': return a >= b;
    }
}

/** Some positions, counted from the start or from the end of the input, or all but these. */
interface PositionSet {
    readonly size: number;
    /** The length from which on all of them are there. */
    readonly from: number;
    readonly isRest: boolean;
}

/** The positions p with `index * p  operator  length * n + constant`; undefined where they are tied to neither end. */
function positions(index: number, operator: ComparisonOperator, length: number, constant: number): PositionSet | undefined {
    if (length !== 0 && length !== index) {
        return undefined;
    }
    // From the end: p = n - 1 - p'.
    const [factor, bound] = length === 0 ? [index, constant] : [-index, constant + index];
    const value = bound / factor;
    switch (factor > 0 ? operator : mirrored[operator]) {
        case '==': return single(value, false);
        case '!=': return single(value, true);
        case '<': return first(Math.ceil(value), false);
        case '<=': return first(Math.floor(value) + 1, false);
        case '>=': return first(Math.ceil(value), true);
        case '>': return first(Math.floor(value) + 1, true);
    }
}

function single(place: number, isRest: boolean): PositionSet {
    return Number.isInteger(place) && place >= 0 ? { size: 1, from: place + 1, isRest } : { size: 0, from: 0, isRest };
}

function first(count: number, isRest: boolean): PositionSet {
    const size = Math.max(0, count);
    return { size, from: size, isRest };
}

/** Each of these positions paired with all. */
function rows({ size, from, isRest }: PositionSet): Claims {
    if (size === 0) {
        return isRest ? everything : nothing;
    }
    const count = pairs(0, size, 0, from);
    return isRest ? { upper: complement(count), lower: complement(count) } : { upper: count, lower: count };
}

/** `key operator query + shift`. */
function diagonal(operator: ComparisonOperator, shift: number): Claims {
    switch (operator) {
        case '==': return Number.isInteger(shift) ? { isBand: true, low: shift, high: shift } : nothing;
        case '!=': {
            const count = Number.isInteger(shift) ? band(shift, shift) : none;
            return { upper: complement(count), lower: complement(count) };
        }
        case '<': return { isBand: true, high: Math.ceil(shift) - 1 };
        case '<=': return { isBand: true, high: Math.floor(shift) };
        case '>': return { isBand: true, low: Math.floor(shift) + 1 };
        case '>=': return { isBand: true, low: Math.ceil(shift) };
    }
}

/** `key + query == length * n + constant`: each position and its image in a mirror. */
function mirror(length: number, constant: number): Pick<Reach, 'upper' | 'lower'> | undefined {
    if (!Number.isInteger(length) || !Number.isInteger(constant)) {
        return { upper: pairs(0, 1, 0), lower: none };
    }
    if (length === 1) {
        const offset = Math.abs(constant + 1);
        const count = pairs(0, 1, -offset, offset);
        return { upper: count, lower: count };
    }
    if (length === 0) {
        const count = pairs(0, 0, Math.max(0, constant + 1), constant + 1);
        return { upper: count, lower: count };
    }
    return undefined;
}

