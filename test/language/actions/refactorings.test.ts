import { describe, expect, it } from 'vitest';
import { refactoringsAt } from '../../../language/actions/refactorings';
import { Input } from '../../../language/evaluation/input';
import { applyEdits } from '../../../language/syntax/edit';
import { programOf } from '../program/draw-problems';
import { costsOf, valuesOf } from '../program-values';

const inputs = [Input.ofString('a'), Input.ofString('abca'), Input.ofString('hello world')];

/** A program whose selection stands between « and ». Where both are one, it is the cursor. */
function marked(text: string): { text: string; start: number; end: number } {
    const start = text.indexOf('«');
    const end = text.indexOf('»') < 0 ? start : text.indexOf('»') - 1;
    return { text: text.replace(/[«»]/g, ''), start, end };
}

function offered(textWithMarks: string): Record<string, string> {
    const { text, start, end } = marked(textWithMarks);
    const program = programOf(text);
    return Object.fromEntries(refactoringsAt({ program, start, end }).map(found => [found.title, 'edits' in found ? applyEdits(text, found.edits) : `no: ${found.reason}`]));
}

const table: [what: string, title: string, before: string, after: string | undefined][] = [
    ['an expression', 'Extract to variable', 'x = aggregate(«select(tokens, tokens, ==)», indices);\n', 'pattern = select(tokens, tokens, ==);\nx = aggregate(pattern, indices);\n'],
    ['a part of a chain', 'Extract to variable', 'x = «indices + 1» + 2;\n', 'sequence = indices + 1;\nx = sequence + 2;\n'],
    ['a part of a chain that is no expression', 'Extract to variable', 'x = indices + «1 + 2»;\n', undefined],
    ['brackets, which fall away', 'Extract to variable', 'x = 2 * « (1 + 2) »;\n', 'value = 1 + 2;\nx = 2 *  value ;\n'],
    ['in a function, with its indentation', 'Extract to variable', 'def f(x) {\n    y = «x * 2» + 1;\n    return y;\n}\nz = f(indices);\n', 'def f(x) {\n    sequence = x * 2;\n    y = sequence + 1;\n    return y;\n}\nz = f(indices);\n'],
    ['of what a function returns', 'Extract to variable', 'def f(x) {\n    return «x * 2» + 1;\n}\nz = f(indices);\n', 'def f(x) {\n    sequence = x * 2;\n    return sequence + 1;\n}\nz = f(indices);\n'],
    ['in a loop', 'Extract to variable', 'x = 0;\nfor i in [1, 2] { x = x + «i * 2» + 1; }\n', 'x = 0;\nfor i in [1, 2] { value = i * 2;\nx = x + value + 1; }\n'],
    ['what needs a variable of a comprehension', 'Extract to variable', 'x = [«i + 1» for i in [1]];\n', undefined],
    ['in a comprehension, without its variable', 'Extract to variable', 'x = [i + «[1, 2]»[0] for i in [1]];\n', 'items = [1, 2];\nx = [i + items[0] for i in [1]];\n'],
    ['what a condition guards', 'Extract to variable', 'def f(n) {\n    return «f(n - 1)» if n > 0 else 0;\n}\nx = f(3);\n', undefined],
    ['a name that is taken', 'Extract to variable', 'sequence = 1;\nx = 2 * «(indices + 1)»;\n', 'sequence = 1;\nsequence_2 = indices + 1;\nx = 2 * sequence_2;\n'],
    ['in a program that reads `out`', 'Extract to variable', 'x = «indices + 1» + 2;\ny = out;\n', undefined],
    ['an input', 'Extract to variable', 'set example «"abc"»\nx = tokens;\n', undefined],
    ['what has a name already', 'Extract to variable', 'x = «indices + 1»;\n', undefined],

    ['the selector at the cursor', 'Name this selector', 'x = aggregate(sel«ect(tokens, tokens, ==), indices);\n', 'pattern = select(tokens, tokens, ==);\nx = aggregate(pattern, indices);\n'],
    ['the selector that joins others', 'Name this selector', 'x = has_focus(full_s «and select(tokens, tokens, ==));\n', 'pattern = full_s and select(tokens, tokens, ==);\nx = has_focus(pattern);\n'],

    ['an expression at top level', 'Extract to function', 'keys = indices + 1;\nx = «aggregate(select(keys, indices, ==), tokens_asis)» + tokens_asis;\n',
        'keys = indices + 1;\ndef extracted(keys) {\n    return aggregate(select(keys, indices, ==), tokens_asis);\n}\nx = extracted(keys) + tokens_asis;\n'],
    ['with own functions, which it finds', 'Extract to function', 'def g(x) {\n    return x * 2;\n}\ny = 1 + «g(indices)»;\n', 'def g(x) {\n    return x * 2;\n}\ndef extracted() {\n    return g(indices);\n}\ny = 1 + extracted();\n'],
    ['with locals', 'Extract to function', 'def f(x, n) {\n    y = x + n;\n    return «[i + y for i in [n]]»;\n}\nz = f(indices, 2);\n',
        'def extracted(y, n) {\n    return [i + y for i in [n]];\n}\ndef f(x, n) {\n    y = x + n;\n    return extracted(y, n);\n}\nz = f(indices, 2);\n'],
    ['with the variable of a comprehension around it', 'Extract to function', 'z = [«i * 2» for i in [1, 2]];\n', 'def extracted(i) {\n    return i * 2;\n}\nz = [extracted(i) for i in [1, 2]];\n'],
    ['statements', 'Extract to function', 'a = indices;\n«b = a + 1;\n# Twice that.\nc = b * 2;»\nd = c;\n',
        'a = indices;\ndef extracted(a) {\n    b = a + 1;\n    # Twice that.\n    c = b * 2;\n    return b, c;\n}\nb, c = extracted(a);\nd = c;\n'],
    ['statements of a function', 'Extract to function', 'def f(x) {\n    «y = x + 1;\n    z = y * 2;»\n    return z;\n}\nw = f(indices);\n',
        'def extracted(x) {\n    y = x + 1;\n    z = y * 2;\n    return z;\n}\ndef f(x) {\n    z = extracted(x);\n    return z;\n}\nw = f(indices);\n'],
    ['a loop that goes on with a value', 'Extract to function', 'def f(x) {\n    total = 0;\n    «for i in x {\n        total = total + i;\n    }»\n    return total;\n}\nw = f([1, 2]);\n',
        'def extracted(x, total) {\n    for i in x {\n        total = total + i;\n    }\n    return total;\n}\ndef f(x) {\n    total = 0;\n    total = extracted(x, total);\n    return total;\n}\nw = f([1, 2]);\n'],
    ['a loop at top level, whose variable stays', 'Extract to function', 't = 0;\n«for i in [1] {\n    t = t + i;\n}»\n', undefined],
    ['statements that a function reads', 'Extract to function', 'def f() {\n    return b;\n}\n«b = 1;»\nc = f();\n', undefined],
    ['half of a statement', 'Extract to function', 'a = 1;\n«b = a» + 1;\n', undefined],

    ['a selector that is used once', 'Inline `same`', 'same = select(tokens, tokens, ==);\nx = aggregate(sa«me, indices);\n', 'x = aggregate(select(tokens, tokens, ==), indices);\n'],
    ['from where it is set', 'Inline `a`', 'a« = indices + 1;\nx = a * 2;\ny = [a];\n', 'x = (indices + 1) * 2;\ny = [indices + 1];\n'],
    ['a selector that is used twice', 'Inline `same`', '«same = select(tokens, tokens, ==);\nx = aggregate(same, indices) + selector_width(same);\n', 'no: that would make its selectors anew at each place, and cost heads'],
    ['a selector that a loop uses', 'Inline `s`', '«s = select(tokens, tokens, ==);\nx = [aggregate(s, indices + i) for i in [1, 2]];\n', 'no: that would make its selectors anew at each place, and cost heads'],
    ['a name that is set twice', 'Inline `a`', '«a = 1;\na = a + 1;\n', 'no: `a` is set more than once'],
    ['a name that nothing reads', 'Inline `a`', '«a = 1;\n', 'no: nothing reads `a`'],
    ['a name made of one that changes', 'Inline `b`', 'a = 1;\n«b = a;\na = 2;\nc = b;\n', 'no: `a`, which it is made of, is set again further down'],
    ['a name made of one that is hidden', 'Inline `b`', 'a = 1;\n«b = a;\ndef f(a) {\n    return a + b;\n}\nc = f(5);\n', 'no: `a`, which it is made of, is another one where it is read'],
    ['a name made of one that a comprehension hides', 'Inline `b`', 'a = 1;\n«b = a;\nc = [a + b for a in [7]];\n', 'no: `a`, which it is made of, is another one where it is read'],
    ['a local', 'Inline `y`', 'def f(x) {\n    y = x - 1;\n    return 3 - «y;\n}\nz = f(indices);\n', 'def f(x) {\n    return 3 - (x - 1);\n}\nz = f(indices);\n'],
    ['a global that has a local\'s name elsewhere', 'Inline `y`', '«y = 1;\ndef f(y) {\n    return y;\n}\nz = f(2) + y;\n', 'def f(y) {\n    return y;\n}\nz = f(2) + 1;\n'],
    ['a parameter', 'Inline `x`', 'def f(x) {\n    return «x;\n}\n', 'no: `x` is a parameter'],
    ['a built-in name that is set further down', 'Inline `tokens`', 'h = «tokens[0];\ntokens = 3;\nz = indices + tokens;\n', 'no: `tokens` is a name of the language, which means something else before it is set'],
    ['a local that hides a global further down', 'Inline `g`', 'g = 1;\ndef f(x) {\n    y = g;\n    g = 2;\n    return y + «g;\n}\nz = f(2);\n', 'no: `g` is read before it is set here'],
    ['a library name', 'Inline `length`', 'x = «length;\n', undefined],

    ['an aggregate of numbers', 'Add the default 0', 'x = aggre«gate(full_s, indices);\n', 'x = aggregate(full_s, indices, 0);\n'],
    ['an aggregate of strings', 'Add the default ""', 'x = aggregate(select(indices, 0, ==), to«kens);\n', 'x = aggregate(select(indices, 0, ==), tokens, "");\n'],
    ['an aggregate that has a default', 'Add the default 0', 'x = aggre«gate(full_s, indices, 1);\n', undefined]
];

