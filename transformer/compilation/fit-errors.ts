import type { PiecewiseFit, Points } from './broken-lines.js';
import { differenceError, halfStep, isPower, isWhole, unit } from './rounding.js';
import type { Rounding } from './rounding.js';

/**
 * The largest differences at the points in float32, in whatever order a layer adds up.
 * @param blur where given, functions are level as far around the points
 * @param most for each function the difference beyond which it is of no use
 * @returns undefined where a function is of no use
 */
export function worstErrors(fit: Omit<PiecewiseFit, 'errors'>, { at, values }: Points, blur: readonly number[] | undefined, rounding: Rounding, most: readonly number[], checkpoint: () => void): number[] | undefined {
    const { direction, knots, weights, bases } = fit;
    const errors: number[] = [];
    for (const [f, heights] of values.entries()) {
        checkpoint();
        const units = (weights[f] ?? []).map(([index, weight]): Unit => ({ knot: knots[index] ?? 0, weight: Math.fround(weight) })).sort((a, b) => direction * (a.knot - b.knot));
        const sums = new ActiveUnits(units, direction);
        let worst = 0;
        for (const [i, height] of heights.entries()) {
            if (i % 64 === 0) {
                checkpoint();
            }
            const point = at[i] ?? 0;
            const { sum, error } = rounding.exact[i] === true ? addedUp(units, direction, point, i, blur?.[i] ?? 0, rounding) : sums.at(point, i, blur?.[i] ?? 0, rounding);
            worst = Math.max(worst, Math.abs(sum + (bases[f] ?? 0) - height) + error);
            if (worst > (most[f] ?? Infinity)) {
                return undefined;
            }
        }
        errors.push(worst);
    }
    return errors;
}

interface Unit {
    readonly knot: number;
    readonly weight: number;
}

/** What units add up to at a point, and how far that can be off: 0 where float32 holds all that is added up. */
function addedUp(units: readonly Unit[], direction: 1 | -1, point: number, i: number, blur: number, rounding: Rounding): { sum: number; error: number } {
    let sum = 0;
    let size = 0;
    let count = 0;
    // Products with powers of two are not rounded.
    let odd = 0;
    let error = 0;
    let isExact = true;
    for (const { knot, weight } of units) {
        const place = direction * (point - knot);
        const off = differenceError(rounding, i, knot, place);
        const active = Math.max(0, place);
        if (place + off + blur > 0) {
            sum += active * weight;
            size += (active + blur) * Math.abs(weight);
            error += off * Math.abs(weight);
            isExact &&= blur === 0 && off === 0 && isWhole(active * weight);
            odd ||= Number(!isPower(weight));
            count++;
        }
    }
    return { sum, error: error + (isExact ? 0 : (count - 1) * halfStep(size) + odd * unit * size) };
}

/** The same without looking at each unit, where no sum is exact: of units in the order in which they become active, those at the beginning are. */
class ActiveUnits {
    private readonly starts: Float64Array;
    private readonly direction: 1 | -1;
    private readonly farthest: number;
    /** Sums over the first units: of weights, of weights times starts, and of sizes of weights, alone and times starts, knots and what float32 lacks of knots. */
    private readonly weights: Float64Array;
    private readonly moments: Float64Array;
    private readonly sizes: Float64Array;
    private readonly sizesByStart: Float64Array;
    private readonly sizesByKnot: Float64Array;
    private readonly sizesByOdd: Float64Array;
    private readonly isOdd: Uint8Array;

    /** @param units in the order in which they become active */
    constructor(units: readonly Unit[], direction: 1 | -1) {
        const sums = (of: (unit: Unit) => number): Float64Array => {
            const found = new Float64Array(units.length + 1);
            units.forEach((own, i) => { found[i + 1] = (found[i] ?? 0) + of(own); });
            return found;
        };
        this.direction = direction;
        this.starts = Float64Array.from(units, ({ knot }) => direction * knot);
        this.farthest = units.reduce((most, { knot }) => Math.max(most, Math.abs(knot)), 0);
        this.weights = sums(({ weight }) => weight);
        this.moments = sums(({ knot, weight }) => weight * direction * knot);
        this.sizes = sums(({ weight }) => Math.abs(weight));
        this.sizesByStart = sums(({ knot, weight }) => Math.abs(weight) * direction * knot);
        this.sizesByKnot = sums(({ knot, weight }) => Math.abs(weight * knot));
        this.sizesByOdd = sums(({ knot, weight }) => (Math.fround(knot) === knot ? 0 : Math.abs(weight * knot)));
        this.isOdd = Uint8Array.from(sums(({ weight }) => Number(!isPower(weight))), count => Number(count > 0));
    }

    at(point: number, i: number, blur: number, { steps, sizes }: Rounding): { sum: number; error: number } {
        const x = this.direction * point;
        const size = sizes[i] ?? 0;
        const mostOff = unit * (steps * (size + this.farthest) + 2 * this.farthest + Math.abs(x));
        const active = this.before(x);
        // Those that only what is off can make active.
        const reached = this.before(x + mostOff + blur);
        const of = (sums: Float64Array, count: number): number => sums[count] ?? 0;
        const activeSize = x * of(this.sizes, active) - of(this.sizesByStart, active);
        const reachedSize = of(this.sizes, reached);
        const ofUnits = unit * (steps * (size * reachedSize + of(this.sizesByKnot, reached)) + of(this.sizesByOdd, reached) + activeSize + (mostOff + blur) * reachedSize);
        const added = activeSize + blur * reachedSize;
        const ofSum = Math.max(0, reached - 1) * halfStep(added) + (this.isOdd[reached] ?? 0) * unit * added;
        return { sum: x * of(this.weights, active) - of(this.moments, active), error: ofUnits + ofSum };
    }

    /** How many units begin before a point. */
    private before(x: number): number {
        let low = 0;
        let high = this.starts.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.starts[middle] ?? 0) < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
