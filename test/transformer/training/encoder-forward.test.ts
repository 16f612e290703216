import { describe, expect, test } from 'vitest';
import { trainedForward } from '../../../transformer/training/encoder-forward';
import { layerOrders, positionKinds } from '../../../transformer/training/encoder-parameters';
import type { EncoderShape } from '../../../transformer/training/encoder-parameters';
import { trainedOnnx } from '../../../transformer/training/trained-model';
import { tinyTrained } from '../tiny-trained';
import { referenceEncode } from './reference-encoder';
import { RunningGraph } from './run-graph';

const shapes: Partial<EncoderShape>[] = [{ nLayers: 1, nHeads: 1 }, { nLayers: 2, nHeads: 3 }, { nLayers: 3, dModel: 32, dMlp: 64, nHeads: 4 }, ...layerOrders.map(order => ({ order }))];
const models = shapes.flatMap(shape => positionKinds.flatMap(positions => [false, true].map(hasBos => ({ shape: { ...shape, positions }, hasBos }))));
const inputs = [[3], [0, 1, 2, 3, 4], [4, 4, 0, 1, 0, 2, 3, 3, 1, 0, 4, 2]];

/** The class that each position gets. */
function classesOf(logits: ArrayLike<number>, size: number): number[] {
    return Array.from({ length: logits.length / size }, (_, p) => {
        const row = Array.from({ length: size }, (__, i) => logits[p * size + i] ?? NaN);
        return row.indexOf(Math.max(...row));
    });
}

describe('without a runtime a trained model gives what its graph gives', () => {
    test.each(models)('$shape, BOS: $hasBos', async ({ shape, hasBos }) => {
        const model = tinyTrained(shape, hasBos);
        const run = trainedForward(model);
        const graph = await RunningGraph.of(trainedOnnx(model));
        for (const tokens of inputs) {
            const given = run(Int32Array.from(tokens));
            const { logits = new Float32Array() } = await graph.run({ tokens: { type: 'int64', shape: [1, tokens.length], data: tokens }, mask: { type: 'bool', shape: [1, tokens.length], data: tokens.map(() => 1) } });
            const reference = referenceEncode(model.shape, [...model.parameters], [...(hasBos ? [model.alphabet.length] : []), ...tokens]).logits.slice(hasBos ? 1 : 0).flat();
            expect(given).toHaveLength(logits.length);
            expect(Math.max(...given.map((value, i) => Math.abs(value - (logits[i] ?? NaN))))).toBeLessThan(1e-4);
            expect(Math.max(...given.map((value, i) => Math.abs(value - (reference[i] ?? NaN))))).toBeLessThan(1e-4);
            expect(classesOf(given, model.shape.outputSize)).toEqual(classesOf(logits, model.shape.outputSize));
        }
        await graph.release();
    });
});
