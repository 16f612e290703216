import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arithmetic, roundHalfEven, signed } from '../../../language/values/arithmetic';
import type { ArithmeticOperator } from '../../../language/values/arithmetic';
import { Float, int, truth } from '../../../language/values/atom';
import type { Atom } from '../../../language/values/atom';
import { compareAtoms } from '../../../language/values/comparison';
import type { ComparisonOperator } from '../../../language/values/comparison';
import { RaspError } from '../../../language/values/error';
import { atomRepr, atomText, floatText, parseFloatText, parseInteger } from '../../../language/values/python-text';

/**
 * What Python 3.11 answered to random operations: a line is `["op", operator, left, right, answer]` or
 * `["un", function, argument, answer]`; atoms are `["i", "12"]`, `["f", "1.5"]`, `["s", "text"]`, `["b", true]`;
 * the answer `["!"]` is an exception.
 */
type Coded = readonly [kind: 'i' | 'f' | 's', text: string] | readonly [kind: 'b', value: boolean] | readonly [kind: '!'];

const named: Record<string, number> = { inf: Infinity, '-inf': -Infinity, nan: NaN };

function decode(coded: Coded): Atom {
    switch (coded[0]) {
        case 'i': return int(BigInt(coded[1]));
        case 'f': return new Float(named[coded[1]] ?? Number(coded[1]));
        case 's': case 'b': return coded[1];
        case '!': throw new Error('an exception is no atom');
    }
}

function encode(atom: Atom): Coded {
    switch (typeof atom) {
        case 'number': case 'bigint': return ['i', String(atom)];
        case 'string': return ['s', atom];
        case 'boolean': return ['b', atom];
        default: return ['f', floatText(atom.value)];
    }
}

const unary: Record<string, (atom: Atom) => Atom> = {
    '-': atom => signed('-', atom),
    '+': atom => signed('+', atom),
    not: atom => !truth(atom),
    round: roundHalfEven,
    str: atomText,
    repr: atomRepr,
    ascii: atom => arithmetic('%a', '%', atom),
    int: atom => parseInteger(atomText(atom)),
    float: atom => parseFloatText(atomText(atom))
};

function answer(operation: readonly [string, string, ...Coded[]]): Coded {
    const [kind, name, first, second] = operation;
    try {
        const a = decode(first ?? ['!']);
        if (kind === 'un') {
            return encode((unary[name] ?? signed.bind(null, '+'))(a));
        }
        const b = decode(second ?? ['!']);
        return encode(['==', '<', '>', '<=', '>='].includes(name) ? compareAtoms(a, name as ComparisonOperator, b) : arithmetic(a, name as ArithmeticOperator, b));
    } catch (error) {
        if (error instanceof RaspError) {
            return ['!'];
        }
        throw error;
    }
}

const rows = readFileSync(new URL('../../fixtures/python-arithmetic.jsonl', import.meta.url), 'utf8').trim().split('\n')
    .map(line => JSON.parse(line) as [string, string, ...Coded[]]);

describe('values as in Python', () => {
    it.each([...new Set(rows.map(([, name]) => name))])('%s', name => {
        for (const row of rows.filter(([, other]) => other === name)) {
            const question = row.slice(0, -1) as [string, string, ...Coded[]];
            expect([...question, answer(question)], JSON.stringify(row)).toEqual(row);
        }
    });

    const edges: [Atom, ArithmeticOperator, Atom, string][] = [
        [2, '^', 70, '1180591620717411303424'],
        [-7, '%', 3, '2'],
        [2, '^', -1, '0.5'],
        [9007199254740991, '+', 1, '9007199254740992'],
        [1, '/', int(2n ** 1074n * 3n), '0.0'],
        [1, '/', int(2n ** 1073n), '1e-323'],
        [int(10n ** 400n), '/', int(10n ** 399n), '10.0'],
        [true, '+', true, '2'],
        ['ab', '*', 2, 'abab'],
        ['ab', '*', -1, ''],
        [new Float(-0), '*', 1, '-0.0'],
        [new Float(0.1), '+', new Float(0.2), '0.30000000000000004'],
        [new Float(1e16), '+', 0, '1e+16'],
        [new Float(5e-324), '*', 1, '5e-324']
    ];
    it.each(edges)('%s %s %s', (a, operator, b, expected) => {
        expect(atomText(arithmetic(a, operator, b))).toBe(expected);
    });

    const refused: [Atom, ArithmeticOperator, Atom, string][] = [
        [1, '/', 0, 'division by zero'],
        [1, '+', 'a', '`+` does not work between int and string'],
        ['a', '*', 10 ** 9, 'this would have 1,000,000,000 elements; the limit is 1,000,000'],
        ['a', '*', int(2n ** 9999n), 'this would have far too many elements; the limit is 1,000,000'],
        [10, '^', 387420489, 'this int needs more than 100,000 bits, the limit; use smaller numbers or floats'],
        [new Float(-8), '^', new Float(0.5), '-8 to the power 0.5 is a complex number, which RASP does not have'],
        ['%d', '%', new Float(Infinity), '`%d` wants a number with an end, found inf'],
        ['%(a)s', '%', 1, 'RASP has no `%(name)s`; write `%s` and join the parts with `+`'],
        ['a', '%', 1, 'this format string has no place for its argument: write `%s` where it belongs'],
        ['%s%s', '%', 1, 'this format string wants more than one argument, and `%` gives it one']
    ];
    it.each(refused)('refuses %s %s %s', (a, operator, b, message) => {
        expect(() => arithmetic(a, operator, b)).toThrow(message);
    });
});
