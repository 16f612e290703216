import { Column } from '../../language/evaluation/column.js';
import type { Atom } from '../../language/values/atom.js';
import { RaspError } from '../../language/values/error.js';
import { atomOf } from './typed-values.js';
import type { Decoding } from './transformer.js';

/** Reads the outputs of a model as values. */
export class OutputReader {
    private readonly kind: Decoding['kind'];
    private readonly atoms: readonly Atom[];
    /** The values as numbers, ascending, for the nearest. */
    private readonly numbers: Float64Array;
    private readonly outputSize: number;

    constructor(decoding: Decoding, outputSize: number) {
        const values = decoding.kind === 'argmax' ? [...decoding.values] : [...decoding.values].sort((a, b) => Number(a.value) - Number(b.value));
        this.kind = decoding.kind;
        this.atoms = values.map(atomOf);
        this.numbers = decoding.kind === 'argmax' ? new Float64Array() : Float64Array.from(values, ({ value }) => Number(value));
        this.outputSize = outputSize;
    }

    /**
     * The values at the first `length` positions.
     * @param logits [length or more, outputs], row after row
     * @throws RaspError when an output is no number, which does not occur in a model that is whole.
     */
    read(logits: Float32Array, length: number): Column {
        return Column.ofAtoms(Array.from({ length }, (_, position) => {
            const row = logits.subarray(position * this.outputSize, (position + 1) * this.outputSize);
            const value = row.some(output => Number.isNaN(output)) ? undefined : this.atoms[this.kind === 'argmax' ? largest(row) : this.nearest(row[0] ?? NaN)];
            if (value === undefined) {
                throw new RaspError('value', `the model's output at position ${position} is no number`);
            }
            return value;
        }));
    }

    private nearest(output: number): number {
        let low = 0;
        let high = this.numbers.length - 1;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (output - at(this.numbers, middle) <= at(this.numbers, middle + 1) - output) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}

function at(numbers: Float64Array, index: number): number {
    return numbers[index] ?? NaN;
}

/** The index of the largest; of several, the first. */
function largest(row: Float32Array): number {
    let best = 0;
    for (let i = 1; i < row.length; i++) {
        if ((row[i] ?? NaN) > (row[best] ?? NaN)) {
            best = i;
        }
    }
    return best;
}
