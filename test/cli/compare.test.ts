import { describe, expect, test } from 'vitest';
import { folderOf, lines, rasp } from './capture';

const cwd = folderOf({
    'p.rasp': `width = selector_width(select(tokens, tokens, ==));
as_float = 1.0 * width;
wrong_from_5 = length if length < 5 else length + 1;
wrong_at_cb = 0 if tokens == "b" and shift(tokens, 1, "-") == "c" else 1;
one = length / length;
same = select(tokens, tokens, ==);
same_again = select(tokens, tokens, ==);
itself = select(indices, indices, ==);
up_to = select(indices, indices, <=);
up_to_by_hand = select(indices, indices, <) or itself;
numbers = tokens_int;
numbers_too = tokens_int + 0;
positions = indices;
third = indices + 0.3;
third_too = indices + (0.1 + 0.2);
n = 3;
def f(x) { return x; }
`
});

/** So many characters that inputs of three of them are more than a million. */
const many = String.fromCodePoint(...Array.from({ length: 110 }, (_, i) => 0x4e00 + i));

async function compare(first: string, second: string, ...more: readonly string[]): Promise<{ code: number; json: unknown }> {
    const { code, out } = await rasp(['compare', 'p.rasp', first, second, '--json', ...more], { cwd });
    return { code, json: JSON.parse(out) };
}

describe('finds', () => {
    test.each([
        ['the shortest', 'width', 'length', ['--alphabet', 'abc', '--max-length', '5'], { equal: false, tried: 5, input: 'ab', position: 0, sampled: false }],
        ['the first in alphabet order', 'wrong_at_cb', 'one', ['--alphabet', 'cba', '-n', '6'], { equal: false, tried: 5, input: 'cb', position: 1 }],
        ['one in lists', 'width', 'length', ['--alphabet', '["the", "cat"]', '-n', '5'], { input: ['the', 'cat'] }],
        ['one behind a prefix', 'width', 'length', ['--alphabet', 'a', '-n', '5', '--prefix', '§'], { tried: 1, input: '§a', results: { width: { values: [1, 1] }, length: { values: [2, 2] } } }],
        ['one by chance, and shortens it', 'wrong_from_5', 'length', ['--alphabet', many, '-n', '9', '--samples', '3'], { equal: false, allUpToLength: 2, sampled: true, input: expect.stringMatching(/^.{5}$/) }],
        ['one that only one of them takes', 'numbers', 'positions', ['--alphabet', '01a', '-n', '3'], { input: '1' }],
        ['a difference of selectors', 'same', 'itself', ['--alphabet', 'ab', '-n', '3'], { input: 'aa', position: 0, results: { same: { type: 'selector', rows: ['11', '11'] } } }],
        ['a difference of types', 'width', 'as_float', ['--alphabet', 'ab', '-n', '3', '--strict'], { tried: 1, input: 'a' }]
    ])('%s', async (_, first, second, options, found) => {
        expect(await compare(first, second, ...options)).toMatchObject({ code: 1, json: found });
    });
});

describe('says that none was found', () => {
    test.each([
        ['values are equal as under ==', 'width', 'as_float', ['--alphabet', 'ab', '-n', '4'], { equal: true, tried: 30, allUpToLength: 4, typesDifferOn: 'a' }],
        ['both fail where one does', 'numbers', 'numbers_too', ['--alphabet', '01a', '-n', '3'], { equal: true, tried: 39 }],
        ['selectors', 'up_to', 'up_to_by_hand', ['--alphabet', 'a', '-n', '40'], { equal: true, tried: 40, allUpToLength: 40 }],
        ['one computation', 'same', 'same_again', ['--alphabet', 'a', '-n', '4'], { equal: true, same: true, tried: 0 }],
        ['samples count', 'width', 'as_float', ['--alphabet', many, '-n', '4', '--samples', '7'], { equal: true, allUpToLength: 2, tried: 110 + 110 ** 2 + 14 }]
    ])('%s', async (_, first, second, options, found) => {
        expect(await compare(first, second, ...options)).toMatchObject({ code: 0, json: found });
    });
});

