import type { Attention, Block, FeedForward, Transformer } from '../model/transformer.js';

/** A parameter with the name and the shape that TransformerLens gives it. */
export interface Parameter {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array;
}

/** All sizes of a transformer, from which follow the shapes of its parameters. */
export interface Dimensions extends Pick<Transformer, 'dModel' | 'nPositions' | 'vocabularySize' | 'outputSize'> {
    readonly blocks: readonly {
        readonly attention?: Pick<Attention, 'nHeads' | 'dHead'>;
        readonly feedForward?: Pick<FeedForward, 'width'>;
    }[];
}

/** Gives the values of a parameter of this name and shape. */
type Take = (name: string, shape: readonly number[]) => Float32Array;

/** The parameters of a transformer, in the order in which an input meets them. */
export function parametersOf(transformer: Transformer): Parameter[] {
    const values = [transformer.tokenEmbedding, transformer.positionEmbedding, ...transformer.blocks.flatMap(blockValues), transformer.unembedding, transformer.unembeddingBias];
    const parameters: Parameter[] = [];
    buildTransformer(transformer, (name, shape) => {
        const own = values[parameters.length] ?? new Float32Array();
        parameters.push({ name, shape, values: own });
        return own;
    });
    return parameters;
}

/** The number of single weights and biases. */
export function parameterCount(transformer: Transformer): number {
    return parametersOf(transformer).reduce((sum, { values }) => sum + values.length, 0);
}

/** A transformer of these sizes from its parameters, which are asked for in the order of `parametersOf`. */
export function buildTransformer({ dModel, nPositions, vocabularySize, outputSize, blocks }: Dimensions, take: Take): Transformer {
    return {
        dModel, nPositions, vocabularySize, outputSize,
        tokenEmbedding: take('embed.W_E', [vocabularySize, dModel]),
        positionEmbedding: take('pos_embed.W_pos', [nPositions, dModel]),
        blocks: blocks.map(({ attention, feedForward }, index): Block => ({
            ...(attention === undefined ? {} : { attention: buildAttention(attention, dModel, `blocks.${index}.attn`, take) }),
            ...(feedForward === undefined ? {} : { feedForward: buildFeedForward(feedForward, dModel, `blocks.${index}.mlp`, take) })
        })),
        unembedding: take('unembed.W_U', [dModel, outputSize]),
        unembeddingBias: take('unembed.b_U', [outputSize])
    };
}

function buildAttention({ nHeads, dHead }: Pick<Attention, 'nHeads' | 'dHead'>, dModel: number, name: string, take: Take): Attention {
    const weights = [nHeads, dModel, dHead];
    const bias = [nHeads, dHead];
    return {
        nHeads, dHead,
        queryWeights: take(`${name}.W_Q`, weights), queryBias: take(`${name}.b_Q`, bias),
        keyWeights: take(`${name}.W_K`, weights), keyBias: take(`${name}.b_K`, bias),
        valueWeights: take(`${name}.W_V`, weights), valueBias: take(`${name}.b_V`, bias),
        outputWeights: take(`${name}.W_O`, [nHeads, dHead, dModel]), outputBias: take(`${name}.b_O`, [dModel])
    };
}

function buildFeedForward({ width }: Pick<FeedForward, 'width'>, dModel: number, name: string, take: Take): FeedForward {
    return {
        width,
        inputWeights: take(`${name}.W_in`, [dModel, width]), inputBias: take(`${name}.b_in`, [width]),
        outputWeights: take(`${name}.W_out`, [width, dModel]), outputBias: take(`${name}.b_out`, [dModel])
    };
}

/** In the order in which they are built. */
function blockValues({ attention, feedForward }: Block): Float32Array[] {
    return [
        ...(attention === undefined ? [] : [attention.queryWeights, attention.queryBias, attention.keyWeights, attention.keyBias,
            attention.valueWeights, attention.valueBias, attention.outputWeights, attention.outputBias]),
        ...(feedForward === undefined ? [] : [feedForward.inputWeights, feedForward.inputBias, feedForward.outputWeights, feedForward.outputBias])
    ];
}
