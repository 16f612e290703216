import type { TrainingJob } from '../training/training-job.js';
import type { FolderLock } from './folder-lock.js';
import type { DeviceChoice } from './messages.js';
import { takeTrainingFolder } from './training-folder.js';
import { softwareGpu } from './model-runtime.js';
import type { Device } from './model-runtime.js';
import type { Inspection, LengthAccuracy, OpenedRun, RunResult, TrainingEnd, TrainingEvent } from './training-messages.js';
import { lostWithGpu, softwareGpuNote } from './no-gpu.js';
import type { RuntimeUser } from './missing-runtime.js';
import { RuntimeMissingError, WorkerGone, WorkerProcess } from './worker-process.js';
import type { Fork } from './worker-process.js';

export interface TrainingOptions {
    readonly job: TrainingJob;
    readonly device: DeviceChoice;
    /** Where checkpoints are; without one, a training does not survive its process. */
    readonly folder?: string;
    /** Whether to go on from the checkpoint in the folder, if there is one. */
    readonly resume?: boolean;
    /** Threads of the CPU; one for each core when absent. The first training in the process decides. */
    readonly threads?: number;
    readonly hear?: (event: TrainingEvent) => void;
    /** Gets what people should know: a smaller batch, a new process. */
    readonly note?: (text: string) => void;
}

/** Starts trainings in a process of their own, one for all, and sees to it that they survive its end once. */
export class TrainingDriver {
    private readonly fork: Fork;
    private readonly script: string;
    private readonly user: RuntimeUser;
    private readonly hearers = new Map<number, (event: TrainingEvent) => void>();
    private current: WorkerProcess | undefined;
    private last = 0;

    /** @param script the bundle of `training-main.ts` */
    constructor(fork: Fork, script: string, user: RuntimeUser = 'command') {
        this.fork = fork;
        this.script = script;
        this.user = user;
    }

    /** The process, while there is one. */
    get pid(): number | undefined {
        return this.current?.isAlive === true ? this.current.pid : undefined;
    }

    /**
     * Makes a training ready. It stands until it is told to train.
     * @throws TrainingFolderRefused, FolderLocked, or an error that says what is missing or wrong with the job
     */
    async open(options: TrainingOptions): Promise<Training> {
        const { folder, resume = false } = options;
        const lock = folder === undefined ? undefined : await takeTrainingFolder(folder, resume);
        const run = ++this.last;
        if (options.hear !== undefined) {
            this.hearers.set(run, options.hear);
        }
        try {
            return await Training.open(() => this.process(), run, options, lock);
        } catch (error) {
            await lock?.release();
            throw error;
        }
    }

    /** Ends the process. */
    close(): void {
        this.current?.kill();
        this.current = undefined;
    }

    private process(): WorkerProcess {
        if (this.current?.isAlive !== true) {
            this.current = new WorkerProcess(this.fork, this.script, this.user, event => { this.hearers.get(event.run)?.(event); });
        }
        return this.current;
    }
}

interface Opened {
    readonly process: WorkerProcess;
    readonly device: Device;
    readonly info: OpenedRun;
}

/** One training. */
export class Training {
    private readonly process: () => WorkerProcess;
    private readonly run: number;
    private readonly options: TrainingOptions;
    private readonly lock: FolderLock | undefined;
    private opened: Opened;
    private reopening: Promise<void> | undefined;
    private isRestarted = false;
    private isHalved = false;
    private isToStand = false;

    private constructor(process: () => WorkerProcess, run: number, options: TrainingOptions, lock: FolderLock | undefined, opened: Opened) {
        this.process = process;
        this.run = run;
        this.options = options;
        this.lock = lock;
        this.opened = opened;
    }

    static async open(process: () => WorkerProcess, run: number, options: TrainingOptions, lock: FolderLock | undefined): Promise<Training> {
        return new Training(process, run, options, lock, await openIn(process, run, options, options.resume ?? false, false));
    }

    get device(): Device {
        return this.opened.device;
    }

    /** What is known of it since it was opened last. */
    get info(): OpenedRun {
        return this.opened.info;
    }

    /**
     * Trains until it has ended, is paused, or cannot go on. A process that ends is followed by another once, and a batch
     * for which there is too little memory by one of half the size once.
     */
    async train(): Promise<TrainingEnd> {
        this.isToStand = false;
        for (;;) {
            const end = await this.once();
            if (end.kind !== 'failed' || !await this.mended(end)) {
                return end;
            }
            if (this.isToStand) {
                // It was told so when there was nobody to hear it, and stands at its checkpoint.
                return { kind: 'paused' };
            }
        }
    }

    /** Lets it stand, with a checkpoint. What waits for its end is told that it is paused. */
    async pause(): Promise<void> {
        this.isToStand = true;
        try {
            await this.reopening;
            await this.opened.process.ask({ kind: 'pause', run: this.run });
        } catch (error) {
            // What waits for its end is told what came of that.
            if (!(error instanceof WorkerGone)) {
                throw error;
            }
        }
    }

