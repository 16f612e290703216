import { describe, expect, test } from 'vitest';
import type { EncoderShape } from '../../../transformer/training/encoder-parameters';
import { shapeProblem, trainedCount, trainedParameters } from '../../../transformer/training/encoder-parameters';
import { initialParameters } from '../../../transformer/training/initialisation';
import { sinusoidalPositions } from '../../../transformer/training/positions';
import { tinyShape } from './batches';

const shape: EncoderShape = { nLayers: 2, nHeads: 4, dModel: 64, dMlp: 128, vocabularySize: 200, outputSize: 30, nPositions: 50, positions: 'learned', order: 'interleaved' };
const all = initialParameters(shape, 1);
const valuesOf = (from: Float32Array, name: string): number[] => {
    const { offset, size } = trainedParameters(shape).find(parameter => parameter.name === name) ?? { offset: 0, size: 0 };
    return [...from.subarray(offset, offset + size)];
};

/** Bounds of PyTorch's uniform distributions: 1 / sqrt(inputs) for Linear, Xavier's for in_proj, [3 · 64, 64]. */
const uniform: readonly (readonly [string, number])[] = [
    ['blocks.0.attn.W_Q', Math.sqrt(6 / 256)], ['blocks.1.attn.W_K', Math.sqrt(6 / 256)], ['blocks.0.attn.W_V', Math.sqrt(6 / 256)],
    ['blocks.0.attn.W_O', 1 / 8], ['blocks.0.mlp.W_in', 1 / 8], ['blocks.0.mlp.b_in', 1 / 8],
    ['blocks.1.mlp.W_out', 1 / Math.sqrt(128)], ['blocks.1.mlp.b_out', 1 / Math.sqrt(128)], ['unembed.W_U', 1 / 8], ['unembed.b_U', 1 / 8]
];

describe('parameters begin as PyTorch\'s', () => {
    test.each(uniform)('%s is uniform up to %f', (name, bound) => {
        const values = valuesOf(all, name);
        const most = Math.max(...values.map(Math.abs));
        expect(most).toBeLessThanOrEqual(Math.fround(bound));
        expect(most).toBeGreaterThan(0.9 * bound);
        const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
        expect(variance / (bound * bound / 3)).toBeGreaterThan(values.length > 1_000 ? 0.95 : 0.6);
        expect(variance / (bound * bound / 3)).toBeLessThan(values.length > 1_000 ? 1.05 : 1.5);
    });

    test.each(['embed.W_E', 'pos_embed.W_pos'])('%s is normal', name => {
        const values = valuesOf(all, name);
        const share = (limit: number): number => values.filter(value => Math.abs(value) < limit).length / values.length;
        expect(share(1)).toBeCloseTo(0.6827, 1);
        expect(share(2)).toBeCloseTo(0.9545, 1);
        expect(share(3)).toBeLessThan(1);
        expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(0.05);
    });

    test.each([['attn.b_Q', 0], ['attn.b_K', 0], ['attn.b_V', 0], ['attn.b_O', 0], ['ln1.w', 1], ['ln1.b', 0], ['ln2.w', 1], ['ln2.b', 0]])('%s is %d', (name, value) => {
        expect(new Set(valuesOf(all, `blocks.1.${name}`))).toEqual(new Set([value]));
    });
});

test('equal seeds give equal numbers, others do not', () => {
    expect(initialParameters(shape, 1)).toEqual(all);
    expect(initialParameters(shape, 2)).not.toEqual(all);
});

test('layers begin alike, or not if so asked', () => {
    expect(valuesOf(all, 'blocks.1.mlp.W_in')).toEqual(valuesOf(all, 'blocks.0.mlp.W_in'));
    const apart = initialParameters(shape, 1, { layersAlike: false });
    expect(valuesOf(apart, 'blocks.1.mlp.W_in')).not.toEqual(valuesOf(apart, 'blocks.0.mlp.W_in'));
});

test.each([shape, tinyShape])('parameters lie one after the other', of => {
    let end = 0;
    for (const { offset, size } of trainedParameters(of)) {
        expect(offset).toBe(end);
        end += size;
    }
    expect(trainedCount(of)).toBe(end);
});

test.each<readonly [number, number, readonly number[]]>([
    [0, 4, [0, 1, 0, 1]],
    [3, 4, [Math.sin(3), Math.cos(3), Math.sin(0.03), Math.cos(0.03)]],
    [2, 3, [Math.sin(2), Math.cos(2), Math.sin(0.02)]]
])('position %d in %d dimensions', (position, dModel, expected) => {
    expect([...sinusoidalPositions(4, dModel).subarray(position * dModel, (position + 1) * dModel)]).toEqual(expected.map(value => expect.closeTo(value, 6)));
});

const problems: readonly (readonly [Partial<EncoderShape>, RegExp | undefined])[] = [
    [{}, undefined],
    [{ nHeads: 3 }, /3 heads cannot share 64 dimensions/],
    [{ nLayers: 0 }, /the number of layers is 0; it can be an int from 1 to 64/],
    [{ dModel: 2.5 }, /d_model is 2.5/],
    [{ vocabularySize: NaN }, /the size of the vocabulary is NaN/],
    [{ nPositions: Infinity }, /the number of positions is Infinity/],
    [{ nPositions: 1 }, /the number of positions is 1; it can be an int from 2 to 1000000/],
    [{ nLayers: 64, dModel: 8_192, dMlp: 65_536 }, /parameters are more than 500000000/]
];
test.each(problems)('sizes %j', (change, says) => {
    const problem = shapeProblem({ ...shape, ...change });
    if (says === undefined) {
        expect(problem).toBeUndefined();
    } else {
        expect(problem).toMatch(says);
    }
});
