import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { experimentText } from '../../cli/reproduce-text';
import type { RunRecord } from '../../cli/reproduce-text';
import { paperTask, paperTaskNames } from '../../transformer/training/data/paper-tasks';
import { cellsOf, experiments, jobOf, runName, runsOf, scales } from '../../transformer/training/experiments';
import { prepareJob } from '../../transformer/training/training-job';
import { folderOf, rasp } from './capture';

const examples = readFileSync('examples/paper_examples.rasp', 'utf8');

/** A record of every training, whose accuracy a function of its cell and seed decides. */
function recordsOf(experiment: Parameters<typeof cellsOf>[0], accuracy: (column: string, seed: number) => number): Map<string, RunRecord> {
    return new Map(cellsOf(experiment).flatMap(cell => runsOf(cell, 'small').map(run => [runName(run), {
        accuracy: accuracy(cell.column, run.seed), crossEntropy: 0.1, epochs: 3, seconds: 60, device: 'CPU', job: '', stopped: 'all epochs',
        matches: [{ selector: 's', best: { layer: 0, head: 0, mass: 0.9, correlation: 0.8 }, chance: 0.1, queries: 5 }]
    }])));
}

describe('trainings', () => {
    test('no two have one name, and each table has them in both scales', () => {
        for (const scale of scales) {
            const runs = experiments.flatMap(experiment => cellsOf(experiment).flatMap(cell => runsOf(cell, scale)));
            const byName = Map.groupBy(runs, runName);
            for (const same of byName.values()) {
                expect(new Set(same.map(run => JSON.stringify(jobOf(run, scale, examples)))).size).toBe(1);
            }
        }
        expect(experiments.map(experiment => cellsOf(experiment).length)).toEqual([8, 22, 6, 3, 6]);
    });

    test.each(paperTaskNames)('%s can be prepared at small scale', task => {
        const cell = experiments.flatMap(cellsOf).find(own => own.task === task);
        const [run] = cell === undefined ? [] : runsOf(cell, 'small');
        expect(run).toBeDefined();
        const prepared = run === undefined ? undefined : prepareJob(jobOf(run, 'small', examples));
        expect(prepared).toMatchObject({ ok: true });
        if (prepared?.ok === true) {
            expect(prepared.value.shape).toMatchObject({ nLayers: paperTask(task).nLayers, dModel: 64 });
            const made = prepared.value.dataset.batch('train', 0, 0);
            expect(made).toMatchObject({ ok: true, skipped: { count: 0 } });
        }
    });

    test('what is drawn on holds tokens of the data', () => {
        const drawn = experiments.flatMap(cellsOf).flatMap(cell => scales.flatMap(scale => runsOf(cell, scale).map(run => ({ input: cell.drawnOn ?? '', job: jobOf(run, scale, examples) }))));
        const missing = drawn.flatMap(({ input, job }) => Array.from(input).filter(token => !job.data.alphabet.some(({ value }) => value === token)));
        expect([missing, drawn.filter(({ input }) => input !== '').length > 0]).toEqual([[], true]);
    });

    test('the last column of table 2 is twice as wide', () => {
        const wide = cellsOf('table2').filter(({ column }) => column === 'L - 1, 2H');
        expect(wide.map(cell => runsOf(cell, 'full').map(run => jobOf(run, 'full', examples).model.dModel))).toEqual(wide.map(() => [512, 512, 512, 512]));
    });
});

describe('tables', () => {
    test('ours stand beside the paper\'s, and never take its place', () => {
        const text = experimentText('table1', 'small', new Map(), 'a machine');
        expect(text).toContain('| Reverse | 2,1 | not run |  | 99.99 ✓ |');
        expect(text).toContain('0 of 24 trainings');
        expect(text).toContain('| Dyck-2 | 3,1 | not run | none | 99.85 ✗ |');
    });

    test('means and ranges', () => {
        const text = experimentText('table1', 'small', recordsOf('table1', (_, seed) => 1 - seed / 1_000), 'a machine');
        expect(text).toContain('| Reverse | 2,1 | 99.80 (99.70 to 99.90) | 0.90, 0.80 | 99.99 ✓ |');
        expect(text).toContain('24 of 24 trainings, 24 min of training in all, on CPU; a machine.');
    });

    test('the pictures of what was run stand below', () => {
        const text = experimentText('attention', 'small', recordsOf('attention', () => 0.99), '');
        expect(text.match(/pictures\/small\/.*?\.svg/g)).toEqual(['hist2-bos-l2-h2', 'sort-l2-h1', 'most-freq-l3-h2'].flatMap(size => ['', '-supervised'].map(kind => `pictures/small/${size}${kind}-lr0.001-decay0.98-seed1.svg`)));
        expect(experimentText('attention', 'small', new Map(), '')).not.toContain('pictures/');
        expect(experimentText('table1', 'small', recordsOf('table1', () => 0.99), '')).not.toContain('pictures/');
    });

    test.each([
        { title: 'clear losses agree', accuracy: (column: string) => (column === 'L,H' ? 0.99 : 0.4), order: 'agrees' },
        { title: 'no loss does not', accuracy: () => 0.99, order: 'not at L - 1; L - 1, 2H' },
        { title: 'overlapping ranges do not', accuracy: (column: string, seed: number) => (column === 'L,H' ? 0.9 : 0.8) - (column === 'L,H' && seed === 1 ? 0.2 : 0), order: 'not at L - 1; L - 1, 2H' }
    ])('table 2: $title', ({ accuracy, order }) => {
        const row = experimentText('table2', 'small', recordsOf('table2', accuracy), '').split('\n').find(line => line.startsWith('| Reverse'));
        expect(row?.split('|').at(-2)?.trim()).toBe(order);
        expect(row).toMatch(/^\| Reverse \| [\d.]+ \([\d.]+ to [\d.]+\) \/ 99\.9 \| – \| .* \/ 23\.1 \| .* \/ 41\.2 \|/);
    });
});

describe('the command', () => {
    const cwd = folderOf({});
    test.each([
        [['table9'], 'there are table1, table2, attention, doubts, layer-order; found table9'],
        [['table1', '--scale', 'huge'], '--scale takes small or full; found huge'],
        [['table1', '--jobs', '0'], '--jobs takes a whole number from 1 to 999; found 0']
    ])('%s', async (args, message) => {
        expect(await rasp(['reproduce', ...args], { cwd })).toEqual({ code: 2, out: '', err: `rasp: ${message}\n` });
    });
});
