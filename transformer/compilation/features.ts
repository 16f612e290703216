import type { Relation } from './relation.js';
import type { Variable } from './variables.js';
import { combination, constantLinear, dimension } from './linear.js';
import type { Linear } from './linear.js';
import { meaningOfNumbers } from './meanings.js';
import { mergeValues } from './merge-values.js';
import type { NetworkPlan, Time } from './network-plan.js';
import { fitPiecewise, largest } from './piecewise.js';
import { scalars } from './scalarize.js';
import type { Coded, Scalar } from './scalarize.js';
import { lastDigits } from './value-codes.js';

/** A number in the residual stream, or read off it. */
export interface Feature {
    readonly linear: Linear;
    readonly time: Time;
    /** How far it can be off. */
    readonly error: number;
}

/** A variable as a number in the residual stream. */
export interface VariableCode {
    readonly feature: Feature;
    /** For each value of its domain, and how far it can be off. */
    readonly codes: Float64Array;
    readonly errors: Float64Array;
}

export interface FeatureRequest {
    readonly relation: Relation;
    /** The functions, for each row; only rows whose `isNeeded` is 1 matter. */
    readonly outputs: readonly Float64Array[];
    readonly isNeeded: Uint8Array;
    /** What they are of, and what each is. */
    readonly sop: string;
    readonly meanings: readonly string[];
    /** The error that is good enough, and that which is not any more. */
    readonly wanted: number;
    readonly accepted: readonly number[];
}

/** Ways to put variables together that are tried before it is given up. */
const mostTries = 3;

/** Makes numbers that are functions of variables: embedded, or computed by a feed-forward. */
export class Features {
    private readonly made = new Map<string, Feature>();
    /** What could not be made, with the error that was accepted. */
    private readonly failed = new Map<string, number>();
    private readonly plan: NetworkPlan;
    private readonly codeOf: (variable: Variable) => VariableCode;
    private readonly checkpoint: () => void;

    /** @param codeOf the number that a variable is, for those that are neither token nor position */
    constructor(plan: NetworkPlan, codeOf: (variable: Variable) => VariableCode, checkpoint: () => void) {
        this.plan = plan;
        this.codeOf = codeOf;
        this.checkpoint = checkpoint;
    }

    /** @returns undefined when one hidden layer cannot tell the rows apart that differ, exactly enough */
    make(request: FeatureRequest): Feature[] | undefined {
        const normal = request.outputs.map(values => {
            this.checkpoint();
            return normalized(values, request.isNeeded);
        });
        const needed = request.isNeeded.join('');
        const keys = normal.map(({ values }) => {
            this.checkpoint();
            return `${request.relation.variables.map(({ index }) => index).join()}: ${values.join()} ${needed}`;
        });
        const key = (i: number): string => keys[i] ?? '';
        const missing = normal.flatMap(({ scale }, i) => {
            const known = this.made.get(key(i));
            return scale === 0 || (known !== undefined && known.error * Math.abs(scale) <= (request.accepted[i] ?? 0)) ? [] : [i];
        });
        const unique = [...new Map(missing.map(i => [key(i), i])).values()];
        const tightest = unique.reduce((least, i) => Math.min(least, (request.accepted[i] ?? 0) / Math.abs(normal[i]?.scale ?? 1)), Infinity);
        const all = unique.map(key).join('; ');
        if ((this.failed.get(all) ?? -1) >= tightest) {
            return undefined;
        }
        if (unique.length > 0) {
            const features = this.compute({ ...request, outputs: unique.map(i => normal[i]?.values ?? new Float64Array(0)), meanings: unique.map(i => request.meanings[i] ?? ''), accepted: unique.map(i => (request.accepted[i] ?? 0) / Math.abs(normal[i]?.scale ?? 1)) });
            if (features === undefined) {
                this.failed.set(all, tightest);
                return undefined;
            }
            unique.forEach((i, j) => {
                const feature = features[j];
                if (feature !== undefined) {
                    this.made.set(key(i), feature);
                }
            });
        }
        return normal.map(({ scale, shift }, i) => {
            const feature = scale === 0 ? undefined : this.made.get(key(i));
            return feature === undefined ? { linear: constantLinear(shift), time: 0, error: 0 }
                : { ...feature, linear: combination([[feature.linear, scale], [constantLinear(shift), 1]]), error: feature.error * Math.abs(scale) };
        });
    }

