import { describe, expect, test } from 'vitest';
import { adamEpsilon } from '../../../transformer/training/adam';
import type { EncoderShape } from '../../../transformer/training/encoder-parameters';
import { trainedParameters } from '../../../transformer/training/encoder-parameters';
import { evaluationStep, trainingStep } from '../../../transformer/training/training-step';
import { beginningOf, evaluated, feedsOf, mixedBatch, nextOf, scalarsOf, shakenParameters, tinyShape } from './batches';
import { differences } from './doubles';
import { referenceEncode, referenceLosses } from './reference-encoder';
import { RunningGraph } from './run-graph';

interface Case {
    readonly name: string;
    readonly shape: EncoderShape;
    readonly supervised: readonly number[];
    readonly lengths?: readonly number[];
}

const cases: readonly Case[] = [
    { name: 'two layers of two heads', shape: tinyShape, supervised: [] },
    { name: 'one layer of one head', shape: { ...tinyShape, nLayers: 1, nHeads: 1 }, supervised: [] },
    { name: 'attention of both layers supervised', shape: tinyShape, supervised: [0, 1] },
    { name: 'attention of the second layer supervised', shape: tinyShape, supervised: [1] },
    { name: 'one head supervised', shape: { ...tinyShape, nHeads: 1 }, supervised: [1] },
    { name: 'learned positions', shape: { ...tinyShape, positions: 'learned' }, supervised: [] },
    { name: 'learned positions, all of them used', shape: { ...tinyShape, positions: 'learned', nPositions: 5 }, supervised: [] },
    { name: 'attention first', shape: { ...tinyShape, order: 'attention-first' }, supervised: [0] },
    { name: 'feed-forward first', shape: { ...tinyShape, order: 'feed-forward-first' }, supervised: [0] },
    { name: 'three layers of three heads', shape: { ...tinyShape, nLayers: 3, nHeads: 3, dModel: 6, dMlp: 4 }, supervised: [2] },
    { name: 'an odd width', shape: { ...tinyShape, nLayers: 1, nHeads: 1, dModel: 5, dMlp: 3, outputSize: 2 }, supervised: [] },
    { name: 'no padding', shape: tinyShape, supervised: [0], lengths: [3, 3] },
    { name: 'a single token', shape: tinyShape, supervised: [], lengths: [1] }
];

const learningRate = 0.01;
const attentionWeight = 10;

describe('a step as one graph', () => {
    test.each(cases)('$name: losses and their gradient as in doubles', async ({ shape, supervised, lengths }) => {
        const batch = mixedBatch(shape, 5, supervised, lengths);
        const all = shakenParameters(shape, 3);
        const graph = await RunningGraph.of(trainingStep(shape, { supervisedLayers: supervised, attentionWeight }));
        const results = await graph.run({ ...beginningOf(all), ...feedsOf(batch, shape, supervised), ...scalarsOf(learningRate, 1) });
        await graph.release();
        const expected = referenceLosses(shape, [...all], batch, attentionWeight);
        expect(results['cross_entropy']?.[0]).toBeCloseTo(expected.crossEntropy, 5);
        expect(results['attention_error']?.[0]).toBeCloseTo(expected.attentionError, 6);
        expect([results['right']?.[0], results['labelled']?.[0]]).toEqual([expected.right, expected.labelled]);
        // The first moment, which began at 0, is a tenth of the gradient.
        const gradient = [...results['next_first_moment'] ?? []].map(value => value * 10);
        const exact = differences([...all], values => referenceLosses(shape, values, batch, attentionWeight).total);
        expect(gradient.length).toBe(exact.length);
        const size = Math.max(...exact.map(Math.abs));
        expect(size).toBeGreaterThan(0.05);
        expect(Math.max(...gradient.map((value, i) => Math.abs(value - (exact[i] ?? NaN)))) / size).toBeLessThan(2e-5);
    });

    test('five steps of Adam are those of PyTorch\'s definition in doubles', async () => {
        const supervised = [1];
        const graph = await RunningGraph.of(trainingStep(tinyShape, { supervisedLayers: supervised, attentionWeight }));
        let state = beginningOf(shakenParameters(tinyShape, 3));
        let slow = { all: [...shakenParameters(tinyShape, 3)], first: new Array<number>(0), second: new Array<number>(0) };
        let losses = 0;
        for (let step = 1; step <= 5; step++) {
            const batch = mixedBatch(tinyShape, 20 + step, supervised);
            const results = await graph.run({ ...state, ...feedsOf(batch, tinyShape, supervised), ...scalarsOf(learningRate, step) });
            state = nextOf(results);
            losses += referenceLosses(tinyShape, slow.all, batch, attentionWeight).crossEntropy;
            slow = adamInDoubles(slow, differences(slow.all, values => referenceLosses(tinyShape, values, batch, attentionWeight).total), step);
        }
        await graph.release();
        // A key's bias adds the same to all scores of a query, so its derivative is 0 but for rounding, which Adam makes large.
        const without = trainedParameters(tinyShape).filter(({ name }) => !name.endsWith('.b_K'));
        const places = without.flatMap(({ offset, size }) => Array.from({ length: size }, (_, i) => offset + i));
        const furthest = (from: ArrayLike<number> | undefined): number => Math.max(...places.map(i => Math.abs((slow.all[i] ?? NaN) - (from?.[i] ?? NaN))));
        expect(furthest(shakenParameters(tinyShape, 3))).toBeGreaterThan(4 * learningRate);
        expect(furthest(state['parameters']?.data)).toBeLessThan(1e-5);
        expect(state['totals']?.data[0]).toBeCloseTo(losses, 4);
    });

    test('a batch without any label or target changes nothing but the count of steps', async () => {
        const batch = mixedBatch(tinyShape, 5, [0]).map(({ tokens }) => ({ tokens, labels: [] }));
        const all = shakenParameters(tinyShape, 3);
        const graph = await RunningGraph.of(trainingStep(tinyShape, { supervisedLayers: [0], attentionWeight }));
        const results = await graph.run({ ...beginningOf(all), ...feedsOf(batch, tinyShape, [0]), ...scalarsOf(learningRate, 1) });
        await graph.release();
        expect(results['next_parameters']).toEqual(all);
        expect([...results['next_totals'] ?? []]).toEqual([0, 0, 0, 0]);
    });

    test('the same step twice gives the same bits', async () => {
        const graph = await RunningGraph.of(trainingStep(tinyShape, { supervisedLayers: [0], attentionWeight }));
        const feeds = { ...beginningOf(shakenParameters(tinyShape, 3)), ...feedsOf(mixedBatch(tinyShape, 5, [0]), tinyShape, [0]), ...scalarsOf(learningRate, 1) };
        expect(await graph.run(feeds)).toEqual(await graph.run(feeds));
        await graph.release();
    });

    test('a layer that is not there cannot be supervised', () => {
        expect(() => trainingStep(tinyShape, { supervisedLayers: [2], attentionWeight })).toThrow(/there is no layer 2 to supervise/);
    });
});

