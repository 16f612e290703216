import { GraphBuilder } from '../onnx/graph-builder.js';
import type { ModelProperties } from '../onnx/graph-builder.js';
import { Tape } from './differentiation/tape.js';
import { batchDimension, encode, positionDimension } from './encoder.js';
import { trainedParameters } from './encoder-parameters.js';
import type { EncoderShape } from './encoder-parameters.js';
import { takeFrom } from './flat-parameters.js';
import { declareOutput } from './graph-output.js';

export interface InferenceOptions {
    /** The id of BOS, which the graph then puts in front of each input itself. */
    readonly bos?: number;
    readonly properties: ModelProperties;
}

/**
 * A trained encoder as an ONNX file with the inputs and outputs of a compiled one (`onnxOf`).
 *
 * Inputs: `tokens`, int64 [batch, n], without BOS; `mask`, bool [batch, n]. Outputs: `logits`, float [batch, n, classes], and
 * for each layer `attention.<layer>`, float [batch, heads, m, m], where m is n, or n + 1 with BOS first.
 * @param all the list of parameters that training ends with
 */
export function inferenceModel(shape: EncoderShape, all: Float32Array, { bos, properties }: InferenceOptions): Uint8Array {
    const graph = new GraphBuilder();
    const tape = new Tape(graph);
    const tokens = graph.input('tokens', 'int64', [batchDimension, positionDimension], 'Token ids, without a beginning-of-sequence token (BOS).');
    const mask = graph.input('mask', 'bool', [batchDimension, positionDimension], 'True where a token is one of the input, false where the row is padded.');
    const values = new Map(trainedParameters(shape).map(({ name, shape: own, offset, size }) => [name, tape.given(graph.floats(name, own, all.subarray(offset, offset + size)), own)]));
    const whole = bos === undefined ? { tokens, mask } : withBos(tape, tokens, mask, bos);
    const { logits, attention } = encode(tape, shape, takeFrom(values), whole.tokens, whole.mask);
    const byPosition = tape.reshaped(logits.name, [batchDimension, positionDimension, shape.outputSize]);
    const shown = bos === undefined ? byPosition : tape.node('Slice', [byPosition, graph.ints([1]), graph.ints([shape.nPositions]), graph.ints([1])]);
    declareOutput(tape, shown, 'logits', [batchDimension, positionDimension, shape.outputSize], 'How much speaks for each class at each position of the input; rows that the mask leaves out mean nothing.');
    const positions = bos === undefined ? positionDimension : 'n_with_bos';
    attention.forEach(({ name }, layer) => {
        declareOutput(tape, name, `attention.${layer}`, [batchDimension, shape.nHeads, positions, positions], `How much each query (down) attends to each key (across) in layer ${layer}${bos === undefined ? '' : '; BOS first'}.`);
    });
    return graph.finish(properties);
}

/** Puts BOS in front of each row. */
function withBos(tape: Tape, tokens: string, mask: string, bos: number): { readonly tokens: string; readonly mask: string } {
    const { graph } = tape;
    const rows = tape.node('Slice', [tape.node('Shape', [tokens]), graph.ints([0]), graph.ints([1])]);
    const column = tape.node('Concat', [rows, graph.ints([1])], { axis: 0 });
    const inFront = (first: string, rest: string): string => tape.node('Concat', [tape.node('Expand', [first, column]), rest], { axis: 1 });
    return { tokens: inFront(graph.ints([bos]), tokens), mask: inFront(graph.oneTrue, mask) };
}
