import { Float } from './atom.js';
import type { Atom, Int } from './atom.js';
import { int } from './atom.js';
import { RaspError } from './error.js';

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

/** Python's `str` of an atom: strings as they are. */
export function atomText(atom: Atom): string {
    switch (typeof atom) {
        case 'string': return atom;
        case 'boolean': return atom ? 'True' : 'False';
        case 'number': case 'bigint': return String(atom);
        default: return floatText(atom.value);
    }
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
        const code = char.codePointAt(0) ?? 0;
        const escape = escapes[char];
        if (escape !== undefined) {
            out += escape;
        } else if (code < 0x20 || code === 0x7f) {
            out += `\\x${code.toString(16).padStart(2, '0')}`;
        } else {
            out += char;
        }
    }
    return quote + out + quote;
}

const intPattern = /^[+-]?[0-9](?:_?[0-9])*$/;
const floatPattern = /^[+-]?(?:(?:[0-9](?:_?[0-9])*)?\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\.?)(?:[eE][+-]?[0-9](?:_?[0-9])*)?$/;
const namedFloats: Record<string, number> = { inf: Infinity, infinity: Infinity, nan: NaN };

/**
 * Python's `int(text)`.
 * @throws RaspError `value` when the text is no int.
 */
export function parseInteger(text: string): Int {
    const trimmed = text.trim();
    if (!intPattern.test(trimmed)) {
        throw new RaspError('value', `${atomRepr(text)} is not an int`);
    }
    const digits = trimmed.replace(/_/g, '');
    return digits.length <= 15 ? int(Number(digits)) : int(digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits.replace('+', '')));
}

/**
 * Python's `float(text)`.
 * @throws RaspError `value` when the text is no float.
 */
export function parseFloatText(text: string): Float {
    const trimmed = text.trim();
    if (floatPattern.test(trimmed)) {
        return new Float(Number(trimmed.replace(/_/g, '')));
    }
    const named = namedFloats[trimmed.replace(/^[+-]/, '').toLowerCase()];
    if (named === undefined) {
        throw new RaspError('value', `${atomRepr(text)} is not a float`);
    }
    return new Float(trimmed.startsWith('-') ? -named : named);
}
