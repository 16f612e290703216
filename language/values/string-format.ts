import { asInt, Float } from './atom.js';
import type { Atom, Int } from './atom.js';
import { RaspError } from './error.js';
import { atomRepr, atomText, floatText } from './python-text.js';
import { limits } from '../limits.js';

const conversion = /%([-+ 0#]*)([0-9]*)(?:\.([0-9]*))?([a-zA-Z%])/y;

/**
 * Python's `text % argument` with one atom as the argument.
 * @throws RaspError `type` when the text does not take exactly one argument of that type.
 */
export function formatString(text: string, argument: Atom): string {
    let used = false;
    let out = '';
    for (let i = 0; i < text.length;) {
        if (text[i] !== '%') {
            const next = text.indexOf('%', i);
            const end = next < 0 ? text.length : next;
            out += text.slice(i, end);
            i = end;
            continue;
        }
        conversion.lastIndex = i;
        const match = conversion.exec(text);
        if (match === null) {
            throw new RaspError('value', 'this format string ends in an unfinished `%`; write `%%` for a percent sign');
        }
        i = conversion.lastIndex;
        const [, flags = '', width = '', precision, kind = ''] = match;
        if (kind === '%') {
            out += '%';
            continue;
        }
        if (used) {
            throw new RaspError('type', 'this format string wants more than one argument, and `%` gives it one');
        }
        used = true;
        out += pad(convert(kind, flags, precision, argument), flags, boundedWidth(width), kind);
    }
    if (!used) {
        throw new RaspError('type', 'this format string has no place for its argument: write `%s` where it belongs');
    }
    return out;
}

function boundedWidth(width: string): number {
    const value = Number(width || '0');
    if (value > limits.size) {
        throw new RaspError('limit', `a width of ${width} is over the limit of ${limits.size}`);
    }
    return value;
}

function convert(kind: string, flags: string, precision: string | undefined, argument: Atom): string {
    const digits = precision === undefined ? undefined : boundedWidth(precision);
    switch (kind) {
        case 's': return digits === undefined ? atomText(argument) : atomText(argument).slice(0, digits);
        case 'r': case 'a': return digits === undefined ? atomRepr(argument) : atomRepr(argument).slice(0, digits);
        case 'd': case 'i': case 'u': return withSign(wholeNumber(argument, kind).toString().padStart(0), flags, digits);
        case 'x': return withSign(exactInt(argument, kind).toString(16), flags, digits);
        case 'X': return withSign(exactInt(argument, kind).toString(16).toUpperCase(), flags, digits);
        case 'o': return withSign(exactInt(argument, kind).toString(8), flags, digits);
        case 'f': case 'F': return withSign(fixed(number(argument, kind), digits ?? 6), flags);
        case 'e': case 'E': return withSign(exponential(number(argument, kind), digits ?? 6, kind), flags);
        case 'g': case 'G': return withSign(general(number(argument, kind), digits ?? 6), flags);
        case 'c': return character(argument);
        default: throw new RaspError('value', `\`%${kind}\` is not a format that Python knows`);
    }
}

function number(argument: Atom, kind: string): number {
    if (typeof argument === 'string') {
        throw new RaspError('type', `\`%${kind}\` wants a number, found a string`);
    }
    return argument instanceof Float ? argument.value : Number(asInt(argument) ?? 0);
}

function wholeNumber(argument: Atom, kind: string): Int {
    return argument instanceof Float ? BigInt(Math.trunc(argument.value)) : exactInt(argument, kind);
}

function exactInt(argument: Atom, kind: string): Int {
    const value = asInt(argument);
    if (value === undefined) {
        throw new RaspError('type', `\`%${kind}\` wants an int`);
    }
    return value;
}

function fixed(value: number, digits: number): string {
    return Number.isFinite(value) ? value.toFixed(Math.min(digits, 100)) : floatText(value);
}

function exponential(value: number, digits: number, kind: string): string {
    const text = value.toExponential(Math.min(digits, 100)).replace(/e([+-])(\d)$/, 'e$10$2');
    return kind === 'E' ? text.toUpperCase() : text;
}

function general(value: number, digits: number): string {
    const precision = Math.min(Math.max(digits, 1), 100);
    const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
    const text = exponent < -4 || exponent >= precision ? exponential(value, precision - 1, 'e') : value.toFixed(Math.max(0, Math.min(100, precision - 1 - exponent)));
    return text.includes('.') ? text.replace(/\.?0+(?=e|$)/, '') : text;
}

function character(argument: Atom): string {
    if (typeof argument === 'string' && [...argument].length === 1) {
        return argument;
    }
    const code = asInt(argument);
    if (typeof code === 'number' && code >= 0 && code <= 0x10ffff) {
        return String.fromCodePoint(code);
    }
    throw new RaspError('type', '`%c` wants one character or its code point');
}

function withSign(text: string, flags: string, digits?: number): string {
    const negative = text.startsWith('-');
    const body = (negative ? text.slice(1) : text).padStart(digits ?? 0, '0');
    const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
    return sign + body;
}

function pad(text: string, flags: string, width: number, kind: string): string {
    if (flags.includes('-')) {
        return text.padEnd(width);
    }
    if (flags.includes('0') && !'sra'.includes(kind)) {
        const sign = /^[+ -]/.test(text) ? text[0] ?? '' : '';
        return sign + text.slice(sign.length).padStart(width - sign.length, '0');
    }
    return text.padStart(width);
}
