import { limitText } from '../../language/limits.js';
import type { Training } from '../../transformer/runtime/training-driver.js';
import type { RunResult, TrainingEnd } from '../../transformer/runtime/training-messages.js';
import type { Stopped } from '../../transformer/training/schedule.js';
import type { TrainingJob } from '../../transformer/training/training-job.js';
import type { RunReport, RunTestReport, TrainChoices } from '../protocol/train.js';
import { sentence } from './train-choices.js';

/** A training that is not open yet. */
export function newReport(run: string, choices: TrainChoices, { model, attentionWeight, seed, schedule, data }: TrainingJob): RunReport {
    const title = `${count(model.nLayers, 'layer')} of ${count(model.nHeads, 'head')}, width ${model.dModel}, ${attentionWeight > 0 ? 'supervised' : 'free'}, seed ${seed}`;
    return { run, title, choices, status: 'opening', epochs: [], mostEpochs: schedule.epochs, longest: data.lengths.most };
}

/** What is known of a training since it was opened. */
export function openedReport(report: RunReport, { device, info }: Training): RunReport {
    return {
        ...without(report, 'deviceNote'), device: device.name, parameters: info.parameters, classes: info.classes.length, batchSize: info.batchSize, supervised: info.supervised, leftOut: info.leftOut,
        ...(device.note === undefined ? {} : { deviceNote: sentence(device.note) })
    };
}

/** The report with the status, and what is to be told of it; what was told before goes. */
export function withStatus(report: RunReport, status: RunReport['status'], message?: string): RunReport {
    return { ...without(report, 'message', ...(status === 'training' ? [] : ['progress' as const])), status, ...(message === undefined ? {} : { message }) };
}

/** A report that lacks some of what need not be there. */
export function without<K extends 'deviceNote' | 'ending' | 'isElsewhere' | 'message' | 'progress' | 'result'>(report: RunReport, ...left: readonly K[]): Omit<RunReport, K> {
    const names: readonly string[] = left;
    return Object.fromEntries(Object.entries(report).filter(([name]) => !names.includes(name))) as unknown as Omit<RunReport, K>;
}

export function testReport({ test, tested, matches, state }: RunResult): RunTestReport {
    return { accuracy: test.accuracy, crossEntropy: test.crossEntropy, inputs: tested, matches, seconds: state.seconds };
}

/** How a training that has ended came to its end. */
export function endingText({ reason, epoch }: Stopped, { perfect, patience }: TrainingJob['schedule']): string {
    switch (reason) {
        case 'perfect': return `Every validation output was right in ${count(perfect, 'epoch')} in a row, the last of them epoch ${epoch}.`;
        case 'no better': return `No epoch was better in ${count(patience, 'epoch')} in a row, the last of them epoch ${epoch}.`;
        case 'all epochs': return `All ${count(epoch, 'epoch')} are done.`;
        case 'not a number': return `The loss is no number any more in epoch ${epoch}.`;
    }
}

/** Why a training failed, and what one can do. */
export function failureText(end: Exclude<TrainingEnd, { kind: 'paused' }>): string {
    if (end.kind === 'ended') {
        const { epoch, step } = end.stopped;
        return `The loss is no number any more in epoch ${epoch}${step === undefined ? '' : `, step ${step}`}. The last good checkpoint is kept; a new training with a lower learning rate may help.`;
    }
    const next = end.reason === 'memory' ? ' Resume it on another device, or begin one with smaller batches.' : end.reason === 'lost' ? ' What was done until the last checkpoint is kept: resume it.' : '';
    return `It cannot go on: ${sentence(end.message)}${next}`;
}

function count(n: number, what: string): string {
    return `${limitText(n)} ${what}${n === 1 ? '' : 's'}`;
}