    private compute({ relation, outputs, isNeeded, sop, meanings, wanted, accepted }: FeatureRequest): Feature[] | undefined {
        const isFree = (i: number): boolean => relation.variables[i]?.role === 'token' || relation.variables[i]?.role === 'position';
        const outcome = outcomes(outputs, isNeeded);
        const { classes, counts } = mergeValues(relation, outcome, isFree, this.checkpoint);
        const kept = relation.variables.flatMap((_, i) => ((counts[i] ?? 1) > 1 ? [i] : []));
        const [only] = kept;
        if (kept.length === 1 && only !== undefined && isFree(only)) {
            return this.embedded(relation, only, outputs, isNeeded, sop, meanings);
        }
        const codes = kept.map(i => this.coded(relation, i, classes[i] ?? new Int32Array(0), counts[i] ?? 1));
        const rows = distinctRows(relation, kept, codes.map(({ numbers }, k) => (isFree(kept[k] ?? 0) ? numbers : undefined)), isNeeded);
        const coded: Coded[] = codes.map(({ numbers, errors, terms, excess }, k) => {
            const column = relation.columns[kept[k] ?? 0];
            return { codes: Float64Array.from(rows, row => numbers[column?.[row] ?? 0] ?? 0), errors: Float64Array.from(rows, row => errors[column?.[row] ?? 0] ?? 0), terms, excess };
        });
        const chosen = outputs.map(values => Float64Array.from(rows, row => values[row] ?? 0));
        const sums = scalars(coded, chosen, this.checkpoint);
        const straight = sums.map(scalar => this.straight(scalar, codes.map(({ feature }) => feature), accepted)).find(found => found !== undefined);
        if (straight !== undefined) {
            return straight;
        }
        for (const scalar of sums.slice(0, mostTries)) {
            const fit = fitPiecewise(scalar.points, scalar.blur, scalar.rounding, wanted, accepted, this.checkpoint);
            if (fit === undefined) {
                continue;
            }
            const parts = codes.map(({ feature }, k) => [feature(), scalar.weights[k] ?? 0] as const);
            const time = parts.reduce((latest, [feature]) => Math.max(latest, feature.time), 0) + 1;
            const input = combination(parts.map(([feature, weight]) => [feature.linear, weight]));
            const { at } = scalar.points;
            const low = Math.min(at[0] ?? 0, input.constant);
            const high = Math.max(at.at(-1) ?? 0, input.constant);
            const dimensions = meanings.map(meaning => this.plan.add({ sop, meaning, time }));
            this.plan.fits.push({ time, input, fit, outputs: dimensions, guard: 2 ** Math.ceil(Math.log2(high - low + 1)) });
            return dimensions.map((index, i) => ({ linear: combination([[dimension(index), 1], [constantLinear(fit.bases[i] ?? 0), 1]]), time, error: fit.errors[i] ?? 0 }));
        }
        return undefined;
    }

    /** What is a multiple of a sum, and a constant, is read off the residual stream. */
    private straight({ points: { at, values }, weights, blur }: Scalar, features: readonly (() => Feature)[], accepted: readonly number[]): Feature[] | undefined {
        const [first = 0] = at;
        const last = at.at(-1) ?? 0;
        const slopes = values.map(line => ((line.at(-1) ?? 0) - (line[0] ?? 0)) / (last - first));
        const isStraight = values.every((line, f) => {
            const digits = line.reduce((most, value) => Math.max(most, Math.abs(value)), 0) * lastDigits;
            return line.every((value, i) => Math.abs((line[0] ?? 0) + (slopes[f] ?? 0) * ((at[i] ?? 0) - first) - value) <= digits);
        });
        const errors = slopes.map(slope => Math.abs(slope) * largest(blur));
        if (!isStraight || errors.some((error, f) => error > (accepted[f] ?? 0))) {
            return undefined;
        }
        const parts = features.map((feature, k) => [feature(), weights[k] ?? 0] as const);
        const input = combination(parts.map(([feature, weight]) => [feature.linear, weight]));
        const time = parts.reduce((latest, [feature]) => Math.max(latest, feature.time), 0);
        return slopes.map((slope, f) => ({ linear: combination([[input, slope], [constantLinear((values[f]?.[0] ?? 0) - slope * first), 1]]), time, error: errors[f] ?? 0 }));
    }

