import type { Feature } from './features.js';
import { worstErrors } from './fit-errors.js';
import { combination, constantLinear, dimension } from './linear.js';
import { meanings } from './meanings.js';
import type { NetworkPlan } from './network-plan.js';

/** The square of a number that may be off. */
export interface SquareFeature {
    readonly feature: Feature;
    /** How far it can be off from the whole number's square and twice that number times what the number is off by. */
    readonly error: number;
}

/**
 * Squares of whole numbers, by a feed-forward that reads the number itself. So both are off together, and of
 * 2qk - k² no more is left than that times the distance of q and k.
 */
export class SquareFeatures {
    private readonly made = new Map<string, SquareFeature>();
    private readonly plan: NetworkPlan;
    private readonly checkpoint: () => void;

    constructor(plan: NetworkPlan, checkpoint: () => void) {
        this.plan = plan;
        this.checkpoint = checkpoint;
    }

    /**
     * @param low the least of the whole numbers, and @param high the largest
     * @returns undefined where its error is more than what is accepted
     */
    of(feature: Feature, low: number, high: number, accepted: number, sop: string): SquareFeature | undefined {
        const key = `${[...feature.linear.terms].join(' ')} ${feature.linear.constant} ${low} ${high}`;
        const square = this.made.get(key) ?? this.make(feature, low, high, accepted, sop);
        if (square === undefined || square.error > accepted) {
            return undefined;
        }
        this.made.set(key, square);
        return square;
    }

    private make({ linear, error, time: before }: Feature, low: number, high: number, accepted: number, sop: string): SquareFeature | undefined {
        const time = before + 1;
        const guard = 2 ** Math.ceil(Math.log2(high - low + Math.abs(linear.constant) + 1));
        const steps = 2 * linear.terms.size + 1;
        // From 0 to both sides: what is added up is not larger than the square.
        const sides = ([[1, high], [-1, -low]] as const).filter(([, most]) => most > 0).map(([direction, most]) => {
            const numbers = Array.from({ length: most + 1 }, (_, i) => i);
            const knots = numbers.slice(0, -1).map(number => direction * number);
            const fit = { direction, knots, weights: [knots.map((_, unit): [number, number] => [unit, unit === 0 ? 1 : 2])], bases: [0] };
            const order = direction === 1 ? numbers : numbers.toReversed();
            const points = { at: order.map(number => direction * number), values: [order.map(number => number ** 2)] };
            const rounding = { steps, sizes: order.map(number => number + Math.abs(linear.constant)), exact: order.map(() => false) };
            return { fit, errors: worstErrors(fit, points, order.map(() => error), rounding, [accepted], this.checkpoint) };
        });
        // Between two whole numbers the line is as steep as in the middle of them.
        const off = sides.reduce((most, { errors }) => Math.max(most, errors?.[0] ?? Infinity), 0) + error;
        if (off > accepted) {
            return undefined;
        }
        const parts = sides.map(({ fit }) => {
            const index = this.plan.add({ sop, meaning: fit.direction === 1 ? meanings.squareAbove : meanings.squareBelow, time });
            this.plan.fits.push({ time, input: linear, outputs: [index], guard, fit: { ...fit, errors: [off] } });
            return [dimension(index), 1] as const;
        });
        const square = parts.length === 0 ? constantLinear(0) : combination(parts);
        return { feature: { linear: square, time, error: off + 2 * Math.max(high, -low) * error }, error: off };
    }
}
