import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../../../server/protocol/train';
import { RunCollection } from '../../../../client/views/train/run-collection';
import { choices } from '../../../e2e/train-page-stand';

const report = (run: string, status: RunReport['status'] = 'training'): RunReport => ({ run, title: run, choices, status, epochs: [], mostEpochs: 1, longest: 1 });
const slots = (runs: RunCollection): readonly (readonly [string, number])[] => runs.shown().map(({ run, slot }) => [run.run, slot]);

describe('the runs of a page', () => {
    test('keep their looks when one goes, and a new one takes the free look', () => {
        const runs = new RunCollection();
        runs.replace(['a', 'b', 'c'].map(run => report(run)));
        runs.remove('b');
        expect(slots(runs)).toEqual([['a', 0], ['c', 2]]);
        runs.put(report('d'));
        expect(slots(runs)).toEqual([['a', 0], ['c', 2], ['d', 1]]);
    });

    test('keep what was set for them when all are told again', () => {
        const runs = new RunCollection();
        runs.replace(['a', 'b'].map(run => report(run)));
        runs.chosen = 'a';
        runs.setHidden('a', true);
        runs.replace([report('b'), report('a', 'paused')]);
        expect([runs.chosen, runs.shown().map(({ run, slot, isHidden }) => [run.run, run.status, slot, isHidden])]).toEqual(['a', [['b', 'training', 1, false], ['a', 'paused', 0, true]]]);
    });

    test('have the last one looked at where the chosen one is gone', () => {
        const runs = new RunCollection();
        runs.replace(['a', 'b', 'c'].map(run => report(run)));
        runs.chosen = 'a';
        runs.remove('a');
        expect(runs.chosen).toBe('c');
        runs.replace([]);
        expect([runs.chosen, runs.isEmpty]).toEqual([undefined, true]);
    });
});
