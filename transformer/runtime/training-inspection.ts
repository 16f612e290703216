import { MatchCount } from '../training/attention-match.js';
import type { BatchMatrices, SelectorMatch } from '../training/attention-match.js';
import type { Batch } from '../training/data/batch.js';
import type { Dataset } from '../training/data/dataset.js';
import type { SupervisedHead } from '../training/data/supervision.js';
import { openTargets } from '../training/training-job.js';
import type { PreparedJob, TrainingJob } from '../training/training-job.js';
import { TrainingRefused } from './training-loop.js';
import type { TrainingSession } from './training-session.js';
import type { Inspection, LengthAccuracy } from './training-messages.js';

/** Inputs of the test split whose attention is compared with the selectors. */
const mostMatched = 200;
const matchedTogether = 8;
const mostAtOnce = 50;

/** Looks at a model in training. */
export class TrainingInspection {
    private readonly prepared: PreparedJob;
    private readonly session: TrainingSession;
    private readonly targets: Dataset | undefined;

    constructor(job: TrainingJob, prepared: PreparedJob, session: TrainingSession) {
        this.prepared = prepared;
        this.session = session;
        this.targets = openTargets(job, prepared);
    }

    /** How well heads attend to what the program's selectors select, on inputs of the test split. Yields after each batch. */
    async* matches(tests: number): AsyncGenerator<void, SelectorMatch[]> {
        const { targets, prepared: { dataset, shape, objective } } = this;
        if (targets === undefined) {
            return [];
        }
        const selectors = differentSelectors(targets.supervision.heads);
        const counts = selectors.map(() => new MatchCount());
        const count = Math.min(tests, mostMatched);
        for (let start = 0; start < count; start += matchedTogether) {
            const inputs = Array.from({ length: Math.min(matchedTogether, count - start) }, (_, i) => dataset.tokens('test', start + i));
            const batch = batchIn(targets.batchOf(inputs));
            if (batch !== undefined) {
                const { attention } = await this.session.outputs(batch, objective, true);
                const layers = attention.map((values): BatchMatrices => ({ rows: batch.rows, length: batch.length, nHeads: shape.nHeads, values }));
                selectors.forEach(({ layer, head }, i) => {
                    const target = batch.attention.get(layer);
                    if (target !== undefined) {
                        counts[i]?.add({ rows: batch.rows, length: batch.length, nHeads: batch.nHeads, head, values: target.target, queries: target.queries }, layers, batch.mask);
                    }
                });
            }
            yield;
        }
        return selectors.flatMap(({ selector }, i) => {
            const match = counts[i]?.match(this.nameOf(selector.shared), this.told(selector.shared));
            return match === undefined ? [] : [match];
        });
    }

    /** What the model gives on inputs of one's own. @throws TrainingRefused where the program gives nothing on them */
    async inspect(inputs: readonly Int32Array[]): Promise<Inspection> {
        const { targets, prepared: { dataset, shape, objective } } = this;
        if (inputs.length === 0 || inputs.length > mostAtOnce) {
            throw new TrainingRefused(`1 to ${mostAtOnce} inputs can be looked at together`);
        }
        const batch = batchIn((targets ?? dataset).batchOf(inputs));
        if (batch?.rows !== inputs.length) {
            throw new TrainingRefused('the s-op fails on this input');
        }
        const { logits, attention } = await this.session.outputs(batch, objective, true);
        return {
            rows: batch.rows, length: batch.length, classes: dataset.classes.values, nHeads: shape.nHeads, attention,
            given: largest(logits, shape.outputSize),
            wanted: Int32Array.from(batch.labels, (label, i) => (batch.labelMask[i] === 1 ? Number(label) : -1)),
            targets: targets === undefined ? [] : differentSelectors(targets.supervision.heads).map(({ layer, head, selector }) => {
                const told = this.told(selector.shared);
                return { selector: this.nameOf(selector.shared), weights: ofHead(batch, layer, head), ...(told === undefined ? {} : { supervised: told }) };
            })
        };
    }

    /** The accuracy on inputs of some lengths, which may be beyond those that are trained on. Yields after each batch. */
    async* lengths(lengths: readonly number[], count: number): AsyncGenerator<void, LengthAccuracy[]> {
        const found: LengthAccuracy[] = [];
        const { dataset, objective } = this.prepared;
        for (const length of lengths) {
            let [right, labelled, whole, inputs] = [0, 0, 0, 0];
            for (let from = 0; from < count; from += mostAtOnce) {
                const batch = batchIn(dataset.batchOfLength(length, Math.min(mostAtOnce, count - from), from));
                if (batch === undefined) {
                    continue;
                }
                const { rightAt } = await this.session.outputs(batch, objective, false);
                for (let row = 0; row < batch.rows; row++) {
                    const own = rightAt.subarray(row * batch.length, (row + 1) * batch.length).reduce((sum, value) => sum + value, 0);
                    const labels = batch.labelMask.subarray(row * batch.length, (row + 1) * batch.length).reduce((sum, value) => sum + value, 0);
                    right += own;
                    labelled += labels;
                    whole += own === labels ? 1 : 0;
                }
                inputs += batch.rows;
                yield;
            }
            found.push({ length, accuracy: right / Math.max(1, labelled), wholeInputs: whole / Math.max(1, inputs) });
        }
        return found;
    }

    private nameOf(shared: number): string {
        return this.prepared.selectorNames.get(shared) ?? 'a selector';
    }

    private told(shared: number): { readonly layer: number; readonly head: number } | undefined {
        const found = this.prepared.dataset.supervision.heads.find(({ selector }) => selector.shared === shared);
        return found === undefined ? undefined : { layer: found.layer, head: found.head };
    }
}

/** A selector that is in several layers is one, and is looked at where it is first. */
function differentSelectors(heads: readonly SupervisedHead[]): SupervisedHead[] {
    return heads.filter(({ selector }, i) => heads.findIndex(other => other.selector.shared === selector.shared) === i);
}

function batchIn(made: ReturnType<Dataset['batchOf']>): Batch | undefined {
    if (!made.ok) {
        throw new TrainingRefused(made.message);
    }
    return made.batch;
}

function ofHead({ rows, nHeads, length, attention }: Batch, layer: number, head: number): Float32Array {
    const size = length * length;
    const weights = new Float32Array(rows * size);
    const all = attention.get(layer)?.target;
    for (let row = 0; row < rows && all !== undefined; row++) {
        const start = (row * nHeads + head) * size;
        weights.set(all.subarray(start, start + size), row * size);
    }
    return weights;
}

/** The largest of each row's outputs. */
function largest(logits: Float32Array, outputs: number): Int32Array {
    return Int32Array.from({ length: logits.length / outputs }, (_, row) => {
        let best = 0;
        for (let i = 1; i < outputs; i++) {
            if ((logits[row * outputs + i] ?? 0) > (logits[row * outputs + best] ?? 0)) {
                best = i;
            }
        }
        return best;
    });
}
