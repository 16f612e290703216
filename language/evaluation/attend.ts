import { Float, numeric } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { arithmetic, toFloat } from '../values/arithmetic.js';
import type { ComparisonOperator } from '../values/comparison.js';
import { RaspError } from '../values/error.js';
import { tally } from './attention-tally.js';
import type { Tally, Weights } from './attention-tally.js';
import { BitMatrix } from './bit-matrix.js';
import { column } from './column.js';
import type { Column } from './column.js';
import { outcomesOf } from './column-comparison.js';
import type { ColumnComparison } from './column-comparison.js';
import { scanRows } from './scan-rows.js';
import type { SelectorForm } from './selector-form.js';

/** The matrix of `select(keys, queries, operator)`: true at (query, key) where `keys[key] operator queries[query]`. */
export function selectMatrix(comparison: ColumnComparison, operator: ComparisonOperator): BitMatrix {
    const n = comparison.length;
    const matrix = new BitMatrix(n);
    const wanted = outcomesOf[operator];
    const rowOfClass = new Int32Array(comparison.classes).fill(-1);
    for (let query = 0; query < n; query++) {
        const place = comparison.queries[query] ?? 0;
        const same = rowOfClass[place] ?? -1;
        if (same >= 0) {
            matrix.copyRow(query, same);
            continue;
        }
        rowOfClass[place] = query;
        if (comparison.isTotal) {
            matrix.fillRow(query, comparison.keys, place, wanted);
            continue;
        }
        for (let key = 0; key < n; key++) {
            if ((comparison.outcome(query, key) & wanted) !== 0) {
                matrix.set(query, key);
            }
        }
    }
    return matrix;
}

/**
 * `aggregate(selector, values, default)`: no position selected gives the default, one gives its value
 * unchanged, several give the float mean, summed in position order (or in any order where that is exact).
 * @param defaultValue null for a default that is no atom
 * @throws RaspError `type` when several strings, or several bools of an all-bool s-op, are averaged, or a default is no atom where it is used
 */
export function aggregate(selector: BitMatrix, values: Column, defaultValue: Atom | null): Column {
    const weights = weightsOf(values);
    const results: Atom[] = [];
    for (let row = 0; row < selector.length; row++) {
        if (weights !== undefined) {
            const count = selector.count(row);
            if (count > 1 && weights.values.length === 0) {
                throw cannotAverage(values, count, row);
            }
            results.push(count === 0 ? requireDefault(defaultValue)
                : count === 1 ? values.values[selector.first(row)] ?? 0
                : new Float(selector.sum(row, weights.values) / count));
            continue;
        }
        const selected: Atom[] = [];
        selector.forEachInRow(row, key => { selected.push(values.values[key] ?? 0); });
        const [first] = selected;
        results.push(first === undefined ? requireDefault(defaultValue) : selected.length === 1 ? first : mean(selected, values, row));
    }
    return column(results);
}

/**
 * The same without a matrix. Columns of large ints are not for this: undefined is returned.
 * @param comparisons those of the form, in its order
 * @param work called with the operations of a slow way before it is taken
 */
export function aggregateByForm(form: SelectorForm, comparisons: readonly ColumnComparison[], values: Column, defaultValue: Atom | null, work: (operations: number) => void): Column | undefined {
    const n = values.values.length;
    const weights = weightsOf(values);
    if (weights === undefined) {
        return undefined;
    }
    let counted: Tally | undefined = tally(form, comparisons, n, weights.values.length === 0 ? undefined : weights);
    const needsSums = weights.values.length > 0;
    if (counted === undefined || (needsSums && counted.sums === undefined && counted.counts.some(count => count > 1))) {
        work(n * n);
        counted = scanRows(form, comparisons, n, needsSums ? weights.values : undefined);
    }
    const { counts, places, sums } = counted;
    const results: Atom[] = [];
    for (let query = 0; query < n; query++) {
        const count = counts[query] ?? 0;
        if (count === 0) {
            results.push(requireDefault(defaultValue));
        } else if (count === 1) {
            results.push(values.values[places[query] ?? 0] ?? 0);
        } else if (!needsSums) {
            throw cannotAverage(values, count, query);
        } else {
            results.push(new Float((sums?.[query] ?? 0) / count));
        }
    }
    return column(results);
}

const known = new WeakMap<Column, Weights | null>();

/** The values as floats to add up; none for strings and bools, which have no mean. Undefined where floats cannot hold the sums. */
function weightsOf(values: Column): Weights | undefined {
    let weights = known.get(values);
    if (weights === undefined) {
        weights = makeWeights(values) ?? null;
        known.set(values, weights);
    }
    return weights ?? undefined;
}

function makeWeights({ type, values }: Column): Weights | undefined {
    if (type === 'strings' || type === 'bools') {
        return { values: new Float64Array(0), anyOrder: true };
    }
    const weights = new Float64Array(values.length);
    let largestInt = 0;
    let hasFloats = false;
    let i = 0;
    for (const value of values) {
        if (typeof value === 'bigint' || typeof value === 'string') {
            return undefined;
        }
        const weight = value instanceof Float ? value.value : Number(value);
        if (value instanceof Float) {
            hasFloats = true;
        } else {
            largestInt = Math.max(largestInt, Math.abs(weight));
        }
        weights[i++] = weight;
    }
    const isExact = largestInt * values.length < 2 ** 53;
    return isExact ? { values: weights, anyOrder: !hasFloats } : undefined;
}

function mean(selected: readonly Atom[], values: Column, row: number): Float {
    if (values.type === 'strings' || values.type === 'bools') {
        throw cannotAverage(values, selected.length, row);
    }
    // As Python's sum: ints stay exact until the first float.
    let whole: number | bigint = 0;
    let sum = 0;
    let isWhole = true;
    for (const value of selected) {
        if (typeof value === 'string') {
            continue;
        }
        if (isWhole && !(value instanceof Float)) {
            const next = numeric(value);
            const added: number | bigint = typeof whole === 'number' && typeof next === 'number' ? whole + next : BigInt(whole) + BigInt(next);
            whole = typeof added === 'number' && !Number.isSafeInteger(added) ? BigInt(whole) + BigInt(next) : added;
        } else {
            sum = isWhole ? toFloat(whole) : sum;
            isWhole = false;
            sum += toFloat(value);
        }
    }
    return isWhole ? arithmetic(whole, '/', selected.length) as Float : new Float(sum / selected.length);
}

function requireDefault(value: Atom | null): Atom {
    if (value === null) {
        throw new RaspError('type', 'nothing is selected here, and the default is not an atom');
    }
    return value;
}

function cannotAverage({ type }: Column, count: number, row: number): RaspError {
    return new RaspError('type',
        `position ${row} selects ${count} positions, and ${type} have no mean: select at most one, or aggregate numbers (\`indicator(…)\` makes 1 and 0)`);
}
