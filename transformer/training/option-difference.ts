import { alphabetText } from '../model/alphabet-text.js';
import type { JobOption } from './job-options.js';
import type { TrainingJob } from './training-job.js';

/** An option that must be the same for a training to go on, and is not. */
export interface OptionDifference {
    readonly option: JobOption;
    /** As they would be typed. */
    readonly own: string;
    readonly other: string;
}

/** The first option of two jobs that differs, so that neither can go on with the other's parameters. The number of epochs may change. */
export function optionDifference(one: TrainingJob, other: TrainingJob): OptionDifference | undefined {
    const [own, there] = [optionTexts(one), optionTexts(other)];
    return own.flatMap(([option, text], i) => {
        const second = there[i]?.[1] ?? none;
        return text === second ? [] : [{ option, own: text, other: second }];
    })[0];
}

const none = 'none';

function optionTexts({ data, model, attentionWeight, schedule, seed }: TrainingJob): readonly (readonly [JobOption, string])[] {
    const { lengths, sizes } = data;
    return [
        ['alphabet', alphabetText(data.alphabet)], ['lengths', `${lengths.least}..${lengths.most}`], ['size', `${sizes.train}/${sizes.validation}/${sizes.test}`],
        ['bos', data.bos === undefined ? none : 'given'], ['classesCap', String(data.classes?.cap ?? none)], ['skipFailing', data.skipsFailing === true ? 'given' : none],
        ['layers', String(model.nLayers)], ['heads', String(model.nHeads)], ['dModel', String(model.dModel)], ['positions', model.positions],
        ['supervise', String(attentionWeight)], ['batch', String(data.batchSize)], ['lr', String(schedule.learningRate)], ['decay', String(schedule.decay)], ['seed', String(seed)]
    ];
}
