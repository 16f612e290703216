import { all, band, complement, higher, lower, none, pairs, sum } from './pair-count.js';
import type { PairCount } from './pair-count.js';

/** Which pairs of positions a selector may select, on any input of length n. Every claim holds for all inputs. */
export interface Reach {
    /** Positions that the key lies behind the query, at least and at most; negative before it, infinite where unbounded. */
    readonly low: number;
    readonly high: number;
    /** Whether it selects all pairs between `low` and `high`, and no others. */
    readonly isBand: boolean;
    /** How many keys a query selects at most, whatever n is; infinite where that grows. */
    readonly keysPerQuery: number;
    readonly queriesPerKey: number;
    /** How many positions are ever keys at a given n, on whatever input; infinite where that grows. */
    readonly keyPositions: number;
    readonly queryPositions: number;
    /** Never selects a pair both ways round, nor a position for itself. */
    readonly isAsymmetric: boolean;
    /** Selects the same keys for every query. */
    readonly isUniform: boolean;
    /** Determined by positions and length, whatever the tokens are. */
    readonly isPositional: boolean;
    /** Never more pairs than this. */
    readonly upper: PairCount;
    /** Never fewer. */
    readonly lower: PairCount;
}

/** Nothing is known. */
export const anyPair: Reach = {
    low: -Infinity, high: Infinity, isBand: false, keysPerQuery: Infinity, queriesPerKey: Infinity, keyPositions: Infinity, queryPositions: Infinity,
    isAsymmetric: false, isUniform: false, isPositional: false, upper: all, lower: none
};

/** Whether it never selects a pair. */
function isEmpty({ low, high }: Reach): boolean {
    return low > high;
}

/** What `and` leaves of two selectors. */
export function both(a: Reach, b: Reach): Reach {
    return {
        ...anyPair,
        low: Math.max(a.low, b.low),
        high: Math.min(a.high, b.high),
        isBand: a.isBand && b.isBand,
        keysPerQuery: Math.min(a.keysPerQuery, b.keysPerQuery),
        queriesPerKey: Math.min(a.queriesPerKey, b.queriesPerKey),
        keyPositions: Math.min(a.keyPositions, b.keyPositions),
        queryPositions: Math.min(a.queryPositions, b.queryPositions),
        isAsymmetric: a.isAsymmetric || b.isAsymmetric,
        upper: lower(a.upper, b.upper)
    };
}

/** What `or` makes of two selectors. */
export function either(a: Reach, b: Reach): Reach {
    if (isEmpty(a) || isEmpty(b)) {
        return isEmpty(a) ? b : a;
    }
    const [left, right] = a.low <= b.low ? [a, b] : [b, a];
    return {
        ...anyPair,
        low: Math.min(a.low, b.low),
        high: Math.max(a.high, b.high),
        isBand: a.isBand && b.isBand && right.low <= left.high + 1,
        keysPerQuery: a.keysPerQuery + b.keysPerQuery,
        queriesPerKey: a.queriesPerKey + b.queriesPerKey,
        keyPositions: a.keyPositions + b.keyPositions,
        queryPositions: a.queryPositions + b.queryPositions,
        upper: sum(a.upper, b.upper),
        lower: higher(a.lower, b.lower)
    };
}

/** What `not` leaves. */
export function outside(part: Reach): Reach {
    const { low, high, isBand } = part;
    const rest = { ...anyPair, upper: complement(part.lower), lower: complement(part.upper) };
    return !isBand ? rest
        : low === -Infinity && high === Infinity ? { ...rest, low: 1, high: 0, isBand: true }
        : low === -Infinity ? { ...rest, low: high + 1, isBand: true }
        : high === Infinity ? { ...rest, high: low - 1, isBand: true }
        : rest;
}

/** Draws from each claim what it means for the others. */
export function settled(reach: Reach): Reach {
    const { low, high, isBand } = reach;
    if (isEmpty(reach)) {
        return { ...reach, isBand: true, keysPerQuery: 0, queriesPerKey: 0, keyPositions: 0, queryPositions: 0, isAsymmetric: true, upper: none, lower: none };
    }
    const inBand = band(low, high);
    const width = high - low + 1;
    const keysPerQuery = Math.min(reach.keysPerQuery, reach.keyPositions, width);
    const queriesPerKey = Math.min(reach.queriesPerKey, reach.queryPositions, width);
    const isAsymmetric = reach.isAsymmetric || high < 0 || low > 0;
    const each = (most: number): PairCount => (Number.isFinite(most) ? pairs(0, most, 0) : all);
    const product = reach.keyPositions * reach.queryPositions;
    const bounds = [inBand, each(keysPerQuery), each(queriesPerKey), Number.isFinite(product) ? pairs(0, 0, product) : all, isAsymmetric ? pairs(0.5, -0.5, 0) : all];
    return {
        ...reach, keysPerQuery, queriesPerKey, isAsymmetric,
        upper: bounds.reduce(lower, reach.upper),
        lower: isBand ? inBand : reach.lower
    };
}
