import { seededRandom } from '../../../language/batch/random';
import type { EncoderShape } from '../../../transformer/training/encoder-parameters';
import { initialParameters } from '../../../transformer/training/initialisation';
import { adamScalars } from '../../../transformer/training/adam';
import type { Sequence } from './reference-encoder';
import type { Feed } from './run-graph';
import { floats } from './run-graph';

export const tinyShape: EncoderShape = { nLayers: 2, nHeads: 2, dModel: 4, dMlp: 5, vocabularySize: 4, outputSize: 3, nPositions: 6, positions: 'sinusoidal', order: 'interleaved' };

/** A batch as the graphs take it, padded to its longest sequence with what must not matter. */
export function feedsOf(batch: readonly Sequence[], { nHeads }: EncoderShape, supervisedLayers: readonly number[]): Record<string, Feed> {
    const n = Math.max(...batch.map(({ tokens }) => tokens.length));
    const grid = (type: Feed['type'], at: (sequence: Sequence, position: number) => number): Feed => ({ type, shape: [batch.length, n], data: batch.flatMap(sequence => Array.from({ length: n }, (_, p) => at(sequence, p))) });
    const feeds: Record<string, Feed> = {
        tokens: grid('int64', ({ tokens }, p) => tokens[p] ?? 1),
        mask: grid('bool', ({ tokens }, p) => (p < tokens.length ? 1 : 0)),
        labels: grid('int64', ({ labels }, p) => labels[p] ?? 2),
        label_mask: grid('bool', ({ labels }, p) => (labels[p] === undefined ? 0 : 1))
    };
    const positions = [...Array(n).keys()];
    const heads = [...Array(nHeads).keys()];
    for (const layer of supervisedLayers) {
        const rows = batch.flatMap(({ targets }) => heads.flatMap(head => positions.map(query => targets?.get(layer)?.[head]?.[query])));
        feeds[`attention_target.${layer}`] = floats([batch.length, nHeads, n, n], rows.flatMap(row => positions.map(key => row?.[key] ?? 0)));
        feeds[`attention_rows.${layer}`] = { type: 'bool', shape: [batch.length, nHeads, n], data: rows.map(row => (row === undefined ? 0 : 1)) };
    }
    return feeds;
}

/** The state before the first step. */
export function beginningOf(all: ArrayLike<number>): Record<string, Feed> {
    const zeros = new Float32Array(all.length);
    return { parameters: floats([all.length], all), first_moment: floats([all.length], zeros), second_moment: floats([all.length], zeros), totals: floats([4], new Float32Array(4)) };
}

/** The state that an evaluation takes. */
export function evaluated(parameters: ArrayLike<number>): Record<string, Feed> {
    return { parameters: floats([parameters.length], parameters), totals: floats([4], new Float32Array(4)) };
}

/** The state that a step gave, for the next one. */
export function nextOf(results: Readonly<Record<string, Float32Array>>): Record<string, Feed> {
    return Object.fromEntries(Object.entries(results).filter(([name]) => name.startsWith('next_')).map(([name, values]) => [name.slice('next_'.length), floats([values.length], values)]));
}

export function scalarsOf(learningRate: number, step: number): Record<string, Feed> {
    const { stepSize, epsilon } = adamScalars(learningRate, step);
    return { step_size: floats([], [stepSize]), epsilon: floats([], [epsilon]) };
}

/** Parameters of which none is 0 or 1, and no two layers are alike. */
export function shakenParameters(shape: EncoderShape, seed: number): Float32Array {
    const random = seededRandom(seed + 1);
    return initialParameters(shape, seed, { layersAlike: false }).map(value => value + 0.4 * (random() - 0.5));
}

/** Sequences of different lengths, some positions without labels, one sequence without any; some queries and heads free. */
export function mixedBatch({ vocabularySize, outputSize, nHeads }: EncoderShape, seed: number, supervisedLayers: readonly number[], lengths: readonly number[] = [4, 2, 5, 1]): Sequence[] {
    const random = seededRandom(seed);
    const below = (limit: number): number => Math.floor(random() * limit);
    return lengths.map((length, i): Sequence => ({
        tokens: Array.from({ length }, () => below(vocabularySize)),
        labels: Array.from({ length }, (_, p) => (i === 1 || (p === 0 && length > 1) ? undefined : below(outputSize))),
        targets: new Map(supervisedLayers.map(layer => [layer, Array.from({ length: nHeads }, (_, head) => Array.from({ length }, () => {
            const chosen = Array.from({ length }, () => below(2));
            const total = chosen.reduce((sum, value) => sum + value, 0);
            return total === 0 || (layer === 0 && head === 1) ? undefined : chosen.map(value => value / total);
        }))]))
    }));
}
