import { cost } from '../../language/cost/cost.js';
import type { SOp } from '../../language/graph/nodes.js';
import { parseAlphabet } from '../model/alphabet-text.js';
import { datasetProblemIn, paperBatchSize, paperBos, paperSizes } from './data/dataset-options.js';
import type { DatasetPart } from './data/dataset-options.js';
import { paperAlphabet } from './data/paper-tasks.js';
import { positionKinds, shapeProblem } from './encoder-parameters.js';
import type { EncoderShape } from './encoder-parameters.js';
import type { ProgramSnapshot } from './program-snapshot.js';
import { paperSchedule, scheduleProblem } from './schedule.js';
import { paperAttentionWeight } from './step-losses.js';
import type { TrainingJob } from './training-job.js';

/** The options of a training as typed; what was not typed is as in the training that goes on, else as in the paper. */
export interface JobOptions {
    readonly alphabet?: string;
    readonly lengths?: string;
    readonly size?: string;
    readonly bos?: boolean;
    readonly classesCap?: string;
    readonly skipFailing?: boolean;
    readonly layers?: string;
    readonly heads?: string;
    readonly dModel?: string;
    readonly positions?: string;
    /** A weight; false for none. */
    readonly supervise?: string | false;
    readonly epochs?: string;
    readonly batch?: string;
    readonly lr?: string;
    readonly decay?: string;
    readonly seed?: string;
}

export type JobOption = keyof JobOptions;

/** What is wrong with an option, for people. */
export interface JobProblem {
    readonly option: JobOption;
    readonly message: string;
}

export type ReadJob = { readonly ok: true; readonly job: TrainingJob } | { readonly ok: false; readonly problem: JobProblem };

const usualLetters = 26;
const usualLengths = { least: 1, most: 100 };
const usualWidth = 256;
const mostTokens = 4_096;

/** What a training is of, and how its options are called where they are typed. */
export interface JobContext {
    readonly program: ProgramSnapshot;
    readonly sop: string;
    readonly node: SOp;
    /** The job of the training that is gone on with. */
    readonly before?: TrainingJob;
    /** Such as `--lengths`. */
    nameOf(option: JobOption): string;
}

/** Reads options as typed, and keeps the first that is wrong. */
class Reader {
    problem: JobProblem | undefined;
    private readonly typed: JobOptions;
    readonly nameOf: JobContext['nameOf'];

    constructor(typed: JobOptions, nameOf: JobContext['nameOf']) {
        this.typed = typed;
        this.nameOf = nameOf;
    }

    /** A number as typed, or what stands for one that was not. */
    number<T>(option: JobOption, usual: T, least: number, isWhole = true): number | T {
        const typed = this.typed[option];
        if (typeof typed !== 'string') {
            return usual;
        }
        const value = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(typed) ? Number(typed) : NaN;
        if (!(value >= least) || !Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) {
            this.wrong(option, `takes a ${isWhole ? 'whole number' : 'number'} from ${least}; found ${shown(typed)}`);
        }
        return value;
    }

    /** @param says what the option takes, and what was found */
    wrong(option: JobOption, says: string): void {
        this.refuse(option, `${this.nameOf(option)} ${says}`);
    }

    refuse(option: JobOption, message: string): void {
        this.problem ??= { option, message };
    }
}

/** The training that the options ask for, or the first option that is wrong. */
export function readJob(typed: JobOptions, { program, sop, node, before, nameOf }: JobContext): ReadJob {
    const read = new Reader(typed, nameOf);
    const { layers, sharedHeads } = cost(node);
    const { data, model, schedule } = before ?? {};
    const dModel = read.number('dModel', model?.dModel ?? usualWidth, 1);
    const positions = positionKinds.find(kind => kind === (typed.positions ?? model?.positions ?? 'sinusoidal'));
    if (positions === undefined) {
        read.wrong('positions', `takes ${positionKinds.join(' or ')}; found ${shown(typed.positions ?? '')}`);
    }
    const usualWeight = before?.attentionWeight ?? (layers === 0 ? 0 : paperAttentionWeight);
    const cap = read.number('classesCap', undefined, 1);
    const seed = read.number('seed', before?.seed ?? 0, 0);
    const bos = typed.bos === true ? { token: paperBos, isSeen: true, isLabelled: true } : data?.bos;
    const classes = cap === undefined ? data?.classes : { ...data?.classes, cap };
    const skipsFailing = typed.skipFailing ?? data?.skipsFailing;
    const job: TrainingJob = {
        program, sop,
        data: {
            alphabet: alphabetOf(read, typed.alphabet, data),
            lengths: lengthsOf(read, typed.lengths, data),
            sizes: sizesOf(read, typed.size, data),
            batchSize: read.number('batch', data?.batchSize ?? paperBatchSize, 1),
            seed,
            ...(data?.distribution === undefined ? {} : { distribution: data.distribution }),
            ...(bos === undefined ? {} : { bos }),
            ...(classes === undefined ? {} : { classes }),
            ...(skipsFailing === undefined ? {} : { skipsFailing })
        },
        model: {
            nLayers: read.number('layers', model?.nLayers ?? Math.max(1, layers), 1),
            nHeads: read.number('heads', model?.nHeads ?? Math.max(1, sharedHeads), 1),
            dModel, dMlp: 2 * dModel, positions: positions ?? 'sinusoidal', order: model?.order ?? 'interleaved'
        },
        attentionWeight: typed.supervise === false ? 0 : read.number('supervise', usualWeight, 0, false),
        schedule: {
            ...paperSchedule, ...schedule,
            epochs: read.number('epochs', schedule?.epochs ?? paperSchedule.epochs, 1),
            learningRate: read.number('lr', schedule?.learningRate ?? paperSchedule.learningRate, 0, false),
            decay: read.number('decay', schedule?.decay ?? paperSchedule.decay, 0, false)
        },
        seed
    };
    return read.problem === undefined ? { ok: true, job } : { ok: false, problem: read.problem };
}

