import { asInt, Float } from './atom.js';
import type { Atom, Int } from './atom.js';
import { RaspError } from './error.js';
import { fixedDigits, leadingDigits } from './number-format.js';
import { asciiRepr, atomRepr, atomText } from './python-text.js';
import { limits, limitText } from '../limits.js';

const conversion = /%([-+ 0#]*)([0-9]*)(?:\.([0-9]*))?[hlL]?([a-zA-Z])/y;

/** A conversion such as `%-8.2f`. */
interface Conversion {
    readonly flags: string;
    readonly width: number;
    readonly precision: number | undefined;
    readonly kind: string;
}

/** A number's text in the parts between which zeros go. */
interface NumberText {
    readonly negative: boolean;
    readonly prefix: string;
    readonly body: string;
}

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
        if (text[i + 1] === '%') {
            out += '%';
            i += 2;
            continue;
        }
        conversion.lastIndex = i;
        const match = conversion.exec(text);
        if (match === null) {
            throw unreadable(text, i);
        }
        i = conversion.lastIndex;
        const [, flags = '', width = '', precision, kind = ''] = match;
        if (used) {
            throw new RaspError('type', 'this format string wants more than one argument, and `%` gives it one');
        }
        used = true;
        out += convert({ flags, width: bounded(width), precision: precision === undefined ? undefined : bounded(precision), kind }, argument);
    }
    if (!used) {
        throw new RaspError('type', 'this format string has no place for its argument: write `%s` where it belongs');
    }
    return out;
}

function unreadable(text: string, at: number): RaspError {
    return new RaspError('value', text[at + 1] === '('
        ? 'RASP has no `%(name)s`; write `%s` and join the parts with `+`'
        : 'this format string has a `%` without a format that Python knows; write `%s`, or `%%` for a percent sign');
}

function bounded(digits: string): number {
    const value = Number(digits || '0');
    if (value > limits.size) {
        throw new RaspError('limit', `a width or precision of ${digits.slice(0, 20)} is over ${limitText(limits.size)}, the limit`);
    }
    return value;
}

function convert(wanted: Conversion, argument: Atom): string {
    const { kind } = wanted;
    switch (kind) {
        case 's': return padText(wanted, atomText(argument));
        case 'r': return padText(wanted, atomRepr(argument));
        case 'a': return padText(wanted, typeof argument === 'string' ? asciiRepr(argument) : atomRepr(argument));
        case 'c': return padText({ ...wanted, precision: undefined }, character(argument));
        case 'd': case 'i': case 'u': return padNumber(wanted, intText(wholeNumber(argument, kind), wanted, 10));
        case 'x': case 'X': return padNumber(wanted, intText(exactInt(argument, kind), wanted, 16));
        case 'o': return padNumber(wanted, intText(exactInt(argument, kind), wanted, 8));
        case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': return padNumber(wanted, floatBody(number(argument, kind), wanted));
        default: throw new RaspError('value', `\`%${kind}\` is not a format that Python knows`);
    }
}

function number(argument: Atom, kind: string): number {
    if (typeof argument === 'string') {
        throw new RaspError('type', `\`%${kind}\` wants a number, found a string`);
    }
    const value = argument instanceof Float ? argument.value : Number(asInt(argument) ?? 0);
    if (!(argument instanceof Float) && !Number.isFinite(value)) {
        throw new RaspError('value', 'this int is too large to become a float');
    }
    return value;
}

function wholeNumber(argument: Atom, kind: string): Int {
    if (!(argument instanceof Float)) {
        return exactInt(argument, kind);
    }
    if (!Number.isFinite(argument.value)) {
        throw new RaspError('value', `\`%${kind}\` wants a number with an end, found ${atomText(argument)}`);
    }
    return BigInt(Math.trunc(argument.value));
}

function exactInt(argument: Atom, kind: string): Int {
    const value = asInt(argument);
    if (value === undefined) {
        throw new RaspError('type', `\`%${kind}\` wants an int`);
    }
    return value;
}

function intText(value: Int, { flags, precision, kind }: Conversion, base: 8 | 10 | 16): NumberText {
    const digits = (value < 0 ? -value : value).toString(base).padStart(precision ?? 0, '0');
    const prefix = !flags.includes('#') || base === 10 ? '' : base === 8 ? '0o' : '0x';
    return { negative: value < 0, prefix: kind === 'X' ? prefix.toUpperCase() : prefix, body: kind === 'X' ? digits.toUpperCase() : digits };
}

function floatBody(value: number, { flags, precision = 6, kind }: Conversion): NumberText {
    const lower = kind.toLowerCase();
    const withPoint = flags.includes('#');
    const body = Number.isNaN(value) ? 'nan'
        : !Number.isFinite(value) ? 'inf'
        : lower === 'f' ? fixedDigits(value, precision) + (withPoint && precision === 0 ? '.' : '')
        : lower === 'e' ? exponential(value, precision, withPoint)
        : general(value, Math.max(precision, 1), withPoint);
    return { negative: value < 0 || Object.is(value, -0), prefix: '', body: kind === lower ? body : body.toUpperCase() };
}

function exponential(value: number, digits: number, withPoint: boolean): string {
    const { digits: all, exponent } = leadingDigits(value, digits + 1);
    return `${point(all.slice(0, 1), all.slice(1), withPoint)}${exponentText(exponent)}`;
}

function general(value: number, digits: number, keepZeros: boolean): string {
    const { digits: all, exponent } = leadingDigits(value, digits);
    const shown = (whole: string, fraction: string): string => point(whole, keepZeros ? fraction : fraction.replace(/0+$/, ''), keepZeros);
    if (exponent < -4 || exponent >= digits) {
        return `${shown(all.slice(0, 1), all.slice(1))}${exponentText(exponent)}`;
    }
    return exponent < 0 ? shown('0', '0'.repeat(-exponent - 1) + all) : shown(all.slice(0, exponent + 1), all.slice(exponent + 1));
}

function point(whole: string, fraction: string, always: boolean): string {
    return fraction !== '' || always ? `${whole}.${fraction}` : whole;
}

function exponentText(exponent: number): string {
    return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
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

/** Widths and precisions count characters as Python does: by code point. */
function padText({ flags, width, precision }: Conversion, text: string): string {
    const characters = [...text];
    const shown = precision === undefined ? text : characters.slice(0, precision).join('');
    const blanks = ' '.repeat(Math.max(0, width - Math.min(characters.length, precision ?? Infinity)));
    return flags.includes('-') ? shown + blanks : blanks + shown;
}

function padNumber({ flags, width }: Conversion, { negative, prefix, body }: NumberText): string {
    const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
    const bare = sign + prefix + body;
    if (flags.includes('-')) {
        return bare.padEnd(width);
    }
    return flags.includes('0') ? sign + prefix + body.padStart(width - sign.length - prefix.length, '0') : bare.padStart(width);
}
