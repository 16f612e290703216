import type { ProgramTexts } from '../../language/program/program-texts.js';
import type { Decoding, TypedValue } from '../model/transformer.js';
import type { ModelProperties } from '../onnx/graph-builder.js';
import type { SelectorMatch } from './attention-match.js';
import type { BosOptions } from './data/dataset-options.js';
import { trainedParameters } from './encoder-parameters.js';
import type { EncoderShape } from './encoder-parameters.js';
import { inferenceModel } from './inference-model.js';

/** A head that was told to attend as a selector selects. */
export interface TrainedHead {
    /** Both from 0. */
    readonly layer: number;
    readonly head: number;
    readonly selector: string;
}

/** A trained model with all that is needed to run it. */
export interface TrainedModel {
    /** The s-op that it learned, and the statement that sets it. */
    readonly name: string;
    readonly source: string;
    /** The whole program; missing where it is too long to be kept. */
    readonly program?: ProgramTexts;
    /** By token id; BOS, where there is one, has the id behind the last. */
    readonly alphabet: readonly TypedValue[];
    /** Tokens of the longest input that it was trained on, BOS not counted. */
    readonly maxLength: number;
    readonly bos?: BosOptions;
    readonly shape: EncoderShape;
    /** All of them, as training holds them. */
    readonly parameters: Float32Array;
    /** As many values as the model has outputs. */
    readonly decoding: Extract<Decoding, { kind: 'argmax' }>;
    readonly heads: readonly TrainedHead[];
}

/** What training gave, for people. */
export interface TrainedFigures {
    readonly epochs: number;
    readonly bestEpoch: number | undefined;
    readonly seconds: number;
    readonly device: string;
    readonly seed: number;
    readonly batchSize: number;
    readonly learningRate: number;
    readonly decay: number;
    readonly attentionWeight: number;
    readonly sizes: { readonly train: number; readonly validation: number; readonly test: number };
    readonly testAccuracy: number;
    readonly testCrossEntropy: number;
    readonly matches: readonly SelectorMatch[];
    /** Whether what training goes on from stands beside the model. */
    readonly hasCheckpoint: boolean;
}

/** Leaves out the outputs of classes that no value got: they were never right. */
export function withoutFreeClasses(shape: EncoderShape, parameters: Float32Array, classes: number): Pick<TrainedModel, 'shape' | 'parameters'> {
    if (classes === shape.outputSize) {
        return { shape, parameters };
    }
    const smaller = { ...shape, outputSize: classes };
    const old = new Map(trainedParameters(shape).map(parameter => [parameter.name, parameter]));
    const kept = trainedParameters(smaller);
    const last = kept.at(-1);
    const values = new Float32Array(last === undefined ? 0 : last.offset + last.size);
    for (const { name, offset, size } of kept) {
        const from = old.get(name);
        const width = name.startsWith('unembed.') ? classes : size;
        const oldWidth = name.startsWith('unembed.') ? shape.outputSize : size;
        for (let row = 0; row * width < size && from !== undefined; row++) {
            values.set(parameters.subarray(from.offset + row * oldWidth, from.offset + row * oldWidth + width), offset + row * width);
        }
    }
    return { shape: smaller, parameters: values };
}

/** The model as an ONNX file with the inputs and outputs of a compiled one. */
export function trainedOnnx({ name, source, alphabet, bos, shape, parameters }: TrainedModel): Uint8Array {
    const properties: ModelProperties = { producer: 'rasp', graphName: name, doc: `${name}, trained on what this RASP gives: ${source}`, metadata: {} };
    return inferenceModel(shape, parameters, { ...(bos === undefined ? {} : { bos: alphabet.length }), properties });
}
