import { trainedParameters } from './encoder-parameters.js';
import type { EncoderShape } from './encoder-parameters.js';
import { sinusoidalPositions } from './positions.js';

/** A parameter as files hold it. */
export interface SavedParameter {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array;
}

/**
 * A trained encoder's parameters by the names and in the shapes of TransformerLens: queries, keys and values by head,
 * [heads, d_model, d_head], and positions always as a table.
 * @param all the list that training ends with
 */
export function savedParameters(shape: EncoderShape, all: Float32Array): SavedParameter[] {
    const { nHeads, nPositions, dModel, positions } = shape;
    const saved = trainedParameters(shape).map((parameter): SavedParameter => {
        const values = all.slice(parameter.offset, parameter.offset + parameter.size);
        const saving = savedShape(parameter.name, parameter.shape, nHeads);
        return { name: parameter.name, shape: saving, values: splitsColumns(parameter.name) ? columnsByHead(values, dModel, nHeads) : values };
    });
    return positions === 'learned' ? saved : saved.toSpliced(1, 0, { name: 'pos_embed.W_pos', shape: [nPositions, dModel], values: sinusoidalPositions(nPositions, dModel) });
}

/**
 * The list of numbers that training goes on with, from what a file holds.
 * @param take gives the values of a parameter of this name and shape
 */
export function trainedFromSaved(shape: EncoderShape, take: (name: string, shape: readonly number[]) => Float32Array): Float32Array {
    const parameters = trainedParameters(shape);
    const last = parameters.at(-1);
    const all = new Float32Array(last === undefined ? 0 : last.offset + last.size);
    for (const { name, shape: own, offset } of parameters) {
        const values = take(name, savedShape(name, own, shape.nHeads));
        all.set(splitsColumns(name) ? headsSideBySide(values, shape.dModel, shape.nHeads) : values, offset);
    }
    return all;
}

function savedShape(name: string, shape: readonly number[], nHeads: number): readonly number[] {
    const [first = 1, second = 1] = shape;
    if (splitsColumns(name)) {
        return [nHeads, first, second / nHeads];
    }
    if (/\.attn\.b_[QKV]$/.test(name)) {
        return [nHeads, first / nHeads];
    }
    // The inputs of W_O are the heads one after the other: nothing moves.
    return name.endsWith('.attn.W_O') ? [nHeads, first / nHeads, second] : shape;
}

function splitsColumns(name: string): boolean {
    return /\.attn\.W_[QKV]$/.test(name);
}

/** [rows, heads · width] to [heads, rows, width]. */
function columnsByHead(values: Float32Array, rows: number, heads: number): Float32Array {
    return moved(values, rows, heads, (row, head) => row * heads + head, (row, head) => head * rows + row);
}

/** [heads, rows, width] to [rows, heads · width]. */
function headsSideBySide(values: Float32Array, rows: number, heads: number): Float32Array {
    return moved(values, rows, heads, (row, head) => head * rows + row, (row, head) => row * heads + head);
}

function moved(values: Float32Array, rows: number, heads: number, from: (row: number, head: number) => number, to: (row: number, head: number) => number): Float32Array {
    const width = values.length / (rows * heads);
    const result = new Float32Array(values.length);
    for (let row = 0; row < rows; row++) {
        for (let head = 0; head < heads; head++) {
            const start = from(row, head) * width;
            result.set(values.subarray(start, start + width), to(row, head) * width);
        }
    }
    return result;
}
