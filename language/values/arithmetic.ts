import { asInt, bitLength, Float, int, intTooLarge, kindOf } from './atom.js';
import type { Atom, Int } from './atom.js';
import { ignoringError, RaspError } from './error.js';
import { formatString } from './string-format.js';
import { limits, limitText } from '../limits.js';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^';

/**
 * Python's arithmetic on two atoms, elementwise in RASP: `/` is true division, `%` has the divisor's
 * sign, `+` joins strings, `*` repeats them, `%` on a string formats it.
 * @throws RaspError `type` for operands without this operation, `value` for a division by zero, `limit` for results too large.
 */
export function arithmetic(a: Atom, operator: ArithmeticOperator, b: Atom): Atom {
    if (typeof a === 'number' && typeof b === 'number') {
        return onSmallInts(a, operator, b);
    }
    if (typeof a === 'string' || typeof b === 'string') {
        return onStrings(a, operator, b);
    }
    const x = asInt(a);
    const y = asInt(b);
    if (x !== undefined && y !== undefined) {
        return typeof x === 'number' && typeof y === 'number' ? onSmallInts(x, operator, y) : onLargeInts(BigInt(x), operator, BigInt(y));
    }
    return onFloats(toFloat(a), operator, toFloat(b));
}

function onSmallInts(a: number, operator: ArithmeticOperator, b: number): Atom {
    let result: number;
    switch (operator) {
        case '+': result = a + b; break;
        case '-': result = a - b; break;
        case '*': result = a * b; break;
        case '/':
            if (b === 0) {
                throw divisionByZero('/');
            }
            return new Float(a / b);
        case '%':
            if (b === 0) {
                throw divisionByZero('%');
            }
            result = a % b;
            return result !== 0 && (result < 0) !== (b < 0) ? result + b : result + 0;
        case '^':
            if (b < 0) {
                return onFloats(a, '^', b);
            }
            result = a ** b;
            if (!Number.isSafeInteger(result)) {
                return onLargeInts(BigInt(a), '^', BigInt(b));
            }
    }
    return Number.isSafeInteger(result) ? result + 0 : onLargeInts(BigInt(a), operator, BigInt(b));
}

function onLargeInts(a: bigint, operator: ArithmeticOperator, b: bigint): Atom {
    switch (operator) {
        case '+': return int(a + b);
        case '-': return int(a - b);
        case '*':
            if (bitLength(a) + bitLength(b) > limits.intBits + 8) {
                throw intTooLarge();
            }
            return int(a * b);
        case '/': return divideInts(a, b);
        case '%': {
            if (b === 0n) {
                throw divisionByZero('%');
            }
            const rest = a % b;
            return int(rest !== 0n && (rest < 0n) !== (b < 0n) ? rest + b : rest);
        }
        case '^':
            if (b < 0n) {
                return onFloats(toFloat(a), '^', toFloat(b));
            }
            if (a === 0n || a === 1n || a === -1n) {
                return int(b === 0n || (a === -1n && b % 2n === 0n) ? 1n : a);
            }
            if (b > BigInt(limits.intBits) || BigInt(bitLength(a) - 4) * b > BigInt(limits.intBits)) {
                throw intTooLarge();
            }
            return int(a ** b);
    }
}

/** True division of ints, rounded once: the quotient keeps 64 bits and a sticky bit before it becomes a float. */
function divideInts(a: bigint, b: bigint): Float {
    if (b === 0n) {
        throw divisionByZero('/');
    }
    const negative = (a < 0n) !== (b < 0n);
    const dividend = a < 0n ? -a : a;
    const divisor = b < 0n ? -b : b;
    const shift = Math.max(0, 70 - (bitLength(dividend) - bitLength(divisor)));
    const scaled = dividend << BigInt(shift);
    const quotient = scaled / divisor;
    const sticky = scaled % divisor === 0n ? 0n : 1n;
    const value = scaleDown((quotient << 1n) | sticky, shift + 1);
    if (!Number.isFinite(value)) {
        throw new RaspError('value', 'this quotient is too large for a float');
    }
    return new Float(negative ? -value : value);
}

/** `mantissa / 2^shift` rounded once, also where floats have fewer than 53 bits. */
function scaleDown(mantissa: bigint, shift: number): number {
    const smallest = 1074;
    const lost = BigInt(Math.max(0, shift - smallest));
    if (lost > 0n && mantissa >> lost < 1n << 53n) {
        const below = mantissa >> lost;
        const rest = mantissa - (below << lost);
        const half = 1n << (lost - 1n);
        return Number(rest > half || (rest === half && (below & 1n) === 1n) ? below + 1n : below) * Number.MIN_VALUE;
    }
    return Number(mantissa) / 2 ** Math.min(shift, 1000) / 2 ** Math.max(0, shift - 1000);
}