    /** What came of it, with its figures on the test split. */
    async result(): Promise<RunResult> {
        return await this.ask({ kind: 'result', run: this.run }) as RunResult;
    }

    async inspect(inputs: readonly Int32Array[]): Promise<Inspection> {
        return await this.ask({ kind: 'inspect', run: this.run, inputs }) as Inspection;
    }

    async lengths(lengths: readonly number[], count: number): Promise<readonly LengthAccuracy[]> {
        return await this.ask({ kind: 'lengths', run: this.run, lengths, count }) as LengthAccuracy[];
    }

    /** Takes it off the device, and leaves its folder to others. What was not saved is lost. */
    async close(): Promise<void> {
        try {
            if (this.opened.process.isAlive) {
                await this.opened.process.ask({ kind: 'close', run: this.run });
            }
        } finally {
            await this.lock?.release();
        }
    }

    private async once(): Promise<TrainingEnd> {
        try {
            return await this.opened.process.ask({ kind: 'train', run: this.run }) as TrainingEnd;
        } catch (error) {
            if (error instanceof WorkerGone) {
                return { kind: 'failed', reason: 'lost', message: error.message };
            }
            throw error;
        }
    }

    /** Opens it again in a way that may mend what went wrong. @returns whether there was one left */
    private async mended({ reason, message }: Extract<TrainingEnd, { kind: 'failed' }>): Promise<boolean> {
        const { note = () => undefined, folder } = this.options;
        if (reason === 'memory' && !this.isHalved && this.info.batchSize > 1) {
            this.isHalved = true;
            note(`${this.device.name} has too little memory for batches of ${this.info.batchSize} (${message}); going on with batches of ${Math.floor(this.info.batchSize / 2)}`);
            await this.again(true);
            return true;
        }
        if (reason === 'lost' && !this.isRestarted && folder !== undefined) {
            this.isRestarted = true;
            await this.again(false);
            note(`${message}; going on from epoch ${this.info.state.schedule.epoch + 1}, step ${this.info.state.step}, in a new process`);
            return true;
        }
        return false;
    }

    /** Several that find its process gone open it once: a second one would take it from the first. */
    private again(halvesBatch: boolean): Promise<void> {
        return this.reopening ??= this.reopen(halvesBatch).finally(() => { this.reopening = undefined; });
    }

    private async reopen(halvesBatch: boolean): Promise<void> {
        const { process } = this.opened;
        if (halvesBatch && process.isAlive) {
            await process.ask({ kind: 'close', run: this.run });
        } else {
            // What is left of a process whose device is gone cannot use another.
            process.kill();
        }
        this.opened = await openIn(this.process, this.run, { ...this.options, device: this.device.kind }, true, halvesBatch);
    }

    private async ask(request: Parameters<WorkerProcess['ask']>[0]): Promise<unknown> {
        if (!this.opened.process.isAlive && this.options.folder !== undefined) {
            await this.again(false);
        }
        return this.opened.process.ask(request);
    }
}

async function openIn(process: () => WorkerProcess, run: number, options: TrainingOptions, resume: boolean, halvesBatch: boolean): Promise<Opened> {
    const { device: choice } = options;
    try {
        const opened = await openOnce(process(), run, options, choice, resume, halvesBatch);
        if (choice === 'auto' && opened.device.kind === 'webgpu' && softwareGpu.test(opened.device.name)) {
            await opened.process.ask({ kind: 'close', run });
            const onCpu = await openOnce(process(), run, options, 'cpu', resume, halvesBatch);
            return { ...onCpu, device: { ...onCpu.device, note: softwareGpuNote(opened.device.name) } };
        }
        return opened;
    } catch (error) {
        if (choice === 'auto' && error instanceof WorkerGone) {
            // A driver can take the whole process with it.
            const onCpu = await openOnce(process(), run, options, 'cpu', resume, halvesBatch);
            return { ...onCpu, device: { ...onCpu.device, note: lostWithGpu(error.message) } };
        }
        throw error;
    }
}

async function openOnce(process: WorkerProcess, run: number, { job, folder, threads }: TrainingOptions, device: DeviceChoice, resume: boolean, halvesBatch: boolean): Promise<Opened> {
    try {
        const info = await process.ask({ kind: 'open', run, job, device, ...(folder === undefined ? {} : { folder }), resume, halvesBatch, ...(threads === undefined ? {} : { threads }) }) as OpenedRun;
        const name = info.device === 'cpu' ? 'CPU' : `${await process.gpuName() ?? 'GPU'} (WebGPU)`;
        return { process, info, device: { kind: info.device, name, ...(info.noGpu === undefined ? {} : { note: info.noGpu }) } };
    } catch (error) {
        throw error instanceof RuntimeMissingError ? new Error(`training needs a native package: ${error.message}`, { cause: error }) : error;
    }
}
