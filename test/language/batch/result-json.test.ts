import { expect, test } from 'vitest';
import { compactJson } from '../../../language/batch/result-json';
import { seededRandom } from '../../../language/batch/random';
import { BitMatrix } from '../../../language/evaluation/bit-matrix';
import { Column } from '../../../language/evaluation/column';
import { atomJson } from '../../../language/program/value-json';
import { Float } from '../../../language/values/atom';

test.each([1, 7, 8, 31, 32, 33, 64, 100])('rows of a matrix of %i', length => {
    const random = seededRandom(length);
    const matrix = new BitMatrix(length);
    for (let i = 0; i < length * length / 3; i++) {
        matrix.set(Math.floor(random() * length), Math.floor(random() * length));
    }
    expect(matrix.rowTexts()).toEqual(Array.from({ length }, (_, query) => Array.from({ length }, (__, key) => (matrix.get(query, key) ? '1' : '0')).join('')));
});

test('floats are spelled as everywhere', () => {
    const random = seededRandom(3);
    const special = [0, -0, 1, -1, 0.1, 1e-4, 9.9e-5, 1e15, 1e16, 1.5e16, 123456789012345.6, 1e22, 5e-324, Infinity, -Infinity, NaN];
    const floats = [...special, ...Array.from({ length: 2_000 }, () => (random() - 0.5) * 10 ** Math.floor(random() * 40 - 20))].map(value => new Float(value));
    expect(compactJson(Column.ofAtoms(floats))).toBe(`{"type": "floats", "values": [${floats.map(atomJson).join(',')}]}`);
});
