import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, lines, rasp } from './capture';

const cwd = folderOf({
    'good.rasp': 'x = 1;\n#? x == 1\n#? tokens("ab") == "ab"\n',
    'mixed.rasp': 'x = 1;\n  #? x == 2\n#? x ==\n#? x == 1\nbroken = oops;\n#? broken == 1\n',
    'none.rasp': 'x = 1;\n',
    'loads.rasp': 'load "lib/inner";\n#? inner(1) == 2\n',
    'lib/inner.rasp': 'def inner(x) {\n    return x + 1;\n}\n#? inner(2) == 4\n',
    'wide.rasp': 'x = "𝄞"; #? x == "\u001b"\n'
});
const run = (...args: string[]): ReturnType<typeof rasp> => rasp(['test', ...args], { cwd });

test.each<[string, number, string[], string]>([
    ['good.rasp', 0, ['good.rasp:2:4: passed: x == 1', 'good.rasp:3:4: passed: tokens("ab") == "ab"'], '2 passed in 1 file\n'],
    ['mixed.rasp', 1, [
        'mixed.rasp:2:6: failed: x == 2  # found 1, expected 2',
        'mixed.rasp:3:4: unreadable: x ==  # found the end of the expectation, expected an expression',
        'mixed.rasp:4:4: passed: x == 1',
        'mixed.rasp:6:4: blocked: broken == 1  # `broken` has no value, because the statement that sets it has an error'
    ], '1 passed, 1 failed, 1 unreadable, 1 blocked in 1 file\n'],
    ['none.rasp', 0, [''], 'no expectations in 1 file\n'],
    // The expectations of a loaded file are its own.
    ['loads.rasp', 0, ['loads.rasp:2:4: passed: inner(1) == 2'], '1 passed in 1 file\n'],
    ['lib', 1, [`${join('lib', 'inner.rasp')}:4:4: failed: inner(2) == 4  # found 3, expected 4`], '1 failed in 1 file\n'],
    ['wide.rasp', 1, ['wide.rasp:1:13: failed: x == "\\x1b"  # found "𝄞", expected "\\x1b"'], '1 failed in 1 file\n']
])('%s', async (file, code, out, err) => {
    const printed = await run(file);
    expect({ code: printed.code, out: lines(printed.out), err: printed.err }).toEqual({ code, out, err });
});

test('JSON', async () => {
    const { code, out } = await run('good.rasp', 'mixed.rasp', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
        { file: 'good.rasp', line: 2, column: 4, text: 'x == 1', status: 'passed' },
        { file: 'good.rasp', line: 3, column: 4, text: 'tokens("ab") == "ab"', status: 'passed' },
        { file: 'mixed.rasp', line: 2, column: 6, text: 'x == 2', status: 'failed', message: 'found 1, expected 2', found: '1', expected: '2' },
        { file: 'mixed.rasp', line: 3, column: 4, text: 'x ==', status: 'unreadable', message: 'found the end of the expectation, expected an expression' },
        { file: 'mixed.rasp', line: 4, column: 4, text: 'x == 1', status: 'passed' },
        { file: 'mixed.rasp', line: 6, column: 4, text: 'broken == 1', status: 'blocked', message: '`broken` has no value, because the statement that sets it has an error' }
    ]);
    expect((await run('none.rasp', '--json')).out).toBe('[]\n');
});

test('what cannot be read does not keep the others from being tested', async () => {
    const { code, out, err } = await run('missing.rasp', 'good.rasp');
    expect(code).toBe(1);
    expect(lines(out)).toHaveLength(2);
    expect(lines(err)).toEqual(['rasp: there is no file missing.rasp', '2 passed in 1 file']);
});

test('standard input', async () => {
    const { code, out } = await rasp(['test', '-'], { cwd, stdin: 'x = 1;\n#? x == 1\n' });
    expect({ code, out }).toEqual({ code: 0, out: '<stdin>:2:4: passed: x == 1\n' });
});

describe('rasp check', () => {
    test('prints expectations that do not hold among the other problems, in their order', async () => {
        const { code, out, err } = await rasp(['check', 'mixed.rasp'], { cwd });
        expect(code).toBe(1);
        expect(lines(out)).toEqual([
            'mixed.rasp:2:6: error: expectation fails: found 1, expected 2',
            'mixed.rasp:3:7: error: found the end of the expectation, expected an expression',
            'mixed.rasp:5:10: error: there is no `oops` here'
        ]);
        expect(err).toBe('3 errors in 1 file\n');
    });

    test('is content with those that hold', async () => {
        expect(await rasp(['check', 'good.rasp'], { cwd })).toEqual({ code: 0, out: '', err: 'no problems in 1 file\n' });
    });

    test('leaves them to check and test: run and cost print values', async () => {
        expect((await rasp(['run', 'mixed.rasp', 'x'], { cwd })).err).not.toContain('expectation');
    });
});
