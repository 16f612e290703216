import type { Dimension } from '../../onnx/graph-builder.js';
import type { Tape } from './tape.js';
import { productOf, sameShape } from './value.js';
import type { Shape, Value } from './value.js';

/** The same elements in the same order, in another shape. */
export function reshape(tape: Tape, a: Value, shape: Shape): Value {
    if (elements(a.shape) !== elements(shape)) {
        throw new RangeError(`[${a.shape.join(', ')}] cannot become [${shape.join(', ')}]`);
    }
    return sameShape(a.shape, shape) ? a : tape.result(tape.reshaped(a.name, shape), shape, [a], gradient => {
        tape.contribute(a, () => tape.reshaped(gradient, a.shape));
    });
}

/** The axes in another order: axis i of the result is axis `permutation[i]` of a. */
export function transpose(tape: Tape, a: Value, permutation: readonly number[]): Value {
    const shape = permutation.map(axis => a.shape[axis] ?? 1);
    return tape.result(tape.node('Transpose', [a.name], { perm: permutation }), shape, [a], gradient => {
        tape.contribute(a, () => tape.node('Transpose', [gradient], { perm: permutation.map((_, axis) => permutation.indexOf(axis)) }));
    });
}

/** [batch · n, heads · width] to [batch, heads, n, width]. */
export function splitHeads(tape: Tape, a: Value, batch: Dimension, n: Dimension, heads: number): Value {
    const width = columnsOf(a) / heads;
    // One head needs no transposition: the order of its elements stays as it is.
    return heads === 1
        ? reshape(tape, a, [batch, 1, n, width])
        : transpose(tape, reshape(tape, a, [batch, n, heads, width]), [0, 2, 1, 3]);
}

/** [batch, heads, n, width] to [batch · n, heads · width]. */
export function joinHeads(tape: Tape, a: Value): Value {
    const [batch = 1, heads = 1, n = 1, width = 1] = a.shape;
    const byPosition = heads === 1 ? a : transpose(tape, a, [0, 2, 1, 3]);
    return reshape(tape, byPosition, [productOf([batch, n]), productOf([heads, width])]);
}

function columnsOf({ shape }: Value): number {
    const columns = shape.at(-1);
    if (typeof columns !== 'number') {
        throw new RangeError(`the last size of [${shape.join(', ')}] must be known`);
    }
    return columns;
}

/** The factors of the number of elements, in an order of their own: 1s do not count. */
function elements(shape: Shape): string {
    const factors = shape.flatMap(size => (typeof size === 'number' ? [] : size.split('*')));
    const names = factors.filter(factor => !/^\d+$/.test(factor)).toSorted();
    const number = [...shape.filter(size => typeof size === 'number'), ...factors.filter(factor => /^\d+$/.test(factor)).map(Number)].reduce((product, size) => product * size, 1);
    return [...names, number].join('*');
}
