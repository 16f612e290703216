import { cost } from '../../language/cost/cost.js';
import { alphabetText, parseAlphabet } from '../../transformer/model/alphabet-text.js';
import { mostTokens } from '../../transformer/compilation/compile.js';
import { paperBos } from '../../transformer/training/data/dataset-options.js';
import { valueKey } from '../../transformer/model/typed-values.js';
import type { JobOption, JobOptions } from '../../transformer/training/job-options.js';
import { guessChoices } from '../model-process/guess-choices.js';
import type { NamedSOp } from '../model-process/inputs-in-file.js';
import type { TrainChoices, TrainTarget } from '../protocol/train.js';

/** The longest input of a training that takes minutes on a CPU. */
const longestSmall = 50;
const usualLetters = 'abcde';

/** Choices to begin with: the alphabet of the file's examples, the size that the cost predicts. */
export function offeredChoices(opened: NamedSOp): TrainTarget['offered'] {
    const guess = guessChoices(opened);
    const { layers, sharedHeads } = cost(opened.node);
    const guessed = parseAlphabet(guess.alphabet, { most: mostTokens, label: 'the alphabet' });
    const tokens = typeof guessed === 'string' ? [] : guessed;
    const own = tokens.filter(token => valueKey(token) !== valueKey(paperBos));
    const small: TrainChoices = {
        alphabet: own.length === 0 ? usualLetters : alphabetText(own), lengths: `1..${Math.min(longestSmall, guess.maxLength)}`, size: '8000/400/1000',
        bos: own.length < tokens.length, classesCap: '', skipFailing: false,
        layers: String(Math.max(1, layers)), heads: String(Math.max(1, sharedHeads)), dModel: '64', positions: 'sinusoidal',
        supervise: layers === 0 ? '0' : '100', epochs: '100', batch: '50', lr: '0.001', decay: '0.98', seed: '0'
    };
    return [
        { title: 'Small (minutes on this computer)', choices: small },
        { title: 'Paper (for a GPU)', choices: { ...small, lengths: '1..100', size: '50000/1000/1000', dModel: '256', lr: '0.0003' } }
    ];
}

/** The options that a form asks for. */
export function optionsOf({ bos, skipFailing, ...texts }: TrainChoices): JobOptions {
    return { bos, skipFailing, ...Object.fromEntries(Object.entries(texts).filter(([, typed]) => typed.trim() !== '')) };
}

const names: Readonly<Record<JobOption, string>> = {
    alphabet: 'the alphabet', lengths: 'the range of lengths', size: 'the size of the data', bos: 'BOS', classesCap: 'the largest class', skipFailing: 'skipping',
    layers: 'the number of layers', heads: 'the number of heads', dModel: 'the width', positions: 'the kind of positions', supervise: 'the weight of the attention',
    epochs: 'the number of epochs', batch: 'the batch size', lr: 'the learning rate', decay: 'the decay', seed: 'the seed'
};

/** What messages in a form call an option. */
export function fieldName(option: JobOption): string {
    return names[option];
}

/** Words as a sentence; the name of a file or of a size stays as it is. */
export function sentence(text: string): string {
    const first = /^\w+[_.]\w/.test(text) ? text.charAt(0) : text.charAt(0).toUpperCase();
    return `${first}${text.slice(1)}${/[.!?…]$/.test(text) ? '' : '.'}`;
}
