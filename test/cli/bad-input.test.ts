import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { limits, limitText } from '../../language/limits';
import { folderOf, rasp } from './capture';

const bytes = Uint8Array.from({ length: 2_560 }, (_, i) => i % 256);
const cwd = folderOf({
    'empty.rasp': '',
    'nul.rasp': 'x = tokens;\ny\0 = 1;\n',
    'binary.rasp': bytes,
    'utf16.rasp': Buffer.from('\ufeffx = tokens;\n', 'utf16le'),
    'latin1.rasp': Buffer.from('# caf\u00e9\nx = tokens;\n', 'latin1'),
    'bom.rasp': '\ufeffx = foo;\n',
    'crlf.rasp': 'x = tokens;\r\n\ty = foo;\r\n',
    'self.rasp': 'load "self";\nx = tokens;\n',
    'five-megabytes.rasp': 'x = tokens; # a line of forty characters\n'.repeat(125_000),
    'five-megabytes-in-a-line.rasp': `# ${'a'.repeat(5_000_000)}\n`,
    'one-line.rasp': 'x=1;'.repeat(30_000),
    'brackets.rasp': `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)};\ny = tokens;\n`,
    'open-brackets.rasp': `x = ${'['.repeat(10_000)};\ny = tokens;\n`,
    'range.rasp': 'x = range(1000000000);\ny = tokens;\n',
    'recursion.rasp': 'def f(x) {\n    return f(x);\n}\nx = f(1);\ny = tokens;\n',
    'power.rasp': 'x = 2^9999;\ny = x + indices;\n',
    'deep.rasp': 'x = indices;\nfor i in range(100000) {\n    x = x + 1;\n}\n',
    'comprehension.rasp': 'l = [i * 2 for i in range(1000000)];\ny = tokens;\n',
    'million.rasp': 'l = range(1000000);\nx = l[indices];\n',
    'nested.rasp': 'l = [1];\nfor i in range(100000) {\n    l = [l];\n}\n',
    'doubled.rasp': 'l = [1];\nfor i in range(60) {\n    l = [l, l];\n}\n',
    'plain.rasp': 'x = tokens;\nn = length;\n'
});
mkdirSync(join(cwd, 'folder.rasp'));
mkdirSync(join(cwd, 'folder'));

describe.each(['run', 'cost', 'check'])('%s', command => {
    test.each([
        ['missing.rasp', 'there is no file missing.rasp'],
        ['plain', 'there is no file plain; did you mean plain.rasp?'],
        ['plain.rasp/x.rasp', 'there is no file plain.rasp/x.rasp'],
        ['folder.rasp', 'folder.rasp is a folder, not a file'],
        ['nul.rasp', 'nul.rasp is not a text file: there is a NUL byte in line 2'],
        ['binary.rasp', 'binary.rasp is not a text file: there is a NUL byte in line 1'],
        ['utf16.rasp', 'utf16.rasp is written in UTF-16: save it as UTF-8'],
        ['a\0b.rasp', 'cannot be read'],
        ['x'.repeat(5_000), 'cannot be read']
    ])('says why it cannot read %s', async (file, message) => {
        const { code, out, err } = await rasp([command, file], { cwd });
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toContain(message);
        expect(err).not.toMatch(/^\s+at /m);
    });

    test('takes an empty file', async () => {
        expect((await rasp([command, 'empty.rasp'], { cwd })).code).toBe(0);
    });
});

test('a folder is for check only', async () => {
    expect((await rasp(['run', 'folder'], { cwd })).err).toContain('folder is a folder, not a file: name a file in it');
});

test.each(['check', 'run', 'cost'])('%s takes no other encoding than UTF-8', async command => {
    expect(await rasp([command, 'latin1.rasp'], { cwd })).toEqual({ code: 1, out: '', err: 'rasp: latin1.rasp is not UTF-8 (line 1): save it as UTF-8\n' });
});

