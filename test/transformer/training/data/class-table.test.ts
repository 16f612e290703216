import { describe, expect, test } from 'vitest';
import { Column } from '../../../../language/evaluation/column';
import { Float } from '../../../../language/values/atom';
import type { Atom } from '../../../../language/values/atom';
import type { ClassOptions } from '../../../../transformer/training/data/class-table';
import { ClassTable } from '../../../../transformer/training/data/class-table';
import type { TypedValue } from '../../../../transformer/model/transformer';

function tableOf(sample: readonly Atom[], options?: ClassOptions): ClassTable {
    const table = ClassTable.of(sample, options);
    if (typeof table === 'string') {
        throw new Error(table);
    }
    return table;
}

const int = (value: number): TypedValue => ({ type: 'int', value });
const string = (value: string): TypedValue => ({ type: 'string', value });

const tables: readonly { readonly name: string; readonly sample: readonly Atom[]; readonly options?: ClassOptions; readonly values: readonly (string | number | boolean)[]; readonly size: number }[] = [
    { name: 'numbers in their order', sample: [3, -1, 3, 2], values: [-1, 2, 3], size: 19 },
    { name: 'strings in theirs', sample: ['b', 'a', 'b'], values: ['a', 'b'], size: 18 },
    { name: 'numbers by what they are, not by their type', sample: [1, new Float(1), true, new Float(0.5)], values: [0.5, 1], size: 18 },
    { name: 'means that differ in their last digits as one', sample: [new Float(0.1 + 0.2), new Float(0.3)], values: [0.1 + 0.2], size: 17 },
    { name: 'what has no number once', sample: [new Float(NaN), new Float(NaN)], values: [NaN], size: 17 },
    { name: 'numbers from a cap on as one', sample: [9, 12, 2 ** 60, new Float(10.5), 3], options: { cap: 10 }, values: [3, 9, 10], size: 19 },
    { name: 'ints of many bits above a cap', sample: [2n ** 90n], options: { cap: 10 }, values: [10], size: 17 },
    { name: 'known ones first, whether they occur or not', sample: ['x', 'T'], options: { known: [string('P'), string('T'), string('F')] }, values: ['P', 'T', 'F', 'x'], size: 4 },
    { name: 'as many free ones as asked', sample: [0], options: { spare: 2 }, values: [0], size: 3 },
    { name: 'no more than the bound', sample: [0, 1, 2], options: { most: 4 }, values: [0, 1, 2], size: 4 }
];

describe('classes are', () => {
    test.each(tables)('$name', ({ sample, options, values, size }) => {
        const table = tableOf(sample, options);
        expect(table.values.map(({ value }) => value)).toEqual(values);
        expect(table.size).toBe(size);
        sample.forEach(value => { expect(table.idOf(value)).toBeLessThan(values.length); });
    });
});

const refusals: readonly (readonly [string, readonly Atom[], ClassOptions, string])[] = [
    ['more than the bound', [0, 1, 2], { most: 2 }, 'the values are of more than 2 classes, the bound; counts can be capped'],
    ['an int beyond 53 bits', [2n ** 70n], {}, 'the value 1180591620717411303424 cannot be a class: ints are classes up to 53 bits'],
    ['a bound that is none', [0], { most: 0 }, 'a model can have 1 to 100,000 classes, some of them free at first; found 0 with 16 free']
];

test.each(refusals)('%s is refused', (_, sample, options, message) => {
    expect(ClassTable.of(sample, options)).toBe(message);
});

test('a value that comes later gets a class of its own while one is free', () => {
    const table = tableOf([5, 7], { spare: 1 });
    expect(table.idsOf(Column.ofAtoms([7, 6, 5, 6]))).toEqual(Int32Array.of(1, 2, 0, 2));
    expect(table.values).toEqual([int(5), int(7), int(6)]);
    expect(table.idsOf(Column.ofAtoms([5, 8]))).toBe('it gives 8, which is none of the 3 classes that the model has; name all values beforehand, leave more classes free, or cap counts');
});

test('a table that is saved goes on as it was', () => {
    const before = tableOf([5, 7], { spare: 2 });
    before.idOf(6);
    const after = tableOf([5, 7], before.saved);
    expect([after.size, ...after.values]).toEqual([4, ...before.values]);
    expect([after.idOf(9), before.idOf(9)]).toEqual([3, 3]);
});
