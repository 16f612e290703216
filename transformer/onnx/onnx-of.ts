import type { Attention, CompiledModel, FeedForward, Transformer, TypedValue } from '../model/transformer.js';
import { typedValueJson } from '../model/typed-values.js';
import { GraphBuilder } from './graph-builder.js';

/** Masked scores: finite, for shaders may take infinities for granted not to occur; softmax makes it exactly 0. */
const lowest = -(2 ** 127);

/**
 * A compiled transformer as an ONNX file.
 *
 * Inputs: `tokens`, int64 [batch, n], ids without BOS, which the graph puts in front itself; `mask`, bool [batch, n],
 * false where a row is padded. Outputs: `logits`, float [batch, n, outputs], and for each block with attention
 * `attention.<block>`, float [batch, heads, n+1, n+1], queries down and keys across, BOS first.
 */
export function onnxOf(model: CompiledModel): Uint8Array {
    const { transformer } = model;
    const graph = new GraphBuilder();
    const tokens = graph.input('tokens', 'int64', ['batch', 'n'], 'Token ids, without the beginning-of-sequence token (BOS).');
    const given = graph.input('mask', 'bool', ['batch', 'n'], 'True where a token is one of the input, false where the row is padded.');
    const shape = graph.node('Shape', [tokens], 'shape');
    const positions = graph.node('Add', [graph.node('Slice', [shape, graph.ints([1]), graph.ints([2])], 'n'), graph.ints([1])], 'n_with_bos');
    const column = graph.node('Concat', [graph.node('Slice', [shape, graph.ints([0]), graph.ints([1])], 'batch_size'), graph.ints([1])], 'bos_shape', { axis: 0 });
    const ids = graph.node('Concat', [graph.node('Expand', [graph.ints([transformer.vocabularySize - 1]), column], 'bos'), tokens], 'tokens_with_bos', { axis: 1 });
    const mask = graph.node('Concat', [graph.node('Expand', [graph.oneTrue, column], 'bos_mask'), given], 'mask_with_bos', { axis: 1 });
    const keys = graph.node('Unsqueeze', [mask, graph.ints([1, 2])], 'key_mask');

    let x = graph.node('Add', embeddings(graph, transformer, ids, positions), 'blocks.0.resid_pre');
    transformer.blocks.forEach((block, index) => {
        const name = `blocks.${index}`;
        if (block.attention !== undefined) {
            const added = attention(graph, block.attention, transformer.dModel, index, x, keys);
            x = graph.node('Add', [x, added], `${name}.resid_mid`);
        }
        if (block.feedForward !== undefined) {
            x = graph.node('Add', [x, feedForward(graph, block.feedForward, transformer.dModel, name, x)], `${name}.resid_post`);
        }
    });
    const withoutBos = graph.node('Slice', [x, graph.ints([1]), graph.ints([transformer.nPositions]), graph.ints([1])], 'resid_final');
    linear(graph, withoutBos, 'unembed', 'U', [transformer.dModel, transformer.outputSize], transformer.unembedding, transformer.unembeddingBias, 'logits');
    declareOutputs(graph, transformer);
    return graph.finish({
        producer: 'rasp',
        graphName: model.name,
        doc: `${model.name}, compiled from RASP: ${model.source}`,
        metadata: {
            name: model.name,
            ...model.program === undefined ? {} : { program: model.program.text, ...model.program.loaded.size === 0 ? {} : { loaded: JSON.stringify(Object.fromEntries(model.program.loaded)) } },
            max_length: String(model.maxLength),
            alphabet: valuesJson(model.alphabet),
            decoding: `{"kind": "${model.decoding.kind}",${model.decoding.kind === 'nearest' && model.decoding.codes !== undefined ? ` "codes": ${JSON.stringify(model.decoding.codes)},` : ''} "values": ${valuesJson(model.decoding.values)}}`
        }
    });
}

function valuesJson(values: readonly TypedValue[]): string {
    return `[${values.map(typedValueJson).join(', ')}]`;
}

function declareOutputs(graph: GraphBuilder, { blocks, outputSize }: Transformer): void {
    graph.output('logits', 'float', ['batch', 'n', outputSize], 'The outputs at each position of the input; rows that the mask leaves out mean nothing.');
    blocks.forEach(({ attention: heads }, index) => {
        if (heads !== undefined) {
            graph.output(`attention.${index}`, 'float', ['batch', heads.nHeads, 'n_with_bos', 'n_with_bos'], `How much each query (down) attends to each key (across) in block ${index}; BOS first.`);
        }
    });
}

