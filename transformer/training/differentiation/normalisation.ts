import type { Tape } from './tape.js';
import { sameShape } from './value.js';
import type { Value } from './value.js';

/** As PyTorch's. */
export const layerNormEpsilon = 1e-5;

/** exp(a) divided by its sum along the last axis. */
export function softmax(tape: Tape, a: Value): Value {
    const axis = a.shape.length - 1;
    const output = tape.node('Softmax', [a.name], { axis });
    return tape.result(output, a.shape, [a], gradient => {
        tape.contribute(a, () => {
            const inner = tape.node('ReduceSum', [tape.node('Mul', [gradient, output]), tape.graph.ints([axis])], { keepdims: 1 });
            return tape.node('Mul', [tape.node('Sub', [gradient, inner]), output]);
        });
    });
}

/** Each row of [rows, width] with mean 0 and variance 1, times the gain, plus the bias. */
export function layerNorm(tape: Tape, x: Value, gain: Value, bias: Value): Value {
    const width = x.shape[1];
    if (x.shape.length !== 2 || typeof width !== 'number' || !sameShape(gain.shape, [width]) || !sameShape(bias.shape, [width])) {
        throw new RangeError(`no layer norm of [${x.shape.join(', ')}] with a gain of [${gain.shape.join(', ')}]`);
    }
    const [output, average, inverse] = [tape.fresh('LayerNormalization'), tape.fresh('mean'), tape.fresh('inverse_deviation')];
    tape.graph.nodeOf('LayerNormalization', [x.name, gain.name, bias.name], [output, average, inverse], { axis: 1, epsilon: { float: layerNormEpsilon } });
    return tape.result(output, x.shape, [x, gain, bias], gradient => {
        const node: Tape['node'] = (operator, inputs, attributes) => tape.node(operator, inputs, attributes);
        const normal = node('Mul', [node('Sub', [x.name, average]), inverse]);
        const product = node('Mul', [gradient, normal]);
        const overRows = (name: string): string => node('ReduceSum', [name, tape.graph.ints([0])], { keepdims: 0 });
        tape.contribute(gain, () => overRows(product));
        tape.contribute(bias, () => overRows(gradient));
        tape.contribute(x, () => {
            // The two means over a row are products with the gain: no tensor of its own is made for gradient · gain · normal.
            const share = node('Reshape', [node('Mul', [gain.name, tape.graph.float(Math.fround(1 / width))]), tape.graph.ints([width, 1])]);
            const shift = node('Gemm', [gradient, share]);
            const slope = node('Gemm', [product, share]);
            const straight = node('Sub', [node('Mul', [gradient, gain.name]), shift]);
            return node('Mul', [node('Sub', [straight, node('Mul', [normal, slope])]), inverse]);
        });
    });
}
