import { onnx } from 'onnx-proto';
import { describe, expect, test } from 'vitest';
import type { EncoderShape } from '../../../transformer/training/encoder-parameters';
import { trainedParameters } from '../../../transformer/training/encoder-parameters';
import { inferenceModel } from '../../../transformer/training/inference-model';
import { savedParameters, trainedFromSaved } from '../../../transformer/training/saved-parameters';
import { shakenParameters, tinyShape } from './batches';
import { referenceEncode } from './reference-encoder';
import type { Feed } from './run-graph';
import { RunningGraph } from './run-graph';

const properties = { producer: 'test', graphName: 'trained', doc: '', metadata: { name: 'trained' } };

/** Inputs of 3 and 1 tokens, padded to 3. */
const feeds: Readonly<Record<string, Feed>> = {
    tokens: { type: 'int64', shape: [2, 3], data: [1, 0, 2, 2, 3, 3] },
    mask: { type: 'bool', shape: [2, 3], data: [1, 1, 1, 1, 0, 0] }
};
const inputs = [[1, 0, 2], [2]];

const table: readonly { readonly name: string; readonly shape: EncoderShape; readonly bos?: number }[] = [
    { name: 'without BOS', shape: tinyShape },
    { name: 'with BOS', shape: tinyShape, bos: 3 },
    { name: 'with BOS and learned positions, as many as there can be', shape: { ...tinyShape, positions: 'learned', nPositions: 4 }, bos: 3 },
    { name: 'attention first', shape: { ...tinyShape, order: 'attention-first' } }
];

describe('a model that is saved gives what it gave in training', () => {
    test.each(table)('$name', async ({ shape, bos }) => {
        const all = shakenParameters(shape, 3);
        const graph = await RunningGraph.of(inferenceModel(shape, all, { ...(bos === undefined ? {} : { bos }), properties }));
        expect([graph.inputNames, graph.outputNames]).toEqual([['tokens', 'mask'], ['logits', 'attention.0', 'attention.1']]);
        const results = await graph.run(feeds);
        await graph.release();
        const before = bos === undefined ? [] : [bos];
        const size = 3 + before.length;
        inputs.forEach((tokens, row) => {
            const { logits, attention } = referenceEncode(shape, [...all], [...before, ...tokens]);
            logits.slice(before.length).forEach((expected, p) => {
                const start = (row * 3 + p) * shape.outputSize;
                expect([...results['logits']?.subarray(start, start + shape.outputSize) ?? []]).toEqual(expected.map(value => expect.closeTo(value, 4)));
            });
            attention.forEach((heads, layer) => {
                heads.forEach((pattern, head) => {
                    pattern.forEach((weights, query) => {
                        const start = ((row * shape.nHeads + head) * size + query) * size;
                        expect([...results[`attention.${layer}`]?.subarray(start, start + weights.length) ?? []]).toEqual(weights.map(value => expect.closeTo(value, 4)));
                    });
                });
            });
        });
    });

    test('an input beyond the last position is refused', async () => {
        const shape: EncoderShape = { ...tinyShape, nPositions: 3 };
        const graph = await RunningGraph.of(inferenceModel(shape, shakenParameters(shape, 3), { bos: 3, properties }));
        await expect(graph.run(feeds)).rejects.toThrow();
        await graph.release();
    });

    test('the file says of itself what it is told, and ONNX\'s description of the format takes it', () => {
        const file = onnx.ModelProto.decode(inferenceModel(tinyShape, shakenParameters(tinyShape, 3), { properties }));
        expect(onnx.ModelProto.verify(file)).toBeNull();
        expect(file.metadataProps).toMatchObject([{ key: 'name', value: 'trained' }]);
        const used = new Set(file.graph?.node?.flatMap(({ input }) => input ?? []));
        expect(file.graph?.initializer?.map(({ name }) => name).filter(name => !used.has(name ?? ''))).toEqual([]);
    });
});

describe('parameters in files', () => {
    const shape: EncoderShape = { ...tinyShape, nLayers: 1, nHeads: 2, dModel: 4 };
    const all = Float32Array.from(shakenParameters(shape, 3), (_, i) => i);
    const saved = savedParameters(shape, all);

    test('have TransformerLens\'s names and shapes', () => {
        expect(saved.map(parameter => `${parameter.name} ${parameter.shape.join('x')}`)).toEqual([
            'embed.W_E 4x4', 'pos_embed.W_pos 6x4',
            'blocks.0.attn.W_Q 2x4x2', 'blocks.0.attn.b_Q 2x2', 'blocks.0.attn.W_K 2x4x2', 'blocks.0.attn.b_K 2x2', 'blocks.0.attn.W_V 2x4x2', 'blocks.0.attn.b_V 2x2',
            'blocks.0.attn.W_O 2x2x4', 'blocks.0.attn.b_O 4', 'blocks.0.ln1.w 4', 'blocks.0.ln1.b 4',
            'blocks.0.mlp.W_in 4x5', 'blocks.0.mlp.b_in 5', 'blocks.0.mlp.W_out 5x4', 'blocks.0.mlp.b_out 4', 'blocks.0.ln2.w 4', 'blocks.0.ln2.b 4',
            'unembed.W_U 4x3', 'unembed.b_U 3'
        ]);
        saved.forEach(parameter => { expect(parameter.values.length).toBe(parameter.shape.reduce((product, size) => product * size, 1)); });
    });

    test('hold the columns of a head together', () => {
        const start = trainedParameters(shape).find(({ name }) => name === 'blocks.0.attn.W_Q')?.offset ?? NaN;
        expect([...saved.find(({ name }) => name === 'blocks.0.attn.W_Q')?.values ?? []].map(value => value - start)).toEqual([0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15]);
    });

    test.each<readonly [string, EncoderShape]>([['sinusoidal', shape], ['learned', { ...shape, positions: 'learned', nLayers: 2 }]])('come back as they were: %s', (_, of) => {
        const before = shakenParameters(of, 3);
        const byName = new Map(savedParameters(of, before).map(parameter => [parameter.name, parameter]));
        const after = trainedFromSaved(of, (name, own) => {
            expect(byName.get(name)?.shape).toEqual(own);
            return byName.get(name)?.values ?? new Float32Array();
        });
        expect(after).toEqual(before);
    });
});
