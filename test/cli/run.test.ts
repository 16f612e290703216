import { describe, expect, test } from 'vitest';
import { folderOf, lines, rasp } from './capture';

const reverse = 'reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);';
const cwd = folderOf({
    'programs.rasp': `${reverse}
same = select(tokens, tokens, ==);
_private = indices + 1;
n = 3;
numbers = tokens_int;
set example [1, 2.5]
as_is = tokens_asis;
def f(x, y) {
    return x + y;
}
load "other";
`,
    'other.rasp': 'loaded = 1.0 * indices;\n_hidden = 2;\n',
    'values.rasp': `big = 2^70;
word = "a b";
truth = True;
third = 1 / 3;
list = [1, 2.0, "x", True, [indices, []]];
dict = {1: "one", "two": [2]};
bigs = big + indices;
floats = 1.0 * indices;
bools = indices == 0;
tie = 0.0625 * (indices + 1);
odd = tokens_float;
quoted = ["", "a,b", "say 'hi'"][indices];
result = floats("ab");
`,
    'changes.rasp': 'x = tokens;\ny = indices;\nx = length;\ny = 4;\nfor i in [1, 2] {\n    z = indices + i;\n}\n',
    'broken.rasp': 'good = tokens;\nbad = foo;\nworse = bad;\n',
    'empty.rasp': '',
    'wide.rasp': 's = select(indices, indices, <=);\n'
});

describe('text', () => {
    test('s-ops and selectors of the file, each on its example', async () => {
        const { code, out, err } = await rasp(['run', 'programs.rasp', 'reverse', 'same', 'as_is'], { cwd });
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(lines(out)).toEqual([
            'reverse("hello") = [o, l, l, e, h]   strings',
            '',
            'same("hello")   selector',
            '        h e l l o',
            '    h | 1 · · · ·',
            '    e | · 1 · · ·',
            '    l | · · 1 1 ·',
            '    l | · · 1 1 ·',
            '    o | · · · · 1',
            '',
            'as_is([1, 2.5])  = [1, 2.5]          floats'
        ]);
    });

    test('without names, no private or loaded ones, and no atoms or functions', async () => {
        const { out } = await rasp(['run', 'programs.rasp', '-i', '12'], { cwd });
        expect(lines(out).map(line => line.split('(')[0]).filter(name => /^\w+$/.test(name ?? ''))).toEqual(['reverse', 'same', 'numbers', 'as_is']);
    });

    test('the last value of a name counts', async () => {
        const { out } = await rasp(['run', 'changes.rasp', '-i', 'ab'], { cwd });
        expect(lines(out)).toEqual(['x("ab") = [2, 2]   ints', 'z("ab") = [2, 3]   ints']);
    });

    test('several inputs are grouped', async () => {
        const { code, out } = await rasp(['run', 'programs.rasp', 'reverse', 'n', '-i', 'ab', '-i', '["the", "car"]'], { cwd });
        expect(code).toBe(0);
        expect(lines(out)).toEqual([
            '"ab"', '  reverse = [b, a]   strings', '  n       = 3        int', '',
            '["the", "car"]', '  reverse = [car, the]   strings', '  n       = 3            int'
        ]);
    });

    test.each([
        ['n', 'n = 3   int'],
        ['f', 'f(x, y)   function'],
        ['_private', '_private("hello") = [1, 2, 3, 4, 5]   ints'],
        ['loaded', 'loaded([1, 2.5]) = [0.0, 1.0]   floats'],
        ['tokens', 'tokens([1, 2.5]) = [1, 2.5]   strings'],
        ['max', 'max(a, b)   function']
    ])('%s can be named', async (name, expected) => {
        const { code, out } = await rasp(['run', 'programs.rasp', name], { cwd });
        expect({ code, lines: lines(out) }).toEqual({ code: 0, lines: [expected] });
    });

    test.each([
        ['big', 'big = 1180591620717411303424   int'],
        ['word', 'word = "a b"   string'],
        ['truth', 'truth = T   bool'],
        ['third', 'third = 0.333   float'],
        ['list', 'list("abc") = [1, 2.0, x, T, [[0, 1, 2], []]]   list'],
        ['dict', 'dict = {1: one, two: [2]}   dict'],
        ['bools', 'bools("abc") = [T, F, F]   bools'],
        ['tie', 'tie("abc") = [0.062, 0.125, 0.188]   floats'],
        ['quoted', 'quoted("abc") = ["", "a,b", "say \'hi\'"]   strings'],
        ['result', 'result = [0.0, 1.0]   floats']
    ])('%s is shown so that it can be read', async (name, expected) => {
        const { out } = await rasp(['run', 'values.rasp', name, '-i', 'abc'], { cwd });
        expect(lines(out)).toEqual([expected]);
    });

    test('a selector on a long input is told in numbers', async () => {
        const { out } = await rasp(['run', 'wide.rasp', '-i', 'a'.repeat(100)], { cwd });
        expect(out).toContain('100 queries by 100 keys, 5,050 selected');
    });

    test('colours only where they are wanted', async () => {
        expect((await rasp(['run', 'programs.rasp', 'n'], { cwd })).out).not.toContain('\u001b');
        expect((await rasp(['run', 'programs.rasp', 'n'], { cwd, colours: true })).out).toContain('\u001b[1mn');
    });
});

