import type { SOp } from '../../language/graph/nodes.js';
import type { Feature } from './features.js';
import { combination, constantLinear } from './linear.js';
import type { Time } from './network-plan.js';
import { unit } from './rounding.js';
import type { Score } from './score.js';
import { scoreDrop } from './score-codes.js';
import type { Labels } from './score-codes.js';
import type { Side } from './score-matrix.js';
import type { SquareFeatures } from './square-features.js';

/** What the maker of scores lends. */
interface Parts {
    readonly squares: SquareFeatures;
    /** Numbers of a side, by its kinds. */
    readonly numbers: (side: Side, byKind: readonly Float64Array[], accepted: readonly number[], about: SOp, sop: string, isCut: boolean) => readonly Feature[] | undefined;
    /** A number that a side has by itself. */
    readonly multiple: (side: Side, byKind: Float64Array, accepted: number) => Feature | undefined;
    /** When all that a side is computed of is there. */
    readonly timeOf: (side: Side) => Time;
}

export interface SquaredRequest {
    readonly queries: Side;
    readonly keys: Side;
    readonly labels: Labels;
    /** Whether numbers and their squares are made together only, without a number of its own first. */
    readonly isJoint: boolean;
    readonly cuts: readonly [queries: boolean, keys: boolean];
    readonly about: SOp;
    readonly sop: string;
    /** How far scores may be off. */
    readonly accepted: number;
    /** Whether each query selects some key: then only differences of its scores matter. */
    readonly isNeverEmpty: boolean;
    /** Whether it selects one key at the most: then nothing else has to have an equal score. */
    readonly isOne: boolean;
    /** Whether nothing else is added to the score. */
    readonly isAlone: boolean;
    readonly maxLength: number;
}

/** The numbers of a side, and what it makes scores be off by, in parts of the drop. */
interface Numbered {
    readonly number: Feature;
    /** Absent where it is not needed. */
    readonly square: Feature | undefined;
    /** Where query and key are equal, and for each step that they are apart. */
    readonly near: number;
    readonly far: number;
    readonly isExact: boolean;
}

/**
 * Equality as a square: -(q - k)² = 2qk - k² - q². What a number is off by counts as often as the number is large, unless
 * its square is off with it, or it makes all scores of a query off alike, of which one is selected.
 */
export class SquaredScores {
    private readonly parts: Parts;

    constructor(parts: Parts) {
        this.parts = parts;
    }

    /** @returns undefined where float32 is not exact enough */
    make(request: SquaredRequest): Score | undefined {
        const { labels, cuts, accepted, isNeverEmpty, isOne, isAlone, maxLength } = request;
        const all = [...labels.queries, ...labels.keys];
        const middle = Math.floor((largest(all, 1) - largest(all, -1)) / 2);
        const centred = (own: readonly number[]): Float64Array => Float64Array.from(own, label => label - middle);
        const sides = { queries: centred(labels.queries), keys: centred(labels.keys) };
        const most = { queries: sizeOf(sides.queries), keys: sizeOf(sides.keys) };
        for (const q of this.ways(request, request.queries, sides.queries, most.keys, cuts[0], isNeverEmpty, `query of ${request.sop}`)) {
            for (const k of this.ways(request, request.keys, sides.keys, most.queries, cuts[1], false, `key of ${request.sop}`)) {
                const isExact = q.isExact && k.isExact;
                const rounding = isExact ? 0 : roundingOf(most.queries, most.keys, isNeverEmpty, isAlone);
                const near = q.near + k.near + (isNeverEmpty && !isOne ? 2 * most.keys * q.far : 0) + rounding;
                const far = 2 * (q.far + k.far);
                if (scoreDrop * (near + far) <= accepted) {
                    const error = scoreDrop * near;
                    return { factors: factorsOf(q, k), error, sum: error * maxLength };
                }
            }
        }
        return undefined;
    }

    /**
     * @param other the largest number of the other side
     * @param isBare whether its square is not needed
     */
    private *ways({ accepted, about, isJoint }: SquaredRequest, side: Side, numbers: Float64Array, other: number, isCut: boolean, isBare: boolean, sop: string): Generator<Numbered> {
        const budget = accepted / scoreDrop;
        const squared = numbers.map(number => -number * number);
        const single = (): Feature | undefined => this.parts.multiple(side, numbers, budget / 2) ?? this.parts.numbers(side, [numbers], [budget / 2], about, sop, isCut)?.[0];
        if (isBare) {
            const number = single();
            if (number !== undefined) {
                yield { number, square: undefined, near: 0, far: offOf(number, numbers), isExact: number.error === 0 };
            }
            return;
        }
        const [number, square] = this.parts.numbers(side, [numbers, squared], [budget / 2 / Math.max(1, other), budget], about, sop, isCut) ?? [];
        if (number !== undefined && square !== undefined) {
            yield { number, square, near: 2 * other * offOf(number, numbers) + offOf(square, squared), far: 0, isExact: number.error === 0 && square.error === 0 };
        }
        const shared = isJoint ? undefined : single();
        const made = shared !== undefined && (isCut || shared.time <= this.parts.timeOf(side)) ? this.parts.squares.of(shared, -largest(numbers, -1), largest(numbers, 1), budget, sop) : undefined;
        if (shared !== undefined && made !== undefined) {
            const far = offOf(shared, numbers);
            // What reading adds to it is not in the square.
            const near = made.error + 2 * other * (far - shared.error) + 2 * unit * other ** 2;
            yield { number: shared, square: { ...made.feature, linear: combination([[made.feature.linear, -1]]) }, near, far, isExact: false };
        }
    }
}

/** How far a number can be off once it is read off the residual stream. */
function offOf({ linear, error }: Feature, numbers: Float64Array): number {
    return error === 0 ? 0 : error + 2 * linear.terms.size * unit * (sizeOf(numbers) + Math.abs(linear.constant));
}

function factorsOf(q: Numbered, k: Numbered): Score['factors'] {
    const one = constantLinear(1);
    return [
        { query: combination([[q.number.linear, 2 * scoreDrop]]), key: k.number.linear },
        { query: constantLinear(scoreDrop), key: k.square?.linear ?? one },
        ...q.square === undefined ? [] : [{ query: combination([[q.square.linear, scoreDrop]]), key: one }]
    ];
}

/** What is rounded of products and their sums where query and key are equal or next to each other, in parts of the drop. */
function roundingOf(query: number, key: number, isNeverEmpty: boolean, isAlone: boolean): number {
    const products = [2 * query * key, key ** 2, ...isNeverEmpty ? [] : [query ** 2]];
    const all = products.reduce((sum, size) => sum + size, 0);
    const square = (Math.min(query, key) + 1) ** 2;
    // Of two products that differ by one square, the sum is no larger than that.
    return unit * (isAlone && isNeverEmpty ? 4 * square : products.length * all);
}

/** The largest number of one sign. */
function largest(numbers: Iterable<number>, sign: 1 | -1): number {
    let most = -Infinity;
    for (const number of numbers) {
        most = Math.max(most, sign * number);
    }
    return most;
}

function sizeOf(numbers: Float64Array): number {
    return Math.max(largest(numbers, 1), largest(numbers, -1));
}