/** What stands for the tokens, and for their positions. */
function embeddings(graph: GraphBuilder, transformer: Transformer, ids: string, positions: string): string[] {
    const { dModel, nPositions, vocabularySize } = transformer;
    const ofTokens = graph.floats('embed.W_E', [vocabularySize, dModel], transformer.tokenEmbedding);
    const ofPositions = graph.floats('pos_embed.W_pos', [nPositions, dModel], transformer.positionEmbedding);
    return [
        graph.node('Gather', [ofTokens, ids], 'hook_embed', { axis: 0 }),
        // An input that is too long finds fewer rows here than it has tokens, and is refused by the addition.
        graph.node('Slice', [ofPositions, graph.ints([0]), positions], 'hook_pos_embed')
    ];
}

/** What attention adds to the residual stream. */
function attention(graph: GraphBuilder, heads: Attention, dModel: number, index: number, x: string, keyMask: string): string {
    const { nHeads, dHead } = heads;
    const width = nHeads * dHead;
    const name = `blocks.${index}.attn`;
    // All heads in one product: [head, d_model, d_head] side by side, and apart again behind it.
    const project = (letter: string, weights: Float32Array, bias: Float32Array, permutation: readonly number[]): string => {
        const all = linear(graph, x, name, letter, [dModel, width], sideBySide(weights, nHeads, dModel, dHead), bias, `${name}.${letter}`);
        const split = graph.node('Reshape', [all, graph.ints([0, 0, nHeads, dHead])], `${name}.${letter}_by_head`);
        return graph.node('Transpose', [split], `${name}.${letter}_split`, { perm: permutation });
    };
    const queries = project('Q', heads.queryWeights, heads.queryBias, [0, 2, 1, 3]);
    const keys = project('K', heads.keyWeights, heads.keyBias, [0, 2, 3, 1]);
    const values = project('V', heads.valueWeights, heads.valueBias, [0, 2, 1, 3]);
    const scores = graph.node('Div', [graph.node('MatMul', [queries, keys], `${name}.products`), graph.float(Math.fround(Math.sqrt(dHead)))], `${name}.scores`);
    const masked = graph.node('Where', [keyMask, scores, graph.float(lowest)], `${name}.masked_scores`);
    const pattern = graph.node('Softmax', [masked], `attention.${index}`, { axis: 3 });
    const mixed = graph.node('Transpose', [graph.node('MatMul', [pattern, values], `${name}.z`)], `${name}.z_by_position`, { perm: [0, 2, 1, 3] });
    const joined = graph.node('Reshape', [mixed, graph.ints([0, 0, width])], `${name}.z_joined`);
    return linear(graph, joined, name, 'O', [width, dModel], heads.outputWeights, heads.outputBias, `${name}.out`);
}

/** What the feed-forward part adds to the residual stream. */
function feedForward(graph: GraphBuilder, layer: FeedForward, dModel: number, block: string, x: string): string {
    const name = `${block}.mlp`;
    const hidden = linear(graph, x, name, 'in', [dModel, layer.width], layer.inputWeights, layer.inputBias, `${name}.pre`);
    return linear(graph, graph.node('Relu', [hidden], `${name}.post`), name, 'out', [layer.width, dModel], layer.outputWeights, layer.outputBias, `${name}.out`);
}

function linear(graph: GraphBuilder, x: string, name: string, letter: string, shape: readonly [number, number], weights: Float32Array, bias: Float32Array, output: string): string {
    const product = graph.node('MatMul', [x, graph.floats(`${name}.W_${letter}`, shape, weights)], `${output}_without_bias`);
    return graph.node('Add', [product, graph.floats(`${name}.b_${letter}`, [shape[1]], bias)], output);
}

/** [head, row, column] to [row, head · column]. */
function sideBySide(weights: Float32Array, heads: number, rows: number, columns: number): Float32Array {
    const joined = new Float32Array(weights.length);
    for (let head = 0; head < heads; head++) {
        for (let row = 0; row < rows; row++) {
            const start = (head * rows + row) * columns;
            joined.set(weights.subarray(start, start + columns), (row * heads + head) * columns);
        }
    }
    return joined;
}
