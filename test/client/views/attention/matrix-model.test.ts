import { describe, expect, test } from 'vitest';
import { largestMatrix, matrixProblem, weightsOf } from '../../../../client/views/attention/matrix-model';
import type { MatrixShown } from '../../../../client/views/attention/matrix-model';
import { thumbnailPixels, weightPixels } from '../../../../client/views/attention/weight-image';
import type { CellColours } from '../../../../client/views/attention/weight-image';
import { denseSource, selectorSource } from '../../../../language/drawing/attention-source';

const eye = (n: number): MatrixShown => ({ tokens: [], source: { label: 'eye', n, isBinary: true, weight: (query, key) => (query === key ? 1 : 0) }, keysTitle: '', queriesTitle: '' });

describe('the full colour', () => {
    test.each([
        ['a selector has at 1, also if it selects nothing', selectorSource({ name: '', rows: ['0', '0'] }, 2), 1],
        ['attention has at its largest weight', denseSource('', 2, Float32Array.of(0.25, 0.125, 0.5, 0)), 0.5],
        ['attention that is almost none does not have', denseSource('', 2, Float32Array.of(0.001, 0, 0, 0)), 0.01]
    ])('%s', (_, source, expected) => {
        expect(weightsOf({ source }, 'first').top).toBeCloseTo(expected);
    });

    test('a difference has at its largest, whatever its sign', () => {
        const source = denseSource('', 1, Float32Array.of(0.75));
        expect(weightsOf({ source, other: denseSource('', 1, Float32Array.of(0.25)) }, 'difference')).toMatchObject({ top: 0.5, isDifference: true, isBinary: false });
    });
});

describe('no matrix is drawn', () => {
    test.each([
        ['of nothing', eye(0), 'The input has no positions.'],
        ['of too much', eye(largestMatrix + 1), 'The matrix of 2001 positions is too large to draw; the limit is 2000.'],
        ['of what fails', { ...eye(2), error: 'it fails' }, 'it fails'],
        ['else it is', eye(largestMatrix), undefined]
    ])('%s', (_, shown, expected) => {
        expect(matrixProblem(shown)).toBe(expected);
    });
});

const colours: CellColours = { empty: [0, 0, 0], selected: [200, 0, 0], positive: [0, 200, 0], negative: [0, 0, 200] };
const rgb = (pixels: Uint8ClampedArray): number[][] => Array.from({ length: pixels.length / 4 }, (_, i) => [...pixels.slice(i * 4, i * 4 + 3)]);

describe('pixels', () => {
    test('are as strong as the weights', () => {
        const weights = weightsOf({ source: denseSource('', 2, Float32Array.of(1, 0.5, 0, 0.25)) }, 'first');
        expect(rgb(weightPixels(weights, { from: 0, to: 2 }, { from: 0, to: 2 }, colours))).toEqual([[200, 0, 0], [100, 0, 0], [0, 0, 0], [50, 0, 0]]);
    });

    test('of a part hold that part', () => {
        expect(rgb(weightPixels(weightsOf(eye(4), 'first'), { from: 1, to: 2 }, { from: 1, to: 4 }, colours))).toEqual([[200, 0, 0], [0, 0, 0], [0, 0, 0]]);
    });

    test('of a difference tell its sign', () => {
        const both = { source: denseSource('', 2, Float32Array.of(1, 0, 0, 0)), other: denseSource('', 2, Float32Array.of(0, 1, 0, 0)) };
        expect(rgb(weightPixels(weightsOf(both, 'difference'), { from: 0, to: 1 }, { from: 0, to: 2 }, colours))).toEqual([[0, 0, 200], [0, 200, 0]]);
    });

    test.each([1, 2, 7, 56])('of a small picture of %d positions show a diagonal', n => {
        const pixels = rgb(thumbnailPixels(weightsOf(eye(n), 'first'), n, colours));
        expect(pixels.filter(([red]) => red === 200)).toHaveLength(n);
    });

    test('of a small picture of many positions still show a diagonal, and nothing beside it', () => {
        const size = 50;
        const pixels = rgb(thumbnailPixels(weightsOf(eye(200), 'first'), size, colours));
        expect(pixels.map(([red]) => (red ?? 0) > 0)).toEqual(pixels.map((_, i) => Math.floor(i / size) === i % size));
        expect(pixels[0]?.[0]).toBe(100);
    });
});