function onFloats(a: number, operator: ArithmeticOperator, b: number): Float {
    switch (operator) {
        case '+': return new Float(a + b);
        case '-': return new Float(a - b);
        case '*': return new Float(a * b);
        case '/':
            if (b === 0) {
                throw divisionByZero('/');
            }
            return new Float(a / b);
        case '%': {
            if (b === 0) {
                throw divisionByZero('%');
            }
            const rest = a % b;
            if (rest === 0) {
                return new Float(b < 0 ? -0 : 0);
            }
            return new Float((rest < 0) !== (b < 0) ? rest + b : rest);
        }
        case '^': return power(a, b);
    }
}

function power(a: number, b: number): Float {
    if (a === 0 && b < 0) {
        throw new RaspError('value', '0 cannot be raised to a negative power');
    }
    if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) {
        throw ignoringError('value', `${a} to the power ${b} is a complex number, which RASP does not have`);
    }
    // Python: 1 to any power is 1, also to nan.
    const result = a === 1 || (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) ? 1 : a ** b;
    if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) {
        throw new RaspError('value', 'this power is too large for a float');
    }
    return new Float(result);
}

function onStrings(a: Atom, operator: ArithmeticOperator, b: Atom): Atom {
    if (operator === '+' && typeof a === 'string' && typeof b === 'string') {
        checkSize(a.length + b.length);
        return a + b;
    }
    if (operator === '*') {
        const times = typeof a === 'string' ? b : a;
        const text = typeof a === 'string' ? a : b;
        const count = asInt(times);
        if (typeof text === 'string' && count !== undefined) {
            return repeatText(text, count);
        }
    }
    if (operator === '%' && typeof a === 'string') {
        const result = formatString(a, b);
        checkSize(result.length);
        return result;
    }
    throw unsupported(operator, kindOf(a), kindOf(b));
}

function repeatText(text: string, count: Int): string {
    if (count <= 0 || text === '') {
        return '';
    }
    checkSize(BigInt(text.length) * BigInt(count));
    return text.repeat(Number(count));
}

/** @throws RaspError `limit` when a list, dict or string would have more than `limits.size` elements. */
export function checkSize(size: number | bigint): void {
    if (size > limits.size) {
        throw new RaspError('limit', `this would have ${size > 1e15 ? 'far too many' : limitText(Number(size))} elements; the limit is ${limitText(limits.size)}`);
    }
}

/** The error for an operator between two kinds of value that it does not take. */
export function unsupported(operator: string, left: string, right: string): RaspError {
    return new RaspError('type', `\`${operator}\` does not work between ${left} and ${right}`);
}

function divisionByZero(operator: string): RaspError {
    return new RaspError('value', operator === '%' ? 'remainder of a division by zero' : 'division by zero');
}

/** @throws RaspError `value` for an int beyond the floats. */
export function toFloat(atom: Atom): number {
    switch (typeof atom) {
        case 'number': return atom;
        case 'boolean': return atom ? 1 : 0;
        case 'bigint': {
            const value = Number(atom);
            if (!Number.isFinite(value)) {
                throw new RaspError('value', 'this int is too large to become a float');
            }
            return value;
        }
        case 'string': throw new RaspError('type', 'a string is not a number');
        default: return atom.value;
    }
}

/** Python's unary minus and plus: bools become ints. */
export function signed(operator: '-' | '+', atom: Atom): Atom {
    if (typeof atom === 'string') {
        throw new RaspError('type', `unary \`${operator}\` does not work on a string`);
    }
    if (atom instanceof Float) {
        return operator === '-' ? new Float(-atom.value) : atom;
    }
    const value = asInt(atom) ?? 0;
    return operator === '-' ? int(-value) : value;
}

/** Python's `round(x)`: half to even, giving an int. */
export function roundHalfEven(atom: Atom): Int {
    if (typeof atom === 'string') {
        throw new RaspError('type', '`round` does not work on a string');
    }
    if (!(atom instanceof Float)) {
        return asInt(atom) ?? 0;
    }
    const value = atom.value;
    if (!Number.isFinite(value)) {
        throw new RaspError('value', `${value} cannot be rounded to an int`);
    }
    const below = Math.floor(value);
    const rest = value - below;
    const nearest = rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1;
    return int(nearest);
}
