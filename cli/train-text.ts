import { limitText } from '../language/limits.js';
import { meanMatch, selectsAll } from '../transformer/training/attention-match.js';
import type { SelectorMatch } from '../transformer/training/attention-match.js';
import { percent } from '../transformer/training/percent.js';
import type { TrainingJob } from '../transformer/training/training-job.js';
import { lossOf } from '../transformer/training/training-run.js';
import type { EpochRecord } from '../transformer/training/training-run.js';
import { leftOutText } from '../transformer/training/data/failed-inputs.js';
import type { Device } from '../transformer/runtime/model-runtime.js';
import type { OpenedRun, RunProgress, RunResult } from '../transformer/runtime/training-messages.js';
import { alignResults } from './results-text.js';

/** The device, with why it is no GPU where that was tried. */
export function deviceText({ name, note }: Device): string {
    return note === undefined ? name : `${name}, as ${note}`;
}

/** What is trained, as a line or two before the first epoch. */
export function beginningText({ sop, model, attentionWeight, data }: TrainingJob, info: OpenedRun, device: string): string {
    const supervised = attentionWeight === 0 ? 'attention free' : `${limitText(info.supervised.length)} head${info.supervised.length === 1 ? '' : 's'} supervised`;
    const left = info.leftOut.length === 0 ? '' : `\nno head for ${info.leftOut.join(', ')}: the model is smaller than the program`;
    const leftOut = leftOutText(info.failing, data.lengths);
    const failing = leftOut === undefined ? '' : `\n${sop} ${leftOut}`;
    return `training ${sop}: ${model.nLayers} layer${model.nLayers === 1 ? '' : 's'}, ${model.nHeads} head${model.nHeads === 1 ? '' : 's'}, d_model ${model.dModel}, ${limitText(info.parameters)} parameters, ${limitText(info.classes.length)} classes, ${supervised}, lengths ${data.lengths.least}..${data.lengths.most}, ${limitText(info.steps)} steps of ${limitText(info.batchSize)} an epoch, on ${device}${left}${failing}`;
}

/** `epoch 3/100  loss 0.1213  accuracy 96.20%  validation 0.1100  97.01%  best  132 s` */
export function epochText({ epoch, train, validation, isBest, isRestored, skipped, seconds }: EpochRecord, { schedule, attentionWeight }: TrainingJob): string {
    const parts = [
        `epoch ${String(epoch).padStart(String(schedule.epochs).length)}/${schedule.epochs}`,
        `loss ${lossOf(train, attentionWeight).toFixed(4)}`,
        ...(attentionWeight === 0 ? [] : [`attention error ${train.attentionError.toExponential(1)}`]),
        `accuracy ${percent(train.accuracy)}`,
        `validation ${lossOf(validation, attentionWeight).toFixed(4)}`, percent(validation.accuracy),
        ...(isBest ? ['best'] : []), ...(isRestored ? ['back to the best'] : []), ...(skipped === 0 ? [] : [`${limitText(skipped)} skipped`]),
        timeText(seconds)
    ];
    return parts.join('  ');
}

export function progressText({ epoch, epochs, step, steps, means, stepsPerSecond, secondsLeft }: RunProgress, attentionWeight: number): string {
    const rate = stepsPerSecond >= 10 ? Math.round(stepsPerSecond) : stepsPerSecond.toFixed(1);
    return `epoch ${epoch}/${epochs}  step ${step}/${steps}  loss ${lossOf(means, attentionWeight).toFixed(4)}  accuracy ${percent(means.accuracy)}${stepsPerSecond === 0 ? '' : `  ${rate} steps/s`}${Number.isFinite(secondsLeft) ? `  at most ${timeText(secondsLeft)} left` : ''}`;
}

/** The figures on the test split, and how the attention matches the selectors. */
export function resultText({ test, tested, matches, state }: RunResult, name: string, out: string, colours: boolean): string {
    const line = (label: string, value: string, type = ''): { label: string; value: string; type: string; drawing: string[] } => ({ label, value, type, drawing: [] });
    const mean = meanMatch(matches);
    return alignResults([
        line(name, percent(test.accuracy), `right on ${limitText(tested)} test inputs`),
        line('cross-entropy', test.crossEntropy.toPrecision(3)),
        ...(mean === undefined ? [] : [line('attention matches', mean.mass.toFixed(3), `on selected positions; correlation ${mean.correlation.toFixed(3)}${matches.some(selectsAll) ? '; the mean, without those that select everything' : ''}`)]),
        ...matches.map(match => line(match.selector, match.best.mass.toFixed(3), matchType(match))),
        line('epochs', String(state.history.length), timeText(state.seconds)),
        line('written to', out)
    ], colours, '');
}

function matchType({ best, supervised, chance }: SelectorMatch): string {
    const own = supervised === undefined ? '' : supervised.layer === best.layer && supervised.head === best.head ? ', as supervised' : `; supervised was layer ${supervised.layer + 1}, head ${supervised.head + 1}: ${supervised.mass.toFixed(3)}`;
    return `layer ${best.layer + 1}, head ${best.head + 1}${own}; correlation ${best.correlation.toFixed(3)}; even attention: ${chance.toFixed(3)}`;
}

function timeText(seconds: number): string {
    return seconds < 100 ? `${Math.round(seconds)} s` : seconds < 6_000 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
