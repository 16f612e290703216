import type { Feature } from './features.js';
import { combination, constantLinear, dimension } from './linear.js';
import type { Linear } from './linear.js';
import { meanings } from './meanings.js';
import type { NetworkPlan } from './network-plan.js';

/** A mark as two numbers. */
export interface TwoSidedMark {
    /** 0 exactly where the mark is 0, and more than 1 where it is 1. */
    readonly one: Linear;
    /** 0 exactly where the mark is 1, and more than 1 where it is 0. */
    readonly zero: Linear;
}

/** How steep they are: a mark that is off by a fifth still makes more than 1. */
const slope = 4;

/** Makes marks that may be off into numbers whose zeros are exact: what is multiplied by these adds nothing to a score. */
export class TwoSidedMarks {
    private readonly made = new Map<string, TwoSidedMark>();
    private readonly plan: NetworkPlan;

    constructor(plan: NetworkPlan) {
        this.plan = plan;
    }

    /** @param mark 0 or 1, each off by a fifth at the most */
    of({ linear, error, time: before }: Feature, sop: string): TwoSidedMark {
        if (error === 0) {
            return { one: linear, zero: combination([[linear, -1], [constantLinear(1), 1]]) };
        }
        const key = `${[...linear.terms].join(' ')} ${linear.constant}`;
        let made = this.made.get(key);
        if (made === undefined) {
            const time = before + 1;
            const side = (meaning: string, direction: 1 | -1): Linear => {
                const index = this.plan.add({ sop, meaning, time });
                this.plan.fits.push({
                    time, input: linear, outputs: [index], guard: 4,
                    fit: { direction, knots: [0.5], weights: [[[0, slope]]], bases: [0], errors: [0.5] }
                });
                return dimension(index);
            };
            made = { one: side(meanings.markOne, 1), zero: side(meanings.markZero, -1) };
            this.made.set(key, made);
        }
        return made;
    }
}
