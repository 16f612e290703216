import type { RunReport, RunStatus, TrainChoices, TrainField } from '../../../server/protocol/train';
import { counted, duration, loss, percent, rate } from './numbers';

/** What fields are called beside others, in few letters. */
const shortNames: Readonly<Record<TrainField, string>> = {
    alphabet: 'alphabet', lengths: 'lengths', size: 'inputs', bos: 'BOS', classesCap: 'cap', skipFailing: 'skip failing', layers: 'layers', heads: 'heads',
    dModel: 'width', positions: 'positions', supervise: 'attention weight', epochs: 'epochs', batch: 'batch', lr: 'learning rate', decay: 'decay', seed: 'seed'
};

/** A run's name beside those of others, short enough for a legend. */
export interface NamedRun {
    readonly run: RunReport;
    /** In what it differs from others, or its title where it does not. */
    readonly name: string;
    /** What of that its title does not say. */
    readonly differing: string;
}

/** Names runs by the choices in which they differ; those with the same choices are numbered. */
export function nameRuns(runs: readonly RunReport[]): NamedRun[] {
    const fields = (Object.keys(shortNames) as TrainField[]).filter(field => new Set(runs.map(({ choices }) => choices[field])).size > 1);
    const hasOneWeight = new Set(runs.map(({ choices }) => choices.supervise).filter(weight => weight !== '0')).size === 1;
    const parts = runs.map(({ choices }) => fields.map(field => (field === 'supervise' && choices.supervise !== '0' && hasOneWeight ? 'supervised' : choiceText(field, choices))));
    const differing = parts.map(each => each.join(', '));
    return runs.map((run, at) => {
        const text = differing[at] ?? '';
        const said = new Set(run.title.split(/, | of /));
        const unsaid = (parts[at] ?? []).filter(part => !said.has(part) && !said.has(part.replace(/^attention free$/, 'free')));
        const base = text === '' ? run.title : text;
        const isSame = (other: number): boolean => differing[other] === text;
        const alike = runs.filter((_, other) => isSame(other)).length;
        return { run, differing: unsaid.join(', '), name: alike === 1 ? base : `${base} (${runs.filter((_, other) => other <= at && isSame(other)).length})` };
    });
}

function choiceText(field: TrainField, choices: TrainChoices): string {
    const value = choices[field];
    if (typeof value === 'boolean') {
        return `${value ? '' : 'no '}${shortNames[field]}`;
    }
    if ((field === 'layers' || field === 'heads') && Number(value) > 0) {
        return counted(Number(value), field.slice(0, -1));
    }
    return field === 'supervise' && value === '0' ? 'attention free' : `${shortNames[field]} ${value === '' ? 'as usual' : value}`;
}

const statusTexts: Readonly<Record<RunStatus, string>> = {
    opening: 'preparing', training: 'training', paused: 'paused', testing: 'testing', ended: 'ended', failed: 'failed'
};

/** What a row of the table tells of a run. */
export interface RunFigures {
    readonly status: string;
    /** Such as `12 / 100`. */
    readonly epoch: string;
    /** The part of the training that is done: of the most epochs, but all where it ended earlier. */
    readonly done: number;
    readonly loss: string;
    readonly accuracy: string;
    /** On which inputs loss and accuracy are. */
    readonly split: 'test' | 'validation' | 'training' | '';
    readonly match: string;
    readonly rate: string;
    readonly left: string;
}

