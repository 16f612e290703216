import { drawTokens } from './distribution.js';
import type { Distribution } from './distribution.js';
import { below, streamRandom } from './stream-random.js';

/** Which part of the data an input belongs to. Those of a chosen length are in no split. */
export type Split = 'train' | 'validation' | 'test';
export const splits: readonly Split[] = ['train', 'validation', 'test'];

/** Lengths of inputs, BOS not counted; each is as likely as any other. */
export interface LengthRange {
    readonly least: number;
    readonly most: number;
}

export interface TokenSourceOptions {
    readonly seed: number;
    /** Tokens 0 to before it are drawn. */
    readonly alphabetSize: number;
    readonly lengths: LengthRange;
    readonly distribution: Distribution;
}

const streams = { train: 0, validation: 1, test: 2, chosenLength: 3 } as const;

/**
 * The inputs of a data set, as token ids without BOS. Nothing is kept: each is made from the seed and its index, so that
 * those of a split have no end, and a training that is resumed sees the same ones.
 * Short inputs can be in several splits, as in the paper's data.
 */
export class TokenSource {
    readonly options: TokenSourceOptions;

    constructor(options: TokenSourceOptions) {
        this.options = options;
    }

    /** How many tokens an input has; they are not drawn for it. */
    length(split: Split, index: number): number {
        return this.drawLength(streamRandom(this.options.seed, streams[split], index));
    }

    tokens(split: Split, index: number): Int32Array {
        const { alphabetSize, distribution, seed } = this.options;
        const random = streamRandom(seed, streams[split], index);
        return drawTokens(distribution, alphabetSize, this.drawLength(random), index, random);
    }

    /** Inputs of any length, such as those beyond what a model was trained on. */
    tokensOfLength(length: number, index: number): Int32Array {
        const { alphabetSize, distribution, seed } = this.options;
        return drawTokens(distribution, alphabetSize, length, index, streamRandom(seed, streams.chosenLength, length, index));
    }

    private drawLength(random: () => number): number {
        const { least, most } = this.options.lengths;
        return least + below(random, most - least + 1);
    }
}
