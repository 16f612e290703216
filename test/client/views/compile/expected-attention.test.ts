import { describe, expect, test } from 'vitest';
import { expectedAttention } from '../../../../client/views/compile/expected-attention';
import type { ExpectedAttention } from '../../../../client/views/compile/expected-attention';

const third = 1 / 3;

describe('what a head is compared with', () => {
    test.each<[what: string, rows: string[], weights: number[], bos: number[], kind: ExpectedAttention['kind'], expected: number[], expectedBos: number[]]>([
        ['a mean', ['8', 'c'], [1, 1e-20, 0.5, 0.5], [0, 1e-20], 'mean', [1, 0, 0.5, 0.5], [0, 0]],
        ['a query that selects nothing', ['0', 'c'], [0, 0, 0.5, 0.5], [1, 0], 'mean', [0, 0, 0.5, 0.5], [1, 0]],
        ['a count', ['8', 'c'], [0.5, 0, third, third], [0.5, third], 'count', [0.5, 0, third, third], [0.5, third]],
        ['a count of none', ['0', '4'], [0, 0, 0, 0.5], [1, 0.5], 'count', [0, 0, 0, 0.5], [1, 0.5]],
        ['no query that selects anything', ['0', '0'], [0, 0, 0, 0], [1, 1], 'mean', [0, 0, 0, 0], [1, 1]],
        ['a sum, in which BOS fills each row up', ['8', 'c'], [0.25, 0, 0.25, 0.25], [0.75, 0.5], 'other', [1, 0, 0.5, 0.5], [0, 0]],
        ['keys that weigh unequally', ['c', 'c'], [0.9, 0.1, 0.5, 0.5], [0, 0], 'other', [0.5, 0.5, 0.5, 0.5], [0, 0]]
    ])('%s', (_, rows, weights, bos, kind, expected, expectedBos) => {
        const found = expectedAttention('s', rows, Float32Array.from(weights), Float32Array.from(bos));
        expect(found.kind).toBe(kind);
        [0, 1, 2, 3].forEach(at => { expect(found.source.weight(Math.floor(at / 2), at % 2)).toBeCloseTo(expected[at] ?? 0, 6); });
        [0, 1].forEach(query => { expect(found.bos[query]).toBeCloseTo(expectedBos[query] ?? 0, 6); });
    });
});
