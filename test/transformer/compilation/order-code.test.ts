import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../language/batch/random';
import { orderCode, staircase } from '../../../transformer/compilation/order-code';
import { fitRamps } from '../../../transformer/compilation/ramps';
import { scoreDrop } from '../../../transformer/compilation/score-codes';

const selects = (rows: readonly string[]): Uint8Array[] => rows.map(row => Uint8Array.from(row, cell => Number(cell)));

describe('orders', () => {
    it.each([
        ['strictly below', ['000', '100', '110'], { keys: [1, 2, 3], queries: [0, 1, 2], steps: 3 }],
        ['up to itself', ['100', '110', '111'], { keys: [0, 1, 2], queries: [0, 1, 2], steps: 2 }],
        ['above', ['011', '001', '000'], { keys: [3, 2, 1], queries: [2, 1, 0], steps: 3 }],
        ['a mark of keys', ['01'], { keys: [1, 0], queries: [0], steps: 1 }],
        ['equality is none', ['10', '01'], undefined]
    ])('%s', (_, rows, expected) => {
        const found = staircase(selects(rows));
        expect(found && { keys: [...found.keys], queries: [...found.queries], steps: found.steps }).toEqual(expected);
    });

    const single = { each: 3, sum: Infinity };
    const counted = { each: Infinity, sum: 1 / 52 };
    const averaged = { each: 2 ** -23, sum: 1 / 52 };
    it.each([
        ['one key at the most', 127, 1, single, 1, 8],
        ['places in an order are counted', 20, 1, counted, 1, 3],
        ['tokens are counted', 25, 50, counted, 1, 5],
        ['beside a square', 49, 1, counted, 8, 7],
        ['keys are averaged', 20, 1, averaged, 1, 5],
        ['nothing but what is exact will do', 9, 1, { each: 0, sum: 0 }, 1, 9],
        ['two levels', 1, 5, averaged, 1, 1]
    ])('has few numbers where %s: %i steps', (_, steps, count, limits, growth, most) => {
        const counts = new Array<number>(steps + 1).fill(count);
        const code = orderCode({ keys: new Int32Array(0), queries: new Int32Array(0), steps }, counts, limits, growth);
        expect(code.keys.length).toBeLessThanOrEqual(most);
        expect(code.error).toBeLessThanOrEqual(limits.each);
        expect(code.sum).toBeLessThanOrEqual(limits.sum);
        for (let query = 0; query <= steps; query++) {
            let together = 0;
            for (let key = 0; key <= steps; key++) {
                const score = code.keys.reduce((sum, numbers, block) => Math.fround(sum + Math.fround(Math.fround(-scoreDrop * (code.queries[block]?.[query] ?? 0)) * Math.fround(numbers[key] ?? 0))), 0);
                expect(Number.isFinite(score)).toBe(true);
                if (key > query) {
                    expect(score).toBeLessThanOrEqual(-scoreDrop);
                } else {
                    expect(Math.abs(score)).toBeLessThanOrEqual(code.error);
                    together += (counts[key] ?? 0) * Math.abs(score);
                }
            }
            expect(together).toBeLessThanOrEqual(code.sum);
        }
    });
});

describe('ramps', () => {
    /** A ramp at a point that is off by some noise, units added up in some order in float32. */
    function value({ knots, weights, bases }: NonNullable<ReturnType<typeof fitRamps>>, f: number, at: number, random: () => number): number {
        const terms = (weights[f] ?? []).map(([place, weight]) => Math.fround(Math.max(0, Math.fround(Math.fround(at) - Math.fround(knots[place] ?? 0))) * Math.fround(weight)));
        const order = [...terms, bases[f] ?? 0].map(term => [random(), term] as const).sort(([a], [b]) => a - b);
        return order.reduce((sum, [, term]) => Math.fround(sum + term), 0);
    }

    it.each([
        ['whole numbers', [0, 1, 2, 3, 4, 5, 6], 0],
        ['whole numbers far apart and close together', [-90, -40, -39, -38, 3, 4, 90], 0],
        ['noisy numbers', [0.05, 0.06, 0.08, 0.13, 0.2, 0.5, 1], 1e-5],
        ['noisy numbers with gaps', [0, 1, 30, 31, 32, 60, 61], 1e-3]
    ])('are 0 where they are to be, and close elsewhere: %s', (_, at, noise) => {
        const random = seededRandom(5);
        // Two levels stand at two points each.
        const levels = [0, 1, 1, 2, 3, 3, 4];
        const { keys } = orderCode({ keys: new Int32Array(0), queries: new Int32Array(0), steps: 4 }, [1, 1, 1, 1, 1], { each: 2 ** -23, sum: 1 }, 1);
        const heights = [...keys, Float64Array.of(0, 0, 0, 1, 1)].map(ramp => levels.map(level => ramp[level] ?? 0));
        const isExact = noise === 0;
        const fit = fitRamps({
            weights: [1], bends: 0, blur: at.map(() => noise), points: { at, values: [levels] },
            rounding: { steps: 1, sizes: at.map(Math.abs), exact: at.map(() => isExact) }
        }, heights, () => undefined);
        expect(fit).toBeDefined();
        heights.forEach((own, f) => {
            const most = Math.max(...own);
            own.forEach((height, i) => {
                for (let trial = 0; trial < 40 && fit !== undefined; trial++) {
                    const found = value(fit, f, (at[i] ?? 0) + noise * (2 * random() - 1), random);
                    if (height === 0) {
                        expect(found).toBe(0);
                    } else {
                        expect(found / height).toBeGreaterThan(1 - 1 / 16);
                        expect(height === most ? 1 : found / height).toBeLessThan(1 + 1 / 16);
                    }
                }
            });
        });
    });
});
