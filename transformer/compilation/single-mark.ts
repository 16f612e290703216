import type { Feature } from './features.js';
import { combination, constantLinear, dimension } from './linear.js';
import type { Linear } from './linear.js';
import { meanings } from './meanings.js';
import type { NetworkPlan } from './network-plan.js';
import type { PiecewiseFit } from './broken-lines.js';

/** How far from a multiple of 1/2 the spread may be. */
const mostError = 0.1;

/**
 * 0 where a head selects one position or none, 1 where it selects several: the mean of the positions' squares lies above
 * all tangents of the square at whole numbers there, by 1/2 or more, and on one of them where there is one position.
 * @param position the mean of the selected positions, 0 for none
 * @param square the mean of their squares
 * @returns undefined where float32 cannot tell
 */
export function severalMark(plan: NetworkPlan, sop: string, position: Feature, square: Feature, maxLength: number): Feature | undefined {
    const size = maxLength * maxLength;
    // Tangents are no steeper than twice the longest input.
    const error = square.error + 2 * maxLength * position.error + size * 2 ** -22;
    if (error > mostError) {
        return undefined;
    }
    const knots = Array.from({ length: maxLength - 1 }, (_, i) => i + 0.5);
    const time = Math.max(position.time, square.time);
    const tangents = fitted(plan, sop, meanings.squareOfOne, position.linear, time + 1, { direction: 1, knots, weights: [knots.map((_, unit) => [unit, 2])], bases: [0], errors: [error] }, maxLength);
    const spread = combination([[square.linear, 1], [tangents, -1]]);
    // Between 1/8 and 3/8 the mark rises; units that are active to the left are exactly off at large spreads.
    const mark = fitted(plan, sop, meanings.oneSelected, spread, time + 2, { direction: -1, knots: [0.125, 0.375], weights: [[[0, 4], [1, -4]]], bases: [0], errors: [0] }, size);
    return { linear: combination([[mark, 1], [constantLinear(1), 1]]), time: time + 2, error: 2 ** -21 };
}

function fitted(plan: NetworkPlan, sop: string, meaning: string, input: Linear, time: number, fit: PiecewiseFit, range: number): Linear {
    const index = plan.add({ sop, meaning, time });
    plan.fits.push({ time, input, fit, outputs: [index], guard: 2 ** Math.ceil(Math.log2(range + 1)) });
    return dimension(index);
}
