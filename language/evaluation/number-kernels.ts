import type { ArithmeticOperator } from '../values/arithmetic.js';
import type { ComparisonOperator } from '../values/comparison.js';
import { bitAt, bitsWhere } from './bits.js';
import type { Bits } from './bits.js';
import { Column, kind } from './column.js';
import type { Kinds, Numbers } from './column.js';

/**
 * Operations on whole columns of numbers. Each gives exactly what the operation on atoms gives at every position,
 * or undefined where one position needs more than this: an error to be told, an int beyond the safe ones.
 */

/** `a operator b`. Powers are left to the operation on atoms. */
export function arithmeticColumn(a: Numbers, operator: ArithmeticOperator, b: Numbers): Column | undefined {
    switch (operator) {
        case '/': return divided(a, b);
        case '%': return remainder(a, b);
        case '^': return undefined;
        default: return linear(a, operator, b);
    }
}

function linear(a: Numbers, operator: '+' | '-' | '*', b: Numbers): Column | undefined {
    const n = a.values.length;
    const x = a.values;
    const y = b.values;
    const values = new Float64Array(n);
    switch (operator) {
        case '+':
            for (let i = 0; i < n; i++) {
                values[i] = (x[i] ?? 0) + (y[i] ?? 0);
            }
            break;
        case '-':
            for (let i = 0; i < n; i++) {
                values[i] = (x[i] ?? 0) - (y[i] ?? 0);
            }
            break;
        case '*':
            for (let i = 0; i < n; i++) {
                values[i] = (x[i] ?? 0) * (y[i] ?? 0);
            }
            break;
    }
    return exactly(values, resultKinds(a.kinds, b.kinds, n));
}

/** Floats as they are; ints without a negative zero, and undefined when one is beyond the safe ones. */
function exactly(values: Float64Array, kinds: Kinds): Column | undefined {
    if (kinds !== kind.float) {
        for (let i = 0; i < values.length; i++) {
            if (typeof kinds === 'number' || kinds[i] === kind.int) {
                const value = values[i] ?? 0;
                if (!(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
                    return undefined;
                }
                values[i] = value + 0;
            }
        }
    }
    return Column.ofNumbers(values, kinds);
}

/** A float where one of the two is a float, else an int. */
function resultKinds(a: Kinds, b: Kinds, n: number): Kinds {
    if (a === kind.float || b === kind.float) {
        return kind.float;
    }
    if (typeof a === 'number' && typeof b === 'number') {
        return kind.int;
    }
    const kinds = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
        kinds[i] = (typeof a === 'number' ? a : a[i]) === kind.float || (typeof b === 'number' ? b : b[i]) === kind.float ? kind.float : kind.int;
    }
    return kinds;
}

function divided(a: Numbers, b: Numbers): Column | undefined {
    const values = new Float64Array(a.values.length);
    for (let i = 0; i < values.length; i++) {
        const divisor = b.values[i] ?? 0;
        if (divisor === 0) {
            return undefined;
        }
        values[i] = (a.values[i] ?? 0) / divisor;
    }
    return Column.ofNumbers(values, kind.float);
}

function remainder(a: Numbers, b: Numbers): Column | undefined {
    const values = new Float64Array(a.values.length);
    for (let i = 0; i < values.length; i++) {
        const divisor = b.values[i] ?? 0;
        if (divisor === 0) {
            return undefined;
        }
        const rest = (a.values[i] ?? 0) % divisor;
        // A remainder of zero has the divisor's sign; that of an int loses it below.
        values[i] = rest === 0 ? (divisor < 0 ? -0 : 0) : (rest < 0) !== (divisor < 0) ? rest + divisor : rest;
    }
    return exactly(values, resultKinds(a.kinds, b.kinds, values.length));
}

export function compareColumn(a: Numbers, operator: ComparisonOperator, b: Numbers): Column {
    const x = a.values;
    const y = b.values;
    const n = x.length;
    const at = (values: Float64Array, i: number): number => values[i] ?? 0;
    switch (operator) {
        case '==': return Column.ofBits(bitsWhere(n, i => at(x, i) === at(y, i)), n);
        case '!=': return Column.ofBits(bitsWhere(n, i => at(x, i) !== at(y, i)), n);
        case '<': return Column.ofBits(bitsWhere(n, i => at(x, i) < at(y, i)), n);
        case '>': return Column.ofBits(bitsWhere(n, i => at(x, i) > at(y, i)), n);
        case '<=': return Column.ofBits(bitsWhere(n, i => at(x, i) <= at(y, i)), n);
        case '>=': return Column.ofBits(bitsWhere(n, i => at(x, i) >= at(y, i)), n);
    }
}

/** Unary minus and plus: bools become ints. */
export function signedColumn(operator: '-' | '+', { values, kinds }: Numbers): Column | undefined {
    return exactly(operator === '-' ? values.map(value => -value) : values.slice(), resultKinds(kinds, kind.int, values.length));
}

/** Half to even, giving ints. */
export function roundedColumn({ values }: Numbers): Column | undefined {
    return exactly(values.map(value => {
        const below = Math.floor(value);
        const rest = value - below;
        return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1;
    }), kind.int);
}

export function choose(condition: Bits, yes: Numbers, no: Numbers): Column {
    const n = yes.values.length;
    const values = new Float64Array(n);
    for (let i = 0; i < n; i++) {
        values[i] = (bitAt(condition, i) ? yes.values[i] : no.values[i]) ?? 0;
    }
    if (yes.kinds === no.kinds && typeof yes.kinds === 'number') {
        return Column.ofNumbers(values, yes.kinds);
    }
    const kinds = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
        const own = bitAt(condition, i) ? yes.kinds : no.kinds;
        kinds[i] = typeof own === 'number' ? own : own[i] ?? 0;
    }
    return Column.ofNumbers(values, kinds);
}
