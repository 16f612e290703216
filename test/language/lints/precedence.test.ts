import { describe, expect, it } from 'vitest';
import { lints } from '../../../language/lints/registry';
import type { LintId } from '../../../language/lints/registry';
import { programOf } from '../program/draw-problems';
import { valuesOf } from '../program-values';
import { findingsOf, fixedBy } from './draw-findings';

/** An expression, the brackets that RASP puts, and the reading that other languages teach, when there is one. */
const surprises = ([
    ['not-in', 'not 1 in [1]', '(not 1) in [1]', 'not (1 in [1])'],
    ['not-in', 'not tokens in ["h"]', '(not tokens) in ["h"]', 'not (tokens in ["h"])'],
    ['loose-in', 'True and 2 in [True]', '(True and 2) in [True]', 'True and (2 in [True])'],
    ['loose-in', 'True and not 2 in [True]', '(True and not 2) in [True]', 'True and not (2 in [True])'],
    ['loose-in', 'indices in [1] and True', 'indices in ([1] and True)', '(indices in [1]) and True'],
    ['loose-in', '1 == 1 in [True]', '(1 == 1) in [True]', '1 == (1 in [True])'],
    ['loose-in', '1 if 0 else 2 in [2]', '(1 if 0 else 2) in [2]', '1 if 0 else (2 in [2])'],
    ['loose-in', '1 in [1] in [True]', '(1 in [1]) in [True]'],
    ['not-comparison', 'not 1 == 2', '(not 1) == 2', 'not (1 == 2)'],
    ['not-comparison', 'not indices + 1 < 2', '(not indices) + 1 < 2', 'not (indices + 1 < 2)'],
    ['and-or', 'True or False and False', '(True or False) and False', 'True or (False and False)'],
    ['and-or', 'True and False or True', '(True and False) or True'],
    ['and-or', 'True or False or True and False and True or False', '((True or False or True) and False and True) or False', 'True or False or (True and False and True) or False'],
    ['negative-power', '-2^2', '(-2)^2', '-(2^2)'],
    ['negative-power', '3 * -indices^2', '3 * (-indices)^2', '3 * -(indices^2)'],
    ['negative-power', '-2^2^3', '(-2)^2^3', '-(2^2^3)'],
    ['chained-power', '2^3^2', '(2^3)^2', '2^(3^2)'],
    ['chained-power', '2^1^2^3', '((2^1)^2)^3', '2^(1^(2^3))'],
    ['modulo-product', '2 % 3 * 4', '2 % (3 * 4)', '(2 % 3) * 4'],
    ['modulo-product', '9 % 2 * 3 / 4', '9 % (2 * 3 / 4)', '(9 % 2) * 3 / 4'],
    ['chained-comparison', '1 < 2 < 3', '(1 < 2) < 3', '1 < 2 and 2 < 3'],
    ['chained-comparison', '1 < indices < 3 < 4', '((1 < indices) < 3) < 4', '1 < indices and indices < 3 and 3 < 4'],
    ['chained-comparison', 'True or 1 < 2 < 1', 'True or (1 < 2) < 1', 'True or (1 < 2 and 2 < 1)'],
    ['chained-comparison', '1 < length + 1 < 3', '(1 < length + 1) < 3'],
    ['chained-ternary', '1 if 1 else 2 if 0 else 3', '(1 if 1 else 2) if 0 else 3', '1 if 1 else (2 if 0 else 3)'],
    ['chained-ternary', '1 if 1 else 2 if 0 else 3 if 1 else 4', '((1 if 1 else 2) if 0 else 3) if 1 else 4', '1 if 1 else (2 if 0 else (3 if 1 else 4))']
] as [LintId, string, string, string?][]).map(([id, expression, meant, other]) => ({ id, expression, meant, other }));

/** Expressions that mean what they seem to. */
const plain: readonly string[] = [
    'not (1 in [1])', '(not 1) in [1]', '1 + 2 in [3]', '-1 in [1]', 'True and (1 in [1])', '1 if 2 in [2] else 3', 'not True and False', 'True and not False',
    'True and False and True', '(True or False) and True', 'True or (False and True)', '-2 * 2', '2^-2', '(-2)^2', '-(2^2)', '2 * 3 % 4', '2 % 3 + 4', '2 % 3 % 4', '1 < 2 and 2 < 3',
    '(1 < 2) == True', '1 if 1 else (2 if 0 else 3)', '1 if 0 if 1 else 1 else 2', 'not (1 == 2)', '[(not x) in [1] for x in []]'
];

describe('precedence', () => {
    it.each(surprises)('$id: $expression', ({ id, expression, meant, other }) => {
        const program = programOf(`x = ${expression};\n`);
        const found = findingsOf(program).filter(({ finding }) => finding.id === id);
        expect(found.map(({ finding }) => finding.message)).toHaveLength(1);
        expect(Object.values(fixedBy(program, id))).toEqual([meant, ...(other === undefined ? [] : [other])].map(text => `x = ${text};\n`));
    });

    it.each(surprises)('keeps the value when the brackets of $expression are written', ({ id, expression }) => {
        const program = programOf(`x = ${expression};\n`);
        const [bracketed = ''] = Object.values(fixedBy(program, id));
        const fixed = programOf(bracketed);
        expect(valuesOf(fixed)).toEqual(valuesOf(program));
        expect(findingsOf(fixed).filter(({ finding }) => finding.id === id)).toEqual([]);
    });

    it.each(plain)('says nothing of %s', expression => {
        expect(findingsOf(programOf(`x = ${expression};\n`)).map(({ finding }) => finding.id)).toEqual([]);
    });

    it('shows what is meant, and hints where both readings agree', () => {
        const [found] = findingsOf(programOf('x = True and False or True;\n'));
        expect(found?.finding.message).toBe('`True and False or True` means `(True and False) or True`: `and` and `or` bind equally and group from the left');
        expect(found?.severity).toBe('hint');
        expect(lints['and-or'].level).toBe('warning');
    });

    it('looks into functions and comments keep their place', () => {
        const program = programOf('def f(a) {\n    return a or\n        # why not\n        a and a;\n}\n');
        expect(Object.values(fixedBy(program, 'and-or'))[0]).toBe('def f(a) {\n    return (a or\n        # why not\n        a) and a;\n}\n');
    });

    it('takes long chains', () => {
        const chain = Array.from({ length: 800 }, (_, i) => (i % 2 === 0 ? 'True and' : 'False or')).join(' ');
        expect(findingsOf(programOf(`x = ${chain} True;\n`))).toHaveLength(1);
    });
});
