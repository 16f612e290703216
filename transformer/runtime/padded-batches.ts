import type { Transformer } from '../model/transformer.js';
import type { BlockAttention, PaddedBatch, RunResult } from './messages.js';

/** What a model gives on one input. */
export interface ModelOutput {
    /** [tokens, outputs] */
    readonly logits: Float32Array;
    /** For each block with attention, where it was asked for: [heads, tokens + 1, tokens + 1]. */
    readonly attention: readonly BlockAttention[];
}

/** Inputs that run together, by their places among all. */
export interface BatchPlan {
    readonly places: readonly number[];
    readonly columns: number;
}

/** Sizes of a model that tell how much memory and work a position takes. */
export interface ModelWidths {
    /** Of the residual stream. */
    readonly dModel: number;
    /** The most heads in one of its blocks, and those of all blocks. */
    readonly heads: number;
    readonly allHeads: number;
    /** The most numbers, beside scores, that one step holds for a position. */
    readonly widest: number;
}

/** Numbers that one step of a batch may hold: 64 MB. */
const mostNumbers = 1 << 24;
/**
 * The same for narrow models on a CPU, 512 KB: what fits the cache of a core is not fetched from memory by each step.
 * Wide ones fetch their weights for each batch, and gain from few.
 */
const mostNumbersInCache = 1 << 17;
/** The width of the residual stream from which a product of a batch is long enough, about 1 ms, to be shared between threads. */
const leastShared = 128;
const mostRows = 1_024;

/** The sizes of a transformer. */
export function widthsOf({ dModel, outputSize, blocks }: Transformer): ModelWidths {
    const heads = blocks.map(({ attention }) => attention?.nHeads ?? 0);
    return {
        dModel,
        heads: Math.max(0, ...heads),
        allHeads: heads.reduce((sum, count) => sum + count, 0),
        widest: Math.max(dModel, outputSize, ...blocks.map(({ attention, feedForward }) => Math.max((attention?.nHeads ?? 0) * (attention?.dHead ?? 0), feedForward?.width ?? 0)))
    };
}

/** Whether the steps of a model are too short to be shared between threads. */
export function isNarrow({ dModel }: ModelWidths): boolean {
    return dModel < leastShared;
}

/**
 * Puts inputs into batches: those of like length together, as few as suit the device.
 * @param attention whether the weights of all heads are held until the end
 */
export function planBatches(inputs: readonly { readonly length: number }[], widths: ModelWidths, device: 'cpu' | 'webgpu', attention = false): BatchPlan[] {
    const { heads, allHeads, widest } = widths;
    const most = device === 'cpu' && isNarrow(widths) ? mostNumbersInCache : mostNumbers;
    const held = attention ? allHeads : heads;
    const order = inputs.map((_, place) => place).sort((a, b) => (inputs[b]?.length ?? 0) - (inputs[a]?.length ?? 0));
    const plans: BatchPlan[] = [];
    for (let start = 0; start < order.length;) {
        const columns = inputs[order[start] ?? 0]?.length ?? 0;
        const rows = Math.max(1, Math.min(mostRows, Math.floor(most / ((columns + 1) * Math.max(widest, held * (columns + 1))))));
        plans.push({ places: order.slice(start, start + rows), columns });
        start += rows;
    }
    return plans;
}

/** The token ids of a batch as the model takes them. */
export function padBatch(inputs: readonly Int32Array[], { places, columns }: BatchPlan): PaddedBatch {
    const tokens = new BigInt64Array(places.length * columns);
    const mask = new Uint8Array(places.length * columns);
    places.forEach((place, row) => {
        inputs[place]?.forEach((token, column) => {
            tokens[row * columns + column] = BigInt(token);
            mask[row * columns + column] = 1;
        });
    });
    return { rows: places.length, columns, tokens, mask };
}

/** The part of a batch's result that belongs to one row, without its padding. */
export function outputOf(result: RunResult, { rows, columns }: PaddedBatch, row: number, length: number): ModelOutput {
    const outputs = result.logits.length / (rows * columns);
    const start = row * columns * outputs;
    return {
        logits: result.logits.slice(start, start + length * outputs),
        attention: result.attention.map(({ block, heads, weights }) => ({ block, heads, weights: cut(weights, row * heads, heads, columns + 1, length + 1) }))
    };
}

/** The upper left corners of some matrices in a row. */
function cut(weights: Float32Array, first: number, count: number, size: number, kept: number): Float32Array {
    const corner = new Float32Array(count * kept * kept);
    for (let matrix = 0; matrix < count; matrix++) {
        for (let query = 0; query < kept; query++) {
            const from = ((first + matrix) * size + query) * size;
            corner.set(weights.subarray(from, from + kept), (matrix * kept + query) * kept);
        }
    }
    return corner;
}
