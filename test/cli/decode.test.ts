import { describe, expect, test } from 'vitest';
import { decode } from '../../cli/decode';
import type { DecodeCommandOptions } from '../../cli/decode';
import { streamed } from './batch-capture';
import { folderOf, lines, rasp } from './capture';

const cwd = folderOf({
    'p.rasp': `next = tokens_int[-1] + 1;
letter = "x" if length < 4 else ".";
half = tokens_float / 2;
growing = select(indices, indices, <=);
fussy = [1, 2, 3][length];
n = 3;
`
});
const base: DecodeCommandOptions = { sop: 'next', batch: true, max: '100', append: 'last', json: false, jobs: '1' };

describe('one input', () => {
    test.each([
        [['next', '[1]', '--max', '3'], '{"appended": [2, 3, 4], "input": [1, 2, 3, 4], "stopped": "max"}'],
        [['next', '[1]', '--until', '4'], '{"appended": [2, 3, 4], "input": [1, 2, 3, 4], "stopped": "until"}'],
        [['letter', 'a', '--until', '.'], '{"appended": ["x", "x", "x", "."], "input": ["a", "x", "x", "x", "."], "stopped": "until"}'],
        [['half', '[3]', '--max', '2'], '{"appended": [1.5, 0.75], "input": [3, 1.5, 0.75], "stopped": "max"}'],
        [['half', '[8]', '--until', '1'], '{"appended": [4.0, 2.0, 1.0], "input": [8, 4.0, 2.0, 1.0], "stopped": "until"}'],
        [['half', '[8, 2]', '--append', '0', '--max', '2'], '{"appended": [4.0, 4.0], "input": [8, 2, 4.0, 4.0], "stopped": "max"}'],
        [['half', '[8, 2]', '--append', '-2', '--max', '2'], '{"appended": [4.0, 1.0], "input": [8, 2, 4.0, 1.0], "stopped": "max"}']
    ])('%j', async ([sop = '', input = '', ...options], json) => {
        const printed = await rasp(['decode', 'p.rasp', '--sop', sop, '--input', input, '--json', ...options], { cwd });
        expect(printed).toEqual({ code: 0, out: `${json}\n`, err: '' });
    });

    test('as text', async () => {
        const { out } = await rasp(['decode', 'p.rasp', '--sop', 'letter', '-i', 'ab', '-u', '.'], { cwd });
        expect(lines(out)).toEqual(['appended = xx.   3 tokens', 'input    = "abxx."']);
    });

    test('an error on the way keeps what was appended', async () => {
        const { code, out, err } = await rasp(['decode', 'p.rasp', '--sop', 'fussy', '--input', 'a', '--json'], { cwd });
        expect(code).toBe(1);
        expect(JSON.parse(out)).toMatchObject({ appended: [2, 3], stopped: 'error', error: expect.stringContaining('out of range') });
        expect(err).toContain('after 2 tokens');
    });
});

test('a batch', async () => {
    const { code, lines: out } = await streamed((terminal, streams) => decode(terminal, 'p.rasp', { ...base, max: '2' }, streams), { cwd, stdin: ['[1]\n"x"\n[7, 8]\n'] });
    expect(code).toBe(1);
    expect(out).toEqual([
        '{"appended": [2, 3], "input": [1, 2, 3], "stopped": "max"}',
        expect.stringMatching(/^\{"appended": \[\], "input": \["x"\], "stopped": "error", "error": ".*not an int"\}$/),
        '{"appended": [9, 10], "input": [7, 8, 9, 10], "stopped": "max"}'
    ]);
});

test.each([
    [['--sop', 'next'], 2, 'either --input or --batch'],
    [['--sop', 'next', '--input', 'a', '--batch'], 2, 'either --input or --batch'],
    [['--sop', 'next', '--input', ''], 2, 'must not be empty'],
    [['--sop', 'next', '--input', 'a', '--max', '0'], 2, 'from 1 to 1,000,000, found 0'],
    [['--sop', 'next', '--input', 'a', '--append', 'first'], 2, '--append takes last or an index; found first'],
    [['--sop', 'next', '--input', 'a', '--max', 'ten'], 2, '--max takes a whole number; found ten'],
    [['--sop', 'next', '--sop', 'next', '--input', 'a'], 2, 'decode takes one --sop'],
    [['--sop', 'next', '--input', 'a', '--until', 'b', '--until', 'c'], 2, 'decode takes one --until'],
    [['--sop', 'growing', '--input', 'a'], 1, 'growing is a selector'],
    [['--sop', 'n', '--input', 'a'], 1, 'n is int, no s-op'],
    [['--sop', 'half', '--input', '[1]', '--append', '5'], 1, 'no position 5 to append from']
])('%j is refused', async (args, code, message) => {
    const printed = await rasp(['decode', 'p.rasp', ...args], { cwd });
    expect(printed.code).toBe(code);
    expect(printed.err).toContain(message);
});
