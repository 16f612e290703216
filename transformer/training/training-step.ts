import { GraphBuilder } from '../onnx/graph-builder.js';
import { adamStep } from './adam.js';
import { Tape } from './differentiation/tape.js';
import { batchDimension, encode, positionDimension } from './encoder.js';
import type { Encoded } from './encoder.js';
import { trainedCount, trainedParameters } from './encoder-parameters.js';
import type { EncoderShape } from './encoder-parameters.js';
import { declareOutput } from './graph-output.js';
import { flattened, parametersFrom } from './flat-parameters.js';
import { losses } from './step-losses.js';
import type { Losses, Objective } from './step-losses.js';

/** The numbers that `totals` adds up, in this order. */
export const totalNames = ['cross_entropy', 'attention_error', 'right', 'labelled'] as const;

/** A graph of a forward pass whose parameters come in as one list. */
interface Forward {
    readonly tape: Tape;
    readonly encoded: Encoded;
    readonly lost: Losses;
    /** The names of the parameters' tensors, for the loss to be differentiated by. */
    readonly gradient: () => string;
}

/**
 * A whole step of training as one ONNX graph: forward, backward, Adam.
 *
 * Inputs: `tokens`, int64 [batch, n], BOS included; `mask`, bool [batch, n], false for padding; `labels`, int64, and
 * `label_mask`, bool, [batch, n]; for each supervised layer `attention_target.<layer>`, float [batch, heads, n, n], rows
 * summing to 1, and `attention_rows.<layer>`, bool [batch, heads, n]; `step_size` and `epsilon`, which `adamScalars` gives;
 * and the state: `parameters`, `first_moment`, `second_moment`, float [all parameters], and `totals`, float [4].
 * Outputs: the next state, as `next_parameters` and so on, in which `next_totals` is `totals` plus what `totalNames` lists of
 * this batch; and these numbers alone. So the state can stay on a device, and the totals be read every so many steps.
 */
export function trainingStep(shape: EncoderShape, objective: Objective): Uint8Array {
    const graph = new GraphBuilder();
    const { tape, lost, gradient } = forward(graph, shape, objective);
    const count = trainedCount(shape);
    const firstMoment = graph.input('first_moment', 'float', [count], 'Adam\'s mean of the gradient.');
    const secondMoment = graph.input('second_moment', 'float', [count], 'Adam\'s mean of the squared gradient.');
    const stepSize = graph.input('step_size', 'float', [], 'The learning rate, corrected for moments that began at 0.');
    const epsilon = graph.input('epsilon', 'float', [], 'What keeps Adam from dividing by 0, corrected likewise.');
    const slopes = gradient();
    const next = tape.within('adam', () => adamStep(tape, { parameters: 'parameters', firstMoment, secondMoment }, slopes, stepSize, epsilon));
    declareOutput(tape, next.parameters, 'next_parameters', [count], 'The parameters after this step.');
    declareOutput(tape, next.firstMoment, 'next_first_moment', [count], 'Goes into `first_moment` at the next step.');
    declareOutput(tape, next.secondMoment, 'next_second_moment', [count], 'Goes into `second_moment` at the next step.');
    outputLosses(tape, lost);
    return graph.finish({ producer: 'rasp', graphName: 'training step', doc: `One step of training an encoder of ${shape.nLayers} layers with ${shape.nHeads} heads.`, metadata: {} });
}

/**
 * The losses of a model, and what it gives, as an ONNX graph: the inputs of `trainingStep` without those of Adam.
 * Outputs: the losses as there; `right_at`, float [batch, n], 1 where the label is met; `logits`, float [batch, n, classes];
 * and for each layer `attention.<layer>`, float [batch, heads, n, n].
 */
export function evaluationStep(shape: EncoderShape, objective: Objective): Uint8Array {
    const graph = new GraphBuilder();
    const { tape, encoded, lost } = forward(graph, shape, objective);
    outputLosses(tape, lost);
    declareOutput(tape, lost.rightAt, 'right_at', [batchDimension, positionDimension], '1 where the label is met, 0 where it is not or where there is none.');
    const { outputSize, nHeads } = shape;
    const logits = tape.reshaped(encoded.logits.name, [batchDimension, positionDimension, outputSize]);
    declareOutput(tape, logits, 'logits', [batchDimension, positionDimension, outputSize], 'How much speaks for each class at each position.');
    encoded.attention.forEach(({ name }, layer) => {
        declareOutput(tape, name, `attention.${layer}`, [batchDimension, nHeads, positionDimension, positionDimension], `How much each query (down) attends to each key (across) in layer ${layer}.`);
    });
    return graph.finish({ producer: 'rasp', graphName: 'evaluation', doc: `Evaluates an encoder of ${shape.nLayers} layers with ${shape.nHeads} heads.`, metadata: {} });
}

function forward(graph: GraphBuilder, shape: EncoderShape, objective: Objective): Forward {
    const tape = new Tape(graph);
    const tokens = graph.input('tokens', 'int64', [batchDimension, positionDimension], 'Token ids; any where a row is padded.');
    const mask = graph.input('mask', 'bool', [batchDimension, positionDimension], 'True where a token is one of the input, false where the row is padded.');
    const all = graph.input('parameters', 'float', [trainedCount(shape)], 'All parameters, one after the other.');
    const { take, taken } = parametersFrom(tape, all, trainedParameters(shape));
    const encoded = encode(tape, shape, take, tokens, mask);
    const lost = losses(tape, shape, objective, encoded, mask);
    return { tape, encoded, lost, gradient: () => flattened(tape, tape.gradients(lost.total, taken)) };
}

function outputLosses(tape: Tape, { crossEntropy, attentionError, right, labelled }: Losses): void {
    const { graph } = tape;
    const numbers = [crossEntropy.name, attentionError?.name ?? graph.float(0), right, labelled];
    const totals = graph.input('totals', 'float', [totalNames.length], 'The sums over earlier batches.');
    const own = tape.node('Concat', numbers.map(name => tape.node('Reshape', [name, graph.ints([1])])), { axis: 0 });
    declareOutput(tape, tape.node('Add', [totals, own]), 'next_totals', [totalNames.length], `The sums with this batch: ${totalNames.join(', ')}.`);
    totalNames.forEach((name, i) => { declareOutput(tape, numbers[i] ?? '', name, [], 'Of this batch alone.'); });
}
