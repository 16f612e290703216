import type { Attention, Block, FeedForward, Transformer } from '../model/transformer.js';
import type { Linear } from './linear.js';
import { bosDimension, stepsPerLayer } from './network-plan.js';
import type { NetworkPlan, PlannedFit, PlannedHead, Time } from './network-plan.js';

/** What makes the BOS position attend to itself alone, whatever its other scores are. */
const bosAttraction = 2 ** 28;

/** Where things of a plan have ended up. */
export interface Assembled {
    readonly transformer: Transformer;
    /** The block in which something of that time is written. */
    readonly blockOf: (time: Time) => number;
    /** For each block its heads, in their order. */
    readonly heads: readonly (readonly PlannedHead[])[];
    /** For each block without attention what it computes. */
    readonly extra: readonly { readonly block: number; readonly fits: readonly PlannedFit[] }[];
    /** For each dimension of the residual stream that of the plan. */
    readonly dimensions: readonly number[];
}

/** What is read off the residual stream at the end: an output each. */
export type Outputs = readonly Linear[];

/** Lays a plan out as weights. @param tokens the size of the alphabet; BOS comes behind it */
export function assemble(plan: NetworkPlan, outputs: Outputs, tokens: number, maxLength: number): Assembled {
    const { dimensions, fits: usedFits, heads: usedHeads } = usedPart(plan, outputs);
    const place = new Map(dimensions.map((index, i) => [index, i]));
    const layout = new Layout(place, dimensions.length);
    const steps = stepsOf(usedFits, usedHeads);
    const blocks: Block[] = [];
    const heads: PlannedHead[][] = [];
    const extra: { block: number; fits: PlannedFit[] }[] = [];
    const blockOf = new Map<Time, number>([[0, 0]]);
    for (const { time, ownHeads, fits } of steps) {
        if (ownHeads.length === 0) {
            extra.push({ block: blocks.length, fits });
        }
        blockOf.set(ownHeads.length > 0 ? time - 1 : time, blocks.length + 1);
        blockOf.set(time, blocks.length + 1);
        blocks.push({
            ...(ownHeads.length > 0 ? { attention: layout.attention(ownHeads) } : {}),
            ...(fits.length > 0 ? { feedForward: layout.feedForward(fits) } : {})
        });
        heads.push(ownHeads);
    }
    const d = dimensions.length;
    const unembedding = new Float32Array(d * outputs.length);
    outputs.forEach(({ terms }, j) => { terms.forEach((weight, index) => { unembedding[(place.get(index) ?? 0) * outputs.length + j] = weight; }); });
    return {
        transformer: {
            dModel: d, nPositions: maxLength + 1, vocabularySize: tokens + 1, ...embeddings(plan, dimensions, tokens, maxLength), blocks,
            unembedding, unembeddingBias: Float32Array.from(outputs, ({ constant }) => constant), outputSize: outputs.length
        },
        blockOf: time => blockOf.get(time) ?? 0, heads, extra, dimensions
    };
}

/** What the outputs depend on; the rest of a plan was tried and is not built. */
function usedPart(plan: NetworkPlan, outputs: Outputs): { dimensions: number[]; fits: PlannedFit[]; heads: PlannedHead[] } {
    const used = new Set<number>([bosDimension]);
    const read = ({ terms }: Linear): void => { terms.forEach((_, index) => used.add(index)); };
    outputs.forEach(read);
    const fits = new Set<PlannedFit>();
    const heads = new Set<PlannedHead>();
    const writers = new Map<number, PlannedFit | PlannedHead>();
    plan.fits.forEach(fit => { fit.outputs.forEach(index => writers.set(index, fit)); });
    plan.heads.forEach(head => { head.values.forEach(({ dimension }) => writers.set(dimension, head)); });
    for (const index of used) {
        const writer = writers.get(index);
        if (writer === undefined) {
            continue;
        }
        if ('fit' in writer) {
            fits.add(writer);
            read(writer.input);
        } else {
            heads.add(writer);
            writer.factors.forEach(({ query, key }) => { read(query); read(key); });
            writer.values.forEach(({ value, dimension }) => { if (dimension === index && value !== 'bos') { read(value); } });
        }
    }
    return { dimensions: [...used].sort((a, b) => a - b), fits: [...fits], heads: [...heads] };
}

interface Step {
    /** Of its feed-forward. */
    readonly time: Time;
    readonly ownHeads: PlannedHead[];
    readonly fits: PlannedFit[];
}

function stepsOf(fits: readonly PlannedFit[], heads: readonly PlannedHead[]): Step[] {
    const steps = new Map<Time, Step>();
    const at = (time: Time): Step => {
        const step = steps.get(time) ?? { time, ownHeads: [], fits: [] };
        steps.set(time, step);
        return step;
    };
    heads.forEach(head => at(head.layer * stepsPerLayer + 1).ownHeads.push(head));
    fits.forEach(fit => at(fit.time).fits.push(fit));
    return [...steps.values()].sort((a, b) => a.time - b.time);
}

