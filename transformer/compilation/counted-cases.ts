import type { Feature, VariableCode } from './features.js';
import { combination, constantLinear, dimension } from './linear.js';
import { meanings } from './meanings.js';
import type { NetworkPlan } from './network-plan.js';
import { fitPiecewise } from './piecewise.js';
import { scalars } from './scalarize.js';

/** How far a number of keys may be off. */
const mostError = 0.02;
const wantedError = 2 ** -12;

/**
 * The number of selected keys where heads count them case by case: each share of BOS as a number again, and their sum.
 * @param shares for each head 1 / (1 + number), and how far it is off for each number from 0 on
 * @returns undefined where float32 cannot tell numbers apart
 */
export function sumOfCounts(plan: NetworkPlan, shares: readonly { readonly feature: Feature; readonly errors: Float64Array }[], sop: string, numbers: readonly number[], checkpoint: () => void): VariableCode | undefined {
    const parts: Feature[] = [];
    for (const { feature, errors } of shares) {
        const codes = Float64Array.from(errors.keys(), number => 1 / (1 + number));
        const { terms, constant } = feature.linear;
        const [scalar] = scalars([{ codes, errors, terms: Math.max(1, 2 * terms.size - 1), excess: Math.abs(constant) }], [Float64Array.from(errors.keys())], checkpoint);
        const fit = scalar && fitPiecewise(scalar.points, scalar.blur, scalar.rounding, wantedError, [mostError / shares.length], checkpoint);
        const error = fit?.errors[0] ?? Infinity;
        if (fit === undefined || error > mostError / shares.length) {
            return undefined;
        }
        const time = feature.time + 1;
        const index = plan.add({ sop, meaning: meanings.countOfCase, time });
        plan.fits.push({ time, input: feature.linear, fit, outputs: [index], guard: 4 });
        parts.push({ linear: combination([[dimension(index), 1], [constantLinear(fit.bases[0] ?? 0), 1]]), time, error });
    }
    const error = parts.reduce((sum, part) => sum + part.error, 0);
    const feature: Feature = { linear: combination(parts.map(({ linear }) => [linear, 1])), time: Math.max(...parts.map(({ time }) => time)), error };
    return { feature, codes: Float64Array.from(numbers), errors: new Float64Array(numbers.length).fill(error) };
}
