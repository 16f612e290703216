import type { Tape } from './tape.js';
import { broadcastShape, repeatedAxes, sameShape } from './value.js';
import type { Shape, Value } from './value.js';

/** a + b. */
export function add(tape: Tape, a: Value, b: Value): Value {
    const shape = broadcastShape(a.shape, b.shape);
    return tape.result(tape.node('Add', [a.name, b.name]), shape, [a, b], gradient => {
        tape.contribute(a, () => summedTo(tape, gradient, shape, a.shape));
        tape.contribute(b, () => summedTo(tape, gradient, shape, b.shape));
    });
}

/** a - b. */
export function subtract(tape: Tape, a: Value, b: Value): Value {
    const shape = broadcastShape(a.shape, b.shape);
    return tape.result(tape.node('Sub', [a.name, b.name]), shape, [a, b], gradient => {
        tape.contribute(a, () => summedTo(tape, gradient, shape, a.shape));
        tape.contribute(b, () => tape.node('Neg', [summedTo(tape, gradient, shape, b.shape)]));
    });
}

/** a · b, element by element. */
export function multiply(tape: Tape, a: Value, b: Value): Value {
    const shape = broadcastShape(a.shape, b.shape);
    return tape.result(tape.node('Mul', [a.name, b.name]), shape, [a, b], gradient => {
        tape.contribute(a, () => summedTo(tape, tape.node('Mul', [gradient, b.name]), shape, a.shape));
        tape.contribute(b, () => summedTo(tape, tape.node('Mul', [gradient, a.name]), shape, b.shape));
    });
}

/** a / b, element by element. */
export function divide(tape: Tape, a: Value, b: Value): Value {
    const shape = broadcastShape(a.shape, b.shape);
    const quotient = tape.node('Div', [a.name, b.name]);
    return tape.result(quotient, shape, [a, b], gradient => {
        const byA = tape.node('Div', [gradient, b.name]);
        tape.contribute(a, () => summedTo(tape, byA, shape, a.shape));
        tape.contribute(b, () => tape.node('Neg', [summedTo(tape, tape.node('Mul', [byA, quotient]), shape, b.shape)]));
    });
}

/** a · factor. */
export function scale(tape: Tape, a: Value, factor: number): Value {
    const constant = tape.graph.float(Math.fround(factor));
    return tape.result(tape.node('Mul', [a.name, constant]), a.shape, [a], gradient => {
        tape.contribute(a, () => tape.node('Mul', [gradient, constant]));
    });
}

/** max(a, 0); the derivative at 0 is 0, as PyTorch has it. */
export function relu(tape: Tape, a: Value): Value {
    const output = tape.node('Relu', [a.name]);
    return tape.result(output, a.shape, [a], gradient => {
        tape.contribute(a, () => {
            const positive = tape.node('Cast', [tape.node('Greater', [output, tape.graph.float(0)])], { to: 1 });
            return tape.node('Mul', [gradient, positive]);
        });
    });
}

/** The sum of all elements. */
export function sum(tape: Tape, a: Value): Value {
    return tape.result(tape.node('ReduceSum', [a.name], { keepdims: 0 }), [], [a], gradient => {
        tape.contribute(a, () => tape.node('Expand', [gradient, tape.shapeTensor(a.shape)]));
    });
}

/** The mean along the last axis, which is kept with the size 1. */
export function mean(tape: Tape, a: Value): Value {
    const last = a.shape.at(-1);
    if (typeof last !== 'number') {
        throw new RangeError(`no mean along the last axis of [${a.shape.join(', ')}]: its size must be known`);
    }
    const axis = a.shape.length - 1;
    return tape.result(tape.node('ReduceMean', [a.name], { axes: [axis], keepdims: 1 }), [...a.shape.slice(0, -1), 1], [a], gradient => {
        tape.contribute(a, () => tape.node('Expand', [tape.node('Mul', [gradient, tape.graph.float(Math.fround(1 / last))]), tape.shapeTensor(a.shape)]));
    });
}

/** The gradient of a tensor that was repeated: summed over its copies. */
function summedTo(tape: Tape, gradient: string, whole: Shape, part: Shape): string {
    if (sameShape(whole, part)) {
        return gradient;
    }
    const axes = repeatedAxes(whole, part);
    const total = axes.length === 0 ? gradient : tape.node('ReduceSum', [gradient, tape.graph.ints(axes)], { keepdims: whole.length === part.length ? 1 : 0 });
    const missing = whole.length - part.length;
    // Without the repeated axes, those of size 1 that are not missing have to come back.
    return missing > 0 && axes.some(axis => axis >= missing) ? tape.reshaped(total, part) : total;
}
