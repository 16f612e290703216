import { findTarget } from '../../language/batch/targets.js';
import { cost } from '../../language/cost/cost.js';
import { isSOp } from '../../language/graph/nodes.js';
import type { SOp } from '../../language/graph/nodes.js';
import { Input } from '../../language/evaluation/input.js';
import { Program } from '../../language/program/program.js';
import { SelectorNames } from '../../language/program/selector-names.js';
import { RaspError } from '../../language/values/error.js';
import { Dataset } from './data/dataset.js';
import type { DatasetOptions } from './data/dataset-options.js';
import type { ClassOptions } from './data/class-table.js';
import type { Supervision } from './data/supervision.js';
import { shapeProblem, trainedCount } from './encoder-parameters.js';
import type { EncoderShape } from './encoder-parameters.js';
import { SnapshotHost, textsOf } from './program-snapshot.js';
import type { ProgramSnapshot } from './program-snapshot.js';
import { scheduleProblem } from './schedule.js';
import type { ScheduleOptions } from './schedule.js';
import type { Objective } from './step-losses.js';

/** What is learned from, as far as it is plain data. */
export type JobData = Omit<DatasetOptions, 'node' | 'name' | 'supervised' | 'checkpoint'>;

/** The sizes of a model that are chosen; the others follow from the data. */
export type JobModel = Pick<EncoderShape, 'nLayers' | 'nHeads' | 'dModel' | 'dMlp' | 'positions' | 'order'>;

/** A whole training as plain data: what comes of it on one device is decided by this alone. */
export interface TrainingJob {
    readonly program: ProgramSnapshot;
    /** The name of the s-op that is learned. */
    readonly sop: string;
    readonly data: JobData;
    readonly model: JobModel;
    /** How much the error of the attention counts; 0 leaves all heads free. */
    readonly attentionWeight: number;
    readonly schedule: ScheduleOptions;
    /** What the parameters begin with; the data have a seed of their own. */
    readonly seed: number;
}

/** What a training that goes on knows of its data already. */
export interface KnownData {
    readonly classes?: Required<Pick<ClassOptions, 'known' | 'spare'>>;
    readonly batchSize: number;
}

/** A training that can begin. */
export interface PreparedJob {
    readonly node: SOp;
    readonly dataset: Dataset;
    readonly shape: EncoderShape;
    readonly objective: Objective;
    /** What selectors are called, by `Selector.shared`. */
    readonly selectorNames: ReadonlyMap<number, string>;
}

export type Prepared<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** How many parameters its model has once it is saved: outputs that no value got so far are left out. */
export function savedCount({ shape, dataset }: Pick<PreparedJob, 'shape' | 'dataset'>): number {
    return trainedCount({ ...shape, outputSize: dataset.classes.values.length });
}

/** Inputs whose targets are held at once, where all heads of a program are looked for. */
const mostTogether = 16;

/** Runs the program, unless it has run, and opens the data. @returns what is wrong, for people, where there can be no such training */
export function prepareJob(job: TrainingJob, known?: KnownData, checkpoint?: () => void, opened: Prepared<OpenedSop> = openSop(job)): Prepared<PreparedJob> {
    const { model, attentionWeight, sop } = job;
    if (!opened.ok) {
        return opened;
    }
    const problem = scheduleProblem(job.schedule) ?? (attentionWeight >= 0 && Number.isFinite(attentionWeight) ? undefined : `the weight of the attention's error is ${attentionWeight}; it can be a number from 0`);
    if (problem !== undefined) {
        return { ok: false, message: problem };
    }
    const { node, program } = opened.value;
    const options = optionsOf(job, node, known, checkpoint);
    // Before the data are looked at: targets for far too many heads take long to refuse.
    const early = shapeProblem({ ...model, vocabularySize: Math.max(1, job.data.alphabet.length), outputSize: 1, nPositions: Math.max(2, job.data.lengths.most) });
    const found = early === undefined ? Dataset.open(attentionWeight > 0 ? { ...options, supervised: model } : options) : { ok: false as const, message: early };
    if (!found.ok) {
        return found;
    }
    const { dataset } = found;
    const shape: EncoderShape = { ...model, vocabularySize: dataset.vocabularySize, outputSize: dataset.classes.size, nPositions: Math.max(2, dataset.nPositions) };
    const wrong = shapeProblem(shape);
    if (wrong !== undefined) {
        return { ok: false, message: `\`${sop}\` cannot be trained: ${wrong}` };
    }
    const names = new SelectorNames(program);
    const wanted = wantedSupervision(job, node, dataset);
    return { ok: true, value: {
        node, dataset, shape, objective: { supervisedLayers: dataset.supervision.layers, attentionWeight },
        selectorNames: new Map([...wanted.heads, ...wanted.leftOut].map(({ selector }) => [selector.shared, names.nameOf(selector)]))
    } };
}

