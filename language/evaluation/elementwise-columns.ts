import { numeric } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { arithmetic } from '../values/arithmetic.js';
import { compareStrings } from '../values/comparison.js';
import type { ComparisonOperator } from '../values/comparison.js';
import type { LookupTable, Operation } from '../graph/nodes.js';
import { bitAt, bitsWhere, combineBits, filledBits, invert } from './bits.js';
import { Column, kind } from './column.js';
import { arithmeticColumn, choose, compareColumn, roundedColumn, signedColumn } from './number-kernels.js';
import type { StringTable } from './string-table.js';

/**
 * An elementwise operation on whole columns: numbers in loops without boxes, bools 32 at a time, strings once for each
 * different string.
 * @param table the strings of this evaluation
 * @returns undefined where a position has an error to tell, or needs more than typed columns hold: then the operation
 * is to be applied position by position
 */
export function elementwiseColumn(operation: Operation, inputs: readonly Column[], table: StringTable): Column | undefined {
    const [a, b, c] = inputs;
    if (a === undefined) {
        return undefined;
    }
    switch (operation.kind) {
        case 'arithmetic': {
            const x = a.numbers();
            const y = x === undefined ? undefined : b?.numbers();
            return x !== undefined && y !== undefined ? arithmeticColumn(x, operation.operator, y)
                : operation.operator === '+' && b !== undefined ? joined(a, b, table) : undefined;
        }
        case 'comparison': return b === undefined ? undefined : compared(a, operation.operator, b, table);
        case 'logic': return b === undefined ? undefined : Column.ofBits(combineBits(a.truth(), b.truth(), operation.operator), a.length);
        case 'unary': return unary(operation.operator, a);
        case 'ternary': return b === undefined || c === undefined ? undefined : chosen(a, b, c, table);
        case 'membership': return member(a, operation.items, table);
        case 'lookup': return lookedUp(operation.table, a, table);
    }
}

function unary(operator: 'not' | '-' | '+' | 'round' | 'indicator', a: Column): Column | undefined {
    if (operator === 'not') {
        return Column.ofBits(invert(a.truth(), a.length), a.length);
    }
    if (operator === 'indicator') {
        const truth = a.truth();
        const values = new Float64Array(a.length);
        for (let i = 0; i < values.length; i++) {
            values[i] = (truth[i >>> 5] ?? 0) >>> (i & 31) & 1;
        }
        return Column.ofNumbers(values, kind.int);
    }
    const numbers = a.numbers();
    return numbers === undefined ? undefined : operator === 'round' ? roundedColumn(numbers) : signedColumn(operator, numbers);
}

/** Each different pair of strings is joined once. */
function joined(a: Column, b: Column, table: StringTable): Column | undefined {
    if (a.type !== 'strings' || b.type !== 'strings' || a.weight > 0 || b.weight > 0) {
        return undefined;
    }
    const x = a.ids(table);
    const y = b.ids(table);
    if (x === undefined || y === undefined) {
        return undefined;
    }
    const known = new Map<number, number>();
    const ids = new Int32Array(a.length);
    for (let i = 0; i < ids.length; i++) {
        const pair = (x[i] ?? 0) * 0x8000000 + (y[i] ?? 0);
        let id = known.get(pair);
        if (id === undefined) {
            id = table.intern(String(arithmetic(table.text(x[i] ?? 0), '+', table.text(y[i] ?? 0))));
            known.set(pair, id);
        }
        ids[i] = id;
    }
    return Column.ofStrings(ids, table);
}

function compared(a: Column, operator: ComparisonOperator, b: Column, table: StringTable): Column | undefined {
    const x = a.numbers();
    const y = b.numbers();
    if (x !== undefined && y !== undefined) {
        return compareColumn(x, operator, y);
    }
    const first = a.ids(table);
    const second = b.ids(table);
    const n = a.length;
    if (first !== undefined && second !== undefined) {
        return Column.ofBits(comparedStrings(first, operator, second, table), n);
    }
    // Strings equal no number; to order the two is an error.
    const isUnlike = (first === undefined) !== (second === undefined);
    return isUnlike && (operator === '==' || operator === '!=') ? Column.ofBits(filledBits(n, operator === '!='), n) : undefined;
}

