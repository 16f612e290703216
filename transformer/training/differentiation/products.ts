import type { Tape } from './tape.js';
import { sameShape } from './value.js';
import type { Shape, Value } from './value.js';

/**
 * x W + b for each row: [rows, inputs] times [inputs, outputs], and a bias of [outputs] that may be missing.
 * `Gemm` reads W and x transposed in place and adds on its own, so that the backward pass needs no other nodes.
 */
export function linear(tape: Tape, x: Value, weights: Value, bias?: Value): Value {
    const [rows, inputs] = matrixShape(x.shape);
    const [height, width] = matrixShape(weights.shape);
    if (inputs !== height || (bias !== undefined && !sameShape(bias.shape, [width]))) {
        throw new RangeError(`no product of [${x.shape.join(', ')}] and [${weights.shape.join(', ')}] with a bias of [${bias?.shape.join(', ') ?? ''}]`);
    }
    const terms = bias === undefined ? [] : [bias];
    return tape.result(tape.node('Gemm', [x, weights, ...terms].map(({ name }) => name)), [rows, width], [x, weights, ...terms], gradient => {
        tape.contributeInto(x, soFar => tape.node('Gemm', [gradient, weights.name, ...optional(soFar)], { transB: 1 }));
        tape.contributeInto(weights, soFar => tape.node('Gemm', [x.name, gradient, ...optional(soFar)], { transA: 1 }));
        terms.forEach(term => { tape.contribute(term, () => tape.node('ReduceSum', [gradient, tape.graph.ints([0])], { keepdims: 0 })); });
    });
}

export interface ProductOptions {
    /** Swaps the last two axes of b first. */
    readonly transposeB?: boolean;
}

/** Products of the matrices in the last two axes; the axes before them are the same in both. */
export function multiplyMatrices(tape: Tape, a: Value, b: Value, { transposeB = false }: ProductOptions = {}): Value {
    const right = transposeB ? swappedShape(b.shape) : b.shape;
    const [outer, rows, inner] = split(a.shape);
    const [outerB, innerB, columns] = split(right);
    if (!sameShape(outer, outerB) || inner !== innerB) {
        throw new RangeError(`no product of [${a.shape.join(', ')}] and [${right.join(', ')}]`);
    }
    const product = (left: string, other: string): string => tape.node('MatMul', [left, other]);
    const turned = (name: string): string => tape.node('Transpose', [name], { perm: swappedAxes(a.shape.length) });
    return tape.result(product(a.name, transposeB ? turned(b.name) : b.name), [...outer, rows, columns], [a, b], gradient => {
        tape.contribute(a, () => product(gradient, transposeB ? b.name : turned(b.name)));
        tape.contribute(b, () => (transposeB ? product(turned(gradient), a.name) : product(turned(a.name), gradient)));
    });
}

function optional(name: string | undefined): string[] {
    return name === undefined ? [] : [name];
}

function matrixShape(shape: Shape): [Shape[number], Shape[number]] {
    const [rows, columns, ...more] = shape;
    if (rows === undefined || columns === undefined || more.length > 0) {
        throw new RangeError(`[${shape.join(', ')}] is no matrix`);
    }
    return [rows, columns];
}

function split(shape: Shape): [Shape, Shape[number], Shape[number]] {
    return [shape.slice(0, -2), ...matrixShape(shape.slice(-2))];
}

function swappedShape(shape: Shape): Shape {
    const [outer, rows, columns] = split(shape);
    return [...outer, columns, rows];
}

function swappedAxes(rank: number): number[] {
    return [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2];
}
