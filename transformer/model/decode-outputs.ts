import { Column } from '../../language/evaluation/column.js';
import { RaspError } from '../../language/values/error.js';
import { decodeAt } from './decode.js';
import type { Decoding } from './transformer.js';
import { atomOf } from './typed-values.js';

/**
 * The values that outputs stand for, as the interpreter would hold them.
 * @param outputs [length, outputSize]
 * @throws RaspError when an output is no number, which does not occur in a model that is whole
 */
export function decodeOutputs(decoding: Decoding, outputSize: number, outputs: Float32Array): Column {
    const odd = outputs.findIndex(value => Number.isNaN(value));
    if (odd >= 0) {
        throw new RaspError('value', `the model's output at position ${Math.floor(odd / outputSize)} is no number`);
    }
    return Column.ofAtoms(Array.from({ length: outputs.length / outputSize }, (_, position) => {
        const value = decodeAt(decoding, outputs, position * outputSize);
        return value === undefined ? 0 : atomOf(value);
    }));
}
