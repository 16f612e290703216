import { expect, test } from 'vitest';
import { epochLines, epochSigns, valuesOf } from '../../../../client/views/train/curve-lines';
import type { ShownRun } from '../../../../client/views/train/shown-run';
import { runs } from '../../../e2e/train-page-stand';

const [run] = runs;
const shown = (isHidden: boolean): ShownRun[] => (run === undefined ? [] : [{ run: { ...run, epochs: run.epochs.slice(0, 14) }, name: 'a', differing: '', slot: 2, isHidden }]);

test('a run has a clear line of validation and a faint one of training', () => {
    const lines = epochLines(shown(false), ({ accuracy }) => accuracy);
    expect(lines.map(({ slot, points, isFaint }) => [slot, points.length, points[0]?.x, isFaint])).toEqual([[2, 14, 1, undefined], [2, 14, 1, true]]);
    expect(valuesOf(lines)).toHaveLength(28);
    expect(lines[0]?.points[0]?.y).not.toBe(lines[1]?.points[0]?.y);
});

test('what was gone back from is marked, and a hidden run has nothing', () => {
    expect(epochSigns(shown(false), ({ accuracy }) => accuracy).map(({ kind, at, title }) => [kind, at.x, title])).toEqual([['restored', 13, 'a, epoch 13: training went back to the best']]);
    expect([epochLines(shown(true), ({ accuracy }) => accuracy), epochSigns(shown(true), ({ accuracy }) => accuracy)]).toEqual([[], []]);
});
