import { isPower, isWhole, unit } from './rounding.js';
import type { Rounding } from './rounding.js';
import type { Points } from './broken-lines.js';
import { lastDigits } from './value-codes.js';

/** A variable as a number: its code in each row of a table. */
export interface Coded {
    readonly codes: Float64Array;
    /** How far each can be off in float32. */
    readonly errors: Float64Array;
    /** Of how many dimensions it is the sum, and how much larger than the number these can be. */
    readonly terms: number;
    readonly excess: number;
}

/** Variables put together into one number, so that functions of them all become functions of that number. */
export interface Scalar {
    readonly weights: readonly number[];
    readonly points: Points;
    /** How far it can be off at each point. */
    readonly blur: readonly number[];
    /** At each point how far the sum with a knot can be off, in whatever order it is added up, in parts of the knot and itself. */
    readonly rounding: Rounding;
    /** Points at which the line through all points bends. */
    readonly bends: number;
}

/** Variables that are put together in all orders; more are in one order only. */
const mostPermuted = 4;
/** How many times farther apart than their error numbers must be to be told apart. */
const margin = 12;

/**
 * The sums of variables, each times a weight, that tell all rows apart that need to be: those with the fewest bends
 * come first.
 * @param outputs functions of the rows
 */
export function scalars(variables: readonly Coded[], outputs: readonly Float64Array[], checkpoint: () => void): Scalar[] {
    const found: Scalar[] = [];
    for (const weights of candidates(variables)) {
        checkpoint();
        const scalar = scalarOf(weights, variables, outputs, checkpoint);
        if (scalar !== undefined) {
            found.push(scalar);
        }
    }
    return found.sort((a, b) => a.bends - b.bends);
}

function* candidates(variables: readonly Coded[]): Generator<number[]> {
    if (variables.length === 1) {
        yield [1];
        return;
    }
    if (variables.length <= mostPermuted) {
        for (let signs = 0; signs < 2 ** (variables.length - 1); signs++) {
            yield variables.map((_, i) => (i > 0 && (signs >> (i - 1)) % 2 === 1 ? -1 : 1));
        }
    }
    const shapes = variables.map(({ codes }) => shapeOf(codes));
    for (const order of variables.length <= mostPermuted ? permutations(variables.map((_, i) => i)) : [variables.map((_, i) => i)]) {
        const weights = variables.map(() => 1);
        let range = 0;
        let gap = Infinity;
        for (const i of order) {
            const { span, least } = shapes[i] ?? { span: 0, least: 1 };
            // So far apart that what was put together before fits in between, with as much room as its own numbers have.
            const weight = range === 0 ? 1 : 2 ** Math.ceil(Math.log2((range + Math.max(gap, Math.min(1, range))) / least - 1e-9));
            weights[i] = weight;
            range += span * weight;
            gap = Math.min(gap, least * weight);
        }
        yield weights;
    }
}

function* permutations(items: readonly number[]): Generator<number[]> {
    if (items.length === 0) {
        yield [];
        return;
    }
    for (const item of items) {
        for (const rest of permutations(items.filter(other => other !== item))) {
            yield [item, ...rest];
        }
    }
}

function shapeOf(codes: Float64Array): { span: number; least: number } {
    const sorted = [...new Set(codes)].sort((a, b) => a - b);
    let least = Infinity;
    for (let i = 1; i < sorted.length; i++) {
        least = Math.min(least, (sorted[i] ?? 0) - (sorted[i - 1] ?? 0));
    }
    return { span: (sorted.at(-1) ?? 0) - (sorted[0] ?? 0), least: Number.isFinite(least) ? least : 1 };
}

