import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import * as language from '../../../language/index';
import { BitMatrix, Cancelled, compare, decode, evaluateEach, evaluateMany, Float, namesOf, openProgram, problemsOf, RaspError } from '../../../language/index';

const program = openProgram(`
as_is = tokens_asis;
half = indices / 2;
large = indices + 2^40;
huge = indices + 2^70;
mixed = [1, 2.5, True][indices];
flags = [True, 2][indices];
is_first = indices == 0;
same = select(tokens, tokens, ==);
n = 3;
def f(x) { return x; }
`);

test('the code in docs/api.md', () => {
    const code = [...readFileSync('docs/api.md', 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(match => match[1] ?? '').join('\n');
    const body = transformSync(code.replace(/^import type .*$/m, '').replace(/^import \{(.*?)\} from .*$/m, 'const {$1} = language;'), { loader: 'ts' }).code;
    const results = new Function('language', `${body}\nreturn { errors, costs, word, list, wrong, lengths, appended, input, stopped, tried, failed, difference, loading };`)(language) as Record<string, unknown>;
    expect(results).toMatchObject({
        errors: [],
        costs: ['reverse: s-op, L2, H1', 'same: selector, L1, H0', 'histogram: s-op, L1, H2', 'next: s-op, L2, H1'],
        word: { ok: true, results: new Map<string, unknown>([
            ['reverse', { type: 'strings', values: ['a', 'c', 'b', 'a'] }],
            ['histogram', { type: 'ints', values: Int32Array.of(2, 1, 1, 2) }],
            ['same', { type: 'selector', length: 4, matrix: Uint8Array.of(1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1) }]
        ]) },
        list: { ok: true },
        wrong: { ok: false, error: 'an input must not be empty: RASP has no empty sequence' },
        lengths: [3, 3, 3], appended: [2, 3, 4], input: { text: '[1, 2, 3, 4]' }, stopped: 'until', tried: 4, failed: 0,
        difference: { input: { text: '"ab"' }, first: { type: 'ints', values: Int32Array.of(1, 1) }, second: { type: 'ints', values: Int32Array.of(2, 2) } }
    });
    expect(problemsOf(results['loading'] as language.Program)).toEqual([]);
});

test.each<[string, () => unknown, string]>([
    ['an input that is none', () => evaluateMany(program, ['n'], []), '`n` is int, no s-op or selector'],
    ['comparing with no length', () => compare(program, 'half', 'large', { alphabet: 'a', maxLength: 0 }), 'maxLength is a whole number from 1, found 0'],
    ['comparing over no alphabet', () => compare(program, 'half', 'large', { alphabet: '', maxLength: 2 }), 'the alphabet must not be empty'],
    ['decoding less than nothing', () => decode(program, 'large', 'a', { max: -3 }), 'the number of tokens to append is a whole number from 1']
])('%s is refused', (_, work, message) => {
    expect(work).toThrow(message);
});

test('inputs that are none fail alone', () => {
    const inputs = [null, undefined, {}, [null], [[1], 2], 'a'] as unknown as language.InputLike[];
    const tokens = openProgram('texts = tokens_str;');
    expect(evaluateMany(tokens, ['texts'], inputs).map(result => (result.ok ? result.results.get('texts') : result.error))).toEqual([
        'an input is a string or a list; found null', 'an input is a string or a list; found undefined', 'an input is a string or a list; found object',
        'an input holds strings, numbers, bigints, bools, Floats and lists; found null', { type: 'strings', values: ['[1]', '2'] }, { type: 'strings', values: ['a'] }
    ]);
});

test('compare counts inputs on which both fail', () => {
    const both = openProgram('a = tokens_int + 1; \nb = tokens_int + 2;');
    expect(compare(both, 'a', 'b', { alphabet: 'xy', maxLength: 3 })).toMatchObject({ tried: 14, failed: 14, failure: { input: { text: '"x"' } } });
    expect(compare(both, 'a', 'b', { alphabet: ['x', '1'], maxLength: 3 })).toMatchObject({ tried: 2, failed: 1, difference: { input: { text: '"1"' } } });
});

describe('typed values', () => {
    test.each<[string, language.InputLike, unknown]>([
        ['as_is', 'ab', { type: 'strings', values: ['a', 'b'] }],
        ['as_is', [1, -2], { type: 'ints', values: Int32Array.of(1, -2) }],
        ['as_is', [1, 0.5], { type: 'floats', values: Float64Array.of(1, 0.5) }],
        ['as_is', [new Float(1)], { type: 'floats', values: Float64Array.of(1) }],
        ['as_is', [2n ** 70n, 1], { type: 'ints', values: [2n ** 70n, 1] }],
        ['as_is', [true, false], { type: 'bools', values: Uint8Array.of(1, 0) }],
        ['half', 'abc', { type: 'floats', values: Float64Array.of(0, 0.5, 1) }],
        ['large', 'a', { type: 'ints', values: Float64Array.of(2 ** 40) }],
        ['huge', 'ab', { type: 'ints', values: [2n ** 70n, 2n ** 70n + 1n] }],
        ['mixed', 'abc', { type: 'floats', values: Float64Array.of(1, 2.5, 1) }],
        ['flags', 'ab', { type: 'ints', values: Int32Array.of(1, 2) }],
        ['is_first', 'ab', { type: 'bools', values: Uint8Array.of(1, 0) }],
        ['same', 'aba', { type: 'selector', length: 3, matrix: Uint8Array.of(1, 0, 1, 0, 1, 0, 1, 0, 1) }]
    ])('%s on %j'.replace('%j', '%s'), (name, input, result) => {
        expect(evaluateMany(program, [name], [input])).toEqual([{ ok: true, results: new Map([[name, result]]) }]);
    });
});

test('an input that fails gives its error, and the others go on', () => {
    expect(evaluateMany(program, ['flags'], ['ab', 'abc', '', 'a']).map(result => (result.ok ? 'ok' : result.error))).toEqual([
        'ok', expect.stringContaining('out of range'), expect.stringContaining('must not be empty'), 'ok'
    ]);
    expect(evaluateMany(program, ['as_is'], [[null as unknown as string]])).toEqual([{ ok: false, error: expect.stringContaining('found null') }]);
});

test('inputs are taken one by one', () => {
    let taken = 0;
    const results = evaluateEach(program, ['as_is'], (function* () { for (;;) { taken++; yield 'a'; } })());
    results.next();
    results.next();
    expect(taken).toBe(2);
});

test('a caller can stop', () => {
    const checkpoint = (): never => { throw new Cancelled(); };
    expect(() => evaluateMany(program, ['as_is'], ['a'], { checkpoint })).toThrow(Cancelled);
    expect(() => decode(program, 'as_is', 'a', { checkpoint })).toThrow(Cancelled);
    expect(() => compare(program, 'as_is', 'half', { alphabet: 'a', maxLength: 2, checkpoint })).toThrow(Cancelled);
});

test('names and problems', () => {
    expect(namesOf(program).map(({ name, kind }) => [name, kind]).slice(-4)).toEqual([['is_first', 's-op'], ['same', 'selector'], ['n', 'int'], ['f', 'function']]);
    expect(problemsOf(openProgram('x = 1;\n  y = foo;\n'))).toMatchObject([{ severity: 'error', line: 2, column: 7, start: 13, end: 16 }]);
});

test('names without an s-op are refused', () => {
    expect(() => evaluateMany(program, ['n'], ['a'])).toThrow(RaspError);
    expect(() => evaluateMany(program, ['nope'], ['a'])).toThrow('there is no `nope` here');
    expect(() => decode(program, 'same', 'a')).toThrow('only an s-op has values to append');
    expect(new BitMatrix(2).rowText(0)).toBe('00');
});
