import type { RunReport } from '../../../server/protocol/train';
import type { Line, Sign } from './chart-shown';
import type { ShownRun } from './shown-run';

type Epoch = RunReport['epochs'][number];

/** What the left chart can show. */
export type LossKind = 'crossEntropy' | 'attentionError';

/** Validation and training of each run that is not hidden, over epochs. */
export function epochLines(runs: readonly ShownRun[], value: (means: Epoch['validation']) => number): Line[] {
    return runs.filter(({ isHidden }) => !isHidden).flatMap(({ run, name, slot }) => {
        const points = (of: 'train' | 'validation'): Line['points'] => run.epochs.map(record => ({ x: record.epoch, y: value(record[of]) }));
        return [{ name, slot, points: points('validation') }, { name, slot, points: points('train'), isFaint: true }];
    });
}

/** The epoch whose model is kept, and those after which training went back to the best one. */
export function epochSigns(runs: readonly ShownRun[], value: (means: Epoch['validation']) => number): Sign[] {
    return runs.filter(({ isHidden }) => !isHidden).flatMap(({ run, name, slot }) => {
        const best = run.epochs.findLast(({ isBest }) => isBest);
        const sign = (kind: Sign['kind'], { epoch, validation }: Epoch, title: string): Sign => ({ kind, slot, at: { x: epoch, y: value(validation) }, title: `${name}, epoch ${epoch}: ${title}` });
        return [
            ...best === undefined ? [] : [sign('best', best, 'the best so far, which is kept')],
            ...run.epochs.filter(({ isRestored }) => isRestored).map(record => sign('restored', record, 'training went back to the best'))
        ];
    });
}

/** All values of lines, from which an axis follows. */
export function valuesOf(lines: readonly Line[]): number[] {
    return lines.flatMap(({ points }) => points.map(({ y }) => y));
}
