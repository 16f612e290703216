import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DiskLoadHost } from '../files/disk-load-host.js';
import { FolderRefused, writeInto } from '../files/model-folder-on-disk.js';
import { isSOp } from '../language/graph/nodes.js';
import { Input } from '../language/evaluation/input.js';
import { Program } from '../language/program/program.js';
import { holdsTraining, jobIn } from '../transformer/runtime/checkpoint-file.js';
import { FolderLocked } from '../transformer/runtime/folder-lock.js';
import { trainedFiles } from '../transformer/runtime/trained-files.js';
import { TrainingDriver } from '../transformer/runtime/training-driver.js';
import type { Training, TrainingOptions } from '../transformer/runtime/training-driver.js';
import { TrainingFolderRefused } from '../transformer/runtime/training-folder.js';
import type { RunResult, TrainingEnd, TrainingEvent } from '../transformer/runtime/training-messages.js';
import { capDoesNothing } from '../transformer/training/data/class-table.js';
import { canBeSkipped } from '../transformer/training/data/failed-inputs.js';
import { readJob } from '../transformer/training/job-options.js';
import { optionDifference } from '../transformer/training/option-difference.js';
import { RecordingHost } from '../transformer/training/program-snapshot.js';
import type { ProgramSnapshot } from '../transformer/training/program-snapshot.js';
import type { TrainingJob } from '../transformer/training/training-job.js';
import { readDevice } from './apply.js';
import { fork } from './model-runner.js';
import { openNames } from './open-names.js';
import type { SourceFile } from './source-file.js';
import { processStop } from './stop-signal.js';
import type { ProcessStop, StopSignal } from './stop-signal.js';
import { complain, counted, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';
import { optionText } from './train-options.js';
import type { TrainOptions } from './train-options.js';
import { beginningText, deviceText, epochText, progressText, resultText } from './train-text.js';

/** What trains: the process beside this command, or a test's. */
export type OpenDriver = () => TrainingDriver;

export const openDriver: OpenDriver = () => new TrainingDriver(fork, join(dirname(__filename), 'training-worker.cjs'));

/** `rasp train`: trains a transformer on what an s-op gives. @returns the exit code */
export async function train(terminal: Terminal, file: string, name: string, typed: TrainOptions, open: OpenDriver = openDriver, stop: () => ProcessStop = processStop, now: () => number = Date.now): Promise<number> {
    const device = readDevice(terminal, typed.device);
    if (device === undefined) {
        return exitCodes.usage;
    }
    const opened = await openNames(terminal, file, [name]);
    const entry = opened?.chosen.find(given => given.name === name);
    if (opened === undefined || opened.isIncomplete || entry === undefined || !('value' in entry)) {
        return exitCodes.problems;
    }
    if (!isSOp(entry.value)) {
        complain(terminal, `${name} is no s-op; only an s-op can be trained`);
        return exitCodes.problems;
    }
    const folder = resolve(terminal.cwd, typed.out);
    if (typed.resume && !await holdsTraining(folder)) {
        complain(terminal, `there is no training in ${typed.out} to go on with; leave out --resume to begin one`);
        return exitCodes.problems;
    }
    const before = typed.resume ? await jobIn(folder) : undefined;
    const read = readJob(typed, { program: snapshotOf(terminal, opened.source), sop: name, node: entry.value, nameOf: optionText, ...(before === undefined ? {} : { before }) });
    if (!read.ok) {
        complain(terminal, read.problem.message);
        return exitCodes.usage;
    }
    const { job } = read;
    const different = before === undefined || before.sop !== name ? undefined : optionDifference(job, before);
    if (different !== undefined) {
        complain(terminal, `${typed.out}: ${optionText(different.option)} is ${different.own}; the training there has ${different.other}`);
        return exitCodes.problems;
    }
    const stopping = stop();
    const driver = open();
    try {
        return await trainInto(terminal, driver, { job, device, folder, resume: typed.resume }, typed, stopping.signal, now);
    } catch (error) {
        if (error instanceof Error) {
            // What the device, the folder or the job is refused for is said in words there.
            complain(terminal, isAboutFolder(error) ? `${typed.out}: ${error.message}` : error.message.replace(canBeSkipped, '. --skip-failing leaves such inputs out'));
            return exitCodes.problems;
        }
        throw error;
    } finally {
        driver.close();
        stopping.close();
    }
}

async function trainInto(terminal: Terminal, driver: TrainingDriver, options: TrainingOptions & { readonly folder: string }, typed: TrainOptions, signal: StopSignal, now: () => number): Promise<number> {
    const { job, folder } = options;
    const teller = new Teller(terminal, job, typed.json, now);
    const opening = driver.open({ ...options, hear: event => { teller.hear(event); }, note: text => { teller.note(text); } });
    const training = await signal.orStop(opening);
    if (typeof training === 'number') {
        // The folder is given back before this process ends; why a training that is given up does not open is no news.
        driver.close();
        await opening.then(late => late.close(), () => undefined);
        teller.note(typed.resume ? 'stopped before it went on: the training there is as it was' : 'stopped before the first step: nothing was done yet');
        return training;
    }
    try {
        teller.begin(training, typed.resume);
        const end = await signal.orStop(training.train());
        teller.clear();
        if (typeof end === 'number') {
            await training.pause();
            teller.note(`stopped${teller.place}; what is done is kept: the same command with --resume goes on`);
            return end;
        }
        const failed = endProblem(end, typed.resume || teller.place !== '');
        if (failed !== undefined) {
            complain(terminal, failed);
            return exitCodes.problems;
        }
        const result = await signal.orStop(training.result());
        if (typeof result === 'number') {
            teller.note('stopped before the model was written: the same command with --resume writes it');
            return result;
        }
        await mkdir(folder, { recursive: true });
        await writeInto(folder, trainedFiles({ job, info: training.info, device: training.device, result, hasCheckpoint: true }));
        teller.result(result, typed.out);
        return exitCodes.ok;
    } finally {
        await training.close();
    }
}

/**
 * Why a training that does not go on has no result.
 * @param hasCheckpoint whether it can be gone on with
 */
function endProblem(end: TrainingEnd, hasCheckpoint: boolean): string | undefined {
    if (end.kind === 'failed') {
        return `the training cannot go on: ${end.message.replace(canBeSkipped, '')}${hasCheckpoint ? '; what was done until the last checkpoint is kept: --resume goes on' : ''}`;
    }
    if (end.kind === 'paused') {
        return 'the training was paused';
    }
    const { reason, epoch, step } = end.stopped;
    return reason !== 'not a number' ? undefined
        : `the loss is no number any more in epoch ${epoch}${step === undefined ? '' : `, step ${step}`}: ${hasCheckpoint ? 'the last good checkpoint is kept; ' : ''}a lower --lr may help`;
}

function isAboutFolder(error: Error): boolean {
    return error instanceof FolderLocked || error instanceof FolderRefused || error instanceof TrainingFolderRefused;
}

/** Milliseconds between lines within an epoch, where none can be written over. */
const plainEvery = 30_000;

/** Tells on the terminal how a training goes. */
class Teller {
    /** Where the last checkpoint was written, in words. */
    place = '';
    private isShown = false;
    private toldAt: number;

    constructor(private readonly terminal: Terminal, private readonly job: TrainingJob, private readonly json: boolean, private readonly now: () => number) {
        this.toldAt = now();
    }

    begin({ info, device }: Training, resume: boolean): void {
        if (device.note !== undefined && this.json) {
            this.note(`training on ${deviceText(device)}`);
        }
        if (info.note !== undefined) {
            this.note(info.note);
        }
        const { schedule, step } = info.state;
        if (resume) {
            this.note(schedule.stopped === undefined ? `going on from epoch ${schedule.epoch + 1}, step ${step}` : `${counted(schedule.epoch, 'epoch')} ${schedule.epoch === 1 ? 'is' : 'are'} done already: the model is written as it is`);
        }
        if (capDoesNothing(this.job.data.classes?.cap, info.classes)) {
            this.note(`--classes-cap does nothing: no value of ${this.job.sop} is a number`);
        }
        if (!this.json) {
            this.terminal.out(`${beginningText(this.job, info, deviceText(device))}\n`);
        }
    }

    hear(event: TrainingEvent): void {
        if (event.event === 'epoch') {
            this.clear();
            this.terminal.out(this.json ? `${JSON.stringify(event.record)}\n` : `${epochText(event.record, this.job)}\n`);
        } else if (event.event === 'checkpoint') {
            this.place = ` in epoch ${event.epoch + 1}, after step ${event.step}`;
        } else if (event.event === 'progress' && this.terminal.colours.err) {
            this.terminal.err(`\r${progressText(event.progress, this.job.attentionWeight)}\u001b[K`);
            this.isShown = true;
        } else if (event.event === 'progress' && this.now() - this.toldAt >= plainEvery) {
            this.toldAt = this.now();
            this.terminal.err(`${progressText(event.progress, this.job.attentionWeight)}\n`);
        }
    }

    note(text: string): void {
        this.clear();
        complain(this.terminal, text);
    }

    result(result: RunResult, out: string): void {
        const { test, tested, matches, state } = result;
        this.terminal.out(this.json ? `${JSON.stringify({ accuracy: test.accuracy, crossEntropy: test.crossEntropy, tested, matches, epochs: state.history.length, seconds: state.seconds, out })}\n`
            : resultText(result, this.job.sop, out, this.terminal.colours.out));
    }

    clear(): void {
        if (this.isShown) {
            this.terminal.err('\r\u001b[K');
        }
        this.isShown = false;
    }
}

/** The program with all that it loads. */
function snapshotOf({ cwd }: Terminal, { uri, text }: SourceFile): ProgramSnapshot {
    const host = new RecordingHost(new DiskLoadHost({ folders: () => [cwd] }));
    new Program({ uri, host, example: Input.ofString('hello') }).update(text);
    return { uri, text, files: host.files };
}
