import { describe, expect, test } from 'vitest';
import { batch } from '../../cli/batch';
import { OutputRefused } from '../../cli/stream-exit';
import { streamed } from './batch-capture';
import type { Streamed, StreamSetting } from './batch-capture';
import { folderOf } from './capture';

const cwd = folderOf({
    'p.rasp': `reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);
as_is = tokens_asis;
numbers = tokens_int;
half = indices / 2;
is_first = indices == 0;
same = select(tokens, tokens, ==);
width = selector_width(same);
n = 3;
`,
    'broken.rasp': 'good = tokens;\nbad = foo;\n'
});

function run(sop: readonly string[], stdin: StreamSetting['stdin'], more: { selectors?: boolean; jobs?: string; file?: string; onWrite?: StreamSetting['onWrite'] } = {}): Promise<Streamed> {
    const { selectors = false, jobs = '1', file = 'p.rasp', onWrite } = more;
    return streamed((terminal, streams) => batch(terminal, file, { sop, selectors, jobs }, streams), { cwd, stdin, ...(onWrite === undefined ? {} : { onWrite }) });
}

describe('values', () => {
    test.each([
        ['reverse', '"abc"', '{"type": "strings", "values": ["c","b","a"]}'],
        ['reverse', '["the", "cat"]', '{"type": "strings", "values": ["cat","the"]}'],
        ['as_is', '[1, 2]', '{"type": "ints", "values": [1,2]}'],
        ['as_is', '[1, 2.0]', '{"type": "floats", "values": [1,2.0]}'],
        ['as_is', '[1.0, 1e3, 1E-7, -0.5, -0.0]', '{"type": "floats", "values": [1.0,1000.0,1e-07,-0.5,-0.0]}'],
        ['as_is', '[9007199254740993, -123456789012345678901234567890]', '{"type": "ints", "values": [9007199254740993,-123456789012345678901234567890]}'],
        ['as_is', '[true, 2]', '{"type": "ints", "values": [true,2]}'],
        ['as_is', '[true]', '{"type": "bools", "values": [true]}'],
        ['as_is', '["a\\"1\\\\", "\\u00e9"]', '{"type": "strings", "values": ["a\\"1\\\\","é"]}'],
        ['half', '"abc"', '{"type": "floats", "values": [0.0,0.5,1.0]}'],
        ['is_first', '"ab"', '{"type": "bools", "values": [true,false]}'],
        ['same', '"aba"', '{"type": "selector", "rows": ["101","010","101"]}']
    ])('%s on %s', async (name, input, result) => {
        const { code, lines } = await run([name], [input]);
        expect({ code, lines }).toEqual({ code: 0, lines: [`{"${name}": ${result}}`] });
    });

    test('several names, in their order, once each', async () => {
        const { lines } = await run(['is_first', 'reverse', 'is_first'], ['"ab"']);
        expect(Object.keys(JSON.parse(lines[0] ?? '') as object)).toEqual(['is_first', 'reverse']);
    });

    test('the selectors that are used, by their names or their texts', async () => {
        const { lines } = await run(['width', 'reverse'], ['"ab"'], { selectors: true });
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({
            'select(indices, length - 1 - indices, ==)': { type: 'selector', rows: ['01', '10'] },
            'same or select(indices, 0, ==)': { type: 'selector', rows: ['10', '11'] },
            full_s: { type: 'selector', rows: ['11', '11'] }
        });
    });
});

describe('a line that has no result says why, and the others go on', () => {
    test.each([
        ['hello', /not JSON: expected a string such as/],
        ['', /empty: expected/],
        ['""', /must not be empty/],
        ['[]', /must not be empty/],
        ['3', /found a number/],
        ['null', /found null/],
        ['{"a": 1}', /found an object/],
        ['[null]', /found null/],
        [`${'['.repeat(200)}1${']'.repeat(200)}`, /nested more than 100/],
        [`[${'9'.repeat(100_001)}]`, /100,000 bits/],
        [JSON.stringify(new Array(1_000_001).fill('a')), /1,000,001 tokens; the limit is 1,000,000/],
        ['"x"', /numbers: .*not an int/]
    ])('%.40s', async (input, error) => {
        const { code, lines, err } = await run(['numbers'], [`[1]\n${input}\n[2]\n`]);
        expect(lines).toHaveLength(3);
        expect(lines[0]).toBe('{"numbers": {"type": "ints", "values": [1]}}');
        expect((JSON.parse(lines[1] ?? '') as { error: string }).error).toMatch(error);
        expect(lines[2]).toBe('{"numbers": {"type": "ints", "values": [2]}}');
        expect({ code, err }).toEqual({ code: 1, err: 'rasp: 1 of 3 inputs has no result; its line says why\n' });
    });

    test('what is no UTF-8', async () => {
        const { lines } = await run(['reverse'], ['"a"\n', new Uint8Array([0x22, 0xff, 0x22, 0x0a]), '"b"']);
        expect(lines.map(line => line.includes('error'))).toEqual([false, true, false]);
    });

    test('a line beyond the limit is not kept', async () => {
        const piece = '1,'.repeat(1_000_000);
        const { lines } = await run(['reverse'], ['[', ...new Array<string>(26).fill(piece), '1]\n"a"\n']);
        expect(lines[0]).toContain('50,000,000 bytes, the limit of one line');
        expect(lines[1]).toBe('{"reverse": {"type": "strings", "values": ["a"]}}');
    });

    test('matrices that would make too long a line', async () => {
        const { lines } = await run(['same', 'width'], [JSON.stringify('a'.repeat(8_000))], { selectors: true });
        expect(lines[0]).toContain('100,000,000 characters, the limit of one line');
    });
});

