import { scoreDrop } from './score-codes.js';

/** Kinds of keys and queries in an order: a query selects the keys whose level is not above its own. */
export interface Staircase {
    /** For each kind its level, from 0; the level of a key can be one higher than that of any query. */
    readonly keys: Int32Array;
    readonly queries: Int32Array;
    /** The highest level of a key. */
    readonly steps: number;
}

/** How far scores of selected keys may be off: that of each, and all of one query together. */
export interface ScoreLimits {
    readonly each: number;
    readonly sum: number;
}

/**
 * An order as products of numbers of keys and queries. A block stands for some steps; in it the numbers of keys grow from
 * level to level by a factor, below it they are 0, and those of queries fall likewise and are 0 above it. So the product
 * is 1 for the first key that a query does not select, larger for those above, and for those below a part of 1 which
 * is smaller than any limit that is asked for; or 0, where each block is one step.
 */
export interface OrderCode {
    /** For each block the number at each level: not falling for keys, and for queries not rising. */
    readonly keys: readonly Float64Array[];
    readonly queries: readonly Float64Array[];
    /** How far scores of selected keys are from 0. */
    readonly error: number;
    readonly sum: number;
}

/** What numbers of a block span at the most, as a power of two: products with them stay finite in float32, and normal. */
const widestSpan = 104;
/** A smaller part of the score of a selected key makes no difference to float32. */
const finestFactor = 34;
/** What a ramp may be off by makes errors no larger than this many times. */
export const rampGrowth = 1.15;

/** Kinds as levels, where the keys that queries select are nested. */
export function staircase(selects: readonly Uint8Array[]): Staircase | undefined {
    const kinds = selects[0]?.length ?? 0;
    const selectedBy = Array.from({ length: kinds }, (_, key) => selects.reduce((count, row) => count + (row[key] ?? 0), 0));
    const order = [...selectedBy.keys()].sort((a, b) => (selectedBy[b] ?? 0) - (selectedBy[a] ?? 0));
    const widths = selects.map(row => row.reduce((count, cell) => count + cell, 0));
    if (!selects.every((row, query) => order.every((key, place) => (row[key] === 1) === (place < (widths[query] ?? 0))))) {
        return undefined;
    }
    const least = widths.reduce((min, width) => Math.min(min, width), Infinity);
    const keys = new Int32Array(kinds);
    order.forEach((key, place) => { keys[key] = Math.max(0, place - least + 1); });
    return { keys, queries: Int32Array.from(widths, width => width - least), steps: kinds - least };
}

/**
 * The code with the fewest blocks.
 * @param counts how many keys of each level an input can hold
 * @param growth how many times larger than planned errors can become
 */
export function orderCode({ steps }: Staircase, counts: readonly number[], limits: ScoreLimits, growth: number): OrderCode {
    let factor = 1;
    while (factor <= finestFactor && !isWithin(errorsOf(steps, steps, factor, counts, growth), limits)) {
        factor++;
    }
    const longest = factor > finestFactor ? 1 : Math.floor(widestSpan / factor) + 1;
    const blocks = Math.max(1, Math.ceil(steps / longest));
    const length = Math.max(1, Math.ceil(steps / blocks));
    const used = length === 1 ? 0 : Math.min(finestFactor, Math.floor(widestSpan / (length - 1)));
    const middle = Math.floor((length - 1) / 2);
    const inBlock = (level: number, block: number): number => level - block * length;
    return {
        keys: Array.from({ length: blocks }, (_, block) => Float64Array.from({ length: steps + 1 }, (_unused, level) => {
            const own = inBlock(level, block);
            return own <= 0 ? 0 : 2 ** (used * (Math.min(own, length) - 1 - middle));
        })),
        queries: Array.from({ length: blocks }, (_, block) => Float64Array.from({ length: steps + 1 }, (_unused, level) => {
            const own = inBlock(level, block);
            // A query of the highest level selects all keys, however large their numbers.
            return own >= length || level === steps ? 0 : 2 ** (used * (middle - Math.max(own, 0)));
        })),
        ...errorsOf(steps, length, used, counts, growth)
    };
}

function isWithin({ error, sum }: { error: number; sum: number }, { each, sum: together }: ScoreLimits): boolean {
    return error <= each && sum <= together;
}

function errorsOf(steps: number, length: number, factor: number, counts: readonly number[], growth: number): { error: number; sum: number } {
    if (length <= 1) {
        return { error: 0, sum: 0 };
    }
    const error = scoreDrop * growth * rampGrowth * 2 ** -factor;
    let most = 0;
    let sum = 0;
    for (let level = 1; level <= steps; level++) {
        // A block begins with nothing.
        sum = (level - 1) % length === 0 ? 0 : sum * 2 ** -factor;
        sum += (counts[level] ?? 0) * error;
        most = Math.max(most, sum);
    }
    return { error, sum: most };
}
