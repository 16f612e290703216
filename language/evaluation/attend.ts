import { Float, numeric } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { arithmetic, toFloat } from '../values/arithmetic.js';
import type { ComparisonOperator } from '../values/comparison.js';
import { RaspError } from '../values/error.js';
import { tally } from './attention-tally.js';
import type { Tally, Weights } from './attention-tally.js';
import { BitMatrix } from './bit-matrix.js';
import { Column, kind } from './column.js';
import type { Numbers } from './column.js';
import { outcomesOf } from './column-comparison.js';
import type { ColumnComparison } from './column-comparison.js';
import { scanRows } from './scan-rows.js';
import type { SelectorForm } from './selector-form.js';
import type { StringTable } from './string-table.js';

/**
 * The matrix of `select(keys, queries, operator)`: true at (query, key) where `keys[key] operator queries[query]`.
 * @param n tokens of each input; the comparison may hold several inputs, one behind the other
 */
export function selectMatrix(comparison: ColumnComparison, operator: ComparisonOperator, n: number): BitMatrix {
    const matrix = new BitMatrix(n, comparison.length);
    const rowOfClass = new Int32Array(comparison.classes).fill(-1);
    for (let input = 0; input * n < comparison.length; input++) {
        // Comparisons of positions with positions are the same for all inputs of one length.
        if (input > 0 && isRepeated(comparison, input * n, n)) {
            matrix.copyInput(input, input - 1);
        } else {
            fillInput(matrix, comparison, operator, input * n, rowOfClass);
        }
    }
    return matrix;
}

/** Whether an input compares like the one before it. */
function isRepeated({ keys, queries }: ColumnComparison, start: number, n: number): boolean {
    for (let i = start; i < start + n; i++) {
        if (keys[i] !== keys[i - n] || queries[i] !== queries[i - n]) {
            return false;
        }
    }
    return true;
}

/** @param rowOfClass the last row that was filled for queries of a class */
function fillInput(matrix: BitMatrix, comparison: ColumnComparison, operator: ComparisonOperator, start: number, rowOfClass: Int32Array): void {
    const { keys, queries } = comparison;
    const n = matrix.length;
    const wanted = outcomesOf[operator];
    const isScattered = comparison.isTotal && operator === '==';
    for (let row = start; row < start + n; row++) {
        const place = queries[row] ?? 0;
        if ((rowOfClass[place] ?? -1) >= start) {
            continue;
        }
        rowOfClass[place] = row;
        if (comparison.isTotal && !isScattered) {
            matrix.fillRow(row, keys, start, place, operator);
        }
        for (let key = 0; key < n && !comparison.isTotal; key++) {
            if ((comparison.outcome(row, start + key) & wanted) !== 0) {
                matrix.set(row, key);
            }
        }
    }
    // Each key is equal to the queries of one class.
    for (let key = start; key < start + n && isScattered; key++) {
        const row = rowOfClass[keys[key] ?? 0] ?? -1;
        if (row >= start) {
            matrix.set(row, key - start);
        }
    }
    for (let row = start; row < start + n; row++) {
        const first = rowOfClass[queries[row] ?? 0] ?? row;
        if (first !== row) {
            matrix.copyRow(row, first);
        }
    }
}

/**
 * `aggregate(selector, values, default)`: no position selected gives the default, one gives its value
 * unchanged, several give the float mean, summed in position order (or in any order where that is exact).
 * @param defaultValue null for a default that is no atom
 * @throws RaspError `type` when several strings, or several bools of an all-bool s-op, are averaged, or a default is no atom where it is used
 */
export function aggregate(selector: BitMatrix, values: Column, defaultValue: Atom | null, table: StringTable): Column {
    const weights = weightsOf(values, selector.length);
    if (weights === undefined) {
        return aggregateAtoms(selector, values, defaultValue);
    }
    const { rows, length } = selector;
    const counts = new Float64Array(rows);
    const places = new Float64Array(rows);
    const sums = weights.values.length === 0 ? undefined : new Float64Array(rows);
    for (let row = 0, start = 0; row < rows; row++) {
        start = row - row % length;
        const count = selector.count(row);
        counts[row] = count;
        if (count === 1) {
            places[row] = start + selector.first(row);
        } else if (count > 1 && sums !== undefined) {
            sums[row] = selector.sum(row, weights.values, start);
        }
    }
    return gather({ counts, places, sums }, values, defaultValue, length, table);
}

/**
 * The same without a matrix, on one input. Columns of large ints are not for this: undefined is returned.
 * @param comparisons those of the form, in its order
 * @param work called with the operations of a slow way before it is taken
 */
export function aggregateByForm(form: SelectorForm, comparisons: readonly ColumnComparison[], values: Column, defaultValue: Atom | null, table: StringTable, work: (operations: number) => void): Column | undefined {
    const n = values.length;
    const weights = weightsOf(values, n);
    if (weights === undefined) {
        return undefined;
    }
    let counted: Tally | undefined = tally(form, comparisons, n, weights.values.length === 0 ? undefined : weights);
    const needsSums = weights.values.length > 0;
    if (counted === undefined || (needsSums && counted.sums === undefined && counted.counts.some(count => count > 1))) {
        work(n * n);
        counted = scanRows(form, comparisons, n, needsSums ? weights.values : undefined);
    }
    return gather(needsSums ? counted : { ...counted, sums: undefined }, values, defaultValue, n, table);
}

