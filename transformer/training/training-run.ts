import { afterEpoch, afterSteps, learningRateOf, scheduleBeginning } from './schedule.js';
import type { EpochResult, ScheduleOptions, ScheduleState, ScheduleStep } from './schedule.js';
import { totalNames } from './training-step.js';

/** Sums over some steps, in the order of `totalNames`. */
export type Totals = readonly number[];

/** Where a training is: plain data, for checkpoints. */
export interface RunState {
    readonly schedule: ScheduleState;
    /** The next step of the epoch, from 0. */
    readonly step: number;
    /** Steps in which parameters were changed since Adam's moments began at 0. */
    readonly adamStep: number;
    /** Batches of this epoch that were trained on. */
    readonly counted: number;
    /** Of this epoch, as far as they were read. */
    readonly totals: Totals;
    /** Inputs of this epoch that were left out, as the s-op fails on them. */
    readonly skipped: number;
    readonly history: readonly EpochRecord[];
    /** Seconds of training. */
    readonly seconds: number;
}

/** What some batches gave. */
export interface BatchMeans {
    readonly crossEntropy: number;
    /** 0 where no head is supervised. */
    readonly attentionError: number;
    /** The part of the labels that is right. */
    readonly accuracy: number;
}

/** An epoch that is done, as people are told. */
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
    readonly seconds: number;
}

export const noTotals: Totals = totalNames.map(() => 0);

export const runBeginning: RunState = { schedule: scheduleBeginning, step: 0, adamStep: 0, counted: 0, totals: noTotals, skipped: 0, history: [], seconds: 0 };

/** The sums with those of further steps. */
export function addTotals(totals: Totals, more: ArrayLike<number>): Totals {
    return totals.map((total, i) => total + (more[i] ?? 0));
}

/** @param batches over which the losses were added up */
export function meansOf([crossEntropy = 0, attentionError = 0, right = 0, labelled = 0]: Totals, batches: number): BatchMeans {
    const count = Math.max(1, batches);
    return { crossEntropy: crossEntropy / count, attentionError: attentionError / count, accuracy: labelled === 0 ? 0 : right / labelled };
}

/** What is minimised. */
export function lossOf({ crossEntropy, attentionError }: BatchMeans, attentionWeight: number): number {
    return crossEntropy + attentionWeight * attentionError;
}

/** After losses were read. @returns also what the schedule says of them */
export function afterReading(state: RunState, read: ArrayLike<number>): { readonly state: RunState; readonly decided: ScheduleStep } {
    const totals = addTotals(state.totals, read);
    const decided = afterSteps(state.schedule, (read[0] ?? 0) + (read[1] ?? 0), state.step);
    return { state: { ...state, totals, schedule: decided.state }, decided };
}

/** After the validation of an epoch: the state at the beginning of the next. */
export function afterValidation(options: ScheduleOptions, attentionWeight: number, state: RunState, validation: BatchMeans): { readonly state: RunState; readonly decided: ScheduleStep; readonly record: EpochRecord } {
    const result: EpochResult = { loss: lossOf(validation, attentionWeight), accuracy: validation.accuracy };
    const decided = afterEpoch(options, state.schedule, result);
    const isRestored = decided.restores === 'best';
    const record: EpochRecord = {
        epoch: decided.state.epoch, learningRate: learningRateOf(options, state.schedule), train: meansOf(state.totals, state.counted), validation,
        isBest: decided.keeps, isRestored: isRestored && decided.state.stopped === undefined, skipped: state.skipped, seconds: state.seconds
    };
    return {
        record, decided,
        state: { ...state, schedule: decided.state, step: 0, adamStep: isRestored ? 0 : state.adamStep, counted: 0, totals: noTotals, skipped: 0, history: [...state.history, record] }
    };
}

/** The state from which a training goes on: one that had all its epochs, and now may have more, is not at its end; one that has had as many as it now may have, is. */
export function goingOn({ epochs }: ScheduleOptions, state: RunState): RunState {
    const { stopped, ...schedule } = state.schedule;
    if (stopped === undefined && schedule.epoch >= epochs) {
        return { ...state, schedule: { ...schedule, stopped: { reason: 'all epochs', epoch: schedule.epoch } }, step: 0, counted: 0, totals: noTotals, skipped: 0 };
    }
    return stopped?.reason === 'all epochs' && schedule.epoch < epochs ? { ...state, schedule } : state;
}