function embeddings(plan: NetworkPlan, dimensions: readonly number[], tokens: number, maxLength: number): Pick<Transformer, 'tokenEmbedding' | 'positionEmbedding'> {
    const d = dimensions.length;
    const tokenEmbedding = new Float32Array((tokens + 1) * d);
    const positionEmbedding = new Float32Array((maxLength + 1) * d);
    dimensions.forEach((index, column) => {
        const embedded = plan.dimensions[index]?.embedded;
        embedded?.values.forEach((value, row) => {
            if (embedded.by === 'token') {
                tokenEmbedding[row * d + column] = value;
            } else {
                positionEmbedding[(row + 1) * d + column] = value;
            }
        });
    });
    tokenEmbedding[tokens * d + bosDimension] = 1;
    return { tokenEmbedding, positionEmbedding };
}

class Layout {
    private readonly place: ReadonlyMap<number, number>;
    private readonly d: number;

    constructor(place: ReadonlyMap<number, number>, d: number) {
        this.place = place;
        this.d = d;
    }

    attention(heads: readonly PlannedHead[]): Attention {
        const { d } = this;
        const dHead = heads.reduce((most, { factors, values }) => Math.max(most, factors.length + 1, values.filter(({ dimension }) => this.place.has(dimension)).length), 1);
        // A power of two at or above the root that scores are divided by: they stay whole.
        const scale = 2 ** Math.ceil(Math.log2(dHead) / 2);
        const size = heads.length * d * dHead;
        const made = {
            nHeads: heads.length, dHead,
            queryWeights: new Float32Array(size), keyWeights: new Float32Array(size), valueWeights: new Float32Array(size),
            queryBias: new Float32Array(heads.length * dHead), keyBias: new Float32Array(heads.length * dHead), valueBias: new Float32Array(heads.length * dHead),
            outputWeights: new Float32Array(size), outputBias: new Float32Array(d)
        };
        heads.forEach(({ factors, bosScore, values }, h) => {
            const column = (weights: Float32Array, bias: Float32Array, j: number, { terms, constant }: Linear, factor: number, atBos: number): void => {
                terms.forEach((weight, index) => { weights[(h * d + (this.place.get(index) ?? 0)) * dHead + j] = weight * factor; });
                weights[(h * d + bosDimension) * dHead + j] = (weights[(h * d + bosDimension) * dHead + j] ?? 0) + atBos * factor;
                bias[h * dHead + j] = constant * factor;
            };
            const nothing: Linear = { terms: new Map(), constant: 0 };
            column(made.queryWeights, made.queryBias, 0, { ...nothing, constant: bosScore }, scale, bosAttraction);
            column(made.keyWeights, made.keyBias, 0, nothing, 1, 1);
            factors.forEach(({ query, key }, i) => {
                column(made.queryWeights, made.queryBias, i + 1, query, scale, 0);
                column(made.keyWeights, made.keyBias, i + 1, key, 1, -key.constant);
            });
            values.filter(({ dimension }) => this.place.has(dimension)).forEach(({ value, dimension }, j) => {
                if (value === 'bos') {
                    column(made.valueWeights, made.valueBias, j, nothing, 1, 1);
                } else {
                    column(made.valueWeights, made.valueBias, j, value, 1, -value.constant);
                }
                const target = this.place.get(dimension);
                if (target !== undefined) {
                    made.outputWeights[(h * dHead + j) * d + target] = 1;
                }
            });
        });
        return made;
    }

    feedForward(fits: readonly PlannedFit[]): FeedForward {
        const units = new Map<string, number>();
        const columns: { input: Linear; direction: 1 | -1; knot: number; guard: number }[] = [];
        const unitOf = ({ input, fit: { direction, knots }, guard }: PlannedFit, i: number): number => {
            const knot = knots[i] ?? 0;
            const key = `${[...input.terms].join(' ')} ${input.constant - knot} ${direction}`;
            let unit = units.get(key);
            if (unit === undefined) {
                unit = columns.push({ input, direction, knot, guard }) - 1;
                units.set(key, unit);
            }
            return unit;
        };
        const outputs: (readonly [unit: number, dimension: number, weight: number])[] = [];
        for (const planned of fits) {
            planned.outputs.forEach((dimension, f) => {
                const target = this.place.get(dimension);
                if (target !== undefined) {
                    planned.fit.weights[f]?.forEach(([unit, weight]) => outputs.push([unitOf(planned, unit), target, weight]));
                }
            });
        }
        const width = columns.length;
        const { d } = this;
        const made = { width, inputWeights: new Float32Array(d * width), inputBias: new Float32Array(width), outputWeights: new Float32Array(width * d), outputBias: new Float32Array(d) };
        columns.forEach(({ input, direction, knot, guard }, unit) => {
            input.terms.forEach((weight, index) => { made.inputWeights[(this.place.get(index) ?? 0) * width + unit] = direction * weight; });
            made.inputWeights[bosDimension * width + unit] = (made.inputWeights[bosDimension * width + unit] ?? 0) - guard;
            made.inputBias[unit] = direction * (input.constant - knot);
        });
        outputs.forEach(([unit, target, weight]) => { made.outputWeights[unit * d + target] = (made.outputWeights[unit * d + target] ?? 0) + weight; });
        return made;
    }
}
