import { describe, expect, it } from 'vitest';
import { Column } from '../../../language/evaluation/column';
import { elementwiseColumn } from '../../../language/evaluation/elementwise-columns';
import { elementwiseFunction } from '../../../language/evaluation/elementwise';
import { StringTable } from '../../../language/evaluation/string-table';
import type { Operation } from '../../../language/graph/nodes';
import { Float } from '../../../language/values/atom';
import type { Atom } from '../../../language/values/atom';
import { Random } from '../../../bench/random';

const f = (value: number): Float => new Float(value);
/** Columns of every form, the edges of each among them. */
const pools: Readonly<Record<string, readonly Atom[]>> = {
    ints: [0, 1, -1, 2, 3, -7, 10],
    'large ints': [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 2 ** 40, 1, 0],
    'ints beyond': [2n ** 70n, -(2n ** 60n), 1, 0],
    floats: [f(0), f(-0), f(0.5), f(1.5), f(2.5), f(-2.5), f(1e300), f(3)],
    'odd floats': [f(NaN), f(Infinity), f(-Infinity), f(1)],
    bools: [true, false],
    'bools and ints': [true, false, 2, 0],
    numbers: [true, 0, f(-0), f(0.25), 3, -4, false],
    strings: ['', 'a', 'b', 'ab', '\u{1f600}', '\ufb01', 'a'],
    words: ['the', 'cat', '1', ' ', '%s']
};

const list: readonly Atom[] = [5, f(2.5), 'x', true];
const operations: readonly Operation[] = [
    ...(['+', '-', '*', '/', '%', '^'] as const).map(operator => ({ kind: 'arithmetic', operator } as const)),
    ...(['==', '!=', '<', '>', '<=', '>='] as const).map(operator => ({ kind: 'comparison', operator } as const)),
    { kind: 'logic', operator: 'and' }, { kind: 'logic', operator: 'or' },
    ...(['not', '-', '+', 'round', 'indicator'] as const).map(operator => ({ kind: 'unary', operator } as const)),
    { kind: 'ternary' },
    { kind: 'membership', items: [1, 'a', f(0.5), f(NaN), true] }, { kind: 'membership', items: [2n ** 70n, 'ab'] }, { kind: 'membership', items: [0] },
    { kind: 'lookup', table: { kind: 'list', items: list } }, { kind: 'lookup', table: { kind: 'list', items: [1, 2, 3] } },
    { kind: 'lookup', table: { kind: 'string', items: ['a', 'b', 'c', 'd'] } },
    { kind: 'lookup', table: { kind: 'dict', entries: new Map<string | number, Atom>([['"a', 1], ['"b', 2], ['"', 7], [1, 3], [0, 4], ['"ab', 5]]) } }
];

/** What applying an operation position by position gives, with the forms told apart; or that it fails. */
function outcome(make: () => Column): unknown {
    try {
        const column = make();
        return { type: column.type, values: column.values.map(value => (value instanceof Float ? { float: Object.is(value.value, -0) ? '-0.0' : value.value } : Object.is(value, -0) ? 'a negative zero' : value)) };
    } catch (error) {
        return `fails: ${error instanceof Error ? error.constructor.name : ''}`;
    }
}

describe('elementwise operations on typed columns', () => {
    it.each(operations.map(operation => [JSON.stringify(operation, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value instanceof Map ? [...value.keys()] : value)), operation] as const))('%s', (_, operation) => {
        const random = new Random(7);
        const names = Object.keys(pools);
        let typed = 0;
        for (let round = 0; round < 400; round++) {
            const length = random.int(1, 70);
            const table = new StringTable();
            const columns = [0, 1, 2].map(() => {
                const pool = pools[random.pick(names)] ?? [];
                const isConstant = random.int(0, 3) === 0;
                const first = random.pick([...pool]);
                const values = Array.from({ length }, () => (isConstant ? first : random.pick([...pool])));
                return isConstant ? Column.constant(first, length, table) : Column.ofAtoms(values);
            });
            const result = elementwiseColumn(operation, columns, table);
            if (result !== undefined) {
                typed++;
                const apply = elementwiseFunction(operation);
                const [a, b, c] = columns.map(({ values }) => values);
                const slow = outcome(() => Column.ofAtoms(Array.from({ length }, (__, i) => apply(a?.[i] ?? 0, b?.[i] ?? 0, c?.[i] ?? 0))));
                expect(outcome(() => result), `${JSON.stringify([a?.map(String), b?.map(String), c?.map(String)])}`).toEqual(slow);
            }
        }
        // Powers have no typed way.
        expect(typed > 0).toBe(operation.kind !== 'arithmetic' || operation.operator !== '^');
    });
});

describe('a column', () => {
    it.each(Object.entries(pools))('of %s keeps its values in every form', (_, pool) => {
        const table = new StringTable();
        const values = Array.from({ length: 75 }, (__, i) => pool[i % pool.length] ?? 0);
        const column = Column.ofAtoms(values);
        const numbers = column.numbers();
        const bits = column.bits();
        const ids = column.ids(table);
        const forms = [column,
            ...(numbers === undefined ? [] : [Column.ofNumbers(numbers.values, numbers.kinds)]),
            ...(bits === undefined ? [] : [Column.ofBits(bits, values.length)]),
            ...(ids === undefined ? [] : [Column.ofStrings(ids, table)])];
        for (const form of forms) {
            expect(outcome(() => form)).toEqual(outcome(() => column));
            expect(outcome(() => form.slice(33, 71))).toEqual(outcome(() => Column.ofAtoms(values.slice(33, 71))));
            expect(form.truth()).toEqual(column.truth());
        }
    });
});