/**
 * The same data with the targets of all heads of the program, whatever the model's size, to look for them in it.
 * @returns undefined where the program attends to nothing, or its targets are too large
 */
export function openTargets(job: TrainingJob, { node, dataset }: Pick<PreparedJob, 'node' | 'dataset'>): Dataset | undefined {
    const { layers, sharedHeads } = cost(node);
    if (layers === 0) {
        return undefined;
    }
    const batchSize = Math.min(job.data.batchSize, mostTogether);
    const opened = Dataset.open({ ...optionsOf(job, node, { classes: dataset.classes.saved, batchSize }), sample: 0, supervised: { nLayers: layers, nHeads: sharedHeads } });
    return opened.ok ? opened.dataset : undefined;
}

function wantedSupervision(job: TrainingJob, node: SOp, dataset: Dataset): Supervision {
    return job.attentionWeight > 0 ? dataset.supervision : openTargets(job, { node, dataset })?.supervision ?? dataset.supervision;
}

function optionsOf({ data, sop }: TrainingJob, node: SOp, known?: KnownData, checkpoint?: () => void): DatasetOptions {
    return {
        ...data, node, name: sop,
        ...(known === undefined ? {} : { classes: { ...data.classes, ...known.classes }, batchSize: known.batchSize }),
        ...(checkpoint === undefined ? {} : { checkpoint })
    };
}

/** A program that has run, and the s-op in it that is learned. */
export interface OpenedSop {
    readonly program: Program;
    readonly node: SOp;
}

/** The program of a job, and the s-op in it. */
export function openSop({ program: snapshot, sop }: Pick<TrainingJob, 'program' | 'sop'>): Prepared<OpenedSop> {
    const program = new Program({ uri: snapshot.uri, host: new SnapshotHost(snapshot), example: Input.ofString('hello') });
    program.update(snapshot.text);
    try {
        const { node } = findTarget(program, sop);
        return isSOp(node) ? { ok: true, value: { program, node } } : { ok: false, message: `\`${sop}\` is no s-op; only an s-op can be trained` };
    } catch (error) {
        if (error instanceof RaspError) {
            return { ok: false, message: error.message };
        }
        throw error;
    }
}

/** Parts of a job, by what they are called, that must be the same for a training to go on. The number of epochs may change. */
function fixedParts({ program, sop, data, model, attentionWeight, schedule, seed }: TrainingJob): Readonly<Record<string, unknown>> {
    return {
        'text of the program': textsOf(program), 's-op': sop, ...named('data', data), ...named('model', model),
        'attention weight': attentionWeight, ...named('schedule', { ...schedule, epochs: undefined }), seed
    };
}

function named(what: string, parts: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(parts).map(([name, value]) => [`${name} (${what})`, value]));
}

/** The first part of two jobs that differs, so that neither can go on with the other's parameters; undefined where they agree. */
export function jobDifference(one: TrainingJob, other: TrainingJob): string | undefined {
    const [a, b] = [fixedParts(one), fixedParts(other)];
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].find(name => JSON.stringify(a[name]) !== JSON.stringify(b[name]));
}
