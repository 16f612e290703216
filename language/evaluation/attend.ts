import { Float, numeric } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { arithmetic, toFloat } from '../values/arithmetic.js';
import { compareAtoms } from '../values/comparison.js';
import type { ComparisonOperator } from '../values/comparison.js';
import { RaspError } from '../values/error.js';
import { BitMatrix } from './bit-matrix.js';
import { column } from './column.js';
import type { Column } from './column.js';

/**
 * The matrix of `select(keys, queries, operator)`: true at (query, key) where `keys[key] operator queries[query]`.
 * @throws RaspError `type` when keys and queries cannot be compared.
 */
export function selectMatrix(keys: Column, queries: Column, operator: ComparisonOperator): BitMatrix {
    const n = keys.values.length;
    const matrix = new BitMatrix(n);
    const known = new Map<Atom, number>();
    queries.values.forEach((query, row) => {
        const same = known.get(query);
        if (same !== undefined) {
            matrix.copyRow(row, same);
            return;
        }
        known.set(query, row);
        keys.values.forEach((key, at) => {
            if (compareAtoms(key, operator, query)) {
                matrix.set(row, at);
            }
        });
    });
    return matrix;
}

/**
 * `aggregate(selector, values, default)`: no position selected gives the default, one gives its value
 * unchanged, several give the float mean, summed in position order.
 * @param defaultValue null for a default that is no atom.
 * @throws RaspError `type` when several strings, or several bools of an all-bool s-op, are averaged, or a default is no atom where it is used.
 */
export function aggregate(selector: BitMatrix, values: Column, defaultValue: Atom | null): Column {
    const result: Atom[] = [];
    for (let row = 0; row < selector.length; row++) {
        let count = 0;
        let sum: number | bigint = 0;
        let exact = true;
        let last: Atom = 0;
        selector.forEachInRow(row, key => {
            const value = values.values[key] ?? 0;
            last = value;
            count++;
            if (typeof value === 'string' || values.type === 'bools') {
                return;
            }
            // As Python's sum: ints stay exact until the first float.
            if (exact && value instanceof Float) {
                sum = toFloat(typeof sum === 'bigint' ? sum : sum) + value.value;
                exact = false;
            } else if (exact) {
                const next = numeric(value);
                const added: number | bigint = typeof sum === 'number' && typeof next === 'number' ? sum + next : BigInt(sum) + BigInt(next);
                sum = typeof added === 'number' && !Number.isSafeInteger(added) ? BigInt(sum) + BigInt(next) : added;
            } else {
                sum = Number(sum) + toFloat(value);
            }
        });
        if (count === 1) {
            result.push(last);
        } else if (count === 0) {
            result.push(requireDefault(defaultValue));
        } else if (values.type === 'strings' || values.type === 'bools') {
            throw cannotAverage(values.type, count, row);
        } else {
            result.push(exact ? arithmetic(sum, '/', count) : new Float(Number(sum) / count));
        }
    }
    return column(result);
}

function requireDefault(value: Atom | null): Atom {
    if (value === null) {
        throw new RaspError('type', 'nothing is selected here, and the default is not an atom');
    }
    return value;
}

function cannotAverage(type: 'strings' | 'bools', count: number, row: number): RaspError {
    return new RaspError('type',
        `position ${row} selects ${count} positions, and ${type} have no mean: select at most one, or aggregate numbers (\`indicator(…)\` makes 1 and 0)`);
}