describe('lines', () => {
    test.each([
        ['pieces that end anywhere', ['"a', 'b"', '\n', '"c"\n"', 'd"'], ['ab', 'c', 'd']],
        ['a character in two pieces', [Buffer.from('"é"').subarray(0, 2), Buffer.from('"é"').subarray(2)], ['é']],
        ['a byte order mark', ['\ufeff"a"\n'], ['a']],
        ['carriage returns', ['"a"\r\n"b"\r\n'], ['a', 'b']],
        ['nothing', [], []]
    ])('%s', async (_, stdin, inputs) => {
        const { code, lines } = await run(['as_is'], stdin);
        expect(code).toBe(0);
        expect(lines).toEqual(inputs.map(input => `{"as_is": {"type": "strings", "values": ${JSON.stringify([...input])}}}`));
    });

    test('many, in their order', async () => {
        const words = Array.from({ length: 500 }, (_, i) => String(i));
        const { lines } = await run(['numbers'], words.map(word => `["${word}"]\n`));
        expect(lines).toEqual(words.map(word => `{"numbers": {"type": "ints", "values": [${word}]}}`));
    });
});

describe('ends', () => {
    const inputs = Array.from({ length: 2_000 }, () => '"hello"\n');

    test('when the user asks', async () => {
        const { code, lines, err } = await run(['reverse'], inputs, { onWrite: (_, signal) => { signal.stop(130); } });
        expect(code).toBe(130);
        expect(lines.length).toBeLessThan(inputs.length);
        expect(err).toContain(`stopped after ${lines.length.toLocaleString('en-US')} input`);
    });

    test.each([['EPIPE', 141, ''], ['ENOSPC', 74, 'rasp: standard output cannot be written: the disk is full (ENOSPC); the lines that are there are whole\n']])('when the output refuses with %s', async (code, exitCode, message) => {
        const refuse = (): never => { throw new OutputRefused(Object.assign(new Error(code), { code })); };
        expect(await run(['reverse'], inputs, { onWrite: refuse })).toEqual({ code: exitCode, lines: [], err: message });
    });
});

test.each([[true, 'one JSON string or list a line; Ctrl+D ends\n'], [false, '']])('says what to type where the input is typed: %s', async (isTyped, err) => {
    expect(await streamed((terminal, streams) => batch(terminal, 'p.rasp', { sop: ['reverse'], selectors: false, jobs: '1' }, streams), { cwd, stdin: ['"a"\n'], isTyped }))
        .toEqual({ code: 0, lines: ['{"reverse": {"type": "strings", "values": ["a"]}}'], err });
});

describe('before it starts', () => {
    test.each([
        [{ sop: ['nope'] }, 1, 'there is no `nope` here'],
        [{ sop: ['n'] }, 1, 'n is int, no s-op or selector'],
        [{ sop: ['selector_width'] }, 1, 'rasp: selector_width is a function, no s-op or selector'],
        [{ sop: ['good'], file: 'missing.rasp' }, 1, 'there is no file missing.rasp'],
        [{ sop: ['good'], file: '-' }, 2, 'the program must be a file'],
        [{ sop: ['reverse'], jobs: 'many' }, 2, '--jobs takes a number from 1 to 256'],
        [{ sop: ['reverse'], jobs: '0' }, 2, '--jobs takes a number from 1 to 256']
    ])('%o', async ({ sop, ...more }, code, message) => {
        const printed = await run(sop, ['"a"\n'], more);
        expect({ code: printed.code, lines: printed.lines }).toEqual({ code, lines: [] });
        expect(printed.err).toContain(message);
    });

    test('an error elsewhere in the file is told, and does not matter', async () => {
        const { code, lines, err } = await run(['good'], ['"a"\n'], { file: 'broken.rasp' });
        expect({ code, lines: lines.length }).toEqual({ code: 0, lines: 1 });
        expect(err).toContain('broken.rasp:2:7: error');
    });
});
