import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../../../server/protocol/train';
import { canPause, canResume, canSave, figuresOf, nameRuns, remarksOf, saveTitle } from '../../../../client/views/train/run-text';
import { choices, epochs, matches } from '../../../e2e/train-page-stand';

const run: RunReport = { run: 'a', title: 'a model', choices, status: 'training', epochs: [], mostEpochs: 40, longest: 20 };
const means = { crossEntropy: 0.5, attentionError: 0, accuracy: 0.75 };
const progress = { epoch: 3, epochs: 40, step: 80, steps: 160, means, stepsPerSecond: 4.2, secondsLeft: 185 };

describe('runs are named', () => {
    test.each<[string, readonly Partial<RunReport>[], readonly string[]]>([
        ['by their titles where nothing differs', [{}], ['a model']],
        ['by number where all is alike', [{}, {}], ['a model (1)', 'a model (2)']],
        ['by what differs', [{}, { choices: { ...choices, seed: '1', layers: '1' } }], ['2 layers, seed 0', '1 layer, seed 1']],
        ['in words for switches and free heads', [{ choices: { ...choices, bos: false, supervise: '0' } }, {}], ['no BOS, attention free', 'BOS, supervised']],
        ['by weights where there are several', [{ choices: { ...choices, supervise: '10' } }, {}], ['attention weight 10', 'attention weight 100']],
        ['by what is usual where nothing was typed', [{ choices: { ...choices, lr: '' } }, {}], ['learning rate as usual', 'learning rate 0.001']],
        ['by both where some are alike', [{}, {}, { choices: { ...choices, seed: '1' } }], ['seed 0 (1)', 'seed 0 (2)', 'seed 1']]
    ])('%s', (_, changes, names) => {
        expect(nameRuns(changes.map(change => ({ ...run, ...change }))).map(({ name }) => name)).toEqual(names);
    });
});

test.each<[string, Partial<RunReport>, readonly string[]]>([
    ['what its title says', {}, ['', '']], ['what it says in another word', { title: '2 layers of 1 head, width 64, free, seed 0', choices: { ...choices, supervise: '0' } }, ['', '']],
    ['only what it does not say', { choices: { ...choices, lr: '0.1' } }, ['learning rate 0.1', 'learning rate 0.001']]
])('beside its title a run does not tell %s', (_, change, differing) => {
    const titled = (seed: string): RunReport => ({ ...run, title: `2 layers of 1 head, width 64, supervised, seed ${seed}`, choices: { ...choices, seed } });
    const [first, second] = [titled('0'), titled('1')];
    expect(nameRuns([{ ...first, ...change }, second]).map(each => each.differing)).toEqual(differing);
});

test.each<[RunReport['status'], number, boolean, string]>([
    ['training', 3, false, 'Pause it to save the best model so far'], ['training', 0, false, 'There is no model before the first epoch is done'], ['paused', 3, false, 'Saves the best model so far'],
    ['ended', 3, false, 'Saves the best model so far'], ['testing', 3, false, 'It can be saved once it is tested'], ['ended', 3, true, 'Another window has it open; save it there'],
    ['failed', 3, false, 'It failed; resume it, then pause it to save the best model so far'], ['failed', 0, false, 'It failed before its first epoch was done, so there is no model']
])('of saving a run that is %s after %d epochs, elsewhere: %o, is said: %s', (status, count, isElsewhere, title) => {
    expect(saveTitle({ ...run, status, epochs: epochs(count, 0.9), isElsewhere })).toBe(title);
});

describe('the figures of a run', () => {
    test.each<[string, Partial<RunReport>, object]>([
        ['in its first steps are of these', { progress: { ...progress, epoch: 1 } }, { epoch: '1 / 40', accuracy: '75.00%', loss: '0.500', split: 'training', rate: '4.2', left: '3 min 05 s', done: 0.0125 }],
        ['later are of the last validation', { epochs: epochs(2, 0.5), progress }, { epoch: '3 / 40', split: 'validation', accuracy: '43.34%', done: 2.5 / 40 }],
        ['are of the test once it ended', { status: 'ended', epochs: epochs(2, 0.5), ending: 'all epochs', result: { accuracy: 0.99999, crossEntropy: 0.01, inputs: 10, matches, seconds: 1 } }, { status: 'ended', split: 'test', accuracy: '99.99%', match: '0.98 / 0.99', rate: '–', left: '–', epoch: '2 / 40', done: 1 }],
        ['are none before it trains', { status: 'opening' }, { status: 'preparing', accuracy: '–', loss: '–', split: '', match: '–', epoch: '0 / 40', done: 0 }],
        ['tell that another window has it', { isElsewhere: true }, { status: 'training, in another window' }],
        ['do not tell a speed that is not known yet', { progress: { ...progress, stepsPerSecond: 0, secondsLeft: Infinity } }, { rate: '–', left: '–' }],
        ['do not tell how fast it was once it stands', { status: 'paused', epochs: epochs(2, 0.5), progress }, { status: 'paused', epoch: '2 / 40', rate: '–', left: '–', done: 0.05 }]
    ])('%s', (_, change, expected) => {
        expect(figuresOf({ ...run, ...change })).toMatchObject(expected);
    });
});

test.each<[RunReport['status'], number, readonly [boolean, boolean, boolean]]>([
    ['opening', 0, [true, false, false]], ['training', 3, [true, false, false]], ['testing', 3, [false, false, false]],
    ['paused', 0, [false, true, false]], ['paused', 3, [false, true, true]], ['ended', 3, [false, false, true]], ['failed', 3, [false, true, false]]
])('a run that is %s after %d epochs can be paused, resumed, saved: %o', (status, count, expected) => {
    const report = { ...run, status, epochs: epochs(count, 0.9) };
    expect([canPause(report), canResume(report), canSave(report)]).toEqual(expected);
    const elsewhere = { ...report, isElsewhere: true };
    expect([canPause(elsewhere), canResume(elsewhere), canSave(elsewhere)]).toEqual([false, false, false]);
});

test('what came in the way is told of every run, all else of the one that is looked at', () => {
    const report: RunReport = { ...run, status: 'ended', ending: 'All 40 epochs are done.', message: 'Too little memory.', device: 'CPU', deviceNote: 'No GPU.', leftOut: ['s', 't'], parameters: 1_234, classes: 1, batchSize: 25 };
    const told = [{ text: 'Too little memory.', kind: 'message' }, { text: 'No head is left for: s, t.', kind: 'note' }];
    expect(remarksOf(report, false)).toEqual(told);
    expect(remarksOf(report, true)).toEqual([...told, ...['All 40 epochs are done.', '1,234 parameters · 1 class · batches of 25 · CPU', 'No GPU.'].map(text => ({ text, kind: 'note' }))]);
    expect(remarksOf({ ...run, status: 'failed', message: 'No.' }, false)).toEqual([{ text: 'No.', kind: 'problem' }]);
});
