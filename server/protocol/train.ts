/**
 * What the editor's client, and the page that shows trainings, ask of the process that trains an s-op's transformers;
 * what that process answers, and what it tells unasked. They travel as structured clones. One process trains for one
 * s-op, as many models as are wanted.
 */
import type { CompileDevice, ProgramToCompile, SaveAnswer } from './compile';

/** A training as it is typed into the form, each field as `rasp train` takes its option; '' is what is usual. */
export interface TrainChoices {
    readonly alphabet: string;
    /** Such as `1..20`. */
    readonly lengths: string;
    /** Inputs to train, to validate and to test, such as `8000/400/1000`. */
    readonly size: string;
    readonly bos: boolean;
    readonly classesCap: string;
    readonly skipFailing: boolean;
    readonly layers: string;
    readonly heads: string;
    readonly dModel: string;
    readonly positions: string;
    /** The weight of the attention's error; '0' leaves all heads free. */
    readonly supervise: string;
    readonly epochs: string;
    readonly batch: string;
    readonly lr: string;
    readonly decay: string;
    readonly seed: string;
}

export type TrainField = keyof TrainChoices;

/** What is trained: it names its trainings in the folder in which they are kept. */
export interface TrainTarget {
    readonly name: string;
    /** The statement that sets it. */
    readonly source: string;
    /** What its cost predicts, equal selectors shared. */
    readonly layers: number;
    readonly heads: number;
    /** Choices to begin with, by what they are called: one for this machine from the file's examples, one of the paper. */
    readonly offered: readonly { readonly title: string; readonly choices: TrainChoices }[];
    /** An input of the file to look at first. */
    readonly firstInput: string;
}

export type TrainOpenAnswer = ({ readonly ok: true } & TrainTarget) | { readonly ok: false; readonly message: string };

/** What would be trained; or the field with what is wrong in it. */
export type TrainCheckAnswer =
    | { readonly ok: true; readonly tokens: string; readonly parameters: number; readonly classes: number; /** Whether not all inputs were looked at for classes, so that there may be more. */ readonly classesAreLeast?: boolean; readonly stepsPerEpoch: number; /** What to consider, such as heads that are missing for selectors. */ readonly notes: readonly string[] }
    | { readonly ok: false; readonly field?: TrainField; readonly message: string };

export type TrainQuestion =
    | { readonly kind: 'open'; readonly program: ProgramToCompile; /** Where trainings are kept; made when the first begins. */ readonly folder: string }
    | { readonly kind: 'check'; readonly choices: TrainChoices }
    /** Begins one training. */
    | { readonly kind: 'start'; readonly choices: TrainChoices; readonly device: CompileDevice }
    /** The trainings that this process has, and those that an earlier one left in the folder. */
    | { readonly kind: 'runs' }
    | { readonly kind: 'pause'; readonly run: string }
    | { readonly kind: 'resume'; readonly run: string; readonly device: CompileDevice }
    /** Ends it, and takes its folder away. */
    | { readonly kind: 'remove'; readonly run: string }
    /** Up to 50 inputs, as typed; none takes the first ones of the test split. */
    | { readonly kind: 'inspect'; readonly run: string; readonly inputs: readonly string[] }
    | { readonly kind: 'lengths'; readonly run: string }
    /** `replaces` a model that is there. */
    | { readonly kind: 'save'; readonly run: string; readonly folder: string; readonly replaces: boolean }
    /** Lets all trainings stand with a checkpoint, before the process is ended. */
    | { readonly kind: 'pauseAll' };

/** What each question is answered with. */
export interface TrainAnswers {
    readonly open: TrainOpenAnswer;
    readonly check: TrainCheckAnswer;
    readonly start: RunReport | TrainRefusal;
    readonly runs: readonly RunReport[];
    readonly pause: RunReport;
    readonly resume: RunReport | TrainRefusal;
    readonly remove: null;
    readonly inspect: InspectAnswer;
    readonly lengths: LengthsAnswer;
    readonly save: SaveAnswer;
    readonly pauseAll: null;
}

/** Why there is no training; a sentence. */
export interface TrainRefusal {
    readonly refused: string;
    readonly field?: TrainField;
}

/** `opening` looks at data and makes the device ready; `paused` stands, to be gone on with; `testing` has no more epochs, and is tried on the test split. */
export type RunStatus = 'opening' | 'training' | 'paused' | 'testing' | 'ended' | 'failed';

/** What some batches gave. */
export interface BatchMeans {
    readonly crossEntropy: number;
    /** 0 where no head is supervised. */
    readonly attentionError: number;
    /** The part of the labels that is right. */
    readonly accuracy: number;
}

/** An epoch that is done. */
export interface EpochRecord {
    /** From 1. */
    readonly epoch: number;
    readonly learningRate: number;
    readonly train: BatchMeans;
    readonly validation: BatchMeans;
    readonly isBest: boolean;
    /** Whether training went on from the best parameters afterwards. */
    readonly isRestored: boolean;
    /** Training inputs that were left out, as the s-op fails on them. */
    readonly skipped: number;
    /** Seconds of training until its end. */
    readonly seconds: number;
}