describe('refactorings', () => {
    it.each(table)('%s: %s in %j', (_what, title, before, after) => {
        expect(offered(before)[title]).toBe(after);
    });

    it.each(table.filter(([, , , after]) => after !== undefined && !after.startsWith('no: ')))('keeps what names give, and adds no heads: %s: %s', (_what, title, before, after = '') => {
        const [old, made] = [programOf(marked(before).text), programOf(after)];
        expect(made.results.flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual(old.results.flatMap(({ problems }) => problems.map(({ message }) => message)));
        const [values, costs] = [valuesOf(made, inputs), costsOf(made)];
        const inlined = /^Inline `(.*)`/.exec(title)?.[1];
        for (const [name, value] of valuesOf(old, inputs)) {
            if (name !== inlined) {
                expect([name, values.get(name)]).toEqual([name, value]);
            }
        }
        for (const [name, cost] of costsOf(old)) {
            if (name !== inlined) {
                expect([name, costs.get(name)]).toEqual([name, cost]);
            }
        }
    });

    it.each(table.filter(([, title, , after]) => after !== undefined && /^(Extract|Name)/.test(title)))('tells where the name that it makes up is used: %s: %s', (_what, title, before, after = '') => {
        const { text, start, end } = marked(before);
        const found = refactoringsAt({ program: programOf(text), start, end }).find(each => each.title === title);
        const at = found !== undefined && 'edits' in found ? found.newName : undefined;
        expect(after.slice(at)).toMatch(/^(extracted|pattern|sequence|items|value)(_2)?\b/);
        expect(after.slice(at)).not.toMatch(/^\w+ = /);
    });

    it('answers nonsense with nothing', () => {
        for (const text of ['', 'x = (1;\n', 'def f() {', '}', '"', 'x = \u0000;']) {
            const program = programOf(text);
            for (const [start, end] of [[0, 0], [0, 900], [-5, 3], [700, 800], [3, 1]] as const) {
                expect(refactoringsAt({ program, start, end })).toEqual([]);
            }
        }
    });
});
