import type { TrainedFigures, TrainedModel } from '../../transformer/training/trained-model';
import type { EncoderShape } from '../../transformer/training/encoder-parameters';
import { shakenParameters } from './training/batches';
import { typed } from './training/data/programs';

const bos = { token: { type: 'string', value: '§' }, isSeen: true } as const;

/** An encoder over the letters a to e as training leaves one, of random parameters. */
export function tinyTrained(own: Partial<EncoderShape> = {}, hasBos = false, rest: Partial<TrainedModel> = {}): TrainedModel {
    const alphabet = typed('abcde');
    const before = hasBos ? 1 : 0;
    const shape: EncoderShape = { nLayers: 2, nHeads: 2, dModel: 6, dMlp: 7, outputSize: 4, positions: 'sinusoidal', order: 'interleaved', ...own, vocabularySize: alphabet.length + before, nPositions: 12 + before };
    return { name: 'x', source: 'x = tokens;', alphabet, maxLength: 12, shape, parameters: shakenParameters(shape, 5), decoding: { kind: 'argmax', values: typed('wxyz') }, heads: [], ...(hasBos ? { bos } : {}), ...rest };
}

/** What its training would have told. */
export const tinyFigures: TrainedFigures = {
    epochs: 3, bestEpoch: 2, seconds: 12.5, device: 'CPU', seed: 1, batchSize: 50, learningRate: 3e-4, decay: 0.98, attentionWeight: 100,
    sizes: { train: 1_000, validation: 100, test: 100 }, testAccuracy: 0.5, testCrossEntropy: 1, matches: [], hasCheckpoint: false
};
