import { cost } from '../language/cost/cost.js';
import type { SOp } from '../language/graph/nodes.js';
import { parseAlphabet } from '../transformer/model/alphabet-text.js';
import { paperBatchSize, paperBos, paperSizes } from '../transformer/training/data/dataset-options.js';
import { paperAlphabet } from '../transformer/training/data/paper-tasks.js';
import { positionKinds } from '../transformer/training/encoder-parameters.js';
import type { ProgramSnapshot } from '../transformer/training/program-snapshot.js';
import { paperSchedule } from '../transformer/training/schedule.js';
import { paperAttentionWeight } from '../transformer/training/step-losses.js';
import type { TrainingJob } from '../transformer/training/training-job.js';

/** The options as typed; what was not typed is as in the training that goes on, else as in the paper. */
export interface TrainOptions {
    readonly out: string;
    readonly alphabet?: string;
    readonly lengths?: string;
    readonly layers?: string;
    readonly heads?: string;
    readonly dModel?: string;
    readonly epochs?: string;
    readonly batch?: string;
    readonly lr?: string;
    readonly decay?: string;
    readonly seed?: string;
    /** A weight; false for none. */
    readonly supervise?: string | false;
    readonly classesCap?: string;
    readonly bos?: boolean;
    readonly size?: string;
    readonly positions?: string;
    readonly skipFailing?: boolean;
    readonly resume: boolean;
    readonly device: string;
    readonly json: boolean;
}

const usualLetters = 26;
const usualLengths = { least: 1, most: 100 };
const usualWidth = 256;
const mostTokens = 4_096;

/** What the options typed are, and the first that is wrong, in words. */
class Reader {
    problem: string | undefined;

    /** A number as typed, or what stands for one that was not. */
    number<T>(option: string, typed: string | undefined, usual: T, least: number, isWhole = true): number | T {
        if (typed === undefined) {
            return usual;
        }
        const value = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(typed) ? Number(typed) : NaN;
        if (!(value >= least) || !Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) {
            this.wrong(`${option} takes a ${isWhole ? 'whole number' : 'number'} from ${least}; found ${shown(typed)}`);
        }
        return value;
    }

    wrong(problem: string): void {
        this.problem ??= problem;
    }
}

/**
 * The training that the options ask for. @param before the job of the training that is gone on with
 * @returns what is wrong with an option, in words
 */
export function readJob(typed: TrainOptions, program: ProgramSnapshot, sop: string, node: SOp, before?: TrainingJob): TrainingJob | string {
    const read = new Reader();
    const { layers, sharedHeads } = cost(node);
    const { data, model, schedule } = before ?? {};
    const dModel = read.number('--d-model', typed.dModel, model?.dModel ?? usualWidth, 1);
    const positions = positionKinds.find(kind => kind === (typed.positions ?? model?.positions ?? 'sinusoidal'));
    if (positions === undefined) {
        read.wrong(`--positions takes ${positionKinds.join(' or ')}; found ${shown(typed.positions ?? '')}`);
    }
    const usualWeight = before?.attentionWeight ?? (layers === 0 ? 0 : paperAttentionWeight);
    const cap = read.number('--classes-cap', typed.classesCap, undefined, 1);
    const seed = read.number('--seed', typed.seed, before?.seed ?? 0, 0);
    const bos = typed.bos === true ? { token: paperBos, isSeen: true, isLabelled: true } : data?.bos;
    const classes = cap === undefined ? data?.classes : { ...data?.classes, cap };
    const skipsFailing = typed.skipFailing ?? data?.skipsFailing;
    const job: TrainingJob = {
        program, sop,
        data: {
            alphabet: alphabetOf(read, typed.alphabet, data),
            lengths: lengthsOf(read, typed.lengths, data),
            sizes: sizesOf(read, typed.size, data),
            batchSize: read.number('--batch', typed.batch, data?.batchSize ?? paperBatchSize, 1),
            seed,
            ...(data?.distribution === undefined ? {} : { distribution: data.distribution }),
            ...(bos === undefined ? {} : { bos }),
            ...(classes === undefined ? {} : { classes }),
            ...(skipsFailing === undefined ? {} : { skipsFailing })
        },
        model: {
            nLayers: read.number('--layers', typed.layers, model?.nLayers ?? Math.max(1, layers), 1),
            nHeads: read.number('--heads', typed.heads, model?.nHeads ?? Math.max(1, sharedHeads), 1),
            dModel, dMlp: 2 * dModel, positions: positions ?? 'sinusoidal', order: model?.order ?? 'interleaved'
        },
        attentionWeight: typed.supervise === false ? 0 : read.number('--supervise', typed.supervise, usualWeight, 0, false),
        schedule: {
            ...paperSchedule, ...schedule,
            epochs: read.number('--epochs', typed.epochs, schedule?.epochs ?? paperSchedule.epochs, 1),
            learningRate: read.number('--lr', typed.lr, schedule?.learningRate ?? paperSchedule.learningRate, 0, false),
            decay: read.number('--decay', typed.decay, schedule?.decay ?? paperSchedule.decay, 0, false)
        },
        seed
    };
    return read.problem ?? job;
}

function alphabetOf(read: Reader, typed: string | undefined, data: TrainingJob['data'] | undefined): TrainingJob['data']['alphabet'] {
    const alphabet = typed === undefined ? data?.alphabet ?? paperAlphabet(usualLetters) : parseAlphabet(typed, { most: mostTokens, label: '--alphabet' });
    if (typeof alphabet === 'string') {
        read.wrong(alphabet);
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
        read.wrong(`--lengths takes a range such as 1..100, or one length; found ${shown(typed)}`);
    }
    return { least: Number(least), most: Number(most ?? least) };
}

function sizesOf(read: Reader, typed: string | undefined, data: TrainingJob['data'] | undefined): TrainingJob['data']['sizes'] {
    if (typed === undefined) {
        return data?.sizes ?? paperSizes;
    }
    const [, train, validation, test] = /^\s*(\d{1,9})\/(\d{1,9})\/(\d{1,9})\s*$/.exec(typed) ?? [];
    if (train === undefined) {
        read.wrong(`--size takes the number of inputs to train, to validate and to test, such as 50000/1000/1000; found ${shown(typed)}`);
    }
    return { train: Number(train), validation: Number(validation), test: Number(test) };
}

function shown(typed: string): string {
    return typed === '' ? '""' : typed;
}
