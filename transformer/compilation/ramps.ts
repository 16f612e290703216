import type { PiecewiseFit, Points } from './broken-lines.js';
import { differenceError, isPower, isWhole, unit } from './rounding.js';
import type { Scalar } from './scalarize.js';

/** How far numbers of a ramp may be off, as a part of themselves. */
const mostOff = 1 / 16;
/** The part of the way between two points that is level, behind the first and before the second, where points are not exact. */
const level = 0.25;

/**
 * Numbers that do not fall from point to point, as one hidden layer. Units are active to the right of
 * their knots, so that the numbers are 0 exactly where they are 0, and small ones are not made of large ones.
 * Where a number is largest it can be larger still.
 * @param heights for each ramp its number at each point
 * @returns undefined where float32 cannot tell the points apart well enough
 */
export function fitRamps({ points, blur, rounding }: Scalar, heights: readonly (readonly number[])[], checkpoint: () => void): PiecewiseFit | undefined {
    for (const isLevel of [false, true]) {
        const lines = heights.map(own => lineOf(points, own, blur, rounding.exact, isLevel));
        const knots: number[] = [];
        const places = new Map<number, number>();
        const weights = lines.map(({ at, values }) => at.flatMap((knot, i): [number, number][] => {
            const change = slopeAt({ at, values }, i) - slopeAt({ at, values }, i - 1);
            if (change === 0) {
                return [];
            }
            const place = places.get(knot) ?? knots.push(knot) - 1;
            places.set(knot, place);
            return [[place, change]];
        }));
        const isSound = heights.every((own, f) => {
            checkpoint();
            const used = (weights[f] ?? []).map(([place, weight]) => [knots[place] ?? 0, Math.fround(weight)] as const);
            return isClose(used, own, { points, blur, rounding });
        });
        if (isSound) {
            return { direction: 1, knots, weights, bases: heights.map(([first]) => first ?? 0), errors: heights.map(own => mostOff * (own.at(-1) ?? 0)) };
        }
    }
    return undefined;
}

/** A broken line from the last point of the least number to the first of the largest; it goes on as steep as it ends. */
function lineOf({ at }: Points, heights: readonly number[], blur: readonly number[], exact: readonly boolean[], isLevel: boolean): { at: number[]; values: number[] } {
    const line: { at: number[]; values: number[] } = { at: [], values: [] };
    const least = heights[0] ?? 0;
    const most = heights.at(-1) ?? 0;
    for (let i = 0; i + 1 < at.length; i++) {
        const from = heights[i] ?? 0;
        const to = heights[i + 1] ?? 0;
        if (to === least || from === most || (isLevel && to === from)) {
            continue;
        }
        const [left, right] = [at[i] ?? 0, at[i + 1] ?? 0];
        const part = (right - left) * level;
        const isSharp = !isLevel && blur[i] === 0 && exact[i] === true;
        if (isLevel || from === least) {
            line.at.push(isSharp ? left : left + part);
            line.values.push(from);
        }
        line.at.push(isLevel ? right - part : right);
        line.values.push(to);
    }
    return line;
}

/** How steep a line is behind one of its knots; behind the last one as before it. */
function slopeAt({ at, values }: { at: readonly number[]; values: readonly number[] }, i: number): number {
    if (i < 0) {
        return 0;
    }
    const left = Math.min(i, at.length - 2);
    return ((values[left + 1] ?? 0) - (values[left] ?? 0)) / ((at[left + 1] ?? 0) - (at[left] ?? 0));
}

/** Whether a ramp is what it is to be, in float32 and in whatever order it is added up. */
function isClose(units: readonly (readonly [knot: number, weight: number])[], heights: readonly number[], { points: { at }, blur, rounding }: Pick<Scalar, 'points' | 'blur' | 'rounding'>): boolean {
    const least = heights[0] ?? 0;
    const most = heights.at(-1) ?? 0;
    return heights.every((height, i) => {
        const noise = blur[i] ?? 0;
        let sum = least;
        let size = least;
        let count = 0;
        let odd = 0;
        let error = 0;
        let slope = 0;
        let steepest = 0;
        let isExact = true;
        // In the order of their knots: the slopes that noise can reach are those of the sums so far.
        for (const [knot, weight] of units) {
            const place = (at[i] ?? 0) - knot;
            const off = differenceError(rounding, i, knot, place);
            if (place + off + noise <= 0) {
                continue;
            }
            slope += weight;
            steepest = place - off - noise < 0 ? Math.max(steepest, Math.abs(slope)) : Math.abs(slope);
            sum += Math.max(0, place) * weight;
            size += (Math.max(0, place) + noise) * Math.abs(weight);
            error += off * Math.abs(weight);
            isExact &&= noise === 0 && off === 0 && isWhole(Math.max(0, place) * weight);
            odd ||= Number(!isPower(weight));
            count++;
        }
        const off = error + noise * steepest + (isExact ? 0 : (count + odd) * unit * size);
        return height === 0 ? count === 0 : height === most ? sum - off >= height * (1 - mostOff) : Math.abs(sum - height) + off <= mostOff * height;
    });
}