describe('check has a place for whatever a file holds', () => {
    test.each([
        ['bom.rasp', 1, 'bom.rasp:1:5: error: there is no `foo` here'],
        ['crlf.rasp', 1, 'crlf.rasp:2:6: error: there is no `foo` here'],
        ['self.rasp', 1, 'self.rasp:1:1: error: "self" loads itself'],
        ['five-megabytes.rasp', 1, 'error: this file is longer than 4,000,000 characters, the limit'],
        ['five-megabytes-in-a-line.rasp', 1, 'five-megabytes-in-a-line.rasp:1:4000001: error: this file is longer than 4,000,000 characters, the limit'],
        ['one-line.rasp', 1, 'one-line.rasp: and 29,000 more problems, which are not listed'],
        ['brackets.rasp', 1, 'brackets.rasp:1:1: error: this statement nests brackets'],
        ['open-brackets.rasp', 1, 'open-brackets.rasp:1:1: error: this statement nests brackets'],
        ['range.rasp', 1, 'range.rasp:1:5: error: this would have 1,000,000,000 elements; the limit is 1,000,000'],
        ['recursion.rasp', 1, 'recursion.rasp:4:5: error: more than 200 calls are open at once'],
        ['comprehension.rasp', 1, `takes more than ${limitText(limits.steps)} steps to run, the limit`],
        ['power.rasp', 0, ''],
        ['deep.rasp', 0, ''],
        ['million.rasp', 0, ''],
        ['nested.rasp', 0, ''],
        ['doubled.rasp', 0, '']
    ])('%s', async (file, code, message) => {
        const printed = await rasp(['check', file], { cwd });
        expect(printed.out).toContain(message);
        expect(printed.code).toBe(code);
    });
});

describe('run prints what there is', () => {
    test.each([
        ['crlf.rasp', ['x', '-i', 'ab'], 0, '"values": ["a", "b"]'],
        ['self.rasp', ['x', '-i', 'ab'], 0, '"values": ["a", "b"]'],
        ['brackets.rasp', ['y', '-i', 'ab'], 0, '"values": ["a", "b"]'],
        ['range.rasp', ['y', '-i', 'ab'], 0, '"values": ["a", "b"]'],
        ['recursion.rasp', ['y', '-i', 'ab'], 0, '"values": ["a", "b"]'],
        ['comprehension.rasp', ['y', '-i', 'ab'], 0, '"values": ["a", "b"]'],
        ['recursion.rasp', ['x'], 1, '"error": '],
        ['power.rasp', ['x'], 0, `"values": ${String(2n ** 9999n)}`],
        ['power.rasp', ['y', '-i', 'ab'], 0, `"values": [${String(2n ** 9999n)}, ${String(2n ** 9999n + 1n)}]`],
        ['deep.rasp', ['x', '-i', 'ab'], 0, '"values": [100000, 100001]'],
        ['million.rasp', ['x', '-i', 'ab'], 0, '"values": [0, 1]'],
        ['million.rasp', ['l'], 1, 'more than 1,000,000 parts'],
        ['nested.rasp', ['l'], 1, 'nested more than 100 deep'],
        ['doubled.rasp', ['l'], 1, 'more than 1,000,000 parts'],
        ['plain.rasp', ['x', '-i', '𝄞a'], 0, '"values": ["𝄞", "a"]'],
        ['plain.rasp', ['n', '-i', '𝄞a'], 0, '"values": [2, 2]']
    ])('%s %j', async (file, args, code, expected) => {
        const printed = await rasp(['run', file, ...args, '--json'], { cwd });
        expect(printed.out).toContain(expected);
        expect(printed.code).toBe(code);
        JSON.parse(printed.out);
    });

    test.each([
        ['million.rasp', 'l', /^l = \[0, 1, 2, .*, 999, … 999,000 more\]/],
        ['nested.rasp', 'l', /^l = \[{21}…\]{21} {3}list$/],
        ['doubled.rasp', 'l', /^l = \[{21}….* more/],
        ['power.rasp', 'x', /^x = 9975315584…6298354688 \(3,010 digits\) {3}int$/]
    ])('%s as text, cut', async (file, name, expected) => {
        const { code, out } = await rasp(['run', file, name], { cwd });
        expect(out.trimEnd()).toMatch(expected);
        expect(code).toBe(0);
    });
});

test('an endless standard input ends at the limit', async () => {
    const { code, err } = await rasp(['check', '-'], { cwd, stdin: 'a'.repeat(16_000_001) });
    expect(code).toBe(1);
    expect(err).toContain('standard input is larger than 16,000,000 bytes, the limit');
});

test.each(['def', 'def (x) { return x; }', 'def if(x) { return x; }', '= 3;', 'a, = 1, 2;', 'for'])('the statement %j is an error and leaves the others their values', async broken => {
    const { code, out, err } = await rasp(['run', '-'], { cwd, stdin: `k = tokens;\n${broken}\n` });
    expect(code).toBe(1);
    expect(out).toContain('k("hello") = [h, e, l, l, o]');
    expect(err).toMatch(/2:\d+: error: /);
    expect(err).not.toContain('bug');
});
