import { Float } from './atom.js';
import type { Atom, Int } from './atom.js';
import { int, intTooLarge } from './atom.js';
import { RaspError } from './error.js';
import { limits } from '../limits.js';

/** Python's `repr` of a float: the shortest digits that read back, exponent below 1e-4 and from 1e16. */
export function floatText(value: number): string {
    if (Number.isNaN(value)) {
        return 'nan';
    }
    if (!Number.isFinite(value)) {
        return value < 0 ? '-inf' : 'inf';
    }
    if (value === 0) {
        return Object.is(value, -0) ? '-0.0' : '0.0';
    }
    const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
    const exponent = Number(exponentText);
    if (exponent < -4 || exponent >= 16) {
        return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
    }
    const sign = mantissa.startsWith('-') ? '-' : '';
    const digits = mantissa.replace(/[-.]/g, '');
    if (exponent < 0) {
        return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
    }
    const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
    return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/** A text cut to a length that a message can hold. */
export function shortText(text: string, longest = 60): string {
    return text.length > longest ? `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/** Python's `str` of an atom: strings as they are. */
export function atomText(atom: Atom): string {
    switch (typeof atom) {
        case 'string': return atom;
        case 'boolean': return atom ? 'True' : 'False';
        case 'number': case 'bigint': return String(atom);
        default: return floatText(atom.value);
    }
}

/** An atom as the reference describes it in its messages: strings in double quotes, without escapes. */
export function atomDescription(atom: Atom): string {
    return typeof atom === 'string' ? `"${atom}"` : atomText(atom);
}

/** Atoms as Python shows a tuple of them. */
export function tupleText(items: readonly string[]): string {
    return items.length === 1 ? `(${items[0] ?? ''},)` : `(${items.join(', ')})`;
}

/** Python's `repr` of an atom: strings in quotes with escapes. */
export function atomRepr(atom: Atom): string {
    return typeof atom === 'string' ? stringRepr(atom) : atomText(atom);
}

function stringRepr(text: string): string {
    const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
    const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', [quote]: `\\${quote}` };
    let out = '';
    for (const char of text) {
        out += escapes[char] ?? (char !== ' ' && unprintable.test(char) ? escaped(char) : char);
    }
    return quote + out + quote;
}

/** What Python's `repr` escapes: controls, format characters, surrogates, unassigned code points and all spaces but one. */
const unprintable = /[\p{C}\p{Z}]/u;

function escaped(char: string): string {
    const code = char.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    return code <= 0xff ? `\\x${hex.padStart(2, '0')}` : code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** Python's `ascii` of a string: its `repr` with everything beyond ASCII escaped. */
export function asciiRepr(text: string): string {
    return stringRepr(text).replace(/[^ -~]/gu, escaped);
}

const intPattern = /^[+-]?[0-9](?:_?[0-9])*$/;
const floatPattern = /^[+-]?(?:(?:[0-9](?:_?[0-9])*)?\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\.?)(?:[eE][+-]?[0-9](?:_?[0-9])*)?$/;
const outerSpace = /^[\s\x85]+|[\s\x85]+$/g;

/** As `int` and `float` read a text: without the white space around it, and with the digits of all scripts as 0 to 9. */
function numberText(text: string): string {
    // Python does not take a byte order mark for white space; JavaScript does.
    const trimmed = text.replaceAll('\ufeff', '?').replace(outerSpace, '');
    return /[^ -~]/.test(trimmed) ? trimmed.replace(/\p{Nd}/gu, digit => String(digitValue(digit))) : trimmed;
}

/** Digits stand in runs of ten, each from 0 to 9; some runs touch. */
function digitValue(digit: string): number {
    const code = digit.codePointAt(0) ?? 0;
    let first = code;
    while (first > 0 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) {
        first--;
    }
    return (code - first) % 10;
}

/** An int of `limits.intBits` bits has fewer digits than this. */
const mostDigits = Math.ceil(limits.intBits * Math.log10(2)) + 1;

/**
 * The int that a row of digits stands for.
 * @throws RaspError `limit` when it is too large
 */
export function intOfDigits(digits: string): Int {
    if (digits.length <= 15) {
        return Number(digits);
    }
    const significant = digits.replace(/^0+/, '');
    if (significant.length > mostDigits) {
        throw intTooLarge();
    }
    return int(BigInt(significant || '0'));
}

const namedFloats: Record<string, number> = { inf: Infinity, infinity: Infinity, nan: NaN };

/**
 * Python's `int(text)`.
 * @throws RaspError `value` when the text is no int.
 */
export function parseInteger(text: string): Int {
    const trimmed = numberText(text);
    if (!intPattern.test(trimmed)) {
        throw new RaspError('value', `${shortText(atomRepr(text))} is not an int`);
    }
    const magnitude = intOfDigits(trimmed.replace(/[_+-]/g, ''));
    return trimmed.startsWith('-') ? int(-magnitude) : magnitude;
}

/**
 * Python's `float(text)`.
 * @throws RaspError `value` when the text is no float.
 */
export function parseFloatText(text: string): Float {
    const trimmed = numberText(text);
    if (floatPattern.test(trimmed)) {
        return new Float(Number(trimmed.replace(/_/g, '')));
    }
    const named = namedFloats[trimmed.replace(/^[+-]/, '').toLowerCase()];
    if (named === undefined) {
        throw new RaspError('value', `${shortText(atomRepr(text))} is not a float`);
    }
    return new Float(trimmed.startsWith('-') ? -named : named);
}
