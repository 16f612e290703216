import { cost } from '../../language/cost/cost.js';
import type { SOp } from '../../language/graph/nodes.js';
import { limitText } from '../../language/limits.js';
import { alphabetSummary } from '../../transformer/model/alphabet-text.js';
import { capDoesNothing } from '../../transformer/training/data/class-table.js';
import { leftOutText } from '../../transformer/training/data/failed-inputs.js';
import { jobProblem } from '../../transformer/training/job-options.js';
import { prepareJob, savedCount } from '../../transformer/training/training-job.js';
import type { OpenedSop, Prepared, PreparedJob, TrainingJob } from '../../transformer/training/training-job.js';
import type { TrainCheckAnswer, TrainRefusal } from '../protocol/train.js';
import { sentence } from './train-choices.js';

/**
 * What is looked at for classes while choices are typed, about 50 ms of it: positions, where each input costs as much as
 * some more, and pairs of positions, which decide where inputs are long.
 */
const mostPositions = 20_000;
const positionsOfInput = 10;
const mostPairs = 2_000_000;
/** Inputs on which failures are counted once a training is refused for them. */
const countedFailures = 2_000;

/** What would be trained, from a look at few inputs. */
export function checkJob(job: TrainingJob, opened: OpenedSop): TrainCheckAnswer {
    const problem = jobProblem(job, opened.node);
    if (problem !== undefined) {
        return { ok: false, field: problem.option, message: sentence(problem.message) };
    }
    const { lengths: { most }, sizes } = job.data;
    const sample = Math.max(1, Math.floor(Math.min(mostPositions / (positionsOfInput + most), mostPairs / most ** 2)));
    const prepared = preparedOn(job, opened, sample);
    if (!prepared.ok) {
        return { ok: false, message: sentence(prepared.message) };
    }
    const { dataset } = prepared.value;
    const failing = failingRefusal(job, prepared.value);
    return failing !== undefined ? { ok: false, message: failing.refused, ...(failing.field === undefined ? {} : { field: failing.field }) } : {
        ok: true, tokens: alphabetSummary(job.data.alphabet), parameters: savedCount(prepared.value),
        classes: dataset.classes.values.length, ...(sample < sizes.train ? { classesAreLeast: true } : {}), stepsPerEpoch: dataset.steps('train'), notes: notesOn(job, opened.node, prepared.value)
    };
}

/** Why a job is refused, where that is because its s-op fails on inputs; the message that is there otherwise. */
export function refusalOf(job: TrainingJob, opened: OpenedSop, message: string): TrainRefusal {
    if (job.data.skipsFailing === true) {
        return { refused: sentence(message) };
    }
    const prepared = preparedOn(job, opened, countedFailures);
    return prepared.ok ? failingRefusal(job, prepared.value) ?? { refused: sentence(message) } : { refused: sentence(prepared.message) };
}

/** Prepared so that failures are counted. */
function preparedOn(job: TrainingJob, opened: OpenedSop, sample: number): Prepared<PreparedJob> {
    return prepareJob({ ...job, data: { ...job.data, skipsFailing: true, sample: Math.min(sample, job.data.sizes.train) } }, undefined, undefined, { ok: true, value: opened });
}

function failingRefusal({ data, sop }: TrainingJob, { dataset: { sampled } }: PreparedJob): TrainRefusal | undefined {
    if (sampled.count === 0 || data.skipsFailing === true) {
        return undefined;
    }
    const { shortest, count, examples } = sampled;
    return { field: 'skipFailing', refused: `\`${sop}\` fails on ${limitText(count)} of ${limitText(examples)} inputs that were tried; the shortest is ${shortest?.input ?? ''}: ${sentence(shortest?.message ?? '')} Skip inputs on which it fails, or choose another alphabet or other lengths.` };
}

function notesOn({ model, attentionWeight, data }: TrainingJob, node: SOp, { selectorNames, dataset }: PreparedJob): string[] {
    const { layers, sharedHeads } = cost(node);
    const left = dataset.supervision.leftOut.map(({ selector }) => selectorNames.get(selector.shared) ?? 'a selector');
    const other = [sizeNote(model.nLayers, Math.max(1, layers), 'layer'), sizeNote(model.nHeads, Math.max(1, sharedHeads), 'head')].filter(note => note !== undefined);
    const failing = data.skipsFailing === true ? leftOutText(dataset.sampled, data.lengths) : undefined;
    return [
        ...other.length === 0 ? [] : [`The cost predicts that it needs ${other.join(', and ')}.`],
        ...left.length === 0 ? [] : [`No head for ${left.join(', ')}: the model is smaller than the program.`],
        ...attentionWeight > 0 && layers === 0 ? ['The program has no selectors: there is no attention to supervise.'] : [],
        ...failing === undefined ? [] : [`The s-op ${failing}.`],
        ...capDoesNothing(data.classes?.cap, dataset.classes.values) ? ['The cap does nothing: no value is a number.'] : []
    ];
}

function sizeNote(chosen: number, needed: number, what: string): string | undefined {
    return chosen === needed ? undefined : `${limitText(needed)} ${what}${needed === 1 ? '' : 's'}, not ${limitText(chosen)}`;
}
