import type { Attention, FeedForward, Transformer } from '../../transformer/model/transformer';

type Rows = number[][];

/** What a transformer gives on one input, in doubles and written as its description reads: slow, and on its own. */
export function referenceForward(transformer: Transformer, tokens: ArrayLike<number>): { readonly logits: Rows; readonly attention: ReadonlyMap<number, Rows[]> } {
    const { dModel, vocabularySize, outputSize } = transformer;
    const embed = rowsOf(transformer.tokenEmbedding, dModel);
    const positions = rowsOf(transformer.positionEmbedding, dModel);
    let x = [vocabularySize - 1, ...Array.from(tokens)].map((token, p) => (embed[token] ?? []).map((value, i) => value + (positions[p]?.[i] ?? NaN)));
    const attention = new Map<number, Rows[]>();
    transformer.blocks.forEach((block, index) => {
        if (block.attention !== undefined) {
            const { added, patterns } = attend(block.attention, dModel, x);
            attention.set(index, patterns);
            x = add(x, added);
        }
        if (block.feedForward !== undefined) {
            x = add(x, feed(block.feedForward, dModel, x));
        }
    });
    return { logits: linear(x, rowsOf(transformer.unembedding, outputSize), [...transformer.unembeddingBias]).slice(1), attention };
}

function attend(heads: Attention, dModel: number, x: Rows): { readonly added: Rows; readonly patterns: Rows[] } {
    const { nHeads, dHead } = heads;
    const patterns: Rows[] = [];
    let added: Rows = x.map(() => [...heads.outputBias]);
    for (let h = 0; h < nHeads; h++) {
        const weights = (all: Float32Array): Rows => rowsOf(all.slice(h * dModel * dHead, (h + 1) * dModel * dHead), dHead);
        const bias = (all: Float32Array): number[] => [...all.slice(h * dHead, (h + 1) * dHead)];
        const queries = linear(x, weights(heads.queryWeights), bias(heads.queryBias));
        const keys = linear(x, weights(heads.keyWeights), bias(heads.keyBias));
        const values = linear(x, weights(heads.valueWeights), bias(heads.valueBias));
        const pattern = queries.map(query => softmax(keys.map(key => dot(query, key) / Math.sqrt(dHead))));
        patterns.push(pattern);
        const none = (length: number): number[] => new Array<number>(length).fill(0);
        added = add(added, linear(linear(pattern, values, none(dHead)), rowsOf(heads.outputWeights.slice(h * dHead * dModel, (h + 1) * dHead * dModel), dModel), none(dModel)));
    }
    return { added, patterns };
}

function feed(layer: FeedForward, dModel: number, x: Rows): Rows {
    const hidden = linear(x, rowsOf(layer.inputWeights, layer.width), [...layer.inputBias]).map(row => row.map(value => Math.max(0, value)));
    return linear(hidden, rowsOf(layer.outputWeights, dModel), [...layer.outputBias]);
}

function linear(x: Rows, weights: Rows, bias: readonly number[]): Rows {
    return x.map(row => bias.map((b, column) => b + row.reduce((sum, value, i) => sum + value * (weights[i]?.[column] ?? NaN), 0)));
}

function add(a: Rows, b: Rows): Rows {
    return a.map((row, i) => row.map((value, j) => value + (b[i]?.[j] ?? NaN)));
}

function dot(a: readonly number[], b: readonly number[]): number {
    return a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);
}

function softmax(scores: readonly number[]): number[] {
    const most = Math.max(...scores);
    const powers = scores.map(score => Math.exp(score - most));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map(power => power / sum);
}

function rowsOf(values: Float32Array, width: number): Rows {
    return Array.from({ length: values.length / width }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);
}