/** The latest figures that are known: of the test once it ended, else of the last epoch's validation, else of the steps so far. */
export function figuresOf({ status, isElsewhere = false, epochs, mostEpochs, progress, result }: RunReport): RunFigures {
    const last = epochs.at(-1);
    const isTraining = status === 'training';
    const shown = result ?? last?.validation ?? progress?.means;
    const matched = result?.matches ?? [];
    const mean = (of: (match: (typeof matched)[number]) => number): string => (matched.reduce((sum, match) => sum + of(match), 0) / matched.length).toFixed(2);
    const steps = isTraining && progress !== undefined && progress.steps > 0 ? Math.max(0, progress.epoch - 1 + progress.step / progress.steps) : epochs.length;
    return {
        status: isElsewhere ? `${statusTexts[status]}, in another window` : statusTexts[status],
        epoch: `${isTraining ? progress?.epoch ?? epochs.length + 1 : epochs.length} / ${mostEpochs}`,
        done: status === 'ended' ? 1 : mostEpochs > 0 ? Math.min(1, steps / mostEpochs) : 0,
        loss: shown === undefined ? '–' : loss(shown.crossEntropy),
        accuracy: shown === undefined ? '–' : percent(shown.accuracy),
        split: shown === undefined ? '' : result !== undefined ? 'test' : last !== undefined ? 'validation' : 'training',
        match: matched.length === 0 ? '–' : `${mean(({ best }) => best.mass)} / ${mean(({ best }) => best.correlation)}`,
        rate: isTraining && progress !== undefined && progress.stepsPerSecond > 0 ? rate(progress.stepsPerSecond) : '–',
        left: isTraining && progress !== undefined ? duration(progress.secondsLeft) : '–'
    };
}

export interface Remark {
    readonly text: string;
    readonly kind: 'problem' | 'message' | 'note';
}

/** What is to be said below a run's row: what came in its way, and of the one that is looked at all that is known. */
export function remarksOf({ status, message, ending, device, deviceNote, leftOut = [], parameters, classes, batchSize, result }: RunReport, isChosen: boolean): Remark[] {
    const note = (text: string): Remark => ({ text, kind: 'note' });
    const facts = [
        ...parameters === undefined ? [] : [counted(parameters, 'parameter')], ...classes === undefined ? [] : [`${classes.toLocaleString('en-US')} class${classes === 1 ? '' : 'es'}`],
        ...batchSize === undefined ? [] : [`batches of ${batchSize.toLocaleString('en-US')}`], ...device === undefined ? [] : [device], ...result === undefined ? [] : [`trained for ${duration(result.seconds)}, tested on ${counted(result.inputs, 'input')}`]
    ];
    return [
        ...message === undefined ? [] : [{ text: message, kind: status === 'failed' ? 'problem' as const : 'message' as const }],
        ...leftOut.length === 0 ? [] : [note(`No head is left for: ${leftOut.join(', ')}.`)],
        ...!isChosen || ending === undefined ? [] : [note(ending)],
        ...!isChosen || facts.length === 0 ? [] : [note(facts.join(' · '))],
        ...!isChosen || deviceNote === undefined ? [] : [note(deviceNote)]
    ];
}

/** Nothing can be done here with a training that another window has open. */
export function canPause({ status, isElsewhere = false }: RunReport): boolean {
    return !isElsewhere && (status === 'opening' || status === 'training');
}

export function canResume({ status, isElsewhere = false }: RunReport): boolean {
    return !isElsewhere && (status === 'paused' || status === 'failed');
}

/** A model can be saved once there is an epoch, and it stands. */
export function canSave({ status, isElsewhere = false, epochs }: RunReport): boolean {
    return !isElsewhere && (status === 'ended' || status === 'paused') && epochs.length > 0;
}

/** What saving does, or why it cannot be done now and what to do. */
export function saveTitle(run: RunReport): string {
    if (canSave(run)) {
        return 'Saves the best model so far';
    }
    if (run.isElsewhere === true) {
        return 'Another window has it open; save it there';
    }
    if (run.epochs.length === 0) {
        return run.status === 'failed' ? 'It failed before its first epoch was done, so there is no model' : 'There is no model before the first epoch is done';
    }
    return run.status === 'training' || run.status === 'opening' ? 'Pause it to save the best model so far' : run.status === 'testing' ? 'It can be saved once it is tested' : 'It failed; resume it, then pause it to save the best model so far';
}
