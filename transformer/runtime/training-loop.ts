import { initialParameters } from '../training/initialisation.js';
import type { Batch } from '../training/data/batch.js';
import type { Dataset } from '../training/data/dataset.js';
import type { Split } from '../training/data/token-source.js';
import { learningRateOf } from '../training/schedule.js';
import { prepareJob } from '../training/training-job.js';
import type { KnownData, PreparedJob, TrainingJob } from '../training/training-job.js';
import { afterReading, afterValidation, goingOn, meansOf, runBeginning } from '../training/training-run.js';
import type { BatchMeans, RunState } from '../training/training-run.js';
import { checkpointFile, CheckpointRefused, findCheckpoint, saveCheckpoint } from './checkpoint-file.js';
import type { Checkpoint } from './checkpoint-file.js';
import type { TrainingDevice } from './training-device.js';
import { TrainingSession, unmoved } from './training-session.js';
import type { TrainingTensors } from './training-session.js';
import type { TrainingEvent } from './training-messages.js';

/** A training cannot begin or go on because of what it is told to do; the message is for people. */
export class TrainingRefused extends Error { }

type WithoutRun<T> = T extends unknown ? Omit<T, 'run'> : never;
export type Tell = (event: WithoutRun<TrainingEvent>) => void;

export interface LoopOptions {
    readonly job: TrainingJob;
    /** Where checkpoints are written; nowhere when absent. */
    readonly folder?: string;
    readonly resume: boolean;
    /** Whether the batches are half as large as they were. */
    readonly halvesBatch: boolean;
    readonly tell: Tell;
    /** Milliseconds. */
    readonly now: () => number;
}

/** What is kept to go back to. */
interface Good {
    readonly tensors: TrainingTensors;
    readonly state: RunState;
}

/** Steps after which losses are read: on a GPU that waits for all that was asked of it. */
const readEvery = { cpu: 10, webgpu: 50 } as const;
const checkpointEvery = 60_000;
const tellEvery = 200;

/** One training, step by step, with its checkpoints. */
export class TrainingLoop {
    readonly prepared: PreparedJob;
    readonly session: TrainingSession;
    /** What is to be told of the checkpoint that it goes on from. */
    readonly note: string | undefined;
    readonly batchSize: number;
    state: RunState;
    private readonly options: LoopOptions;
    private readonly device: TrainingDevice;
    private best: Float32Array | undefined;
    private lastGood: Good;
    private savedAt: number;
    private toldAt = -Infinity;
    /** Steps since losses were read, and when that was. */
    private unread = 0;
    private readAt: number | undefined;
    private rate = 0;

    private constructor(options: LoopOptions, device: TrainingDevice, prepared: PreparedJob, session: TrainingSession, from: Good & Pick<Checkpoint, 'best'> & { readonly batchSize: number; readonly note?: string }) {
        this.options = options;
        this.device = device;
        this.prepared = prepared;
        this.session = session;
        this.state = from.state;
        this.best = from.best;
        this.lastGood = from;
        this.batchSize = from.batchSize;
        this.note = from.note;
        this.savedAt = options.now();
        this.unread = from.state.step % readEvery[device.kind];
    }

    /** @throws TrainingRefused, CheckpointRefused, or what the device says */
    static async open(device: TrainingDevice, options: LoopOptions): Promise<TrainingLoop> {
        const { job, folder, resume, halvesBatch } = options;
        const found = resume && folder !== undefined ? await findCheckpoint(folder, job) : undefined;
        const checkpoint = found?.checkpoint;
        const known = halved(checkpoint?.known, job, halvesBatch);
        const prepared = prepareJob(job, known);
        if (!prepared.ok) {
            throw new TrainingRefused(prepared.message);
        }
        const { shape, objective } = prepared.value;
        if (checkpoint !== undefined && JSON.stringify(checkpoint.shape) !== JSON.stringify(shape)) {
            throw new CheckpointRefused(`${checkpointFile} is of a model of other sizes`);
        }
        const ahead = halvesBatch ? 2 : 1;
        const state = checkpoint === undefined ? runBeginning : goingOn(job.schedule, { ...checkpoint.state, step: checkpoint.state.step * ahead });
        const endsNow = state.schedule.stopped !== undefined && checkpoint?.state.schedule.stopped === undefined;
        const tensors = endsNow && checkpoint?.best !== undefined ? unmoved(checkpoint.best) : checkpoint?.tensors ?? unmoved(initialParameters(shape, job.seed));
        const session = await TrainingSession.open(device, shape, objective, tensors);
        const { note } = found ?? {};
        const batchSize = known?.batchSize ?? job.data.batchSize;
        return new TrainingLoop(options, device, prepared.value, session, { tensors, state, batchSize, ...(checkpoint?.best === undefined ? {} : { best: checkpoint.best }), ...(note === undefined ? {} : { note }) });
    }

    /** Inputs of the test split. */
    get tests(): number {
        return this.options.job.data.sizes.test;
    }

    get isDone(): boolean {
        return this.state.schedule.stopped !== undefined;
    }

    /** Time during which it stood does not count for its pace. */
    stands(): void {
        this.readAt = undefined;
    }

    /**
     * Trains until the schedule ends it; yields after each piece of work.
     * @throws TrainingRefused, or what the device says
     */
    async* run(): AsyncGenerator<void> {
        while (!this.isDone) {
            const { dataset } = this.prepared;
            if (this.state.step < dataset.steps('train')) {
                await this.timed(() => this.oneStep(dataset));
                yield;
            } else {
                yield* this.endEpoch();
            }
        }
    }

