import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import examples from '../examples/paper_examples.rasp';
import type { Experiment } from '../transformer/training/data/paper-tasks.js';
import { cellsOf, experiments, jobOf, runName, runsOf, scales } from '../transformer/training/experiments.js';
import type { CellRun, Scale } from '../transformer/training/experiments.js';
import { percent } from '../transformer/training/percent.js';
import { readDevice } from './apply.js';
import { headsPicture } from './reproduce-picture.js';
import { experimentText, pictureOf } from './reproduce-text.js';
import type { RunRecord } from './reproduce-text.js';
import { processStop } from './stop-signal.js';
import type { ProcessStop, StopSignal } from './stop-signal.js';
import { complain, counted, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';
import { openDriver } from './train.js';
import type { OpenDriver } from './train.js';

/** The options as typed. */
export interface ReproduceOptions {
    readonly scale: string;
    readonly out: string;
    readonly device: string;
    readonly jobs: string;
    readonly task?: string;
}

/** What the workers share: trainings that nobody has taken yet, and what the others gave. */
interface Work {
    readonly scale: Scale;
    readonly device: NonNullable<ReturnType<typeof readDevice>>;
    /** Where results are kept, and where tables and pictures are. */
    readonly folder: string;
    readonly out: string;
    readonly left: CellRun[];
    readonly records: Map<string, RunRecord>;
    readonly threads: number;
}

/** `rasp reproduce`: trains what a table of the paper needs, as far as it is not there yet, and writes the table. @returns the exit code */
export async function reproduce(terminal: Terminal, name: string, typed: ReproduceOptions, open: OpenDriver = openDriver, stop: () => ProcessStop = processStop): Promise<number> {
    const experiment = experiments.find(known => known === name);
    const scale = scales.find(known => known === typed.scale);
    const device = readDevice(terminal, typed.device);
    const jobs = /^[1-9]\d{0,2}$/.test(typed.jobs) ? Number(typed.jobs) : undefined;
    if (experiment === undefined || scale === undefined || device === undefined || jobs === undefined) {
        const problem = experiment === undefined ? `there are ${experiments.join(', ')}; found ${name}`
            : scale === undefined ? `--scale takes ${scales.join(' or ')}; found ${typed.scale}`
            : jobs === undefined ? `--jobs takes a whole number from 1 to 999; found ${typed.jobs}` : undefined;
        if (problem !== undefined) {
            complain(terminal, problem);
        }
        return exitCodes.usage;
    }
    const out = resolve(terminal.cwd, typed.out);
    const folder = join(out, 'runs', scale);
    const runs = new Map(cellsOf(experiment).filter(({ task }) => typed.task === undefined || task === typed.task).flatMap(cell => runsOf(cell, scale)).map(run => [runName(run), run]));
    const records = new Map<string, RunRecord>();
    await mkdir(folder, { recursive: true });
    // Those of other tasks belong to the table as well.
    for (const run of cellsOf(experiment).flatMap(cell => runsOf(cell, scale))) {
        const record = await readRecord(folder, runName(run), digestOf(run, scale));
        const picture = pictureOf(run, scale);
        if (record !== undefined && (picture === undefined || await isThere(join(out, picture)))) {
            records.set(runName(run), record);
        }
    }
    const left = [...runs].filter(([key]) => !records.has(key)).map(([, run]) => run);
    terminal.err(`${experiment}: ${counted(runs.size, 'training')}, ${runs.size - left.length} of them done before\n`);
    const stopping = stop();
    try {
        const work: Work = { scale, device, folder, out, left, records, threads: Math.max(1, Math.floor(availableParallelism() / jobs)) };
        const codes = await Promise.all(Array.from({ length: Math.min(jobs, Math.max(1, left.length)) }, () => workOff(terminal, work, open, stopping.signal)));
        await writeTable(terminal, experiment, scale, records, out);
        return stopping.signal.exitCode ?? Math.max(...codes);
    } finally {
        stopping.close();
    }
}

/** Trains what is left, one after the other, in a process of its own. */
async function workOff(terminal: Terminal, work: Work, open: OpenDriver, signal: StopSignal): Promise<number> {
    const driver = open();
    let code: number = exitCodes.ok;
    try {
        for (let run = work.left.shift(); run !== undefined && signal.exitCode === undefined; run = work.left.shift()) {
            const name = runName(run);
            try {
                const record = await trainRun(terminal, driver, work, run, signal);
                if (record === undefined) {
                    break;
                }
                await writeRecord(work.folder, name, record);
                work.records.set(name, record);
                await rm(join(work.folder, name), { recursive: true, force: true });
                terminal.out(`${name}  ${percent(record.accuracy)}  ${record.epochs} epochs  ${Math.round(record.seconds)} s  ${record.stopped}\n`);
            } catch (error) {
                // One that cannot be trained must not keep the others from it.
                complain(terminal, `${name}: ${error instanceof Error ? error.message : String(error)}`);
                code = exitCodes.problems;
            }
        }
        return code;
    } finally {
        driver.close();
    }
}

/** @returns undefined where the user asked to stop: what is done is in a checkpoint */
async function trainRun(terminal: Terminal, driver: ReturnType<OpenDriver>, { scale, device, folder, out, threads }: Work, run: CellRun, signal: StopSignal): Promise<RunRecord | undefined> {
    const name = runName(run);
    const job = jobOf(run, scale, examples);
    const training = await driver.open({ job, device, folder: join(folder, name), resume: true, threads, note: text => { complain(terminal, `${name}: ${text}`); } });
    try {
        const ending = training.train();
        const poll = setInterval(() => {
            // Several wait for the one signal.
            if (signal.exitCode !== undefined) {
                clearInterval(poll);
                void training.pause().catch((error: unknown) => { complain(terminal, `${name}: ${error instanceof Error ? error.message : String(error)}`); });
            }
        }, 200);
        const end = await ending.finally(() => { clearInterval(poll); });
        if (end.kind === 'paused') {
            return undefined;
        }
        if (end.kind === 'failed') {
            throw new Error(end.message);
        }
        const { test, matches, state } = await training.result();
        const picture = pictureOf(run, scale);
        if (picture !== undefined && run.cell.drawnOn !== undefined) {
            await mkdir(dirname(join(out, picture)), { recursive: true });
            await writeWhole(join(out, picture), await headsPicture(training, job, matches, name, run.cell.drawnOn));
        }
        return { accuracy: test.accuracy, crossEntropy: test.crossEntropy, matches, epochs: state.history.length, seconds: state.seconds, device: training.device.name, job: digestOf(run, scale), stopped: end.stopped.reason };
    } finally {
        await training.close();
    }
}

async function writeTable(terminal: Terminal, experiment: Experiment, scale: Scale, records: Work['records'], out: string): Promise<void> {
    const text = experimentText(experiment, scale, records, `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}`);
    const file = join(out, `${experiment}-${scale}.md`);
    await writeWhole(file, text);
    terminal.out(`${text}\nwritten to ${file}\n`);
}

async function writeRecord(folder: string, name: string, record: RunRecord): Promise<void> {
    await writeWhole(join(folder, `${name}.json`), `${JSON.stringify(record, undefined, 2)}\n`);
}

async function writeWhole(file: string, text: string): Promise<void> {
    const draft = `${file}.${process.pid}.tmp`;
    try {
        await writeFile(draft, text);
        await rename(draft, file);
    } finally {
        await rm(draft, { force: true });
    }
}

async function isThere(file: string): Promise<boolean> {
    try {
        await access(file);
        return true;
    } catch {
        // Whatever is wrong with it, it is made anew, and writing says what that is.
        return false;
    }
}

function digestOf(run: CellRun, scale: Scale): string {
    return createHash('sha256').update(JSON.stringify(jobOf(run, scale, examples))).digest('hex').slice(0, 16);
}

/** @param job the digest of the job of now */
async function readRecord(folder: string, name: string, job: string): Promise<RunRecord | undefined> {
    try {
        // Written here, and whole, as it got its name only then.
        const record = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as RunRecord;
        return record.job === job ? record : undefined;
    } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
            return undefined;
        }
        throw error;
    }
}
