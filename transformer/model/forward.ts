import { rowProduct } from './row-product.js';
import type { Attention, FeedForward, Transformer } from './transformer.js';

/** Sequences of one length, run through a transformer in float32, step by step as a matrix library does. */
export interface ForwardResult {
    /** [sequences, length, outputSize]; BOS is left out. */
    readonly outputs: Float32Array;
}

/** Told of each block with attention, for each sequence: [heads, length + 1, length + 1], BOS first. */
export type AttentionListener = (block: number, weights: Float32Array) => void;

/** @param tokens ids of the tokens, one sequence behind the other, without BOS */
export function forward(transformer: Transformer, tokens: Int32Array, length: number, onAttention?: AttentionListener): ForwardResult {
    const { dModel: d, outputSize, vocabularySize } = transformer;
    const sequences = Math.floor(tokens.length / length);
    const outputs = new Float32Array(sequences * length * outputSize);
    const positions = length + 1;
    for (let sequence = 0; sequence < sequences; sequence++) {
        const x = new Float32Array(positions * d);
        for (let position = 0; position < positions; position++) {
            const token = position === 0 ? vocabularySize - 1 : tokens[sequence * length + position - 1] ?? 0;
            for (let i = 0; i < d; i++) {
                x[position * d + i] = (transformer.tokenEmbedding[token * d + i] ?? 0) + (transformer.positionEmbedding[position * d + i] ?? 0);
            }
        }
        for (const [block, { attention, feedForward }] of transformer.blocks.entries()) {
            if (attention !== undefined) {
                const weights = onAttention === undefined ? undefined : new Float32Array(attention.nHeads * positions * positions);
                attend(attention, x, positions, d, weights);
                if (weights !== undefined) {
                    onAttention?.(block, weights);
                }
            }
            if (feedForward !== undefined) {
                feed(feedForward, x, positions, d);
            }
        }
        const read = rowProduct(x, positions, d, transformer.unembedding, 0, outputSize, transformer.unembeddingBias, 0);
        outputs.set(read.subarray(outputSize), sequence * length * outputSize);
    }
    return { outputs };
}

function attend(attention: Attention, x: Float32Array, positions: number, d: number, weights: Float32Array | undefined): void {
    const { nHeads, dHead } = attention;
    const sum = new Float32Array(positions * d);
    const root = Math.fround(Math.sqrt(dHead));
    for (let head = 0; head < nHeads; head++) {
        const at = head * d * dHead;
        const queries = rowProduct(x, positions, d, attention.queryWeights, at, dHead, attention.queryBias, head * dHead);
        const keys = rowProduct(x, positions, d, attention.keyWeights, at, dHead, attention.keyBias, head * dHead);
        const values = rowProduct(x, positions, d, attention.valueWeights, at, dHead, attention.valueBias, head * dHead);
        const mixed = new Float32Array(positions * dHead);
        const row = new Float32Array(positions);
        for (let query = 0; query < positions; query++) {
            softmaxScores(row, queries, keys, query, positions, dHead, root);
            weights?.set(row, (head * positions + query) * positions);
            for (let key = 0; key < positions; key++) {
                const weight = row[key] ?? 0;
                if (weight !== 0) {
                    for (let j = 0; j < dHead; j++) {
                        mixed[query * dHead + j] = (mixed[query * dHead + j] ?? 0) + weight * (values[key * dHead + j] ?? 0);
                    }
                }
            }
        }
        const written = rowProduct(mixed, positions, dHead, attention.outputWeights, head * dHead * d, d, undefined, 0);
        written.forEach((value, i) => { sum[i] = (sum[i] ?? 0) + value; });
    }
    for (let i = 0; i < positions * d; i++) {
        x[i] = (x[i] ?? 0) + Math.fround((sum[i] ?? 0) + (attention.outputBias[i % d] ?? 0));
    }
}

function softmaxScores(row: Float32Array, queries: Float32Array, keys: Float32Array, query: number, positions: number, dHead: number, root: number): void {
    let most = -Infinity;
    for (let key = 0; key < positions; key++) {
        let score = 0;
        for (let j = 0; j < dHead; j++) {
            score = Math.fround(score + (queries[query * dHead + j] ?? 0) * (keys[key * dHead + j] ?? 0));
        }
        row[key] = score / root;
        most = Math.max(most, row[key] ?? 0);
    }
    let total = 0;
    for (let key = 0; key < positions; key++) {
        row[key] = Math.exp(Math.fround((row[key] ?? 0) - most));
        total = Math.fround(total + (row[key] ?? 0));
    }
    for (let key = 0; key < positions; key++) {
        row[key] = (row[key] ?? 0) / total;
    }
}

function feed({ width, inputWeights, inputBias, outputWeights, outputBias }: FeedForward, x: Float32Array, positions: number, d: number): void {
    const hidden = rowProduct(x, positions, d, inputWeights, 0, width, inputBias, 0);
    for (let i = 0; i < hidden.length; i++) {
        if ((hidden[i] ?? 0) < 0) {
            hidden[i] = 0;
        }
    }
    const written = rowProduct(hidden, positions, width, outputWeights, 0, d, outputBias, 0);
    written.forEach((value, i) => { x[i] = (x[i] ?? 0) + value; });
}
