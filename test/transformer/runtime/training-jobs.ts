import type { TrainingJob } from '../../../transformer/training/training-job';
import { paperSchedule } from '../../../transformer/training/schedule';
import { typed } from '../training/data/programs';

/** A training of seconds: `reverse` on short inputs, a tiny model, ten steps an epoch. */
export function tinyJob(own: Partial<TrainingJob> = {}): TrainingJob {
    return {
        program: { uri: 'rasp:tiny', text: 'reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);', files: [] },
        sop: 'reverse',
        data: { alphabet: typed('abc'), lengths: { least: 1, most: 6 }, sizes: { train: 160, validation: 40, test: 40 }, batchSize: 16, seed: 5 },
        model: { nLayers: 2, nHeads: 1, dModel: 8, dMlp: 16, positions: 'sinusoidal', order: 'interleaved' },
        attentionWeight: 0,
        schedule: { ...paperSchedule, epochs: 4, learningRate: 3e-3 },
        seed: 7,
        ...own
    };
}
