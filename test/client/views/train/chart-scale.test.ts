import { describe, expect, test } from 'vitest';
import { countScale, linearScale, logScale, niceStep, placeOn } from '../../../../client/views/train/chart-scale';

describe('a linear axis', () => {
    test.each<[string, readonly number[], { least?: number; most?: number }, readonly [number, number], readonly number[]]>([
        ['holds its values between round ends', [0.13, 0.87], {}, [0, 1], [0, 0.2, 0.4, 0.6, 0.8, 1]],
        ['does not begin at 0 where values differ little', [0.9991, 0.9998], { least: 0, most: 1 }, [0.999, 0.9998], [0.999, 0.9992, 0.9994, 0.9996, 0.9998]],
        ['ends at 1, where more cannot be', [0.93, 1], { least: 0, most: 1 }, [0.92, 1], [0.92, 0.94, 0.96, 0.98, 1]],
        ['has a range around one value', [2, 2], {}, [1.9, 2.1], [1.9, 1.95, 2, 2.05, 2.1]],
        ['leaves out what is no number', [1, Number.NaN, Infinity, 3], {}, [1, 3], [1, 1.5, 2, 2.5, 3]],
        ['is from 0 to 1 without values', [], {}, [0, 1], [0, 0.2, 0.4, 0.6, 0.8, 1]]
    ])('%s', (_, values, ends, [from, to], ticks) => {
        const scale = linearScale(values, 6, ends);
        expect(scale.from).toBeCloseTo(from, 10);
        expect(scale.to).toBeCloseTo(to, 10);
        expect(scale.ticks).toEqual(ticks);
    });
});

describe('a logarithmic axis', () => {
    test.each<[string, readonly number[], number, { from: number; to: number; hasZero: boolean; ticks: readonly number[] }]>([
        ['has powers of ten', [0.004, 2], 6, { from: 0.001, to: 10, hasZero: false, ticks: [0.001, 0.01, 0.1, 1, 10] }],
        ['has fewer of them where there are many', [1e-9, 1], 5, { from: 1e-9, to: 1, hasZero: false, ticks: [1e-8, 1e-6, 1e-4, 0.01, 1] }],
        ['spans ten at the least', [0.1], 6, { from: 0.1, to: 1, hasZero: false, ticks: [0.1, 1] }],
        ['leaves out what is no number', [0.5, Number.NaN, Infinity], 6, { from: 0.1, to: 1, hasZero: false, ticks: [0.1, 1] }]
    ])('%s', (_, values, most, expected) => {
        expect(logScale(values, most)).toMatchObject(expected);
    });

    test('has a place for 0 below all powers, where every run that is perfect can be seen', () => {
        const scale = logScale([0.01, 0, 0.5], 6);
        expect([scale.hasZero, scale.ticks, placeOn(scale, 0), placeOn(scale, 0.01) > 0.1]).toEqual([true, [0.01, 0.1, 1], 0, true]);
    });

    test('that has only zeros has a range all the same', () => {
        expect(logScale([0, 0], 6)).toMatchObject({ hasZero: true, ticks: [0.001, 0.01, 0.1, 1] });
    });
});

test.each([
    [1, 30, 6, [1, 5, 10, 15, 20, 25, 30]], [1, 2, 6, [1, 2]], [1, 1, 6, [1, 2]], [1, 250, 5, [1, 50, 100, 150, 200, 250]], [1, 7, 20, [1, 2, 3, 4, 5, 6, 7]], [0, 40, 4, [0, 10, 20, 30, 40]]
])('counts from %d to %d in at most about %d ticks', (from, to, most, ticks) => {
    expect(countScale(from, to, most).ticks).toEqual(ticks);
});

test.each([[0.03, 0.05], [1, 1], [1.2, 2], [2.1, 5], [7, 10], [0, 1], [Number.NaN, 1]])('the step for at least %d is %d', (least, step) => {
    expect(niceStep(least)).toBeCloseTo(step, 12);
});

test.each([[0, 0], [5, 0.5], [10, 1], [-3, 0], [12, 1]])('%d lies at %d of an axis from 0 to 10', (value, place) => {
    expect(placeOn({ from: 0, to: 10, isLog: false, hasZero: false, ticks: [] }, value)).toBe(place);
});
