import type { Input } from '../../../language/evaluation/input.js';
import type { Atom } from '../../../language/values/atom.js';
import { limitText } from '../../../language/limits.js';
import { layOut } from './batch.js';
import type { Batch, LabelledExample } from './batch.js';
import { epochBatches, orderedBatches } from './batch-order.js';
import { ClassTable } from './class-table.js';
import { batchProblem, datasetProblem, mostBatch, mostLength, rangeProblem } from './dataset-options.js';
import type { DatasetOptions } from './dataset-options.js';
import { uniform } from './distribution.js';
import { allFailText, failingText, FailureCount } from './failed-inputs.js';
import type { Failing, Skipped } from './failed-inputs.js';
import { isFailed, Labeller } from './labeller.js';
import type { Evaluated } from './labeller.js';
import { noSupervision, supervisionOf } from './supervision.js';
import type { Supervision } from './supervision.js';
import { TokenSource } from './token-source.js';
import type { Split } from './token-source.js';

/** A batch, without what was left out; none where nothing is left. Or why there is none. */
export type BatchResult =
    | { readonly ok: true; readonly batch: Batch | undefined; readonly skipped: Skipped }
    | { readonly ok: false; readonly message: string };

export type OpenedDataset =
    | { readonly ok: true; readonly dataset: Dataset }
    | { readonly ok: false; readonly message: string };

/** Examples of a sample that are evaluated together. */
const sampleStep = 200;
const usualSample = 2_000;

/**
 * What a model learns an s-op from: inputs of three splits, the classes of its values, and what its selectors select.
 * Nothing but lengths is kept. All is decided by the options, and by which values the classes have met so far.
 */
export class Dataset {
    readonly supervision: Supervision;
    readonly classes: ClassTable;
    /** What the s-op fails on among the examples that were looked at for classes. */
    readonly sampled: Skipped & Failing;
    private readonly options: DatasetOptions;
    private readonly source: TokenSource;
    private readonly labeller: Labeller;
    private readonly lengths = new Map<Split, Uint32Array>();
    private order: { readonly split: Split; readonly epoch: number; readonly batches: readonly Uint32Array[] } | undefined;

    private constructor(options: DatasetOptions, parts: Pick<Dataset, 'supervision' | 'classes' | 'sampled'>, source: TokenSource, labeller: Labeller) {
        this.options = options;
        this.supervision = parts.supervision;
        this.classes = parts.classes;
        this.sampled = parts.sampled;
        this.source = source;
        this.labeller = labeller;
    }

    /** Finds the classes on a sample of the training examples. @returns what is wrong where there can be no such data */
    static open(options: DatasetOptions): OpenedDataset {
        const { node, alphabet, bos, seed, lengths, sizes, distribution = uniform, supervised, sample = Math.min(usualSample, sizes.train), skipsFailing = false, checkpoint } = options;
        const problem = datasetProblem(options);
        if (problem !== undefined) {
            return { ok: false, message: problem };
        }
        const supervision = supervised === undefined ? noSupervision : supervisionOf(node, supervised);
        const source = new TokenSource({ seed, alphabetSize: alphabet.length, lengths, distribution });
        const seen = { node, alphabet, ...(bos?.isSeen === true ? { bos: bos.token } : {}), ...(checkpoint === undefined ? {} : { checkpoint }) };
        const looking = new Labeller({ ...seen, supervision: noSupervision });
        const labeller = new Labeller({ ...seen, supervision });
        const found = new FailureCount();
        const classes = ClassTable.of(sampleValues(options, source, looking, sample, found), options.classes);
        const { skipped, remaining } = found;
        if (skipped.count === sample && sample > 0) {
            return { ok: false, message: allFailText(options.name, skipped) };
        }
        if (!skipsFailing && skipped.count > 0) {
            return { ok: false, message: failingText(options, skipped, `${limitText(sample)} sampled inputs`) };
        }
        return typeof classes === 'string' ? { ok: false, message: `\`${options.name}\` cannot be trained: ${classes}` }
            : { ok: true, dataset: new Dataset(options, { supervision, classes, sampled: { ...skipped, examples: sample, ...(remaining === undefined ? {} : { remaining }) } }, source, labeller) };
    }

    /** Token ids, that of BOS included, which is the last. */
    get vocabularySize(): number {
        return this.options.alphabet.length + (this.options.bos === undefined ? 0 : 1);
    }

    /** Positions of the longest input, BOS included. */
    get nPositions(): number {
        return this.options.lengths.most + (this.options.bos === undefined ? 0 : 1);
    }

    /** The batches of an epoch, and those of a split. */
    steps(split: Split): number {
        return Math.ceil(this.options.sizes[split] / this.options.batchSize);
    }

    /** What the program gets for token ids. */
    inputOf(tokens: Int32Array): Input {
        return this.labeller.inputOf(tokens);
    }

