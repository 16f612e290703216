import type { Dimension } from '../../onnx/graph-builder.js';

export type Shape = readonly Dimension[];

/** A float32 tensor of the graph. */
export interface Value {
    readonly name: string;
    /** Dimensions that inputs decide are named; the name of a product is made of its factors' names: `batch*n`. */
    readonly shape: Shape;
    /** Whether a loss may be differentiated by it, or by what it is computed from. */
    readonly tracked: boolean;
}

/** The shape of an element-wise operation on two tensors: a dimension of 1, or a missing one in front, is repeated. */
export function broadcastShape(a: Shape, b: Shape): Shape {
    const rank = Math.max(a.length, b.length);
    return Array.from({ length: rank }, (_, i) => {
        const [first, second] = [a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1];
        if (first !== second && first !== 1 && second !== 1) {
            throw new RangeError(`[${a.join(', ')}] and [${b.join(', ')}] do not fit: ${first} and ${second}`);
        }
        return first === 1 ? second : first;
    });
}

/** The axes of `whole` along which a tensor of the shape `part` is repeated. */
export function repeatedAxes(whole: Shape, part: Shape): number[] {
    const missing = whole.length - part.length;
    return [...whole.keys()].filter(axis => axis < missing || (part[axis - missing] === 1 && whole[axis] !== 1));
}

/** A product of dimensions as one dimension. */
export function productOf(dimensions: Shape): Dimension {
    const numbers = dimensions.filter(size => typeof size === 'number').reduce((product, size) => product * size, 1);
    const names = dimensions.filter(size => typeof size === 'string');
    return names.length === 0 ? numbers : [...names, ...(numbers === 1 ? [] : [String(numbers)])].join('*');
}

/** Whether two shapes are surely the same. */
export function sameShape(a: Shape, b: Shape): boolean {
    return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