describe('an evaluation as one graph', () => {
    test.each(cases)('$name: logits and attention as in doubles, padding or not', async ({ shape, supervised, lengths }) => {
        const batch = mixedBatch(shape, 5, supervised, lengths);
        const all = shakenParameters(shape, 3);
        const graph = await RunningGraph.of(evaluationStep(shape, { supervisedLayers: supervised, attentionWeight }));
        const results = await graph.run({ ...evaluated(all), ...feedsOf(batch, shape, supervised) });
        await graph.release();
        const n = Math.max(...batch.map(({ tokens }) => tokens.length));
        const { outputSize, nHeads } = shape;
        batch.forEach(({ tokens, labels }, row) => {
            const { logits, attention } = referenceEncode(shape, [...all], tokens);
            logits.forEach((expected, p) => {
                const start = (row * n + p) * outputSize;
                expectClose(results['logits']?.subarray(start, start + outputSize), expected);
                const label = labels[p];
                expect(results['right_at']?.[row * n + p]).toBe(label !== undefined && expected[label] === Math.max(...expected) ? 1 : 0);
            });
            attention.forEach((heads, layer) => {
                heads.forEach((pattern, head) => {
                    pattern.forEach((weights, query) => {
                        const start = ((row * nHeads + head) * n + query) * n;
                        expectClose(results[`attention.${layer}`]?.subarray(start, start + n), Array.from({ length: n }, (_, key) => weights[key] ?? 0));
                    });
                });
            });
        });
        expect(results['next_totals']?.[3]).toBe(referenceLosses(shape, [...all], batch, attentionWeight).labelled);
    });
});

function expectClose(actual: Float32Array | undefined, expected: readonly number[]): void {
    expect(actual?.length).toBe(expected.length);
    expect(Math.max(...expected.map((value, i) => Math.abs(value - (actual?.[i] ?? NaN))))).toBeLessThan(1e-5);
}

interface SlowState {
    readonly all: number[];
    readonly first: number[];
    readonly second: number[];
}

/** As PyTorch's page on Adam has it. */
function adamInDoubles({ all, first, second }: SlowState, gradient: readonly number[], step: number): SlowState {
    const next = {
        first: gradient.map((slope, i) => 0.9 * (first[i] ?? 0) + 0.1 * slope),
        second: gradient.map((slope, i) => 0.999 * (second[i] ?? 0) + 0.001 * slope ** 2)
    };
    return {
        ...next,
        all: all.map((value, i) => value - learningRate * ((next.first[i] ?? NaN) / (1 - 0.9 ** step)) / (Math.sqrt((next.second[i] ?? NaN) / (1 - 0.999 ** step)) + adamEpsilon))
    };
}
