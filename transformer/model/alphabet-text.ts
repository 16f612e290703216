import { isNested } from '../../language/evaluation/input.js';
import { readCommandInput } from '../../language/program/typed-input.js';
import { RaspError } from '../../language/values/error.js';
import { atomRepr, shortText } from '../../language/values/python-text.js';
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
    // Two points are no alphabet of characters: one of them is a double.
    if (/^[^["]*\.\.[^["]*$/.test(typed)) {
        return `${label} ${typed.trim()}: a range is of ints and has both ends, such as 0..9 or -5..5`;
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
        if (value === undefined) {
            return `${label}: token ${i} is no string, bool, float or int of at most 53 bits`;
        }
        if (tokens.has(valueKey(value))) {
            return `${label}: the second ${listedText(value)} is a double; name each token once`;
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
    return `[${values.map(listedText).join(', ')}]`;
}

function listedText(value: TypedValue): string {
    return value.type === 'string' ? JSON.stringify(value.value) : atomRepr(atomOf(value));
}

/** Tokens that are named, and the length of their names. */
const mostNamed = 24;
const longestName = 24;

/** An alphabet as people read it: `3 tokens: a, space, b`. */
export function alphabetSummary(alphabet: readonly TypedValue[]): string {
    const named = alphabet.slice(0, mostNamed).map(value => shortText(nameOf(value), longestName)).join(', ');
    return `${alphabet.length.toLocaleString('en-US')} token${alphabet.length === 1 ? '' : 's'}: ${named}${alphabet.length > mostNamed ? ', …' : ''}`;
}

/** Strings stand bare where they cannot be taken for something else. */
function nameOf(value: TypedValue): string {
    return value.value === ' ' ? 'space' : value.value === '\t' ? 'tab'
        : typeof value.value === 'string' && /^(?![\d.+-]*\d)(?!(?:True|False|nan|inf|space|tab)$)[^\s,"\\\p{C}]+$/u.test(value.value) ? value.value : listedText(value);
}
