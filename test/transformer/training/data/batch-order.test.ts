import { describe, expect, test } from 'vitest';
import { epochBatches, orderedBatches } from '../../../../transformer/training/data/batch-order';
import { below, streamRandom } from '../../../../transformer/training/data/stream-random';

function lengthsOf(count: number, most: number): Uint32Array {
    const random = streamRandom(9, count);
    return Uint32Array.from({ length: count }, () => 1 + below(random, most));
}

const table: readonly { readonly count: number; readonly most: number; readonly size: number; readonly padded: number }[] = [
    { count: 50_000, most: 100, size: 50, padded: 0.01 },
    { count: 1_000, most: 100, size: 50, padded: 0.07 },
    { count: 7, most: 3, size: 50, padded: 1 },
    { count: 101, most: 1, size: 10, padded: 0 }
];

describe.each(table)('$count examples of up to $most tokens in batches of $size', ({ count, most, size, padded }) => {
    const lengths = lengthsOf(count, most);
    const batches = epochBatches(lengths, size, 1, 0);

    test('are in one batch each', () => {
        expect(batches.flatMap(batch => [...batch]).sort((a, b) => a - b)).toEqual([...lengths.keys()]);
        expect(batches.filter(batch => batch.length !== size).length).toBe(count % size === 0 ? 0 : 1);
        expect(orderedBatches(lengths, size).flatMap(batch => [...batch]).sort((a, b) => a - b)).toEqual([...lengths.keys()]);
    });

    test('are padded by little', () => {
        const cells = batches.reduce((sum, batch) => sum + batch.length * Math.max(...Array.from(batch, i => lengths[i] ?? 0)), 0);
        expect(cells / lengths.reduce((sum, length) => sum + length, 0) - 1).toBeLessThanOrEqual(padded);
    });
});

test('the order is the same for the same seed and epoch, and another one otherwise', () => {
    const lengths = lengthsOf(300, 20);
    const text = (seed: number, epoch: number): string => epochBatches(lengths, 10, seed, epoch).map(batch => batch.join()).join(' ');
    expect(text(1, 0)).toBe(text(1, 0));
    expect(new Set([text(1, 0), text(1, 1), text(2, 0), text(1, 2)]).size).toBe(4);
});

test('lengths come mixed, and others meet in each epoch', () => {
    const lengths = lengthsOf(5_000, 20);
    const [first, second] = [0, 1].map(epoch => epochBatches(lengths, 10, 1, epoch));
    const order = first?.slice(0, 20).map(batch => lengths[batch[0] ?? 0] ?? 0) ?? [];
    expect(new Set(order).size).toBeGreaterThan(8);
    const partners = (batches: Uint32Array[] | undefined): number[] => [...batches?.find(batch => batch.includes(7)) ?? []].filter(i => i !== 7);
    expect(partners(first).filter(i => partners(second).includes(i)).length).toBeLessThan(3);
});

test('what is not trained on comes with the shortest first', () => {
    expect(orderedBatches(Uint32Array.of(3, 1, 2, 1, 3), 2).map(batch => [...batch])).toEqual([[1, 3], [2, 0], [4]]);
});
