import type { Feature } from './features.js';
import { combination, constantLinear, dimension } from './linear.js';
import { meanings } from './meanings.js';
import type { NetworkPlan } from './network-plan.js';
import { isPower, unit } from './rounding.js';

/** How far off a mark may be before it is rounded. */
export const mostBlunt = 0.1;

/** Rounds numbers that are one of two, next to each other: scores made of many marks add up the errors of all. */
export class SharpMarks {
    private readonly made = new Map<string, Feature>();
    private readonly plan: NetworkPlan;

    constructor(plan: NetworkPlan) {
        this.plan = plan;
    }

    /** @param values 0 and 1, or 0 and -1 */
    of(feature: Feature, values: Float64Array | undefined, sop: string): Feature {
        const { linear, error } = feature;
        if (error === 0 || values === undefined) {
            return feature;
        }
        const low = values.reduce((least, value) => Math.min(least, value), 0);
        const key = `${[...linear.terms].join(' ')} ${linear.constant}`;
        let made = this.made.get(key);
        if (made === undefined) {
            const time = feature.time + 1;
            const index = this.plan.add({ sop, meaning: meanings.rounded, time });
            // At the upper number both units are off; at the lower they and their sum are rounded once, and more where it takes more to add them up.
            const shift = linear.constant - low;
            const more = linear.terms.size - 1 + Number(![...linear.terms.values()].every(isPower)) + Number(Math.fround(shift) !== shift);
            const left = unit * (4 + 4 * more * (2 + Math.abs(shift)));
            this.plan.fits.push({
                time, input: combination([[linear, 1], [constantLinear(-low), 1]]), outputs: [index], guard: 4,
                fit: { direction: -1, knots: [0.25, 0.75], weights: [[[0, 2], [1, -2]]], bases: [0], errors: [left] }
            });
            made = { linear: combination([[dimension(index), 1], [constantLinear(low + 1), 1]]), time, error: left };
            this.made.set(key, made);
        }
        return made;
    }
}