export interface RunProgress {
    /** From 1. */
    readonly epoch: number;
    readonly epochs: number;
    /** Steps of the epoch that are done. */
    readonly step: number;
    readonly steps: number;
    /** Of this epoch so far. */
    readonly means: BatchMeans;
    /** 0 where it is not known yet. */
    readonly stepsPerSecond: number;
    /** Where no epoch ends it earlier; Infinity where it is not known yet. */
    readonly secondsLeft: number;
}

/** How well a head of a model attends to what a selector selects. */
export interface HeadMatch {
    /** Both from 0. */
    readonly layer: number;
    readonly head: number;
    /** The mean, over the queries that select something, of the attention on selected positions: 1 where all is there. */
    readonly mass: number;
    /** Pearson's correlation of attention and target (rows of the selector that sum to 1), over the cells of these queries. */
    readonly correlation: number;
}

/** A selector of the program, and the heads that were compared with it. */
export interface SelectorMatch {
    readonly selector: string;
    /** The head that is best correlated with it, of all heads of the model. */
    readonly best: HeadMatch;
    /** The one that was told to attend so, where one was. */
    readonly supervised?: HeadMatch;
    /** The mass that attention spread evenly over the input would have. */
    readonly chance: number;
    /** Queries that were compared. */
    readonly queries: number;
}

/** A training, as far as it is shown. */
export interface RunReport {
    /** Names it in this process and in its folder. */
    readonly run: string;
    /** Such as `2 layers of 1 head, width 64, supervised, seed 0`. */
    readonly title: string;
    readonly choices: TrainChoices;
    readonly status: RunStatus;
    /** What came in its way, or what to do next: a smaller batch, a new process, a loss that is no number. */
    readonly message?: string;
    readonly device?: string;
    /** Why it is no GPU. */
    readonly deviceNote?: string;
    /** Another window has it open: questions on it are refused here. */
    readonly isElsewhere?: boolean;
    readonly parameters?: number;
    readonly classes?: number;
    readonly batchSize?: number;
    /** Selectors that heads are told to follow, and those for which the model has no head. */
    readonly supervised?: readonly { readonly layer: number; readonly head: number; readonly selector: string }[];
    readonly leftOut?: readonly string[];
    readonly epochs: readonly EpochRecord[];
    readonly mostEpochs: number;
    /** While it trains. */
    readonly progress?: RunProgress;
    /** The longest input that it is trained on. */
    readonly longest: number;
    /** Once it has ended, on the test split. */
    readonly result?: RunTestReport;
    /** How it ended, in words. */
    readonly ending?: string;
}

export interface RunTestReport {
    /** The part of the labels that is right. */
    readonly accuracy: number;
    readonly crossEntropy: number;
    readonly inputs: number;
    readonly matches: readonly SelectorMatch[];
    readonly seconds: number;
}

/** What a model gives on inputs. BOS is the first position where there is one. */
export type InspectAnswer =
    | {
        readonly ok: true;
        readonly inputs: readonly string[];
        readonly rows: readonly InspectedRow[];
        readonly nLayers: number;
        readonly nHeads: number;
        /** The first input's attention: for each layer, heads times n times n. */
        readonly attention: readonly Float32Array[];
        /** What each selector of the program selects on the first input: n times n, rows that sum to 1 or to 0. */
        readonly targets: readonly SelectorTarget[];
    }
    | { readonly ok: false; readonly message: string };

/** What a selector selects, and the head, both from 0, that was told to attend so. */
export interface SelectorTarget {
    readonly selector: string;
    readonly weights: Float32Array;
    readonly supervised?: { readonly layer: number; readonly head: number };
}

/** An input with what the model gives and what is right; '' where nothing is, – where the model gives what is no value. */
export interface InspectedRow {
    readonly tokens: readonly string[];
    readonly given: readonly string[];
    readonly wanted: readonly string[];
    readonly wrong: readonly boolean[];
}

/** How well a model does on inputs of one length. */
export interface LengthAccuracy {
    readonly length: number;
    /** The part of the labels that is right, and the part of the inputs all of whose labels are. */
    readonly accuracy: number;
    readonly wholeInputs: number;
}

export type LengthsAnswer =
    | { readonly ok: true; readonly lengths: readonly LengthAccuracy[]; /** The longest input that the model was trained on. */ readonly longest: number; /** Why some lengths are missing, such as positions that were never learned. */ readonly note?: string }
    | { readonly ok: false; readonly message: string };

export type TrainReply =
    | { readonly id: number; readonly value: unknown }
    | { readonly id: number; readonly error: string }
    /** Told unasked: a training as it stands now. At most a few times a second for each. */
    | { readonly told: RunReport };