/**
 * What is selected once, or its mean, or the default.
 * @param n tokens of each input
 */
function gather(tally: Tally, values: Column, defaultValue: Atom | null, n: number, table: StringTable): Column {
    const numbers = values.numbers();
    if (numbers !== undefined && isPlainNumber(defaultValue)) {
        return gatherNumbers(tally, values, numbers, defaultValue, n);
    }
    const { counts, places, sums } = tally;
    const ids = typeof defaultValue === 'string' ? values.ids(table) : undefined;
    if (ids !== undefined) {
        const otherwise = table.intern(String(defaultValue));
        return Column.ofStrings(Int32Array.from(counts, (count, row) => (count === 0 ? otherwise : count === 1 ? ids[places[row] ?? 0] ?? 0 : cannotAverage(values, count, row))), table);
    }
    return Column.ofAtoms(Array.from(counts, (count, row) => (count === 0 ? requireDefault(defaultValue)
        : count === 1 ? values.at(places[row] ?? 0)
        : sums === undefined ? cannotAverage(values, count, row)
        : new Float((sums[row] ?? 0) / count))));
}

function gatherNumbers({ counts, places, sums }: Tally, values: Column, numbers: Numbers, defaultValue: number | boolean | Float, n: number): Column {
    const result = new Float64Array(counts.length);
    const kinds = new Uint8Array(counts.length);
    const defaultNumber = Number(numeric(defaultValue));
    const defaultKind = defaultValue instanceof Float ? kind.float : typeof defaultValue === 'boolean' ? kind.bool : kind.int;
    const ownKinds = numbers.kinds;
    for (let row = 0; row < result.length; row++) {
        const count = counts[row] ?? 0;
        if (count === 0) {
            result[row] = defaultNumber;
            kinds[row] = defaultKind;
        } else if (count === 1) {
            const place = places[row] ?? 0;
            result[row] = numbers.values[place] ?? 0;
            kinds[row] = typeof ownKinds === 'number' ? ownKinds : ownKinds[place] ?? kind.int;
        } else {
            if (sums === undefined || (ownKinds !== kind.int && ownKinds !== kind.float && areBools(numbers, row - row % n, n))) {
                cannotAverage(values, count, row);
            }
            result[row] = (sums?.[row] ?? 0) / count;
            kinds[row] = kind.float;
        }
    }
    return Column.ofNumbers(result, kinds);
}

/** Whether an input's values are all bools. */
function areBools({ kinds }: Numbers, start: number, n: number): boolean {
    return typeof kinds === 'number' ? kinds === kind.bool : kinds.subarray(start, start + n).every(own => own === kind.bool);
}

function isPlainNumber(value: Atom | null): value is number | boolean | Float {
    return typeof value === 'number' || typeof value === 'boolean' || value instanceof Float;
}

/** Adds up ints that floats cannot hold. */
function aggregateAtoms(selector: BitMatrix, values: Column, defaultValue: Atom | null): Column {
    if (selector.rows > selector.length) {
        throw new RaspError('limit', 'large ints of several inputs are added up one input at a time');
    }
    const results: Atom[] = [];
    for (let row = 0; row < selector.rows; row++) {
        const selected: Atom[] = [];
        selector.forEachInRow(row, key => { selected.push(values.at(key)); });
        const [first] = selected;
        results.push(first === undefined ? requireDefault(defaultValue) : selected.length === 1 ? first : mean(selected, values, row));
    }
    return Column.ofAtoms(results);
}

/**
 * The values as floats to add up; none for strings and bools, which have no mean. Undefined where floats cannot hold the sums.
 * @param n values that are added up at most
 */
function weightsOf(values: Column, n: number): Weights | undefined {
    if (values.type === 'strings' || values.type === 'bools') {
        return { values: new Float64Array(0), anyOrder: true };
    }
    const numbers = values.numbers();
    if (numbers === undefined) {
        return undefined;
    }
    const { kinds } = numbers;
    let largestInt = 0;
    if (kinds !== kind.float) {
        for (let i = 0; i < numbers.values.length; i++) {
            if (typeof kinds === 'number' || kinds[i] !== kind.float) {
                largestInt = Math.max(largestInt, Math.abs(numbers.values[i] ?? 0));
            }
        }
    }
    return largestInt * n < 2 ** 53 ? { values: numbers.values, anyOrder: values.type !== 'floats' } : undefined;
}

function mean(selected: readonly Atom[], values: Column, row: number): Float {
    if (values.type === 'strings' || values.type === 'bools') {
        return cannotAverage(values, selected.length, row);
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

function cannotAverage({ type }: Column, count: number, row: number): never {
    throw new RaspError('type',
        `position ${row} selects ${count} positions, and ${type} have no mean: select at most one, or aggregate numbers (\`indicator(…)\` makes 1 and 0)`);
}
