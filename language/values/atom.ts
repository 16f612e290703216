import { RaspError } from './error.js';
import { limits, limitText } from '../limits.js';

/**
 * A RASP float. Boxed, so that `1.0` and `1` stay apart: ints are plain numbers while they are
 * safe integers and bigints beyond, and every int has one form only.
 */
export class Float {
    readonly value: number;

    constructor(value: number) {
        this.value = value;
    }
}

export type Int = number | bigint;
export type NumberAtom = Int | Float | boolean;
/** int, float, string or bool. */
export type Atom = Int | Float | string | boolean;
export type AtomKind = 'int' | 'float' | 'string' | 'bool';

export function isAtom(value: unknown): value is Atom {
    switch (typeof value) {
        case 'number': case 'bigint': case 'string': case 'boolean': return true;
        default: return value instanceof Float;
    }
}

export function kindOf(atom: Atom): AtomKind {
    switch (typeof atom) {
        case 'number': case 'bigint': return 'int';
        case 'string': return 'string';
        case 'boolean': return 'bool';
        default: return 'float';
    }
}

/**
 * The canonical form of an int.
 * @throws RaspError `limit` when it needs more than `limits.intBits` bits.
 */
export function int(value: number | bigint): Int {
    if (typeof value === 'number') {
        return Number.isSafeInteger(value) ? value + 0 : int(BigInt(value));
    }
    if (value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)) {
        return Number(value);
    }
    if (bitLength(value) > limits.intBits) {
        throw intTooLarge();
    }
    return value;
}

export function intTooLarge(): RaspError {
    return new RaspError('limit', `this int needs more than ${limitText(limits.intBits)} bits, the limit; use smaller numbers or floats`);
}

/** Bits in the magnitude of a bigint, to within four. */
export function bitLength(value: bigint): number {
    return (value < 0n ? -value : value).toString(16).length * 4;
}

/** How much more than a small number an atom costs to work with: about one for each nanosecond. */
export function atomWeight(atom: Atom): number {
    switch (typeof atom) {
        case 'string': return atom.length <= 64 ? 0 : atom.length >>> 1;
        case 'bigint': return bitLength(atom);
        default: return 0;
    }
}

/** Python's truth: zero, "" and False are false. */
export function truth(atom: Atom): boolean {
    switch (typeof atom) {
        case 'number': return atom !== 0;
        case 'bigint': return true;
        case 'string': return atom !== '';
        case 'boolean': return atom;
        default: return atom.value !== 0;
    }
}

/** The number behind a numeric atom, as JavaScript compares it: bigints stay exact, bools are 0 and 1. */
export function numeric(atom: NumberAtom): number | bigint {
    switch (typeof atom) {
        case 'number': case 'bigint': return atom;
        case 'boolean': return atom ? 1 : 0;
        default: return atom.value;
    }
}

/** A numeric atom as an int (`True` is 1), or undefined for floats and strings. */
export function asInt(atom: Atom): Int | undefined {
    switch (typeof atom) {
        case 'number': case 'bigint': return atom;
        case 'boolean': return atom ? 1 : 0;
        default: return undefined;
    }
}

/**
 * A key that is equal exactly for atoms that are `==`: 1, 1.0 and True share one.
 * Strings are prefixed, numbers are not, so the two never meet.
 */
export function atomKey(atom: Atom): string | number | bigint {
    if (typeof atom === 'string') {
        return `"${atom}`;
    }
    const value = numeric(atom);
    return typeof value === 'bigint' && Number.isFinite(Number(value)) && BigInt(Number(value)) === value ? Number(value) : value;
}
