/**
 * A number of pairs of positions as a polynomial of the input's length n: `square`·n² + `linear`·n + `constant`.
 * A bound: what it bounds lies on its side for every n; below `from` the polynomial may not, and says nothing.
 */
export interface PairCount {
    readonly square: number;
    readonly linear: number;
    readonly constant: number;
    /** The smallest n for which the polynomial holds. */
    readonly from: number;
}

export const none: PairCount = { square: 0, linear: 0, constant: 0, from: 0 };
export const all: PairCount = { square: 1, linear: 0, constant: 0, from: 0 };

export function pairs(square: number, linear: number, constant: number, from = 0): PairCount {
    return { square, linear, constant, from: Math.max(0, from) };
}

/** An upper bound at a length: never more than n². */
export function atMost(count: PairCount, n: number): number {
    return n < count.from ? n * n : Math.min(n * n, valueAt(count, n));
}

/** A lower bound at a length: never less than 0. */
export function atLeast(count: PairCount, n: number): number {
    return n < count.from ? 0 : Math.max(0, valueAt(count, n));
}

function valueAt({ square, linear, constant }: PairCount, n: number): number {
    return square * n * n + linear * n + constant;
}

/** Both upper bounds hold: the one that is lower on long inputs. */
export function lower(a: PairCount, b: PairCount): PairCount {
    return compare(a, b) <= 0 ? a : b;
}

/** Both lower bounds hold: the one that is higher on long inputs. */
export function higher(a: PairCount, b: PairCount): PairCount {
    return compare(a, b) >= 0 ? a : b;
}

/** Negative where `a` is less than `b` on long inputs; among equal polynomials, the one that holds earlier comes first. */
export function compare(a: PairCount, b: PairCount): number {
    return a.square - b.square || a.linear - b.linear || a.constant - b.constant || a.from - b.from;
}

export function sum(a: PairCount, b: PairCount): PairCount {
    return pairs(a.square + b.square, a.linear + b.linear, a.constant + b.constant, Math.max(a.from, b.from));
}

/** The pairs that are not among these: a lower bound becomes an upper one, and the other way round. */
export function complement({ square, linear, constant, from }: PairCount): PairCount {
    return pairs(1 - square, 0 - linear, 0 - constant, from);
}

/** How many pairs have a key that stands between `low` and `high` positions behind its query (before it, where negative). */
export function band(low: number, high: number): PairCount {
    if (low > high) {
        return none;
    }
    if (Number.isFinite(low) && Number.isFinite(high)) {
        const width = high - low + 1;
        return pairs(0, width, -distances(low, high), Math.max(Math.abs(low), Math.abs(high)));
    }
    return Number.isFinite(high) ? upTo(high) : Number.isFinite(low) ? upTo(-low) : all;
}

/** The sum of |d| for d from `low` to `high`. */
function distances(low: number, high: number): number {
    const triangle = (m: number): number => m * (m + 1) / 2;
    return low > 0 ? triangle(high) - triangle(low - 1) : high < 0 ? triangle(-low) - triangle(-high - 1) : triangle(high) + triangle(-low);
}

/** How many pairs have a key at most `high` positions behind its query: a triangle, or all but one. */
function upTo(high: number): PairCount {
    // A triangle of side m = n - k has m(m + 1)/2 = n²/2 + (1/2 - k)n + k(k - 1)/2 pairs.
    const triangle = (k: number): PairCount => pairs(0.5, 0.5 - k, k * (k - 1) / 2, k - 1);
    return high >= 0 ? complement(triangle(high + 1)) : triangle(-high);
}

/** `n²`, `n(n - 1)/2`, `3n - 2`, with the minus of mathematics. */
export function pairCountText({ square, linear, constant }: PairCount): string {
    if (square === 0.5 && constant === 0 && linear !== 0) {
        return `n(n ${signed(2 * linear)})/2`;
    }
    const isHalf = !Number.isInteger(square) || !Number.isInteger(linear) || !Number.isInteger(constant);
    const factor = isHalf ? 2 : 1;
    const terms = [[factor * square, 'n²'], [factor * linear, 'n'], [factor * constant, '']] as const;
    let text = '';
    for (const [coefficient, unit] of terms) {
        if (coefficient !== 0) {
            const size = Math.abs(coefficient);
            const term = unit === '' ? number(size) : `${size === 1 ? '' : number(size)}${unit}`;
            text += text === '' ? `${coefficient < 0 ? '−' : ''}${term}` : ` ${coefficient < 0 ? '−' : '+'} ${term}`;
        }
    }
    return text === '' ? '0' : isHalf ? `(${text})/2` : text;
}

function signed(value: number): string {
    return `${value < 0 ? '−' : '+'} ${number(Math.abs(value))}`;
}

function number(value: number): string {
    return value.toLocaleString('en-US');
}