    private embedded(relation: Relation, variable: number, outputs: readonly Float64Array[], isNeeded: Uint8Array, sop: string, meanings: readonly string[]): Feature[] {
        const { role, domain } = relation.variables[variable] ?? { role: 'token', domain: [] };
        return outputs.map((values, i) => {
            const table = new Float64Array(domain.length);
            relation.columns[variable]?.forEach((value, row) => {
                if (isNeeded[row] === 1) {
                    table[value] = values[row] ?? 0;
                }
            });
            const index = this.plan.embed(role === 'position' ? 'position' : 'token', table, sop, meanings[i] ?? '');
            return { linear: dimension(index), time: 0, error: 0 };
        });
    }

    /** A variable as a number: what it is already, or for token and position whatever tells its classes apart. */
    private coded(relation: Relation, i: number, classes: Int32Array, count: number): { numbers: Float64Array; errors: Float64Array; terms: number; excess: number; feature: () => Feature } {
        const variable = relation.variables[i];
        if (variable !== undefined && variable.role !== 'token' && variable.role !== 'position') {
            const { feature, codes, errors } = this.codeOf(variable);
            const { terms, constant } = feature.linear;
            return { numbers: codes, errors, terms: Math.max(1, 2 * terms.size - 1), excess: Math.abs(constant), feature: () => feature };
        }
        const by = variable?.role === 'position' ? 'position' : 'token';
        const numbers = by === 'position' && count > classes.length / 2 ? Float64Array.from(classes.keys()) : Float64Array.from(classes);
        return { numbers, errors: new Float64Array(numbers.length), terms: 1, excess: 0, feature: () => ({ linear: dimension(this.plan.embed(by, numbers, by === 'position' ? 'indices' : 'tokens', meaningOfNumbers(by, numbers))), time: 0, error: 0 }) };
    }
}

/** Values that start at 0, in steps of whole numbers where that can be: functions that differ by scale and shift are one. */
function normalized(values: Float64Array, isNeeded: Uint8Array): { values: Float64Array; scale: number; shift: number } {
    const first = isNeeded.indexOf(1);
    const shift = values[first] ?? 0;
    const other = values.findIndex((value, row) => isNeeded[row] === 1 && value !== shift);
    if (other < 0) {
        return { values, scale: 0, shift };
    }
    const step = (values[other] ?? 0) - shift;
    const isWhole = values.every((value, row) => isNeeded[row] !== 1 || (Number.isInteger(value) && Number.isInteger((value - shift) / step)));
    const scale = isWhole ? step : 1;
    const start = isWhole ? shift : 0;
    return { values: values.map((value, row) => (isNeeded[row] === 1 ? (value - start) / scale : 0)), scale, shift: start };
}

/** A number for what the functions give in each row. */
function outcomes(outputs: readonly Float64Array[], isNeeded: Uint8Array): Int32Array {
    const known = new Map<string, number>();
    return Int32Array.from(isNeeded, (needed, row) => {
        if (needed !== 1) {
            return -1;
        }
        const key = outputs.map(values => values[row]).join();
        const found = known.get(key) ?? known.size;
        known.set(key, found);
        return found;
    });
}

/** One row for each combination of what is told apart. @param numbers for each kept variable the number that stands for each value; undefined where each value stands for itself */
function distinctRows({ columns, size }: Relation, kept: readonly number[], numbers: readonly (Float64Array | undefined)[], isNeeded: Uint8Array): number[] {
    const seen = new Set<string>();
    const rows: number[] = [];
    for (let row = 0; row < size; row++) {
        if (isNeeded[row] === 1) {
            const key = kept.map((i, k) => {
                const value = columns[i]?.[row] ?? 0;
                return numbers[k]?.[value] ?? value;
            }).join();
            if (!seen.has(key)) {
                seen.add(key);
                rows.push(row);
            }
        }
    }
    return rows;
}