function scalarOf(weights: readonly number[], variables: readonly Coded[], outputs: readonly Float64Array[], checkpoint: () => void): Scalar | undefined {
    const rows = variables[0]?.codes.length ?? 0;
    const sums = new Float64Array(rows);
    variables.forEach(({ codes }, i) => {
        const weight = weights[i] ?? 0;
        for (let row = 0; row < rows; row++) {
            sums[row] = (sums[row] ?? 0) + weight * (codes[row] ?? 0);
        }
    });
    checkpoint();
    const digits = outputs.map(values => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) * lastDigits);
    const areSame = (a: number, b: number): boolean => outputs.every((values, i) => Math.abs((values[a] ?? 0) - (values[b] ?? 0)) <= (digits[i] ?? 0));
    if (areMixedUp(sums, areSame)) {
        return undefined;
    }
    checkpoint();
    const order = Array.from(sums.keys()).sort((a, b) => (sums[a] ?? 0) - (sums[b] ?? 0));
    const steps = variables.reduce((count, { terms }) => count + terms, 0) - 1 + Number(!weights.every(isPower));
    const exact = Uint8Array.from({ length: rows }, (_, row) => Number(variables.every(({ codes, errors, excess }, i) => errors[row] === 0 && excess === 0 && isWhole(weights[i] ?? 0) && isWhole((weights[i] ?? 0) * (codes[row] ?? 0)))));
    const sizes = Float64Array.from({ length: rows }, (_, row) => variables.reduce((sum, { codes, excess }, i) => sum + Math.abs(weights[i] ?? 0) * (Math.abs(codes[row] ?? 0) + excess), 0));
    const blurs = Float64Array.from({ length: rows }, (_, row) => variables.reduce((sum, { errors }, i) => sum + Math.abs(weights[i] ?? 0) * (errors[row] ?? 0), exact[row] === 1 ? 0 : steps * unit * (sizes[row] ?? 0)));
    const at: number[] = [];
    const kept: number[] = [];
    const blur: number[] = [];
    const largest: number[] = [];
    const whole: boolean[] = [];
    let end = -Infinity;
    for (const [place, row] of order.entries()) {
        if (place % 1_024 === 0) {
            checkpoint();
        }
        const sum = sums[row] ?? 0;
        const before = kept.at(-1);
        const isSame = before !== undefined && areSame(row, before);
        const least = Math.max(margin * ((blurs[row] ?? 0) + (blur.at(-1) ?? 0)), 1e-9);
        const distance = sum - end;
        end = sum;
        if (!isSame && distance <= least) {
            return undefined;
        }
        if (!isSame || distance > least) {
            at.push(sum);
            kept.push(row);
            blur.push(blurs[row] ?? 0);
            largest.push(sizes[row] ?? 0);
            whole.push(exact[row] === 1);
        } else {
            largest[largest.length - 1] = Math.max(largest.at(-1) ?? 0, sizes[row] ?? 0);
            whole[whole.length - 1] = whole.at(-1) === true && exact[row] === 1 && sum === at.at(-1);
            // Of points this close that give the same, the span between the first and the last is level.
            blur[blur.length - 1] = Math.max(blur.at(-1) ?? 0, sum - (at.at(-1) ?? 0) + (blurs[row] ?? 0));
        }
    }
    const points: Points = { at, values: outputs.map(values => kept.map(row => values[row] ?? 0)) };
    return { weights, points, blur, rounding: { steps, sizes: largest, exact: whole }, bends: bendsOf(points, checkpoint) };
}

/** Whether two rows that are to be told apart have the same sum: most ways to put variables together end there. */
function areMixedUp(sums: Float64Array, areSame: (a: number, b: number) => boolean): boolean {
    const rowOf = new Map<number, number>();
    for (let row = 0; row < sums.length; row++) {
        const sum = sums[row] ?? 0;
        const before = rowOf.get(sum);
        if (before === undefined) {
            rowOf.set(sum, row);
        } else if (!areSame(row, before)) {
            return true;
        }
    }
    return false;
}

function bendsOf({ at, values }: Points, checkpoint: () => void): number {
    let bends = 0;
    for (let i = 0; i + 1 < at.length; i++) {
        if (i % 256 === 0) {
            checkpoint();
        }
        const isBend = values.some(line => {
            const right = ((line[i + 1] ?? 0) - (line[i] ?? 0)) / ((at[i + 1] ?? 0) - (at[i] ?? 0));
            const left = i === 0 ? 0 : ((line[i] ?? 0) - (line[i - 1] ?? 0)) / ((at[i] ?? 0) - (at[i - 1] ?? 0));
            return Math.abs(right - left) > 1e-9 * Math.max(1, Math.abs(right), Math.abs(left));
        });
        bends += Number(isBend);
    }
    return bends;
}
