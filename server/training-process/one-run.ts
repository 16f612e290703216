import type { RunResult, TrainingEvent } from '../../transformer/runtime/training-messages.js';
import type { Training, TrainingDriver } from '../../transformer/runtime/training-driver.js';
import { CheckpointRefused, findCheckpoint, jobIn } from '../../transformer/runtime/checkpoint-file.js';
import { FolderLocked } from '../../transformer/runtime/folder-lock.js';
import { WorkerGone } from '../../transformer/runtime/worker-process.js';
import { leftOutText } from '../../transformer/training/data/failed-inputs.js';
import type { TrainingJob } from '../../transformer/training/training-job.js';
import type { CompileDevice } from '../protocol/compile.js';
import type { RunReport } from '../protocol/train.js';
import { endingText, failureText, openedReport, testReport, without, withStatus } from './run-report.js';
import type { RunStore, StoredRun } from './run-store.js';
import { sentence } from './train-choices.js';

/** What a training works with. */
export interface RunHouse {
    readonly driver: TrainingDriver;
    readonly store: RunStore;
    tell(report: RunReport): void;
}

/** One training, from its beginning or from its folder. */
export class OneRun {
    report: RunReport;
    private device: CompileDevice;
    private job: TrainingJob;
    private readonly house: RunHouse;
    private opening: Promise<Training> | undefined;
    /** What was opened last, for what it is. */
    private current: Training | undefined;
    private training: Promise<void> | undefined;
    private result: RunResult | undefined;
    private writing = Promise.resolve();
    private isRemoved = false;
    /** Openings and closings under way. */
    private changes = 0;

    constructor(house: RunHouse, job: TrainingJob, { device, report }: Pick<StoredRun, 'device' | 'report'>) {
        this.house = house;
        this.job = job;
        this.device = device;
        this.report = report;
    }

    /** Whether this process has it open, or is about to open or to close it. */
    get isOpen(): boolean {
        return this.opening !== undefined || this.changes > 0;
    }

    /** What is trained; the same as its checkpoint says. */
    get ownJob(): TrainingJob {
        return this.job;
    }

    /** Makes a new training ready, and begins it. @throws what the driver refuses it for */
    async begin(): Promise<void> {
        const training = await this.opened(false);
        this.report = { ...openedReport(this.report, training), epochs: training.info.state.history };
        this.training = this.follow(training);
    }

    /** Goes on from where it stands, in this process or from its checkpoint. @throws what the driver refuses it for */
    resume(device: CompileDevice): Promise<void> {
        return this.changed(() => this.goOn(device));
    }

    private async goOn(device: CompileDevice): Promise<void> {
        if (this.training !== undefined) {
            return;
        }
        if (device !== this.device) {
            await this.close();
            this.device = device;
        }
        this.result = undefined;
        const before = this.report;
        if (!this.isOpen) {
            this.report = withStatus(before, 'opening');
            this.tell();
        }
        try {
            const training = await this.opened(true);
            // Two that ask for it at once begin it once.
            if (this.training === undefined) {
                this.report = { ...without(openedReport(this.report, training), 'result', 'ending'), epochs: training.info.state.history };
                this.training = this.follow(training);
            }
        } catch (error) {
            await this.stands(before, error);
            throw error;
        }
    }

    /** Lets it stand with a checkpoint. One whose epochs are done is not stopped. */
    async pause(): Promise<void> {
        const { opening, report: { status } } = this;
        if (opening !== undefined && (status === 'training' || status === 'opening')) {
            await (await opening).pause();
            await this.training;
        }
    }

    /** The training, ready to be looked at. @throws what the driver refuses it for */
    ready(): Promise<Training> {
        return this.opened(true);
    }

    /** What came of it as it stands, on the test split. */
    async outcome(): Promise<{ readonly training: Training; readonly result: RunResult }> {
        const training = await this.opened(true);
        const result = this.result ?? await training.result();
        if (this.report.status === 'ended') {
            this.result = result;
        }
        return { training, result };
    }

    /** Lets it stand, and takes it off the device. Its folder is free for others. */
    close(): Promise<void> {
        return this.changed(async () => {
            const { opening } = this;
            await this.pause();
            this.opening = undefined;
            await (await opening)?.close();
            await this.training;
            await this.writing;
        });
    }

    /** Ends when all that was to be kept is written. */
    kept(): Promise<void> {
        return this.writing;
    }

    /** Ends it without a checkpoint, and takes its folder away. */
    async remove(): Promise<void> {
        this.isRemoved = true;
        const { opening } = this;
        this.opening = undefined;
        await (await opening?.catch(() => undefined))?.close();
        await this.training;
        await this.writing;
        await this.house.store.remove(this.report.run);
    }

