import { describe, expect, test } from 'vitest';
import { axisLayout } from '../../../../client/views/attention/axis-layout';
import { cellSizes, fittingCell, labelStep, positionAt, scrollAfterZoom, scrollShowing, visibleSpan, zoomedCell } from '../../../../client/views/attention/matrix-scale';

describe('cells', () => {
    test.each([[5, 600, 28], [1, 600, 28], [64, 600, 8], [65, 600, 8], [200, 600, 3], [2000, 600, 3], [5, 0, 3], [5, -40, 3]])('%d of them in %d pixels have %d each', (n, room, expected) => {
        expect(fittingCell(n, room)).toBe(expected);
    });

    test('grow and shrink by steps, up to the last', () => {
        expect([zoomedCell(28, 1), zoomedCell(28, -1), zoomedCell(64, 1), zoomedCell(2, -1), zoomedCell(2, 99)]).toEqual([32, 24, 64, 2, 64]);
        expect(cellSizes.map(size => zoomedCell(zoomedCell(size, -1), 1)).slice(1)).toEqual(cellSizes.slice(1));
    });
});

test.each([[28, 12, 1], [8, 12, 2], [4, 12, 5], [3, 12, 5], [2, 12, 10], [2, 300, 200], [0.001, 12, 20_000]])('cells of %d pixels with labels of %d have one every %d', (cell, extent, expected) => {
    expect(labelStep(cell, extent)).toBe(expected);
});

test.each([[0, 0], [27.9, 0], [28, 1], [139, 4], [140, undefined], [-0.1, undefined]])('%d pixels along an axis of 5 is position %s', (offset, expected) => {
    expect(positionAt(offset, 28, 5)).toBe(expected);
});

describe('scrolling', () => {
    test.each([[0, 100, { from: 0, to: 10 }], [55, 100, { from: 5, to: 16 }], [-160, 420, { from: 0, to: 26 }], [1950, 500, { from: 195, to: 200 }]])('to %d with room for %d pixels shows a part', (scroll, room, expected) => {
        expect(visibleSpan(scroll, room, 10, 200)).toEqual(expected);
    });

    test.each([[5, 0, 0], [0, 50, 0], [20, 0, 110], [12, 30, 30]])('to position %d from %d goes to %d', (position, scroll, expected) => {
        expect(scrollShowing(position, 10, scroll, 100)).toBe(expected);
    });

    test('stays at what is under the mouse when cells grow', () => {
        expect(scrollAfterZoom(100, 50, 10, 20)).toBe(250);
        expect(scrollAfterZoom(0, 50, 20, 10)).toBe(0);
    });
});

describe('the labels of an axis', () => {
    const lanes = (tokens: readonly string[]) => [{ kind: 'position', labels: tokens.map((_, i) => String(i)) }, { kind: 'token', labels: tokens }] as const;

    test.each([
        ['letters stand level', 'keys', ['h', 'i'], 28, { step: 1, turned: [false, false] }],
        ['letters are thinned in small cells', 'keys', ['h', 'i'], 3, { step: 5, turned: [false, false] }],
        ['words are turned', 'keys', ['hello', 'world'], 28, { step: 1, turned: [true, true] }],
        ['words of a query are not', 'queries', ['hello', 'world'], 28, { step: 1, turned: [false, false] }]
    ] as const)('%s', (_, role, tokens, cell, { step, turned }) => {
        const layout = axisLayout(lanes(tokens), role, cell);
        expect({ step: layout.step, turned: layout.lanes.map(lane => lane.isTurned) }).toEqual({ step, turned });
    });

    test('have no room for more than a part of a long text', () => {
        const layout = axisLayout(lanes(['a'.repeat(500)]), 'queries', 28);
        expect(layout.lanes[1]?.labels[0]).toMatch(/^a{5,20}…$/);
        expect(layout.extent).toBeLessThan(130);
    });

    test('of nothing take no step that is too small', () => {
        expect(axisLayout(lanes([]), 'keys', 28).step).toBe(1);
    });
});
