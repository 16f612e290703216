import { describe, expect, test } from 'vitest';
import { denseSource, difference, normalised, selectorSource } from '../../../language/drawing/attention-source';
import type { AttentionDifference, AttentionSource } from '../../../language/drawing/attention-source';

function table(source: AttentionSource | AttentionDifference): number[][] {
    return Array.from({ length: source.n }, (_, query) => Array.from({ length: source.n }, (_, key) => source.weight(query, key)));
}

describe('a selector', () => {
    test.each([
        { n: 0, rows: [], expected: [] },
        { n: 1, rows: ['8'], expected: [[1]] },
        { n: 2, rows: ['4', '8'], expected: [[0, 1], [1, 0]] },
        { n: 5, rows: ['88', '48', '00', 'f8', '08'], expected: [[1, 0, 0, 0, 1], [0, 1, 0, 0, 1], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [0, 0, 0, 0, 1]] },
        { n: 2, rows: [], expected: [[0, 0], [0, 0]] }
    ])('of $n positions with the rows $rows', ({ n, rows, expected }) => {
        expect(table(selectorSource({ name: 's', rows }, n))).toEqual(expected);
    });

    test.each([[-1, 0], [0, -1], [2, 0], [0, 2], [0.5, 0]])('is 0 outside, at query %d and key %d', (query, key) => {
        expect(selectorSource({ name: 's', rows: ['f', 'f'] }, 2).weight(query, key)).toBe(0);
    });
});

describe('the attention of a transformer', () => {
    test('is read query by query', () => {
        expect(table(denseSource('layer 1', 2, Float32Array.of(0.25, 0.75, 1, 0)))).toEqual([[0.25, 0.75], [1, 0]]);
    });

    test.each([[Number.NaN, 0], [-0.5, 0], [1.5, 1], [Infinity, 1]])('holds %d as %d', (given, expected) => {
        expect(denseSource('', 1, Float32Array.of(given)).weight(0, 0)).toBe(expected);
    });

    test('is 0 where rows are missing and outside', () => {
        const source = denseSource('', 2, Float32Array.of(1));
        expect(table(source)).toEqual([[1, 0], [0, 0]]);
        expect(denseSource('', 2, Float32Array.of(1, 1, 1, 1)).weight(0, 2)).toBe(0);
    });
});

test('selected keys share the weight of their query', () => {
    expect(table(normalised(selectorSource({ name: 's', rows: ['c', '0', 'e', '2'] }, 4)))).toEqual([[0.5, 0.5, 0, 0], [0, 0, 0, 0], [1 / 3, 1 / 3, 1 / 3, 0], [0, 0, 1, 0]]);
});

describe('the difference', () => {
    const both = selectorSource({ name: 'both', rows: ['c', 'c'] }, 2);
    const same = selectorSource({ name: 'same', rows: ['8', '4'] }, 2);
    const trained = denseSource('trained', 2, Float32Array.of(1, 0, 0.25, 0.75));

    test.each([
        ['of two selectors', both, same, [[0, -1], [-1, 0]]],
        ['the other way round', same, both, [[0, 1], [1, 0]]],
        ['of a selector and a transformer averages the selector', both, trained, [[0.5, -0.5], [-0.25, 0.25]]],
        ['of a transformer and a selector averages the selector', trained, both, [[-0.5, 0.5], [0.25, -0.25]]],
        ['of a source and itself', trained, trained, [[0, 0], [0, 0]]]
    ] as const)('%s', (_, first, second, expected) => {
        expect(table(difference(first, second))).toEqual(expected);
    });

    test('names what is added before what is taken away', () => {
        expect(difference(both, trained).label).toBe('trained − both');
    });

    test('covers the longer of the two', () => {
        expect(table(difference(denseSource('', 1, Float32Array.of(1)), both))).toEqual([[-0.5, 0.5], [0.5, 0.5]]);
    });
});
