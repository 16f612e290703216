import { isNested } from '../../language/evaluation/input.js';
import { readCommandInput } from '../../language/program/typed-input.js';
import { RaspError } from '../../language/values/error.js';
import { atomRepr } from '../../language/values/python-text.js';
import { atomOf, typedValueOf, valueKey } from './typed-values.js';
import type { TypedValue } from './transformer.js';

export interface AlphabetReading {
    /** The most tokens. */
    readonly most: number;
    /** What messages call it, as `--alphabet`. */
    readonly label: string;
}

/** The tokens of an alphabet as typed: `abc`, a list, or a range of ints such as `0..9`; or what is wrong with it. */
export function parseAlphabet(typed: string, { most, label }: AlphabetReading): readonly TypedValue[] | string {
    if (/^\s*(?:""|\[\s*\])?\s*$/.test(typed)) {
        return 'the alphabet must not be empty';
    }
    const [, from, to] = /^\s*(-?\d{1,9})\.\.(-?\d{1,9})\s*$/.exec(typed) ?? [];
    if (from !== undefined && to !== undefined) {
        const [first, count] = [Number(from), Number(to) - Number(from) + 1];
        return count < 1 || count > most ? `${label} ${typed.trim()} has ${Math.max(0, count).toLocaleString('en-US')} tokens; from 1 to ${most.toLocaleString('en-US')} are possible`
            : Array.from({ length: count }, (_, i) => ({ type: 'int', value: first + i }));
    }
    try {
        return readTokens(typed, { most, label });
    } catch (error) {
        if (error instanceof RaspError) {
            return `${label} ${typed}: ${error.message}`;
        }
        throw error;
    }
}

function readTokens(typed: string, { most, label }: AlphabetReading): readonly TypedValue[] | string {
    const { items } = readCommandInput(typed);
    if (items.length > most) {
        return `${label} has ${items.length.toLocaleString('en-US')} tokens; the limit is ${most.toLocaleString('en-US')}`;
    }
    const tokens = new Map<string, TypedValue>();
    for (const [i, item] of items.entries()) {
        const value = isNested(item) ? undefined : typedValueOf(item);
        if (value === undefined || tokens.has(valueKey(value))) {
            return `${label}: token ${i} is ${value === undefined ? 'no string, bool, float or int of at most 53 bits' : `${JSON.stringify(value.value)} once more; name each token once`}`;
        }
        tokens.set(valueKey(value), value);
    }
    return [...tokens.values()];
}

/** An alphabet as a person would type it: `abc`, `0..9` or a list. */
export function alphabetText(alphabet: readonly TypedValue[]): string {
    const letters = alphabet.map(({ value }) => value);
    if (letters.every(letter => typeof letter === 'string' && [...letter].length === 1 && !/[\s"[\].]/.test(letter))) {
        return letters.join('');
    }
    const first = letters[0];
    if (alphabet.length > 2 && typeof first === 'number' && alphabet.every(({ type, value }, i) => type === 'int' && value === first + i)) {
        return `${first}..${first + alphabet.length - 1}`;
    }
    return listText(alphabet);
}

/** Values as a list of RASP. */
export function listText(values: readonly TypedValue[]): string {
    return `[${values.map(value => (value.type === 'string' ? JSON.stringify(value.value) : atomRepr(atomOf(value)))).join(', ')}]`;
}
