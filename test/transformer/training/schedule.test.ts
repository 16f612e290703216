import { describe, expect, test } from 'vitest';
import { afterEpoch, afterSteps, learningRateOf, paperSchedule, scheduleBeginning, scheduleProblem } from '../../../transformer/training/schedule';
import type { EpochResult, ScheduleOptions, ScheduleState, ScheduleStep } from '../../../transformer/training/schedule';

const options: ScheduleOptions = { epochs: 8, learningRate: 0.1, decay: 0.5, patience: 3, perfect: 2, afterPatience: 'stop' };
const goingOn: ScheduleOptions = { ...options, afterPatience: 'go on' };

/** Losses of epochs, with a `!` behind those that are perfect. */
function run(of: ScheduleOptions, text: string, pass: (state: ScheduleState) => ScheduleState = state => state): { readonly words: string; readonly state: ScheduleState } {
    let state = scheduleBeginning;
    const words: string[] = [];
    for (const word of text.split(' ')) {
        const result: EpochResult = { loss: Number(word.replace('!', '')), accuracy: word.endsWith('!') ? 1 : 0.9 };
        const step: ScheduleStep = afterEpoch(of, pass(state), result);
        state = step.state;
        words.push(`${step.keeps ? 'keep' : '-'}${step.restores === undefined ? '' : ` ${step.restores}`}`);
    }
    return { words: words.join(', '), state };
}

const table: readonly { readonly name: string; readonly of?: ScheduleOptions; readonly losses: string; readonly words: string; readonly state: Partial<ScheduleState> }[] = [
    { name: 'keeps each that is better', losses: '5 4 4.5 3', words: 'keep, keep, -, keep', state: { epoch: 4, best: { epoch: 4, loss: 3, accuracy: 0.9 }, bad: 0 } },
    { name: 'takes an equal loss for no better', losses: '5 5', words: 'keep, -', state: { bad: 1, best: { epoch: 1, loss: 5, accuracy: 0.9 } } },
    { name: 'stops out of patience, at the best', losses: '5 4 6 6 6', words: 'keep, keep, -, -, - best', state: { stopped: { reason: 'no better', epoch: 5 }, best: { epoch: 2, loss: 4, accuracy: 0.9 } } },
    { name: 'counts bad epochs anew after a good one', losses: '5 6 6 4 6 6', words: 'keep, -, -, keep, -, -', state: { bad: 2 } },
    { name: 'goes on from the best', of: goingOn, losses: '5 6 6 6 6 6 6', words: 'keep, -, -, - best, -, -, - best', state: { restored: 2, bad: 0, epoch: 7 } },
    { name: 'stops when all is right often enough, with the last if it is the best', losses: '5 4! 3!', words: 'keep, keep, keep', state: { stopped: { reason: 'perfect', epoch: 3 }, perfect: 2 } },
    { name: 'stops when all is right with the best if the last is not', losses: '4! 5!', words: 'keep, - best', state: { stopped: { reason: 'perfect', epoch: 2 } } },
    { name: 'wants perfect epochs in a row', losses: '5! 4 3! 2', words: 'keep, keep, keep, keep', state: { perfect: 0 } },
    { name: 'is done after its epochs', losses: '9 8 7 6 5 4 3 2', words: Array<string>(8).fill('keep').join(', '), state: { stopped: { reason: 'all epochs', epoch: 8 } } },
    { name: 'is done with the best at its last epoch', of: { ...options, epochs: 2 }, losses: '1 2', words: 'keep, - best', state: { stopped: { reason: 'all epochs', epoch: 2 } } },
    { name: 'does nothing after its end', of: { ...options, epochs: 2 }, losses: '3 2 1', words: 'keep, keep, -', state: { epoch: 2, best: { epoch: 2, loss: 2, accuracy: 0.9 } } },
    { name: 'stops at a loss that is no number', losses: '5 NaN', words: 'keep, - last good', state: { stopped: { reason: 'not a number', epoch: 2 }, best: { epoch: 1, loss: 5, accuracy: 0.9 } } },
    { name: 'stops at an infinite loss', losses: 'Infinity 1', words: '- last good, -', state: { stopped: { reason: 'not a number', epoch: 1 } } }
];

describe('a schedule', () => {
    test.each(table)('$name', ({ of = options, losses, words, state }) => {
        const through = run(of, losses);
        expect(through.words).toBe(words);
        expect(through.state).toMatchObject(state);
        expect('best' in through.state).toBe(words.includes('keep'));
    });

    test.each(table)('$name, saved and read again between all epochs', ({ of = options, losses }) => {
        expect(run(of, losses, state => JSON.parse(JSON.stringify(state)) as ScheduleState)).toEqual(run(of, losses));
    });

    test('lowers the learning rate after each epoch, and does not raise it where it goes back to the best', () => {
        const rates: number[] = [];
        run(goingOn, '5 6 6 6 6', state => { rates.push(learningRateOf(goingOn, state)); return state; });
        expect(rates).toEqual([0.1, 0.05, 0.025, 0.0125, 0.00625]);
    });

    test('within an epoch stops at a loss that is no number, and says when', () => {
        const { state } = run(options, '5 4');
        expect(afterSteps(state, 3, 10)).toEqual({ state, keeps: false });
        const lost = afterSteps(state, NaN, 20);
        expect(lost).toMatchObject({ keeps: false, restores: 'last good', state: { epoch: 2, stopped: { reason: 'not a number', epoch: 3, step: 20 } } });
        expect(afterSteps(lost.state, NaN, 30)).toEqual({ state: lost.state, keeps: false });
    });
});

const problems: readonly (readonly [Partial<ScheduleOptions>, string | undefined])[] = [
    [{}, undefined],
    [{ epochs: 0 }, 'the number of epochs is 0; it can be an int from 1'],
    [{ patience: 1.5 }, 'the number of epochs without a better one is 1.5; it can be an int from 1'],
    [{ perfect: -1 }, 'the number of perfect epochs is -1; it can be an int from 1'],
    [{ learningRate: 0 }, 'the learning rate is 0; it can be a number above 0'],
    [{ learningRate: NaN }, 'the learning rate is NaN; it can be a number above 0'],
    [{ decay: 1.1 }, 'the decay is 1.1; it can be a number above 0, up to 1']
];

test.each(problems)('what is wrong with %j', (own, problem) => {
    expect(scheduleProblem({ ...paperSchedule, ...own })).toBe(problem);
});
