import type { VariableCode } from './features.js';
import { combination, constantLinear, dimension } from './linear.js';
import type { Linear } from './linear.js';
import { meaningOfNumbers, meanings } from './meanings.js';
import { mergeValues } from './merge-values.js';
import type { NetworkPlan } from './network-plan.js';
import { fitRamps } from './ramps.js';
import type { Relation } from './relation.js';
import { scalars } from './scalarize.js';
import type { Coded, Scalar } from './scalarize.js';
import type { Variable } from './variables.js';

export interface RampRequest {
    readonly relation: Relation;
    /** The level in each row, -1 where it does not matter. */
    readonly levels: Int32Array;
    /** For each ramp its number at each level: all rise with the level, or all fall. */
    readonly ramps: readonly Float64Array[];
    readonly isFalling: boolean;
    readonly sop: string;
}

/** Ways to put variables together that are tried before it is given up. */
const mostTries = 3;

/** Makes numbers that rise or fall with the level of what is compared: embedded, or by a feed-forward. */
export class RampFeatures {
    private readonly made = new Map<string, readonly Linear[]>();
    private readonly plan: NetworkPlan;
    private readonly codeOf: (variable: Variable) => VariableCode;
    private readonly checkpoint: () => void;

    /** @param codeOf the number that a variable is, for those that are neither token nor position */
    constructor(plan: NetworkPlan, codeOf: (variable: Variable) => VariableCode, checkpoint: () => void) {
        this.plan = plan;
        this.codeOf = codeOf;
        this.checkpoint = checkpoint;
    }

    /** @returns undefined when no sum of the variables rises with the level, or float32 cannot tell levels apart */
    make(request: RampRequest): readonly Linear[] | undefined {
        const { relation, levels, ramps, isFalling, sop } = request;
        const { classes, counts } = mergeValues(relation, levels, i => isFree(relation.variables[i]), this.checkpoint);
        const kept = relation.variables.flatMap((_, i) => ((counts[i] ?? 1) > 1 ? [i] : []));
        const [only, second] = kept;
        if (only === undefined) {
            const level = levels.find(own => own >= 0) ?? 0;
            return ramps.map(ramp => constantLinear(ramp[level] ?? 0));
        }
        if (second === undefined && isFree(relation.variables[only])) {
            return this.embedded(request, only);
        }
        const codes = kept.map(i => this.coded(relation, i, classes[i] ?? new Int32Array(0), levels));
        const rows = distinctRows(relation, kept, codes, levels);
        const coded: Coded[] = codes.map(({ numbers, errors, terms, excess }, k) => {
            const column = relation.columns[kept[k] ?? 0];
            return { codes: Float64Array.from(rows, row => numbers[column?.[row] ?? 0] ?? 0), errors: Float64Array.from(rows, row => errors[column?.[row] ?? 0] ?? 0), terms, excess };
        });
        const scalarsFound = scalars(coded, [Float64Array.from(rows, row => levels[row] ?? 0)], this.checkpoint);
        for (const scalar of scalarsFound.flatMap(found => risingOf(found, isFalling)).slice(0, mostTries)) {
            const fit = fitRamps(scalar, ramps.map(ramp => (scalar.points.values[0] ?? []).map(level => ramp[level] ?? 0)), this.checkpoint);
            if (fit === undefined) {
                continue;
            }
            const parts = codes.map(({ feature }, k) => [feature(), scalar.weights[k] ?? 0] as const);
            const time = parts.reduce((latest, [feature]) => Math.max(latest, feature.time), 0) + 1;
            const input = combination(parts.map(([feature, weight]) => [feature.linear, weight]));
            const key = JSON.stringify([[...input.terms], input.constant, time, ramps.map(ramp => [...ramp])]);
            let made = this.made.get(key);
            if (made === undefined) {
                const { at } = scalar.points;
                const low = Math.min(at[0] ?? 0, input.constant);
                const high = Math.max(at.at(-1) ?? 0, input.constant);
                const outputs = ramps.map((_, i) => this.plan.add({ sop, meaning: meanings.order(isFalling, i, ramps.length), time }));
                this.plan.fits.push({ time, input, fit, outputs, guard: 2 ** Math.ceil(Math.log2(high - low + 1)) });
                made = outputs.map((index, i) => combination([[dimension(index), 1], [constantLinear(fit.bases[i] ?? 0), 1]]));
                this.made.set(key, made);
            }
            return made;
        }
        return undefined;
    }