test('the same seed gives the same', async () => {
    const run = (seed: string): Promise<unknown> => compare('wrong_from_5', 'length', '--alphabet', many, '-n', '9', '--seed', seed);
    expect(await run('4')).toEqual(await run('4'));
    expect(await run('4')).not.toEqual(await run('5'));
});

test('as text', async () => {
    const { out } = await rasp(['compare', 'p.rasp', 'width', 'length', '--alphabet', 'ab', '-n', '4'], { cwd });
    expect(lines(out)).toEqual([
        'width and length differ on "ab", first at position 0 (the first of 4 tried)',
        '  width("ab")  = [1, 1]   ints',
        '  length("ab") = [2, 2]   ints'
    ]);
    const equal = await rasp(['compare', 'p.rasp', 'width', 'as_float', '--alphabet', 'ab', '-n', '4'], { cwd });
    expect(lines(equal.out)).toEqual([
        'width and as_float are equal on 30 inputs tried: all inputs of up to 4 tokens',
        'their types differ, on "a" for one; --strict counts that as a difference'
    ]);
});

test.each([
    [['width', 'same', '-a', 'ab', '-n', '3'], 'an s-op and a selector cannot be compared'],
    [['width', 'n', '-a', 'ab', '-n', '3'], 'n is int, no s-op or selector'],
    [['width', 'nope', '-a', 'ab', '-n', '3'], 'there is no `nope` here'],
    [['width', 'length', '-a', '', '-n', '3'], 'rasp: the alphabet must not be empty\n'],
    [['width', 'length', '-a', '[]', '-n', '3'], 'rasp: the alphabet must not be empty\n'],
    [['width', 'length', '-a', 'ab', '-n', '3', '--prefix', ''], '--prefix "": an input must not be empty'],
    [['f', 'f', '-a', 'ab', '-n', '3'], 'rasp: f is a function, no s-op or selector\n'],
    [['n', 'n', '-a', 'ab', '-n', '3'], 'rasp: n is int, no s-op or selector\n'],
    [['width', 'length', '-a', 'ab', '-n', 'x'], '--max-length takes a number'],
    [['width', 'length', '-a', 'ab', '-n', '3', '--samples', '-1'], '--samples takes a whole number; found -1'],
    [['width', 'length', '-a', 'ab', '-n', '3', '--seed', 'x'], '--seed takes a whole number; found x']
])('%j cannot be compared', async (args, message) => {
    const { code, err } = await rasp(['compare', 'p.rasp', ...args], { cwd });
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
});

describe('inputs on which both fail', () => {
    test('are counted, and are no proof', async () => {
        const nothing = await rasp(['compare', 'p.rasp', 'numbers', 'numbers_too', '-a', 'ab', '-n', '2'], { cwd });
        expect({ code: nothing.code, lines: lines(nothing.out) }).toEqual({ code: 2, lines: [
            'nothing was compared: neither numbers nor numbers_too has a value on any of 6 inputs (on "a": token 0 of the input, \'a\' is not an int)',
            'choose another --alphabet or --prefix'
        ] });
        expect(await compare('numbers', 'numbers_too', '-a', 'ab', '-n', '2')).toMatchObject({ code: 2, json: { equal: false, tried: 6, failed: 6 } });
        expect((await rasp(['compare', 'p.rasp', 'numbers', 'numbers_too', '-a', 'a1', '-n', '2'], { cwd })).out)
            .toBe('numbers and numbers_too are equal on 6 inputs tried, of which 4 fail in both: all inputs of up to 2 tokens\n');
    });
});

test('all digits are shown where three places hide the difference', async () => {
    expect((await rasp(['compare', 'p.rasp', 'third', 'third_too', '-a', 'a', '-n', '1'], { cwd })).out).toContain('0.30000000000000004');
});
