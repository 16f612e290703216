import { expect, test } from 'vitest';
import { seededRandom } from '../../../language/batch/random';
import type { EncoderShape } from '../../../transformer/training/encoder-parameters';
import { initialParameters } from '../../../transformer/training/initialisation';
import { evaluationStep, trainingStep } from '../../../transformer/training/training-step';
import { beginningOf, evaluated, feedsOf, nextOf, scalarsOf } from './batches';
import type { Sequence } from './reference-encoder';
import { RunningGraph } from './run-graph';

const letters = 3;
const length = 4;
const shape: EncoderShape = { nLayers: 2, nHeads: 1, dModel: 16, dMlp: 32, vocabularySize: letters, outputSize: letters, nPositions: length, positions: 'sinusoidal', order: 'interleaved' };

/** `reverse` of the word with this number. */
function reversed(word: number): Sequence {
    const tokens = Array.from({ length }, (_, i) => Math.floor(word / letters ** i) % letters);
    return { tokens, labels: tokens.toReversed() };
}

test('a tiny transformer learns to reverse all words', async () => {
    const objective = { supervisedLayers: [], attentionWeight: 0 };
    const step = await RunningGraph.of(trainingStep(shape, objective));
    const evaluation = await RunningGraph.of(evaluationStep(shape, objective));
    const random = seededRandom(4);
    const words = [...Array(letters ** length).keys()];
    let state = beginningOf(initialParameters(shape, 1));
    let right = 0;
    let steps = 0;
    while (right < words.length * length && steps < 3_000) {
        steps++;
        const batch = Array.from({ length: 16 }, () => reversed(Math.floor(random() * words.length)));
        state = nextOf(await step.run({ ...state, ...feedsOf(batch, shape, []), ...scalarsOf(0.003, steps) }));
        if (steps % 50 === 0) {
            const results = await evaluation.run({ ...evaluated(state['parameters']?.data ?? []), ...feedsOf(words.map(reversed), shape, []) });
            right = results['right']?.[0] ?? 0;
        }
    }
    await step.release();
    await evaluation.release();
    expect(right).toBe(words.length * length);
    expect(steps).toBeLessThan(3_000);
});
