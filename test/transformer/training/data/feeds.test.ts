import { expect, test } from 'vitest';
import { feedsOf } from '../../../../transformer/training/data/batch';
import { paperBos } from '../../../../transformer/training/data/dataset-options';
import type { EncoderShape } from '../../../../transformer/training/encoder-parameters';
import { initialParameters } from '../../../../transformer/training/initialisation';
import { evaluationStep } from '../../../../transformer/training/training-step';
import { evaluated } from '../batches';
import { RunningGraph } from '../run-graph';
import type { Feed } from '../run-graph';
import { batchIn, opened, optionsFor, programOf } from './programs';

const program = programOf('reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);');

test('a training step takes a batch as it is', async () => {
    const supervised = { nLayers: 3, nHeads: 2 };
    const dataset = opened(optionsFor(program, 'reverse', { supervised, bos: { token: paperBos, isSeen: true } }));
    const shape: EncoderShape = {
        ...supervised, dModel: 8, dMlp: 16, vocabularySize: dataset.vocabularySize, outputSize: dataset.classes.size, nPositions: dataset.nPositions, positions: 'sinusoidal', order: 'interleaved'
    };
    const batch = batchIn(dataset.batch('train', 0, 0));
    const graph = await RunningGraph.of(evaluationStep(shape, { supervisedLayers: dataset.supervision.layers, attentionWeight: 1 }));
    const feeds = feedsOf(batch).map(({ name, type, shape: own, data }): [string, Feed] => [name, { type, shape: own, data: Array.from<number | bigint, number>(data, Number) }]);
    const results = await graph.run({ ...evaluated(initialParameters(shape, 1)), ...Object.fromEntries(feeds) });
    await graph.release();
    expect(results['labelled']?.[0]).toBe(batch.labelMask.reduce((sum, set) => sum + set, 0));
    expect(results['logits']?.length).toBe(batch.rows * batch.length * dataset.classes.size);
    expect(results['attention_error']?.[0]).toBeCloseTo(errorOf(batch, layer => results[`attention.${layer}`] ?? new Float32Array()), 5);
});

/** The mean over examples and supervised heads of the mean squared error of their supervised rows. */
function errorOf({ attention, rows, nHeads, length, mask }: ReturnType<typeof batchIn>, weightsOf: (layer: number) => Float32Array): number {
    const errors: number[] = [];
    for (const [layer, { target, queries }] of attention) {
        const weights = weightsOf(layer);
        for (let head = 0; head < rows * nHeads; head++) {
            const row = Math.floor(head / nHeads);
            const keys = [...Array(length).keys()].filter(key => mask[row * length + key] === 1);
            const squares = [...Array(length).keys()].filter(query => queries[head * length + query] === 1).flatMap(query => keys.map(key => {
                const place = (head * length + query) * length + key;
                return ((target[place] ?? NaN) - (weights[place] ?? NaN)) ** 2;
            }));
            if (squares.length > 0) {
                errors.push(squares.reduce((sum, square) => sum + square, 0) / squares.length);
            }
        }
    }
    return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
