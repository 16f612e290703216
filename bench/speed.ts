/**
 * `npm run bench:speed`: how long programs take to load and to run, beside what the reference RASP takes
 * (CPU seconds measured on a like machine: 2 cores, no GPU).
 *
 *     npm run bench:speed -- --quick    a tenth of the batch inputs
 *     npm run bench:speed -- --start    nothing but how long a process takes to start and answer
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { measureBatch } from './measure-batch.ts';
import type { EvaluationTask, EvaluationTimes } from './measure-evaluation.ts';
import { measureStart } from './measure-start.ts';
import { growthExponent } from './statistics.ts';
import { milliseconds, table } from './table.ts';

const quick = process.argv.includes('--quick');
const examples = join(import.meta.dirname, '../examples');
const lengths = [100, 400, 1_600, 6_400, 25_600];
/** The reference's CPU seconds. */
const reference = { start: 0.26, logicLoad: 2.69, wordLoad: 34, histogram: new Map([[100, 0.117], [400, 1.96]]) };

function ratio(referenceSeconds: number | undefined, ours: number): string {
    return referenceSeconds === undefined ? '' : `${(referenceSeconds * 1_000 / ours).toFixed(0)} x`;
}

/** The processes that start and answer, each beside an empty one. */
function startTable(): string {
    const times = measureStart(bundles, join(examples, 'tour.rasp'), quick ? 5 : 20);
    const row = (label: string, time: number, withReference = false): string[] =>
        [label, milliseconds(time), (time / times.empty).toFixed(1), withReference ? ratio(reference.start, time) : ''];
    return table(['milliseconds of a process', 'ours', '÷ empty', 'reference ÷ ours'], [
        row('empty (Node alone)', times.empty),
        row('rasp --version', times.version),
        row('rasp run: load the library, answer', times.answer, true),
        row('  with no compiled code kept', times.firstAnswer),
        row('rasp run tour.rasp', times.tour)
    ]);
}

/** What programs take once they run: loads, evaluations, batches. */
async function printWork(): Promise<void> {
    const task: EvaluationTask = {
        logic: readFileSync(join(examples, 'logic.rasp'), 'utf8'), paper: readFileSync(join(examples, 'paper_examples.rasp'), 'utf8'), lengths, runs: quick ? 5 : 15
    };
    const times = JSON.parse(execFileSync(process.execPath, [bundles.evaluation], { input: JSON.stringify(task), encoding: 'utf8' })) as EvaluationTimes;
    process.stdout.write([
        '',
        table(['milliseconds', 'ours', 'reference ÷ ours'], [
            ['load logic.rasp in a running process', milliseconds(times.logicLoad), ratio(reference.logicLoad, times.logicLoad)],
            ['load 1,000 lines on words', milliseconds(times.wordLoad), `${ratio(reference.wordLoad, times.wordLoad)} (992 other lines)`]
        ]), '',
        table(['milliseconds at n =', ...lengths.map(length => length.toLocaleString('en-US')), 'growth'], Object.entries(times.evaluation).flatMap(([name, row]) => [
            [name, ...row.map(milliseconds), growthExponent({ size: 400, time: row[1] ?? NaN }, { size: 25_600, time: row.at(-1) ?? NaN }).toFixed(2)],
            ...(name === 'hist_nobos' ? [['  reference ÷ ours', ...lengths.map((length, i) => ratio(reference.histogram.get(length), row[i] ?? NaN))]] : [])
        ])), '', ''
    ].join('\n'));
    const inputs = quick ? 5_000 : 50_000;
    const rows: string[][] = [];
    for (const name of ['reverse', 'hist_bos', 'hist_nobos', 'hist2_bos', 'sort_bos', 'sort_by_most_freq', 'dyck1_ptf', 'dyck2_ptf', 'dyck3_ptf']) {
        const { seconds, cpuSeconds, peakMemory } = await measureBatch(bundles.cli, join(examples, 'paper_examples.rasp'), name, inputs);
        rows.push([name, seconds.toFixed(1), cpuSeconds?.toFixed(1) ?? '?', (inputs / seconds).toFixed(0), peakMemory?.toFixed(0) ?? '?']);
    }
    process.stdout.write(`${table([`batch of ${inputs.toLocaleString('en-US')}, length 1..100, all selectors`, 'seconds', 'CPU seconds', 'inputs/s', 'peak MiB'], rows)}\n`);
}

const bundles = await bundle();
try {
    const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'}; medians`;
    process.stdout.write(`\n${machine}\n\n${startTable()}\n`);
    if (!process.argv.includes('--start')) {
        await printWork();
    }
} finally {
    rmSync(bundles.folder, { recursive: true, force: true });
}
