import { add, scale } from './differentiation/arithmetic.js';
import { crossEntropy, squaredError } from './differentiation/losses.js';
import type { Tape } from './differentiation/tape.js';
import type { Value } from './differentiation/value.js';
import { batchDimension, positionDimension, rowDimension } from './encoder.js';
import type { Encoded } from './encoder.js';
import type { EncoderShape } from './encoder-parameters.js';

/** What a model is trained for. */
export interface Objective {
    /** Layers, from 0, some of whose heads are told what to attend to. */
    readonly supervisedLayers: readonly number[];
    /** How much the error of the attention counts beside the cross-entropy. */
    readonly attentionWeight: number;
}

/** As the paper trains with attention supervision. */
export const paperAttentionWeight = 100;

/** The losses of a batch. */
export interface Losses {
    /** The mean over sequences of the mean over their labels of the cross-entropy: [] */
    readonly crossEntropy: Value;
    /** The mean over sequences and supervised heads of the squared error; missing where no layer is supervised: [] */
    readonly attentionError?: Value;
    /** What is minimised: [] */
    readonly total: Value;
    /** Names of single float32s: how many labels are met, and how many there are. */
    readonly right: string;
    readonly labelled: string;
    /** Float [batch, n]: 1 where there is a label and no logit is above that label's. */
    readonly rightAt: string;
}

/** Declares the inputs of a batch that say what is wanted, and computes the losses. */
export function losses(tape: Tape, shape: EncoderShape, objective: Objective, { logits, attention }: Encoded, mask: string): Losses {
    const { graph } = tape;
    const labels = graph.input('labels', 'int64', [batchDimension, positionDimension], 'The class at each position; any where there is no label.');
    const labelMask = graph.input('label_mask', 'bool', [batchDimension, positionDimension], 'True where there is a label.');
    const rowSum = (name: string, axis: number): string => tape.node('ReduceSum', [name, graph.ints([axis])], { keepdims: 1 });
    const counted = floats(tape, labelMask);
    const perSequence = rowSum(counted, 1);
    const sequences = atLeastOne(tape, tape.node('ReduceSum', [present(tape, perSequence)], { keepdims: 0 }));
    const share = tape.node('Div', [counted, tape.node('Mul', [atLeastOne(tape, perSequence), sequences])]);
    const weights = tape.given(tape.node('Reshape', [share, graph.ints([-1, 1])]), [rowDimension, 1]);
    const ids = tape.node('Reshape', [labels, graph.ints([-1])]);
    const { loss, right } = tape.within('cross_entropy', () => crossEntropy(tape, logits, ids, weights));
    const rightAt = tape.node('Mul', [tape.reshaped(right, [batchDimension, positionDimension]), counted]);
    const attentionError = tape.within('attention_error', () => squaredErrors(tape, shape, objective, attention, mask));
    return {
        crossEntropy: loss,
        ...(attentionError === undefined ? {} : { attentionError }),
        total: attentionError === undefined ? loss : add(tape, loss, scale(tape, attentionError, objective.attentionWeight)),
        right: tape.node('ReduceSum', [rightAt], { keepdims: 0 }),
        labelled: tape.node('ReduceSum', [counted], { keepdims: 0 }),
        rightAt
    };
}

function squaredErrors(tape: Tape, { nHeads }: EncoderShape, { supervisedLayers }: Objective, attention: readonly Value[], mask: string): Value | undefined {
    const { graph } = tape;
    const n = positionDimension;
    const layers = supervisedLayers.map(layer => {
        const pattern = attention[layer];
        if (pattern === undefined) {
            throw new RangeError(`there is no layer ${layer} to supervise`);
        }
        const target = graph.input(`attention_target.${layer}`, 'float', [batchDimension, nHeads, n, n], `How much each query (down) shall attend to each key (across) in layer ${layer}; 0 for padding.`);
        const rows = graph.input(`attention_rows.${layer}`, 'bool', [batchDimension, nHeads, n], `True for the queries that are supervised in layer ${layer}: none of a head that is free.`);
        const counted = floats(tape, rows);
        return { pattern, target: tape.given(target, pattern.shape), counted, perHead: tape.node('ReduceSum', [counted, graph.ints([2])], { keepdims: 1 }) };
    });
    if (layers.length === 0) {
        return undefined;
    }
    const keys = tape.node('Unsqueeze', [tape.node('ReduceSum', [floats(tape, mask), graph.ints([1])], { keepdims: 1 }), graph.ints([1])]);
    const heads = atLeastOne(tape, layers.map(({ perHead }) => tape.node('ReduceSum', [present(tape, perHead)], { keepdims: 0 })).reduce((sum, count) => tape.node('Add', [sum, count])));
    return layers.map(({ pattern, target, counted, perHead }) => {
        const perElement = tape.node('Mul', [tape.node('Mul', [atLeastOne(tape, perHead), atLeastOne(tape, keys)]), heads]);
        const weights = tape.node('Unsqueeze', [tape.node('Div', [counted, perElement]), graph.ints([3])]);
        return squaredError(tape, pattern, target, tape.given(weights, [batchDimension, nHeads, n, 1]));
    }).reduce((sum, error) => add(tape, sum, error));
}

function floats(tape: Tape, mask: string): string {
    return tape.node('Cast', [mask], { to: 1 });
}

/** 1 where a count is above 0. */
function present(tape: Tape, count: string): string {
    return tape.node('Min', [count, tape.graph.float(1)]);
}

/** A count that can be divided by. */
function atLeastOne(tape: Tape, count: string): string {
    return tape.node('Max', [count, tape.graph.float(1)]);
}
