import { describe, expect, test } from 'vitest';
import { countScale, linearScale } from '../../../../client/views/train/chart-scale';
import { colours, lookOf, markedPoints, nearestX, pathOf, pixelOf } from '../../../../client/views/train/curve-paths';
import type { Plot } from '../../../../client/views/train/curve-paths';

const plot: Plot = { left: 10, top: 20, width: 100, height: 50, xScale: countScale(1, 11, 5), yScale: linearScale([0, 1], 6) };

test.each([[{ x: 1, y: 0 }, { x: 10, y: 70 }], [{ x: 11, y: 1 }, { x: 110, y: 20 }], [{ x: 6, y: 0.5 }, { x: 60, y: 45 }]])('%o is drawn at %o', (point, pixel) => {
    expect(pixelOf(plot, point)).toEqual(pixel);
});

describe('the path of a line', () => {
    test.each([
        ['goes through its points', [{ x: 1, y: 0 }, { x: 2, y: 0.5 }, { x: 3, y: 1 }], 'M10 70L20 45L30 20'],
        ['is interrupted where there is no number', [{ x: 1, y: 0 }, { x: 2, y: Number.NaN }, { x: 3, y: 1 }, { x: 4, y: 1 }], 'M10 70M30 20L40 20'],
        ['is nothing without points', [], '']
    ])('%s', (_, points, path) => {
        expect(pathOf(plot, points)).toBe(path);
    });
});

describe('markers', () => {
    const points = Array.from({ length: 11 }, (_, at) => ({ x: at + 1, y: 0 }));
    test.each([
        ['stand apart, and at the end', points, 0, [1, 5, 9, 11]],
        ['begin elsewhere for another line', points, 2, [3, 7, 11]],
        ['stand at the end of a short line', points.slice(0, 1), 3, [1]],
        ['do not stand where there is no number', [{ x: 1, y: Number.NaN }], 0, []]
    ])('%s', (_, line, slot, xs) => {
        expect(markedPoints(plot, line, 40, slot).map(({ x }) => x)).toEqual(xs);
    });
});

test.each([[10, 1], [14, 1], [16, 2], [500, 9], [-5, 1]])('the x nearest to pixel %d is %d', (pixel, x) => {
    expect(nearestX(plot, [1, 2, 5, 9], pixel)).toBe(x);
});

test('no x is nearest where there is none', () => {
    expect(nearestX(plot, [], 10)).toBeUndefined();
});

test('lines look unlike each other, by dashes where the colours come again', () => {
    expect(new Set(Array.from({ length: 4 * colours }, (_, slot) => lookOf(slot))).size).toBe(4 * colours);
});
