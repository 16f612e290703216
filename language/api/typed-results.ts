import { asInt, Float } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { toFloat } from '../values/arithmetic.js';
import { atomText } from '../values/python-text.js';
import { BitMatrix } from '../evaluation/bit-matrix.js';
import type { Column } from '../evaluation/column.js';

/** An s-op's values on an input, one per position. */
export type SOpResult =
    /** Ints, and bools among them as 0 and 1. Those that fit have 32 bits; else safe integers; a plain array where one is larger. */
    | { readonly type: 'ints'; readonly values: Int32Array | Float64Array | readonly (number | bigint)[] }
    /** Floats, and what is mixed with them as floats. */
    | { readonly type: 'floats'; readonly values: Float64Array }
    /** Bools as 0 and 1. */
    | { readonly type: 'bools'; readonly values: Uint8Array }
    | { readonly type: 'strings'; readonly values: readonly string[] };

/** A selector's matrix on an input. */
export interface SelectorResult {
    readonly type: 'selector';
    /** Positions: the matrix has this many rows and columns. */
    readonly length: number;
    /** 1 at `query * length + key` where the query selects the key, else 0. */
    readonly matrix: Uint8Array;
}

export type TypedResult = SOpResult | SelectorResult;

/** A result with its values in typed arrays. */
export function typedResult(result: Column | BitMatrix): TypedResult {
    if (result instanceof BitMatrix) {
        return { type: 'selector', length: result.length, matrix: denseMatrix(result) };
    }
    const { type } = result;
    if (type === 'strings') {
        return { type, values: result.values.map(atomText) };
    }
    const numbers = result.numbers()?.values;
    switch (type) {
        case 'ints': return { type, values: numbers === undefined ? result.values.map(value => asInt(value) ?? 0) : intArray(numbers) };
        case 'floats': return { type, values: numbers?.slice() ?? Float64Array.from(result.values, floatOf) };
        case 'bools': return { type, values: Uint8Array.from(numbers ?? []) };
    }
}

function intArray(values: Float64Array): Int32Array | Float64Array {
    return values.every(value => (value | 0) === value) ? Int32Array.from(values) : values.slice();
}

function floatOf(value: Atom): number {
    return value instanceof Float ? value.value : typeof value === 'string' ? NaN : toFloat(value);
}

function denseMatrix(matrix: BitMatrix): Uint8Array {
    const { length } = matrix;
    const dense = new Uint8Array(length * length);
    for (let query = 0; query < length; query++) {
        matrix.forEachInRow(query, key => { dense[query * length + key] = 1; });
    }
    return dense;
}
