import type { SOp } from '../../../language/graph/nodes.js';
import { limitText } from '../../../language/limits.js';
import { atomRepr, shortText } from '../../../language/values/python-text.js';
import type { TypedValue } from '../../model/transformer.js';
import { atomOf, valueKey } from '../../model/typed-values.js';
import type { ClassOptions } from './class-table.js';
import { distributionProblem } from './distribution.js';
import type { Distribution } from './distribution.js';
import { splits } from './token-source.js';
import type { LengthRange, Split } from './token-source.js';

/** A beginning-of-sequence token in front of each input. */
export interface BosOptions {
    /** Its value; `paperBos` is the paper's. */
    readonly token: TypedValue;
    /** Whether the program gets it too, and gives a value there. Else only the model does. */
    readonly isSeen: boolean;
    /** Whether what the program gives there is a label, as in the paper's data. */
    readonly isLabelled?: boolean;
}

/** The BOS token of the paper's data. */
export const paperBos: TypedValue = { type: 'string', value: '§' };

/** What a model is trained on. */
export interface DatasetOptions {
    readonly node: SOp;
    /** What the s-op is called in messages. */
    readonly name: string;
    readonly alphabet: readonly TypedValue[];
    readonly lengths: LengthRange;
    /** Tokens are drawn alike when absent. */
    readonly distribution?: Distribution;
    readonly bos?: BosOptions;
    /** Examples of each split. */
    readonly sizes: Readonly<Record<Split, number>>;
    readonly batchSize: number;
    readonly seed: number;
    readonly classes?: ClassOptions;
    /** Training examples on which the classes are looked for; 2,000 when absent. */
    readonly sample?: number;
    /** Whether inputs on which the s-op fails are left out; else they are an error. */
    readonly skipsFailing?: boolean;
    /** The layers and heads of the model, where its attention is supervised. */
    readonly supervised?: { readonly nLayers: number; readonly nHeads: number };
    /** Called before each node that is evaluated; throws `Cancelled` to stop. */
    readonly checkpoint?: () => void;
}

/** As the paper has them. */
export const paperSizes: Readonly<Record<Split, number>> = { train: 50_000, validation: 1_000, test: 1_000 };
export const paperBatchSize = 50;

const mostTokens = 4_096;
export const mostLength = 8_000;
const mostExamples = 5_000_000;
export const mostBatch = 10_000;
/** Numbers in the attention targets of one batch: 1 GB. */
const mostTargetCells = 250_000_000;

/** What of the options can be wrong. */
export type DatasetPart = 'alphabet' | 'lengths' | 'distribution' | 'sizes' | 'batchSize' | 'seed' | 'sample' | 'targets';

/** What is wrong with these options, for people; undefined where nothing is. */
export function datasetProblem(options: DatasetOptions): string | undefined {
    return datasetProblemIn(options)?.message;
}

/** What is wrong with these options, and with what of them. */
export function datasetProblemIn(options: DatasetOptions): { readonly part: DatasetPart; readonly message: string } | undefined {
    const { alphabet, lengths, distribution, sizes, batchSize, seed, sample = 0 } = options;
    const parts: readonly (readonly [DatasetPart, () => string | undefined])[] = [
        ['alphabet', () => alphabetProblem(options)],
        ['lengths', () => rangeProblem('the shortest length', lengths.least, 1, mostLength) ?? rangeProblem('the longest length', lengths.most, lengths.least, mostLength)],
        ['distribution', () => (distribution === undefined ? undefined : distributionProblem(distribution, alphabet.length))],
        ['sizes', () => splits.map(split => rangeProblem(`the number of ${split} examples`, sizes[split], split === 'train' ? 1 : 0, mostExamples)).find(problem => problem !== undefined)],
        ['batchSize', () => rangeProblem('the batch size', batchSize, 1, mostBatch)],
        ['seed', () => rangeProblem('the seed', seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)],
        ['sample', () => rangeProblem('the number of sampled examples', sample, 0, sizes.train)],
        ['targets', () => targetProblem(options)]
    ];
    for (const [part, problemOf] of parts) {
        const message = problemOf();
        if (message !== undefined) {
            return { part, message };
        }
    }
    return undefined;
}

/** What is wrong with a number that shall be an int. */
export function rangeProblem(what: string, value: number, least: number, most: number): string | undefined {
    return Number.isInteger(value) && value >= least && value <= most ? undefined : `${what} is ${value}; it can be an int from ${limitText(least)} to ${limitText(most)}`;
}

function alphabetProblem({ alphabet, bos }: DatasetOptions): string | undefined {
    if (alphabet.length === 0 || alphabet.length > mostTokens) {
        return `the alphabet has ${limitText(alphabet.length)} tokens; from 1 to ${limitText(mostTokens)} are possible`;
    }
    const keys = alphabet.map(valueKey);
    const twice = alphabet.find((value, i) => keys.indexOf(valueKey(value)) < i);
    return twice !== undefined ? `the alphabet holds ${shown(twice)} twice`
        : bos?.isSeen === true && keys.includes(valueKey(bos.token)) ? `the BOS token ${shown(bos.token)} is in the alphabet too`
        : undefined;
}

function targetProblem({ supervised, bos, lengths, batchSize }: DatasetOptions): string | undefined {
    return supervised === undefined ? undefined : batchProblem(supervised.nLayers * supervised.nHeads, batchSize, lengths.most + (bos === undefined ? 0 : 1));
}

/** Whether the attention targets of so many heads are too many for a batch. */
export function batchProblem(heads: number, rows: number, positions: number): string | undefined {
    return heads * rows * positions ** 2 <= mostTargetCells ? undefined
        : `attention targets of ${limitText(heads)} heads on ${limitText(rows)} inputs of ${limitText(positions)} positions are more than ${limitText(mostTargetCells)} numbers; choose smaller batches or shorter inputs`;
}

function shown(value: TypedValue): string {
    return shortText(atomRepr(atomOf(value)));
}
