import { atomWeight, kindOf } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { RaspError } from '../values/error.js';
import { atomRepr, shortText, tupleText } from '../values/python-text.js';
import { mixedValuesText } from './sequence-texts.js';

export type ColumnType = 'ints' | 'floats' | 'strings' | 'bools';

/** The values of one s-op on one input, a value per position, and the type they have together. */
export interface Column {
    readonly type: ColumnType;
    readonly values: readonly Atom[];
    /** What the heaviest value weighs, where strings are long or ints large. */
    readonly weight?: number;
}

/** Characters up to which a string weighs nothing. */
const lightString = 64;

/**
 * The column of these values. Bools with ints count as ints, anything numeric with a float as floats;
 * the values stay as they are.
 * @throws RaspError `type` when strings are mixed with anything else.
 */
export function column(values: readonly Atom[]): Column {
    let strings = 0;
    let floats = 0;
    let ints = 0;
    let weight = 0;
    for (const value of values) {
        switch (typeof value) {
            case 'string':
                strings++;
                if (value.length > lightString) {
                    weight = Math.max(weight, atomWeight(value));
                }
                break;
            case 'number': ints++; break;
            case 'bigint':
                ints++;
                weight = Math.max(weight, atomWeight(value));
                break;
            case 'boolean': break;
            default: floats++;
        }
    }
    if (strings === values.length) {
        return { type: 'strings', values, weight };
    }
    if (strings > 0) {
        throw mixed(values);
    }
    return { type: floats > 0 ? 'floats' : ints > 0 ? 'ints' : 'bools', values, weight };
}

function mixed(values: readonly Atom[]): RaspError {
    const text = values.find(value => typeof value === 'string') ?? '';
    const other = values.find(value => typeof value !== 'string') ?? 0;
    return new RaspError('type',
        `an s-op's values have one type, and these mix strings with others: ${shortText(atomRepr(text))} (${kindOf(text)}) and ${shortText(atomRepr(other))} (${kindOf(other)})`,
        () => mixedValuesText(tupleText(values.map(atomRepr))));
}