    /** Writes a checkpoint, where there is a folder. What it holds is what the training can go back to. */
    async save(): Promise<void> {
        const { job, folder } = this.options;
        const { shape, dataset } = this.prepared;
        if (this.state.schedule.stopped?.reason === 'not a number') {
            return;
        }
        const tensors = await this.session.read();
        if (!tensors.parameters.every(value => Number.isFinite(value))) {
            return;
        }
        const { state, best } = this;
        this.lastGood = { tensors, state };
        this.savedAt = this.options.now();
        if (folder !== undefined) {
            const known: KnownData = { classes: dataset.classes.saved, batchSize: this.batchSize };
            await saveCheckpoint(folder, { job, shape, state, known, device: this.device.kind, tensors, ...(best === undefined ? {} : { best }) });
            this.options.tell({ event: 'checkpoint', epoch: state.schedule.epoch, step: state.step });
        }
    }

    /** The losses on a split, the mean over its batches, and the part of its labels that is right. */
    async* evaluate(split: Split): AsyncGenerator<void, BatchMeans> {
        const { dataset } = this.prepared;
        const count = { batches: 0 };
        const totals = yield* this.session.evaluate(batchesOf(dataset, split, count));
        return meansOf([...totals], count.batches);
    }

    private async oneStep(dataset: Dataset): Promise<void> {
        const { job } = this.options;
        const { schedule, step, adamStep } = this.state;
        const made = dataset.batch('train', schedule.epoch, step);
        if (!made.ok) {
            throw new TrainingRefused(made.message);
        }
        const { batch, skipped } = made;
        if (batch !== undefined) {
            await this.session.train(batch, learningRateOf(job.schedule, schedule), adamStep + 1);
        }
        this.state = { ...this.state, step: step + 1, adamStep: adamStep + (batch === undefined ? 0 : 1), skipped: this.state.skipped + skipped.count, counted: this.state.counted + (batch === undefined ? 0 : 1) };
        this.unread++;
        // By the step alone: when losses are read must not depend on the clock, or a training that goes on would add up otherwise.
        if (this.state.step % readEvery[this.device.kind] === 0 || this.state.step === dataset.steps('train')) {
            await this.look(dataset);
        }
    }

    private async look(dataset: Dataset): Promise<void> {
        const { state, decided } = afterReading(this.state, await this.session.takeTotals());
        this.state = state;
        const now = this.options.now();
        if (this.readAt !== undefined && now > this.readAt) {
            const rate = this.unread * 1_000 / (now - this.readAt);
            this.rate = this.rate === 0 ? rate : 0.8 * this.rate + 0.2 * rate;
        }
        this.readAt = now;
        this.unread = 0;
        if (decided.restores === 'last good') {
            this.session.restore(this.lastGood.tensors);
            return;
        }
        if (now - this.toldAt >= tellEvery) {
            this.toldAt = now;
            this.tellProgress(dataset);
        }
        if (now - this.savedAt >= checkpointEvery) {
            await this.save();
        }
    }

    private tellProgress(dataset: Dataset): void {
        const { schedule, step, totals, counted } = this.state;
        const { epochs } = this.options.job.schedule;
        const steps = dataset.steps('train');
        const left = (epochs - schedule.epoch) * steps - step;
        this.options.tell({ event: 'progress', progress: {
            epoch: schedule.epoch + 1, epochs, step, steps, means: meansOf(totals, counted),
            stepsPerSecond: this.rate, secondsLeft: this.rate === 0 ? Infinity : left / this.rate
        } });
    }

    private async* endEpoch(): AsyncGenerator<void> {
        const { job } = this.options;
        const start = this.options.now();
        const validation = yield* this.evaluate('validation');
        const { state, decided, record } = afterValidation(job.schedule, job.attentionWeight, { ...this.state, seconds: this.state.seconds + (this.options.now() - start) / 1_000 }, validation);
        this.state = state;
        if (decided.keeps) {
            this.best = await this.session.parameters();
        }
        if (decided.restores === 'last good') {
            this.session.restore(this.lastGood.tensors);
        } else if (decided.restores === 'best' && this.best !== undefined) {
            this.session.restore(unmoved(this.best));
        }
        this.options.tell({ event: 'epoch', record });
        await this.save();
        this.readAt = undefined;
        yield;
    }

    private async timed(work: () => Promise<void>): Promise<void> {
        const start = this.options.now();
        await work();
        this.state = { ...this.state, seconds: this.state.seconds + (this.options.now() - start) / 1_000 };
    }
}

/** The batches of a split, as far as there are any. */
export function* batchesOf(dataset: Dataset, split: Split, count?: { batches: number }): Generator<Batch> {
    for (let step = 0; step < dataset.steps(split); step++) {
        const made = dataset.batch(split, 0, step);
        if (!made.ok) {
            throw new TrainingRefused(made.message);
        }
        if (made.batch !== undefined) {
            if (count !== undefined) {
                count.batches++;
            }
            yield made.batch;
        }
    }
}

function halved(known: KnownData | undefined, job: TrainingJob, halves: boolean): KnownData | undefined {
    if (!halves) {
        return known;
    }
    const batchSize = Math.floor((known?.batchSize ?? job.data.batchSize) / 2);
    if (batchSize < 1) {
        throw new TrainingRefused('there is too little memory for a batch of one input');
    }
    return { ...known, batchSize };
}
