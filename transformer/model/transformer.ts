import type { ProgramTexts } from '../../language/program/program-texts.js';

/**
 * A transformer encoder as data: the standard pre-defined architecture without layer norm. On tokens t at positions p,
 *
 *     x = W_E[t] + W_pos[p]
 *     for each block: x += attention(x), if it has any; then x += W_out relu(W_in x + b_in) + b_out, if it has a feed-forward
 *     logits = x W_U + b_U
 *
 * Position 0 is the beginning-of-sequence token (BOS); the input's n tokens stand at 1 to n. Names and shapes of the
 * parameters are TransformerLens's. All arithmetic is float32.
 */
export interface Transformer {
    readonly dModel: number;
    /** Positions, BOS included: one more than the longest input. */
    readonly nPositions: number;
    /** Token ids, BOS included; BOS is the last. */
    readonly vocabularySize: number;
    /** [vocabularySize, dModel] */
    readonly tokenEmbedding: Float32Array;
    /** [nPositions, dModel] */
    readonly positionEmbedding: Float32Array;
    readonly blocks: readonly Block[];
    /** [dModel, outputSize], and [outputSize] */
    readonly unembedding: Float32Array;
    readonly unembeddingBias: Float32Array;
    readonly outputSize: number;
}

/** A block: attention, then feed-forward; either may be missing. */
export interface Block {
    readonly attention?: Attention;
    readonly feedForward?: FeedForward;
}

/**
 * softmax((x W_Q + b_Q)(x W_K + b_K)ᵀ / sqrt(dHead)) (x W_V + b_V) W_O for each head, their sum, and b_O.
 * Heads of one block have one width; a narrower one is padded with zeros. Keys beyond the input's end are masked out.
 */
export interface Attention {
    readonly nHeads: number;
    readonly dHead: number;
    /** [nHeads, dModel, dHead] each */
    readonly queryWeights: Float32Array;
    readonly keyWeights: Float32Array;
    readonly valueWeights: Float32Array;
    /** [nHeads, dHead] each */
    readonly queryBias: Float32Array;
    readonly keyBias: Float32Array;
    readonly valueBias: Float32Array;
    /** [nHeads, dHead, dModel] */
    readonly outputWeights: Float32Array;
    /** [dModel] */
    readonly outputBias: Float32Array;
}

/** One hidden layer of ReLUs. */
export interface FeedForward {
    readonly width: number;
    /** [dModel, width], [width], [width, dModel], [dModel] */
    readonly inputWeights: Float32Array;
    readonly inputBias: Float32Array;
    readonly outputWeights: Float32Array;
    readonly outputBias: Float32Array;
}

/** A value of RASP as JSON holds it: an int beyond 2^53 does not occur in a compiled program. */
export type ValueType = 'int' | 'float' | 'string' | 'bool';

export interface TypedValue {
    readonly type: ValueType;
    readonly value: number | string | boolean;
}

/** How the outputs at a position are read. */
export type Decoding =
    /** The largest of the outputs: its index names the value. */
    | { readonly kind: 'argmax'; readonly values: readonly TypedValue[]; /** This number among the values stands for all from it on. */ readonly cap?: number }
    /** One output: the value whose code is nearest to it. Codes ascend; where there are none, the values are numbers and their own codes. */
    | { readonly kind: 'nearest'; readonly values: readonly TypedValue[]; readonly codes?: readonly number[] };

/** What one residual dimension holds, for some time. */
export interface DimensionLabel {
    /** The s-op, by its name or text. */
    readonly sop: string;
    /** The value that it is 1 for, or what a numeric dimension is: `value`, `square`, … */
    readonly meaning: string;
    /** The first block that writes it; 0 for the embeddings. From 1 on, in the order of `blocks`. */
    readonly writtenBy: number;
    /** The block whose feed-forward takes it away, to make room; what the dimension holds next is written by a later one. */
    readonly emptiedBy?: number;
}

/** What a head does, for reports and for attention pictures. */
export interface HeadLabel {
    /** The index into `blocks`. */
    readonly block: number;
    readonly head: number;
    /** The attention layer, from 1. */
    readonly layer: number;
    /** The selector, by its name or text, and its graph id. */
    readonly selector: string;
    readonly selectorId: number;
}

/** A transformer with all that is needed to use it and to understand it. */
export interface CompiledModel {
    readonly transformer: Transformer;
    /** The name of the s-op, and its text. */
    readonly name: string;
    readonly source: string;
    /** All that the s-op is computed by; absent where that is too long, or was not kept. */
    readonly program?: ProgramTexts;
    /** What may stand in an input, in the order of token ids; BOS is not among them. */
    readonly alphabet: readonly TypedValue[];
    readonly maxLength: number;
    readonly decoding: Decoding;
    /** For each residual dimension what it holds, in turn. */
    readonly dimensions: readonly (readonly DimensionLabel[])[];
    readonly heads: readonly HeadLabel[];
    /** Blocks without attention, and why each is there. */
    readonly extraBlocks: readonly { readonly block: number; readonly reason: string }[];
}