    private embedded({ relation, levels, ramps, isFalling, sop }: RampRequest, variable: number): Linear[] {
        const { role, domain } = relation.variables[variable] ?? { role: 'token', domain: [] };
        const ofValue = new Int32Array(domain.length);
        relation.columns[variable]?.forEach((value, row) => {
            if ((levels[row] ?? -1) >= 0) {
                ofValue[value] = levels[row] ?? 0;
            }
        });
        return ramps.map((ramp, i) => dimension(this.plan.embed(role === 'position' ? 'position' : 'token', Float64Array.from(ofValue, level => ramp[level] ?? 0), sop, meanings.order(isFalling, i, ramps.length))));
    }

    /** A variable as a number: what it is already, or for token and position its place in the order of levels. */
    private coded(relation: Relation, i: number, classes: Int32Array, levels: Int32Array): { numbers: Float64Array; errors: Float64Array; terms: number; excess: number; feature: () => VariableCode['feature'] } {
        const variable = relation.variables[i];
        if (variable !== undefined && !isFree(variable)) {
            const { feature, codes, errors } = this.codeOf(variable);
            return { numbers: codes, errors, terms: Math.max(1, 2 * feature.linear.terms.size - 1), excess: Math.abs(feature.linear.constant), feature: () => feature };
        }
        const sums = new Map<number, { sum: number; count: number }>();
        relation.columns[i]?.forEach((value, row) => {
            const own = sums.get(classes[value] ?? 0) ?? { sum: 0, count: 0 };
            sums.set(classes[value] ?? 0, (levels[row] ?? -1) < 0 ? own : { sum: own.sum + (levels[row] ?? 0), count: own.count + 1 });
        });
        const mean = (kind: number): number => (sums.get(kind)?.sum ?? 0) / Math.max(1, sums.get(kind)?.count ?? 1);
        const order = [...sums.keys()].sort((a, b) => mean(a) - mean(b));
        const places = new Map(order.map((kind, place) => [kind, place]));
        const numbers = Float64Array.from(classes, kind => places.get(kind) ?? 0);
        const by = variable?.role === 'position' ? 'position' : 'token';
        return {
            numbers, errors: new Float64Array(numbers.length), terms: 1, excess: 0,
            feature: () => ({ linear: dimension(this.plan.embed(by, numbers, by === 'position' ? 'indices' : 'tokens', meaningOfNumbers(by, numbers))), time: 0, error: 0 })
        };
    }
}

function isFree(variable: Variable | undefined): boolean {
    return variable?.role === 'token' || variable?.role === 'position';
}

/** One row for each combination of what is told apart. */
function distinctRows({ columns, variables, size }: Relation, kept: readonly number[], codes: readonly { readonly numbers: Float64Array }[], levels: Int32Array): number[] {
    const rows = new Map<string, number>();
    for (let row = 0; row < size; row++) {
        if ((levels[row] ?? -1) >= 0) {
            const key = kept.map((i, k) => {
                const value = columns[i]?.[row] ?? 0;
                return isFree(variables[i]) ? codes[k]?.numbers[value] ?? 0 : value;
            }).join();
            rows.set(key, rows.get(key) ?? row);
        }
    }
    return [...rows.values()];
}

/** A sum along which ramps do not fall, its sign changed where they would. */
function risingOf(scalar: Scalar, isFalling: boolean): Scalar[] {
    const { points: { at, values: [levels = []] }, weights, blur, rounding: { steps, sizes, exact } } = scalar;
    const rises = levels.every((level, i) => i === 0 || level >= (levels[i - 1] ?? 0));
    const falls = levels.every((level, i) => i === 0 || level <= (levels[i - 1] ?? 0));
    if (isFalling ? falls : rises) {
        return [scalar];
    }
    return (isFalling ? rises : falls) ? [{
        ...scalar, weights: weights.map(weight => -weight), blur: blur.toReversed(), rounding: { steps, sizes: sizes.toReversed(), exact: exact.toReversed() },
        points: { at: at.map(own => -own).toReversed(), values: [levels.toReversed()] }
    }] : [];
}
