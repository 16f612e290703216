/** How long a model is trained, and how fast it learns. */
export interface ScheduleOptions {
    /** Epochs at the most. */
    readonly epochs: number;
    /** The learning rate of the first epoch. */
    readonly learningRate: number;
    /** What the learning rate is multiplied by after each epoch. */
    readonly decay: number;
    /** Epochs in a row without a better validation loss after which the best model is restored. */
    readonly patience: number;
    /** Epochs in a row with all validation labels right after which training ends. */
    readonly perfect: number;
    /** Whether training then ends, or goes on from the best model at the learning rate of the next epoch. */
    readonly afterPatience: 'stop' | 'go on';
}

/** The paper's, whose authors go on from the best model where an epoch loses patience. */
export const paperSchedule: ScheduleOptions = { epochs: 100, learningRate: 3e-4, decay: 0.98, patience: 10, perfect: 3, afterPatience: 'go on' };

export type StopReason = 'all epochs' | 'no better' | 'perfect' | 'not a number';

/** What is known of a training between its epochs: plain data, for checkpoints. */
export interface ScheduleState {
    /** Epochs done. */
    readonly epoch: number;
    /** The epoch, from 1, with the least validation loss; missing before there is one. */
    readonly best?: { readonly epoch: number; readonly loss: number; readonly accuracy: number };
    /** Epochs without a better one since the last, or since the best was restored. */
    readonly bad: number;
    /** Perfect epochs in a row. */
    readonly perfect: number;
    /** How often it went on from the best. */
    readonly restored: number;
    readonly stopped?: Stopped;
}

export interface Stopped {
    readonly reason: StopReason;
    /** The epoch, from 1, in or after which it stopped. */
    readonly epoch: number;
    /** The step in it, from 1, where the loss was no number. */
    readonly step?: number;
}

/** What an epoch gave on the validation split. */
export interface EpochResult {
    readonly loss: number;
    /** The part of the labels that is right. */
    readonly accuracy: number;
}

/** What is to be done with the parameters. */
export interface ScheduleStep {
    readonly state: ScheduleState;
    /** Whether those of now are the best so far, to be kept. */
    readonly keeps: boolean;
    /** What replaces those of now: the best, Adam's moments beginning anew; or those of the last checkpoint, as these are no numbers. */
    readonly restores?: 'best' | 'last good';
}

export const scheduleBeginning: ScheduleState = { epoch: 0, bad: 0, perfect: 0, restored: 0 };

/** What is wrong with these options, for people; undefined where nothing is. */
export function scheduleProblem({ epochs, learningRate, decay, patience, perfect }: ScheduleOptions): string | undefined {
    for (const [name, value] of [['epochs', epochs], ['patience', patience], ['perfect epochs', perfect]] as const) {
        if (!Number.isSafeInteger(value) || value < 1) {
            return `the number of ${name === 'patience' ? 'epochs without a better one' : name} is ${value}; it can be an int from 1`;
        }
    }
    return !(learningRate > 0 && Number.isFinite(learningRate)) ? `the learning rate is ${learningRate}; it can be a number above 0`
        : !(decay > 0 && decay <= 1) ? `the decay is ${decay}; it can be a number above 0, up to 1`
        : undefined;
}

/** The learning rate of the next epoch. */
export function learningRateOf({ learningRate, decay }: ScheduleOptions, { epoch }: ScheduleState): number {
    return learningRate * decay ** epoch;
}

/** After an epoch. A training that has stopped stays as it is. */
export function afterEpoch(options: ScheduleOptions, state: ScheduleState, { loss, accuracy }: EpochResult): ScheduleStep {
    if (state.stopped !== undefined) {
        return { state, keeps: false };
    }
    const epoch = state.epoch + 1;
    if (!Number.isFinite(loss)) {
        return lostIn({ ...state, epoch }, { reason: 'not a number', epoch });
    }
    const keeps = state.best === undefined || loss < state.best.loss;
    const perfect = accuracy >= 1 ? state.perfect + 1 : 0;
    const bad = keeps ? 0 : state.bad + 1;
    const isOutOfPatience = bad >= options.patience;
    const reason: StopReason | undefined = perfect >= options.perfect ? 'perfect'
        : epoch >= options.epochs ? 'all epochs'
        : isOutOfPatience && options.afterPatience === 'stop' ? 'no better'
        : undefined;
    const goesOnFromBest = isOutOfPatience && reason === undefined;
    const next: ScheduleState = {
        epoch, perfect,
        best: keeps || state.best === undefined ? { epoch, loss, accuracy } : state.best,
        bad: goesOnFromBest ? 0 : bad,
        restored: state.restored + (goesOnFromBest ? 1 : 0),
        ...(reason === undefined ? {} : { stopped: { reason, epoch } })
    };
    return { state: next, keeps, ...(goesOnFromBest || reason !== undefined && !keeps ? { restores: 'best' as const } : {}) };
}

/**
 * After a look at the losses of some steps within an epoch.
 * @param step of the epoch, from 1
 */
export function afterSteps(state: ScheduleState, loss: number, step: number): ScheduleStep {
    return Number.isFinite(loss) || state.stopped !== undefined ? { state, keeps: false }
        : lostIn(state, { reason: 'not a number', epoch: state.epoch + 1, step });
}

function lostIn(state: ScheduleState, stopped: Stopped): ScheduleStep {
    return { state: { ...state, stopped }, keeps: false, restores: 'last good' };
}