function alphabetOf(read: Reader, typed: string | undefined, data: TrainingJob['data'] | undefined): TrainingJob['data']['alphabet'] {
    const alphabet = typed === undefined ? data?.alphabet ?? paperAlphabet(usualLetters) : parseAlphabet(typed, { most: mostTokens, label: read.nameOf('alphabet') });
    if (typeof alphabet === 'string') {
        read.refuse('alphabet', alphabet);
        return [];
    }
    return alphabet;
}

function lengthsOf(read: Reader, typed: string | undefined, data: TrainingJob['data'] | undefined): TrainingJob['data']['lengths'] {
    if (typed === undefined) {
        return data?.lengths ?? usualLengths;
    }
    const [, least, most] = /^\s*(\d{1,6})(?:\.\.(\d{1,6}))?\s*$/.exec(typed) ?? [];
    if (least === undefined) {
        read.wrong('lengths', `takes a range such as 1..100, or one length; found ${shown(typed)}`);
    } else if (most !== undefined && Number(most) < Number(least)) {
        read.wrong('lengths', `${typed.trim()} runs backwards; write ${most}..${least}`);
    }
    return { least: Number(least), most: Number(most ?? least) };
}

function sizesOf(read: Reader, typed: string | undefined, data: TrainingJob['data'] | undefined): TrainingJob['data']['sizes'] {
    if (typed === undefined) {
        return data?.sizes ?? paperSizes;
    }
    const [, train, validation, test] = /^\s*(\d{1,9})\/(\d{1,9})\/(\d{1,9})\s*$/.exec(typed) ?? [];
    if (train === undefined) {
        read.wrong('size', `takes the number of inputs to train, to validate and to test, such as 50000/1000/1000; found ${shown(typed)}`);
    }
    return { train: Number(train), validation: Number(validation), test: Number(test) };
}

function shown(typed: string): string {
    return typed === '' ? '""' : typed;
}

/** What the parts of data are chosen by. */
const optionOfPart: Readonly<Record<DatasetPart, JobOption>> = {
    alphabet: 'alphabet', lengths: 'lengths', distribution: 'alphabet', sizes: 'size', batchSize: 'batch', seed: 'seed', sample: 'size', targets: 'batch'
};

/** The first option of a job that is out of bounds; undefined where none is. */
export function jobProblem(job: TrainingJob, node: SOp): JobProblem | undefined {
    const { model, attentionWeight, schedule, sop } = job;
    const data = datasetProblemIn({ ...job.data, node, name: sop, ...(attentionWeight > 0 ? { supervised: model } : {}) });
    if (data !== undefined) {
        return { option: optionOfPart[data.part], message: data.message };
    }
    const least: EncoderShape = { nLayers: 1, nHeads: 1, dModel: 1, dMlp: 1, vocabularySize: 1, outputSize: 1, nPositions: 2, positions: model.positions, order: model.order };
    const wholes = { ...least, ...model };
    const asked: readonly (readonly [JobOption, string | undefined])[] = [
        ['layers', shapeProblem({ ...least, nLayers: model.nLayers })],
        ['heads', shapeProblem({ ...least, nHeads: model.nHeads, dModel: model.nHeads })],
        ['dModel', shapeProblem({ ...least, dModel: model.dModel, dMlp: model.dMlp })],
        ['heads', shapeProblem({ ...wholes, nLayers: 1 })],
        ['layers', shapeProblem(wholes)],
        ['epochs', scheduleProblem({ ...paperSchedule, epochs: schedule.epochs })],
        ['lr', scheduleProblem({ ...paperSchedule, learningRate: schedule.learningRate })],
        ['decay', scheduleProblem({ ...paperSchedule, decay: schedule.decay })]
    ];
    const [found] = asked.flatMap(([option, message]) => (message === undefined ? [] : [{ option, message }]));
    return found;
}