    private opened(resume: boolean): Promise<Training> {
        const opening = this.opening ??= this.open(resume);
        opening.catch(() => {
            if (this.opening === opening) {
                this.opening = undefined;
            }
        });
        return opening;
    }

    private async open(resume: boolean): Promise<Training> {
        const folder = this.house.store.checkpoints(this.report.run);
        // Its checkpoint decides what is gone on with.
        const job = resume ? await jobIn(folder) : undefined;
        if (resume && job === undefined && this.report.epochs.length > 0) {
            await findCheckpoint(folder, this.job);
            throw new CheckpointRefused(`its checkpoint is missing in ${folder}`);
        }
        this.job = job ?? this.job;
        return this.current = await this.house.driver.open({ job: this.job, device: this.device, folder, resume, hear: event => { this.hear(event); }, note: text => { this.note(text); } });
    }

    private async follow(training: Training): Promise<void> {
        const failing = leftOutText(training.info.failing, this.job.data.lengths);
        const told = [training.info.note, failing === undefined ? undefined : `the s-op ${failing}`].flatMap(text => (text === undefined ? [] : [sentence(text)]));
        this.set(withStatus(this.report, 'training', told.length === 0 ? undefined : told.join(' ')));
        try {
            const end = await training.train();
            if (end.kind === 'paused') {
                this.set(withStatus(this.report, 'paused'));
            } else if (end.kind === 'failed' || end.stopped.reason === 'not a number') {
                await this.fail(training, failureText(end));
            } else {
                this.set(withStatus(this.report, 'testing', this.report.message));
                this.result = await training.result();
                this.set({ ...withStatus(this.report, 'ended', this.report.message), result: testReport(this.result), ending: endingText(end.stopped, this.job.schedule) });
            }
        } catch (error) {
            if (!this.isRemoved) {
                await this.fail(training, `It cannot go on: ${textOf(error)}`);
            }
        } finally {
            this.training = undefined;
        }
    }

    /** It could not be opened: a checkpoint that cannot be read ends it, all else may be mended. */
    private async stands(before: RunReport, error: unknown): Promise<void> {
        if (error instanceof FolderLocked) {
            this.report = withStatus(before, before.status, textOf(error));
            this.tell();
            return;
        }
        const refused = error instanceof CheckpointRefused ? error
            : await findCheckpoint(this.house.store.checkpoints(before.run), this.job).then(() => undefined, (problem: unknown) => (problem instanceof CheckpointRefused ? problem : undefined));
        this.set(refused === undefined ? withStatus(before, before.status, `It cannot go on: ${textOf(error)}`)
            : withStatus(before, 'failed', `It cannot go on: ${textOf(refused)} Remove it, and begin another.`));
    }

    private fail(training: Training, message: string): Promise<void> {
        return this.changed(async () => {
            this.opening = undefined;
            try {
                await training.close();
            } catch (error) {
                // A process that is gone has nothing to close.
                if (!(error instanceof WorkerGone)) {
                    throw error;
                }
            } finally {
                this.set(withStatus(this.report, 'failed', message));
            }
        });
    }

    private async changed<T>(change: () => Promise<T>): Promise<T> {
        this.changes++;
        try {
            return await change();
        } finally {
            this.changes--;
        }
    }

    private hear(event: TrainingEvent): void {
        if (event.event === 'progress') {
            this.report = { ...this.report, progress: event.progress };
            this.tell();
        } else if (event.event === 'epoch') {
            // After a new process, some come again.
            this.set({ ...this.current === undefined ? this.report : openedReport(this.report, this.current), epochs: [...this.report.epochs.filter(({ epoch }) => epoch < event.record.epoch), event.record] });
        }
    }

    private note(text: string): void {
        const message = sentence(text);
        this.set({ ...this.current === undefined ? this.report : openedReport(this.report, this.current), message });
    }

    /** Tells and keeps it as it is now. */
    private set(report: RunReport): void {
        this.report = report;
        this.tell();
        this.writing = this.writing.then(() => this.write());
    }

    private tell(): void {
        if (!this.isRemoved) {
            this.house.tell(this.report);
        }
    }

    private async write(): Promise<void> {
        if (this.isRemoved) {
            return;
        }
        const report = without(this.report, 'progress');
        try {
            await this.house.store.write(report.run, { program: this.job.program, device: this.device, report });
        } catch (error) {
            this.report = { ...this.report, message: `How it stands cannot be kept: ${textOf(error)}` };
            this.tell();
        }
    }
}

/** An error as a sentence. */
export function textOf(error: unknown): string {
    return sentence(error instanceof Error ? error.message : String(error));
}