    /** The token ids of an example. */
    tokens(split: Split, index: number): Int32Array {
        return this.source.tokens(split, index);
    }

    /**
     * A batch of a split. Those of the training split are others in each epoch.
     * @param epoch from 0
     * @param step from 0 to before `steps`
     */
    batch(split: Split, epoch: number, step: number): BatchResult {
        const examples = this.batchesOf(split, split === 'train' ? epoch : 0)[step] ?? new Uint32Array();
        return this.labelled(examples, Array.from(examples, index => this.source.tokens(split, index)));
    }

    /** Inputs of one length, which may be beyond those that are trained on; others for each `from`. */
    batchOfLength(length: number, count: number, from = 0): BatchResult {
        const problem = rangeProblem('the length', length, 1, mostLength) ?? rangeProblem('the number of inputs', count, 0, mostBatch);
        if (problem !== undefined) {
            return { ok: false, message: problem };
        }
        const indices = Uint32Array.from({ length: count }, (_, i) => from + i);
        return this.labelled(indices, Array.from(indices, index => this.source.tokensOfLength(length, index)));
    }

    /** Inputs of one's own, as token ids without BOS. */
    batchOf(inputs: readonly Int32Array[]): BatchResult {
        const tokens = this.options.alphabet.length;
        if (inputs.some(ids => ids.length === 0 || ids.some(id => id < 0 || id >= tokens))) {
            return { ok: false, message: `an input is a sequence of token ids from 0 to ${tokens - 1}, and not empty` };
        }
        return this.labelled(Uint32Array.from(inputs.keys()), inputs);
    }

    private batchesOf(split: Split, epoch: number): readonly Uint32Array[] {
        if (this.order?.split !== split || this.order.epoch !== epoch) {
            const { batchSize, seed } = this.options;
            const lengths = this.lengthsOf(split);
            this.order = { split, epoch, batches: split === 'train' ? epochBatches(lengths, batchSize, seed, epoch) : orderedBatches(lengths, batchSize) };
        }
        return this.order.batches;
    }

    private lengthsOf(split: Split): Uint32Array {
        const found = this.lengths.get(split) ?? Uint32Array.from({ length: this.options.sizes[split] }, (_, i) => this.source.length(split, i));
        this.lengths.set(split, found);
        return found;
    }

    private labelled(indices: Uint32Array, inputs: readonly Int32Array[]): BatchResult {
        const { bos, alphabet, supervised } = this.options;
        const positions = inputs.reduce((longest, { length }) => Math.max(longest, length), 0) + (bos === undefined ? 0 : 1);
        const problem = batchProblem(this.supervision.layers.length * (supervised?.nHeads ?? 0), inputs.length, positions);
        if (problem !== undefined) {
            return { ok: false, message: problem };
        }
        const failures = new FailureCount();
        const examples: LabelledExample[] = [];
        for (const [i, result] of this.labeller.evaluate(inputs).entries()) {
            if (isFailed(result)) {
                failures.add(result);
                continue;
            }
            const labels = this.classes.idsOf(labelledValues(this.options, result));
            if (typeof labels === 'string') {
                return { ok: false, message: `\`${this.options.name}\` on ${this.labeller.inputOf(inputs[i] ?? new Int32Array()).shortText}: ${labels}` };
            }
            examples.push({ index: indices[i] ?? 0, tokens: inputs[i] ?? new Int32Array(), labels, matrices: result.matrices });
        }
        const { skipped } = failures;
        if (skipped.count > 0 && this.options.skipsFailing !== true) {
            return { ok: false, message: failingText(this.options, skipped, `${limitText(inputs.length)} inputs of a batch`) };
        }
        const layout = { ...(bos === undefined ? {} : { bos: alphabet.length }), nHeads: supervised?.nHeads ?? 1, supervision: this.supervision };
        return { ok: true, batch: examples.length === 0 ? undefined : layOut(examples, layout), skipped };
    }
}

function* sampleValues(options: DatasetOptions, source: TokenSource, labeller: Labeller, sample: number, failures: FailureCount): Generator<Atom> {
    for (let start = 0; start < sample; start += sampleStep) {
        const inputs = Array.from({ length: Math.min(sampleStep, sample - start) }, (_, i) => source.tokens('train', start + i));
        for (const [i, result] of labeller.evaluate(inputs).entries()) {
            if (isFailed(result)) {
                failures.add(result);
            } else {
                failures.keep(inputs[i]?.length ?? 0);
                yield* labelledValues(options, result).values;
            }
        }
    }
}

/** The values that are labels. */
function labelledValues({ bos }: DatasetOptions, { values }: Evaluated): Evaluated['values'] {
    return bos?.isSeen === true && bos.isLabelled !== true ? values.slice(1, values.length) : values;
}