function comparedStrings(a: Int32Array, operator: ComparisonOperator, b: Int32Array, table: StringTable): Int32Array {
    if (operator === '==') {
        return bitsWhere(a.length, i => a[i] === b[i]);
    }
    if (operator === '!=') {
        return bitsWhere(a.length, i => a[i] !== b[i]);
    }
    const holds: (order: number) => boolean = operator === '<' ? order => order < 0 : operator === '>' ? order => order > 0 : operator === '<=' ? order => order <= 0 : order => order >= 0;
    return bitsWhere(a.length, i => holds(a[i] === b[i] ? 0 : compareStrings(table.text(a[i] ?? 0), table.text(b[i] ?? 0))));
}

function chosen(condition: Column, yes: Column, no: Column, table: StringTable): Column | undefined {
    const truth = condition.truth();
    const n = condition.length;
    const [yesBits, noBits] = yes.type === 'bools' && no.type === 'bools' ? [yes.bits(), no.bits()] : [];
    if (yesBits !== undefined && noBits !== undefined) {
        return Column.ofBits(combineBits(combineBits(truth, yesBits, 'and'), combineBits(invert(truth, n), noBits, 'and'), 'or'), n);
    }
    const x = yes.numbers();
    const y = x === undefined ? undefined : no.numbers();
    if (x !== undefined && y !== undefined) {
        return choose(truth, x, y);
    }
    const first = yes.ids(table);
    const second = no.ids(table);
    if (first === undefined || second === undefined) {
        return undefined;
    }
    const ids = new Int32Array(n);
    for (let i = 0; i < n; i++) {
        ids[i] = (bitAt(truth, i) ? first[i] : second[i]) ?? 0;
    }
    return Column.ofStrings(ids, table);
}

interface Members {
    readonly strings: ReadonlySet<string>;
    readonly numbers: ReadonlySet<number>;
    /** Whether an int beyond the safe ones is among them. */
    readonly hasLarge: boolean;
}

/** A graph is evaluated on many inputs: its lists are read once. */
const membersOf = new WeakMap<readonly Atom[], Members>();

function member(a: Column, items: readonly Atom[], table: StringTable): Column | undefined {
    const members = membersOf.get(items) ?? readMembers(items);
    membersOf.set(items, members);
    const ids = a.ids(table);
    if (ids !== undefined) {
        const known = new Map<number, boolean>();
        return Column.ofBits(bitsWhere(a.length, i => {
            const id = ids[i] ?? 0;
            let holds = known.get(id);
            if (holds === undefined) {
                holds = members.strings.has(table.text(id));
                known.set(id, holds);
            }
            return holds;
        }), a.length);
    }
    const numbers = a.numbers();
    return numbers === undefined || members.hasLarge ? undefined : Column.ofBits(bitsWhere(a.length, i => members.numbers.has(numbers.values[i] ?? 0)), a.length);
}

function readMembers(items: readonly Atom[]): Members {
    const strings = new Set<string>();
    const numbers = new Set<number>();
    let hasLarge = false;
    for (const item of items) {
        const value = typeof item === 'string' ? item : numeric(item);
        if (typeof value === 'string') {
            strings.add(value);
        } else if (typeof value === 'bigint') {
            hasLarge = true;
        } else if (!Number.isNaN(value)) {
            numbers.add(value);
        }
    }
    return { strings, numbers, hasLarge };
}

/** Each different index is looked up once; undefined where one of them is none. */
function lookedUp(from: LookupTable, index: Column, table: StringTable): Column | undefined {
    const ids = index.ids(table);
    const numbers = ids === undefined ? index.numbers() : undefined;
    const keys = ids ?? numbers?.values;
    // 1, 1.0 and True are one key of a dict, but a float is no index into a list.
    if (keys === undefined || (from.kind !== 'dict' && (numbers === undefined || (numbers.kinds !== kind.int && numbers.kinds !== kind.bool)))) {
        return undefined;
    }
    const known = new Map<number, Atom | undefined>();
    const values = new Array<Atom>(keys.length);
    for (let i = 0; i < keys.length; i++) {
        const key = keys[i] ?? 0;
        let value = known.get(key);
        if (value === undefined) {
            value = ids === undefined ? found(from, key) : found(from, table.text(key));
            if (value === undefined) {
                return undefined;
            }
            known.set(key, value);
        }
        values[i] = value;
    }
    return Column.ofAtoms(values);
}

function found(from: LookupTable, key: string | number): Atom | undefined {
    if (from.kind !== 'dict') {
        const at = typeof key === 'number' && key < 0 ? key + from.items.length : key;
        return typeof at === 'number' ? from.items[at] ?? undefined : undefined;
    }
    return from.entries.get(typeof key === 'string' ? `"${key}` : key) ?? undefined;
}
