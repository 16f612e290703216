import { Float, numeric } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { compareAtoms, compareStrings } from '../values/comparison.js';
import type { ComparisonOperator } from '../values/comparison.js';
import type { Column } from './column.js';
import type { StringTable } from './string-table.js';

/** How a key can compare with a query, as bits: one of them holds for each pair of values. A NaN compares with nothing. */
export const outcome = { less: 1, equal: 2, greater: 4, none: 8 } as const;

/** The outcomes for which `key operator query` holds. */
export const outcomesOf: Readonly<Record<ComparisonOperator, number>> = { '<': 1, '==': 2, '>': 4, '<=': 3, '!=': 13, '>=': 6 };

/**
 * A column of keys compared with a column of queries, once for all operators: values become small
 * numbers that are equal for equal values and, once an order is asked for, sort as the values do.
 */
export class ColumnComparison {
    readonly length: number;
    readonly keys: Int32Array;
    readonly queries: Int32Array;
    /** How many different values there are. */
    readonly classes: number;
    /** Whether every key and query has a place among the others: false with a NaN, which equals nothing. */
    readonly isTotal: boolean;
    /** The class of NaN, or -1. */
    private nan = -1;
    private readonly distinct: readonly (string | number | bigint)[];
    private isSorted = false;
    private readonly sample: readonly [Atom, Atom];

    /** @param table the strings of this evaluation */
    constructor(keys: Column, queries: Column, table: StringTable) {
        this.length = keys.length;
        this.sample = [keys.at(0), queries.at(0)];
        const known = new Map<string | number | bigint, number>();
        this.keys = classify(keys, known, table);
        this.queries = keys === queries ? this.keys : classify(queries, known, table);
        this.distinct = [...known.keys()];
        this.classes = known.size;
        this.nan = this.distinct.findIndex(id => id !== id);
        this.isTotal = this.nan < 0;
    }

    /**
     * Makes the classes sort as the values do.
     * @throws RaspError `type` when strings meet numbers
     */
    sort(operator: ComparisonOperator): void {
        if (this.isSorted || operator === '==' || operator === '!=') {
            return;
        }
        // Columns have one type each: one pair tells for all, and its message names the values.
        compareAtoms(this.sample[0], operator, this.sample[1]);
        const order = Array.from(this.distinct.keys());
        order.sort((i, j) => compareIds(this.distinct[i] ?? 0, this.distinct[j] ?? 0));
        const rank = new Int32Array(order.length);
        order.forEach((place, i) => { rank[place] = i; });
        for (const places of new Set([this.keys, this.queries])) {
            for (let i = 0; i < places.length; i++) {
                places[i] = rank[places[i] ?? 0] ?? 0;
            }
        }
        this.nan = this.nan < 0 ? -1 : rank[this.nan] ?? -1;
        this.isSorted = true;
    }

    /** How a key compares with a query. Only after `sort` are `less` and `greater` told apart rightly. */
    outcome(query: number, key: number): number {
        const difference = (this.keys[key] ?? 0) - (this.queries[query] ?? 0);
        if (!this.isTotal && (this.keys[key] === this.nan || this.queries[query] === this.nan)) {
            return outcome.none;
        }
        return difference < 0 ? outcome.less : difference === 0 ? outcome.equal : outcome.greater;
    }
}

/** The class of each value: a new one for a value that is not known yet. */
function classify(column: Column, known: Map<string | number | bigint, number>, table: StringTable): Int32Array {
    const places = new Int32Array(column.length);
    const classOf = (value: string | number | bigint): number => {
        let place = known.get(value);
        if (place === undefined) {
            place = known.size;
            known.set(value, place);
        }
        return place;
    };
    const numbers = column.numbers()?.values;
    const ids = numbers === undefined ? column.ids(table) : undefined;
    if (numbers !== undefined) {
        for (let i = 0; i < places.length; i++) {
            places[i] = classOf(numbers[i] ?? 0);
        }
    } else if (ids !== undefined) {
        // A string is found by its text once, then by its id.
        const classes = new Map<number, number>();
        for (let i = 0; i < places.length; i++) {
            const id = ids[i] ?? 0;
            let place = classes.get(id);
            if (place === undefined) {
                place = classOf(table.text(id));
                classes.set(id, place);
            }
            places[i] = place;
        }
    } else {
        for (let i = 0; i < places.length; i++) {
            places[i] = classOf(comparable(column.at(i)));
        }
    }
    return places;
}

/** Equal exactly for equal values of one column type. */
function comparable(value: Atom): string | number | bigint {
    if (typeof value === 'string') {
        return value;
    }
    if (value instanceof Float) {
        return value.value + 0;
    }
    const number = numeric(value);
    // A large int and the float that it equals are one.
    return typeof number === 'bigint' && BigInt(Number.isFinite(Number(number)) ? Number(number) : 0) === number ? Number(number) : number;
}

function compareIds(a: string | number | bigint, b: string | number | bigint): number {
    if (typeof a === 'string' && typeof b === 'string') {
        return compareStrings(a, b);
    }
    return a < b ? -1 : a > b ? 1 : 0;
}
