import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, lines, rasp } from './capture';

const cwd = folderOf({
    'good.rasp': 'x = tokens;\n',
    'warning.rasp': 'x = tokens_int + 1;\n',
    'lints.rasp': 'x = not 1 in [1];\ny = not 1 in [1]; # rasp: allow not-in\n_z = 1;\n',
    'bad.rasp': 'x = foo;\n\ny = "𝄞" + bar;\n',
    'function.rasp': 'def f(x) {\n    return x + "a";\n}\ny = f(1);\n',
    'loads.rasp': 'load "lib/inner";\n',
    'lib/inner.rasp': 'a = 1;\nb = oops;\n',
    'same.rasp': 'x = foo;\nx = foo;\n',
    'tree/one.rasp': 'x = foo;\n',
    'tree/deeper/two.rasp': 'x = tokens;\n',
    'tree/notes.txt': 'x = foo;\n',
    'tree/node_modules/three.rasp': 'x = foo;\n',
    'tree/.hidden/four.rasp': 'x = foo;\n',
    'nothing/notes.txt': ''
});
symlinkSync('..', join(cwd, 'tree', 'deeper', 'around'));
mkdirSync(join(cwd, 'folder.rasp'));
const check = (...files: string[]): ReturnType<typeof rasp> => rasp(['check', ...files], { cwd });

describe('one file', () => {
    test.each([
        ['good.rasp', 0, [], 'no problems in 1 file\n'],
        ['warning.rasp', 0, [/^warning\.rasp:1:5: warning: on the example "hello", token 0 of the input, 'h' is not an int$/, /^warning\.rasp:1:5: hint: .* \[tokens-int-on-text\]$/], '1 warning in 1 file\n'],
        ['lints.rasp', 0, [/^lints\.rasp:1:5: warning: `not 1 in \[1\]` means .* \[not-in\]$/, /^lints\.rasp:3:1: hint: .* \[unused-name\]$/], '1 warning in 1 file\n'],
        ['bad.rasp', 1, [/^bad\.rasp:1:5: error: there is no `foo` here/, /^bad\.rasp:3:11: error: there is no `bar` here/], '2 errors in 1 file\n'],
        ['function.rasp', 1, [/^function\.rasp:4:5: error: /, /^ {4}function\.rasp:2:12: it happens here$/], '1 error in 1 file\n'],
        ['same.rasp', 1, [/^same\.rasp:1:5: /, /^same\.rasp:2:5: /], '2 errors in 1 file\n']
    ])('%s', async (file, code, expected, summary) => {
        const printed = await check(file);
        const shown = lines(printed.out).filter(line => line !== '');
        expect({ code: printed.code, err: printed.err, count: shown.length }).toEqual({ code, err: summary, count: expected.length });
        expected.forEach((pattern, i) => { expect(shown[i]).toMatch(pattern); });
    });

    test('with --strict, warnings are problems, and hints are not', async () => {
        expect((await rasp(['check', '--strict', 'lints.rasp'], { cwd })).code).toBe(1);
        expect((await rasp(['check', '--strict', 'good.rasp'], { cwd })).code).toBe(0);
        expect((await rasp(['check', '--strict', '-'], { cwd, stdin: '_z = 1;\n' })).code).toBe(0);
    });

    test('a repeated selector, with both places', async () => {
        const { out } = await rasp(['check', '-'], { cwd, stdin: 'x = aggregate(select(tokens, tokens, ==), indices)\n    + aggregate(select(tokens, tokens, ==), indices + 1);\n' });
        expect(lines(out)).toEqual([expect.stringMatching(/^<stdin>:2:17: warning: .* \[repeated-selector\]$/), '    <stdin>:1:15: the same is made here first']);
    });

    test('a problem in a loaded file is told at the load, with its place', async () => {
        const { code, out } = await check('loads.rasp');
        expect(code).toBe(1);
        expect(out).toMatch(/^loads\.rasp:1:\d+: error: /);
        expect(out).toContain(`\n    ${join('lib', 'inner.rasp')}:2:5: `);
    });

    test('an absolute name stays as it was given', async () => {
        expect((await check(join(cwd, 'bad.rasp'))).out.startsWith(`${join(cwd, 'bad.rasp')}:1:5: `)).toBe(true);
    });

    test('standard input', async () => {
        const { code, out } = await rasp(['check', '-'], { cwd, stdin: 'load "lib/inner";\nx = foo;\n' });
        expect(code).toBe(1);
        expect(out).toContain('<stdin>:2:5: error: there is no `foo` here');
        expect(out).toContain(`${join('lib', 'inner.rasp')}:2:5`);
    });

    test('control characters do not reach the terminal', async () => {
        const { out } = await rasp(['check', '-'], { cwd, stdin: 'x = "\u001b[31m"["\u0007"];\ny = \u001b;\n' });
        expect(out).toMatch(/error/);
        expect([...out].filter(char => char < ' ' && char !== '\n')).toEqual([]);
    });
});

describe('several files', () => {
    test('a folder: its .rasp files, without hidden folders and node_modules, circles once', async () => {
        const { code, out, err } = await check('tree');
        expect(code).toBe(1);
        expect(lines(out)).toEqual([expect.stringContaining(`${join('tree', 'one.rasp')}:1:5: error`)]);
        expect(err).toBe('1 error in 2 files\n');
    });

    test('what cannot be read does not keep the others from being checked', async () => {
        const { code, out, err } = await check('missing.rasp', 'bad.rasp', 'folder.rasp', 'nothing');
        expect(code).toBe(1);
        expect(lines(out)).toHaveLength(2);
        expect(lines(err)).toEqual([
            'rasp: folder.rasp is a folder, not a file',
            'rasp: there are no .rasp files in nothing',
            'rasp: there is no file missing.rasp',
            '2 errors in 1 file'
        ]);
    });
});