describe('JSON', () => {
    const json = async (...args: string[]): Promise<string> => (await rasp(['run', ...args, '--json'], { cwd })).out;

    test.each([
        ['reverse', { type: 'strings', values: ['b', 'a'] }],
        ['same', { type: 'selector', rows: ['10', '01'] }],
        ['n', { type: 'int', values: 3 }],
        ['f', { type: 'function', parameters: ['x', 'y'] }],
        ['numbers', { error: 'token 0 of the input, \'a\' is not an int' }]
    ])('%s', async (name, expected) => {
        expect(JSON.parse(await json('programs.rasp', name, '-i', 'ab'))).toEqual({ [name]: expected });
    });

    test.each([
        ['big', '{"type": "int", "values": 1180591620717411303424}'],
        ['bigs', '{"type": "ints", "values": [1180591620717411303424, 1180591620717411303425]}'],
        ['floats', '{"type": "floats", "values": [0.0, 1.0]}'],
        ['odd', '{"type": "floats", "values": ["nan", "-inf"]}'],
        ['truth', '{"type": "bool", "values": true}'],
        ['list', '{"type": "list", "values": [1, 2.0, "x", true, [{"type": "ints", "values": [0, 1]}, []]]}'],
        ['dict', '{"type": "dict", "values": [[1, "one"], ["two", [2]]]}']
    ])('%s keeps its digits and type', async (name, expected) => {
        expect(await json('values.rasp', name, '-i', '["nan", "-inf"]')).toBe(`{\n  "${name}": ${expected}\n}\n`);
    });

    test('several inputs make a list', async () => {
        expect(JSON.parse(await json('programs.rasp', 'reverse', '-i', 'ab', '-i', '[1, 2.5]'))).toEqual([
            { input: 'ab', results: { reverse: { type: 'strings', values: ['b', 'a'] } } },
            { input: [1, 2.5], results: { reverse: { type: 'strings', values: ['2.5', '1'] } } }
        ]);
    });

    test('nothing to show is an empty object', async () => {
        expect(JSON.parse(await json('empty.rasp'))).toEqual({});
    });
});

describe('what is wrong', () => {
    test('an input that does not fit fails one name and not the others', async () => {
        const { code, out, err } = await rasp(['run', 'programs.rasp', 'numbers', 'reverse', '-i', 'ab'], { cwd });
        expect({ code, lines: lines(out), err }).toEqual({
            code: 1,
            lines: ['reverse("ab") = [b, a]   strings'],
            err: 'rasp: numbers("ab") has no value: token 0 of the input, \'a\' is not an int\n'
        });
    });

    test('an unknown name, with the nearest known one', async () => {
        const { code, out, err } = await rasp(['run', 'programs.rasp', 'revers', 'n'], { cwd });
        expect(code).toBe(1);
        expect(out).toContain('n = 3');
        expect(err).toContain('programs.rasp: there is no `revers` here');
        expect(err).toContain('did you mean `reverse`?');
    });

    test('errors in the file are told, and what has a value is printed', async () => {
        const whole = await rasp(['run', 'broken.rasp', '-i', 'ab'], { cwd });
        expect(whole.code).toBe(1);
        expect(lines(whole.out)).toEqual(['good("ab") = [a, b]   strings']);
        expect(whole.err).toMatch(/^broken\.rasp:2:7: error: there is no `foo` here/);
        expect(whole.err).not.toContain('warning');
        expect((await rasp(['run', 'broken.rasp', 'good'], { cwd })).code).toBe(0);
        const bad = await rasp(['run', 'broken.rasp', 'bad', '--json'], { cwd });
        expect({ code: bad.code, json: JSON.parse(bad.out) as unknown }).toEqual({
            code: 1, json: { bad: { error: '`bad` has no value, because the statement that sets it has an error' } }
        });
    });

    test.each([
        ['', 'must not be empty'],
        ['[]', 'must not be empty'],
        ['[1, 2', '[1, 2'],
        ['[x]', '[x] is not a list of values']
    ])('the input %j is a usage error', async (input, expected) => {
        const { code, out, err } = await rasp(['run', 'programs.rasp', '--input', input], { cwd });
        expect({ code, out }).toEqual({ code: 2, out: '' });
        expect(err).toContain(expected);
    });
});

describe('what statements show', () => {
    test.each([
        ['tokens;\nindices("abc");\n', ['tokens("hello") = [h, e, l, l, o]   strings', 'indices("abc")  = [0, 1, 2]         ints']],
        ['x = indices;\nx;\n1 + 1;\n', ['x("hello") = [0, 1, 2, 3, 4]   ints', 'x("hello") = [0, 1, 2, 3, 4]   ints']]
    ])('%j', async (program, printed) => {
        const { code, out } = await rasp(['run', '-'], { stdin: program });
        expect({ code, lines: lines(out) }).toEqual({ code: 0, lines: printed });
    });

    test('but not where names are asked for', async () => {
        expect(lines((await rasp(['run', '-', 'x'], { stdin: 'x = indices;\ntokens;\n' })).out)).toEqual(['x("hello") = [0, 1, 2, 3, 4]   ints']);
    });
});

test('with several inputs, what fails is told in its section', async () => {
    const { code, out, err } = await rasp(['run', 'programs.rasp', 'numbers', '-i', '12', '-i', '1x'], { cwd });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(lines(out)).toEqual(['"12"', '  numbers = [1, 2]   ints', '', '"1x"', "  numbers = no value: token 1 of the input, 'x' is not an int"]);
});

test('strings are quoted where one of them needs it', async () => {
    expect((await rasp(['run', '-', '-i', 'a b'], { stdin: 'x = tokens;\n' })).out).toContain('["a", " ", "b"]');
    expect((await rasp(['run', '-', '-i', 'ab'], { stdin: 'x = tokens;\n' })).out).toContain('[a, b]');
});

test('lists take bools as JSON and as RASP spell them', async () => {
    expect((await rasp(['run', '-', '-i', '[true, False, "true"]'], { stdin: 'x = tokens_str;\n' })).out).toContain('[True, False, true]');
});
