import { oneHot } from './lookups.js';
import type { Tape } from './tape.js';
import { sameShape } from './value.js';
import type { Value } from './value.js';

/** A cross-entropy, and which rows are right. */
export interface CrossEntropy {
    /** Σ weight · -log softmax(logits)[label]. */
    readonly loss: Value;
    /** Float [rows, 1]: 1 where no logit is above the label's. */
    readonly right: string;
}

/**
 * The cross-entropy of logits, [rows, classes], against labels, int64 [rows].
 * @param weights [rows, 1], 0 for rows that do not count
 */
export function crossEntropy(tape: Tape, logits: Value, labels: string, weights: Value): CrossEntropy {
    const [rows, classes] = logits.shape;
    if (typeof classes !== 'number' || rows === undefined || !sameShape(weights.shape, [rows, 1])) {
        throw new RangeError(`no cross-entropy of [${logits.shape.join(', ')}] with weights of [${weights.shape.join(', ')}]`);
    }
    const { graph } = tape;
    const along = graph.ints([1]);
    const highest = tape.node('ReduceMax', [logits.name], { axes: [1], keepdims: 1 });
    const below = tape.node('Sub', [logits.name, highest]);
    const powers = tape.node('Exp', [below]);
    const total = tape.node('ReduceSum', [powers, along], { keepdims: 1 });
    const chosen = oneHot(tape, labels, classes);
    const ofLabel = tape.node('ReduceSum', [tape.node('Mul', [below, chosen]), along], { keepdims: 1 });
    const byRow = tape.node('Sub', [tape.node('Log', [total]), ofLabel]);
    const loss = tape.node('ReduceSum', [tape.node('Mul', [byRow, weights.name])], { keepdims: 0 });
    return {
        right: tape.node('Cast', [tape.node('Equal', [ofLabel, graph.float(0)])], { to: 1 }),
        loss: tape.result(loss, [], [logits], gradient => {
            tape.contribute(logits, () => {
                const difference = tape.node('Sub', [tape.node('Div', [powers, total]), chosen]);
                return tape.node('Mul', [difference, tape.node('Mul', [weights.name, gradient])]);
            });
        })
    };
}

/**
 * Σ weight · (a - target)².
 * @param target of the shape of a
 * @param weights of the same rank, with sizes of 1 where a weight is for all along an axis
 */
export function squaredError(tape: Tape, a: Value, target: Value, weights: Value): Value {
    const difference = tape.node('Sub', [a.name, target.name]);
    const weighted = tape.node('Mul', [difference, weights.name]);
    const loss = tape.node('ReduceSum', [tape.node('Mul', [weighted, difference])], { keepdims: 0 });
    return tape.result(loss, [], [a], gradient => {
        tape.contribute(a, () => tape.node('Mul', [weighted, tape.node('Mul', [gradient, tape.graph.float(2)])]));
    });
}
