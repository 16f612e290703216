/** What the process that trains models is told, what it answers, and what it tells unasked; they travel as structured clones. */
import type { SelectorMatch } from '../training/attention-match.js';
import type { EncoderShape } from '../training/encoder-parameters.js';
import type { Stopped } from '../training/schedule.js';
import type { TrainingJob } from '../training/training-job.js';
import type { Failing } from '../training/data/failed-inputs.js';
import type { BatchMeans, EpochRecord, RunState } from '../training/training-run.js';
import type { TypedValue } from '../model/transformer.js';
import type { DeviceChoice } from './messages.js';
import type { DeviceKind } from './training-device.js';

export type TrainingRequest =
    /** Makes a training ready, from a checkpoint in the folder where there is one and `resume` is set. It stands until `train`. */
    | { readonly id: number; readonly kind: 'open'; readonly run: number; readonly job: TrainingJob; readonly device: DeviceChoice; readonly folder?: string; readonly resume: boolean; readonly halvesBatch: boolean; readonly threads?: number }
    /** Answered with a `TrainingEnd`, when it comes to one. */
    | { readonly id: number; readonly kind: 'train'; readonly run: number }
    /** Answered when it stands, with a checkpoint written where there is a folder. */
    | { readonly id: number; readonly kind: 'pause'; readonly run: number }
    | { readonly id: number; readonly kind: 'result'; readonly run: number }
    | { readonly id: number; readonly kind: 'inspect'; readonly run: number; readonly inputs: readonly Int32Array[] }
    | { readonly id: number; readonly kind: 'lengths'; readonly run: number; readonly lengths: readonly number[]; readonly count: number }
    | { readonly id: number; readonly kind: 'close'; readonly run: number };

/** A training that is ready. */
export interface OpenedRun {
    readonly device: DeviceKind;
    /** Why it is not the GPU, where `auto` tried that first. */
    readonly noGpu?: string;
    readonly shape: EncoderShape;
    /** Of the model as it is saved, which has no outputs that no value got. */
    readonly parameters: number;
    readonly batchSize: number;
    /** Steps of an epoch. */
    readonly steps: number;
    readonly classes: readonly TypedValue[];
    /** Heads that are told what to attend to. */
    readonly supervised: readonly { readonly layer: number; readonly head: number; readonly selector: string }[];
    /** Selectors for which the model has no head. */
    readonly leftOut: readonly string[];
    /** Where it goes on. */
    readonly state: RunState;
    /** What is to be told of the checkpoint. */
    readonly note?: string;
    /** Inputs on which the s-op fails, of those that were looked at for classes. */
    readonly failing: Failing;
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
    readonly stepsPerSecond: number;
    /** Where no epoch ends it earlier. */
    readonly secondsLeft: number;
}

/** What a training ends with. */
export interface RunResult {
    readonly parameters: Float32Array;
    readonly shape: EncoderShape;
    /** What the first outputs stand for; the others are classes that no value got. */
    readonly classes: readonly TypedValue[];
    readonly test: BatchMeans;
    /** Inputs of the test split. */
    readonly tested: number;
    readonly matches: readonly SelectorMatch[];
    readonly state: RunState;
    readonly batchSize: number;
}

/** What a model gives on inputs of one's own. */
export interface Inspection {
    readonly rows: number;
    /** Positions, BOS included. */
    readonly length: number;
    /** [rows, n] each: the class that the model gives, and the one that is right; -1 where there is none. */
    readonly given: Int32Array;
    readonly wanted: Int32Array;
    readonly classes: readonly TypedValue[];
    /** For each layer [rows, heads, n, n]. */
    readonly attention: readonly Float32Array[];
    readonly nHeads: number;
    /** What each selector of the program selects: [rows, n, n], rows that sum to 1 or to 0, and the head that was told so. */
    readonly targets: readonly { readonly selector: string; readonly weights: Float32Array; readonly supervised?: { readonly layer: number; readonly head: number } }[];
}

export interface LengthAccuracy {
    readonly length: number;
    /** The part of the labels that is right, and the part of the inputs all of whose labels are. */
    readonly accuracy: number;
    readonly wholeInputs: number;
}

export type TrainingEvent =
    | { readonly event: 'progress'; readonly run: number; readonly progress: RunProgress }
    | { readonly event: 'epoch'; readonly run: number; readonly record: EpochRecord }
    | { readonly event: 'checkpoint'; readonly run: number; readonly epoch: number; readonly step: number };

/** How it came that a training does not go on. */
export type TrainingEnd =
    | { readonly kind: 'ended'; readonly stopped: Stopped }
    | { readonly kind: 'paused' }
    | { readonly kind: 'failed'; readonly reason: FailureReason; readonly message: string };

/** Why a training cannot go on: too little memory, a device that is gone, or what the message says. */
export type FailureReason = 'memory' | 'lost' | 'other';
