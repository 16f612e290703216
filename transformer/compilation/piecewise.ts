import type { PiecewiseFit, Points } from './broken-lines.js';
import { worstErrors } from './fit-errors.js';
import type { Rounding } from './rounding.js';

/** Hidden units of one fit. */
const mostUnits = 8_192;

/**
 * Functions through given points, computed with one hidden layer of units that they share.
 * @param blur how far the argument itself can be off at each point
 * @param rounding how far off float32 can be when a unit adds up its argument and its knot
 * @param wanted the error that is good enough; with less, fewer units are taken
 * @param accepted for each function the error that is not good enough any more
 */
export function fitPiecewise(points: Points, blur: readonly number[], rounding: Rounding, wanted: number, accepted: readonly number[], checkpoint: () => void): PiecewiseFit | undefined {
    let best: PiecewiseFit | undefined;
    for (const knots of [hats, plateaus, widePlateaus]) {
        const line = knots(points);
        const blurred = points.values.map((_, f) => (knots === hats ? carried(line, f, blur) : 0));
        for (const direction of [1, -1] as const) {
            const fit = fitLine(line, direction, knots !== hats, checkpoint);
            if (fit.knots.length > mostUnits) {
                continue;
            }
            checkpoint();
            const most = accepted.map((error, f) => error - (blurred[f] ?? 0));
            const errors = worstErrors(fit, points, knots === hats ? undefined : blur, rounding, most, checkpoint)?.map((error, f) => error + (blurred[f] ?? 0));
            if (errors === undefined) {
                continue;
            }
            if (best === undefined || largest(errors) < largest(best.errors)) {
                best = { ...fit, errors };
            }
        }
        if (best !== undefined && largest(best.errors) <= wanted) {
            return best;
        }
    }
    return best;
}

export function largest(numbers: readonly number[]): number {
    return numbers.reduce((most, number) => Math.max(most, number), 0);
}

/** The knots of a broken line for each function; all functions have the same. */
type BrokenLine = Points;

/** Straight from point to point. */
function hats(points: Points): BrokenLine {
    return points;
}

/** Level around each point, with ramps in the middle between points of different values. */
function plateaus(points: Points): BrokenLine {
    return levels(points, 0.25);
}

/** The same with gentler ramps, which float32 holds more of. */
function widePlateaus(points: Points): BrokenLine {
    return levels(points, 0.125);
}

/** @param part of the way to the next point that is level */
function levels({ at, values }: Points, part: number): BrokenLine {
    const knots: number[] = [];
    const heights: number[][] = values.map(() => []);
    for (let i = 0; i + 1 < at.length; i++) {
        const from = at[i] ?? 0;
        const to = at[i + 1] ?? 0;
        if (values.some(f => f[i] !== f[i + 1])) {
            knots.push(from + (to - from) * part, from + (to - from) * (1 - part));
            values.forEach((f, j) => heights[j]?.push(f[i] ?? 0, f[i + 1] ?? 0));
        }
    }
    return knots.length === 0 ? { at: at.slice(0, 1), values: values.map(f => f.slice(0, 1)) } : { at: knots, values: heights };
}

function slopes({ at, values }: BrokenLine, f: number): number[] {
    const line = values[f] ?? [];
    return at.slice(1).map((to, i) => ((line[i + 1] ?? 0) - (line[i] ?? 0)) / (to - (at[i] ?? 0)));
}

/** How far a function can be off at the points because its argument is. */
function carried(line: BrokenLine, f: number, blur: readonly number[]): number {
    const own = slopes(line, f);
    return blur.reduce((most, distance, i) => Math.max(most, distance * Math.max(Math.abs(own[i - 1] ?? 0), Math.abs(own[i] ?? 0))), 0);
}

/** @param isLevel whether points lie beyond the outermost knots, where the functions are level */
function fitLine(line: BrokenLine, direction: 1 | -1, isLevel: boolean, checkpoint: () => void): Omit<PiecewiseFit, 'errors'> {
    const { at, values } = line;
    const last = at.length - 1;
    const span = (at[last] ?? 0) - (at[0] ?? 0);
    const used = new Map<number, number>();
    const knots: number[] = [];
    const weights = values.map((heights, f) => {
        checkpoint();
        const own = slopes(line, f);
        const scale = heights.reduce((most, height) => Math.max(most, Math.abs(height)), 1);
        const found: [number, number][] = [];
        for (let i = isLevel || direction === 1 ? 0 : 1; i <= (isLevel || direction === -1 ? last : last - 1); i++) {
            const change = (own[i] ?? 0) - (own[i - 1] ?? 0);
            if (Math.abs(change) * span > 1e-9 * scale) {
                let unit = used.get(i);
                if (unit === undefined) {
                    unit = knots.push(at[i] ?? 0) - 1;
                    used.set(i, unit);
                }
                found.push([unit, change]);
            }
        }
        return found;
    });
    return { direction, knots, weights, bases: values.map(heights => (direction === 1 ? heights[0] : heights[last]) ?? 0) };
}
