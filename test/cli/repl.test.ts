import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { historyFile, readHistory, writeHistory } from '../../cli/repl-history';
import { ReplSession } from '../../cli/repl-session';
import { Cancelled } from '../../language/values/error';
import { folderOf } from './capture';

const cwd = folderOf({
    'small.rasp': 'a = 4;\na = a + 5;\n_p = 1;\nb = 3;\na = a + b;\ndef f(x) { return x; }\n',
    'broken.rasp': 'c = nope;\nd = 1; e = 2;\nf = 3;\n'
});
const cli = join(cwd, 'cli.cjs');

beforeAll(async () => {
    await build({
        entryPoints: ['cli/main.ts'], outfile: cli, bundle: true, platform: 'node', format: 'cjs', target: 'node22',
        loader: { '.rasp': 'text' }, keepNames: true, logLevel: 'warning'
    });
});

interface Ended {
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
}

/** Runs `rasp repl` in a process of its own, fed by a pipe. */
function feed(stdin: string, args: readonly string[] = [], closeAfter = Infinity): Promise<Ended> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [cli, 'repl', ...args], { cwd });
        let out = '';
        let err = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
            out += text;
            if (out.length >= closeAfter) {
                child.stdout.destroy();
            }
        });
        child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
        child.stdin.on('error', () => undefined);
        child.stdin.end(stdin);
        child.on('error', reject);
        child.on('close', code => { resolve({ code, out, err }); });
    });
}

const banner = 'RASP 0.1\nrunning example is: hello\n';

describe('fed by a pipe', () => {
    test('prints prompts and answers', async () => {
        const { code, out, err } = await feed('tokens;\n\n# a comment\nx = \nindices + 1;\nset example "ab"\nx;\n');
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out).toBe(`${banner}>>      s-op: tokens\n \t Example: tokens("hello") = [h, e, l, l, o] (strings)\n`
            + '>> .. .. ..      s-op: x\n \t Example: x("hello") = [1, 2, 3, 4, 5] (ints)\n'
            + '>> >>      s-op: x\n \t Example: x("ab") = [1, 2] (ints)\n>> \n');
    });

    test('indents by the definitions that are open', async () => {
        const { out } = await feed('def f(a) {\n  def g(b) {\n    return b;\n  }\n  return g(a);\n}\nf(1);\n');
        expect(out).toBe(`${banner}>> ..   ..     ..     ..     ..          console function: f(a)\n>>     value: out =  1\n>> \n`);
    });

    test('lists what a file sets, the last value of each name', async () => {
        const { out } = await feed('load "small";\n_p;\n');
        expect(out).toBe(`${banner}>>     value: b =  3\n    value: a =  12\n     small function: f(x)\n>> \t\t!!ignoring input:\n\t Error: Undefined variable: _p\n>> \n`);
    });

    test('tells the errors of a file where they are', async () => {
        const { out } = await feed('load "broken";\n');
        expect(out).toMatch(/^[^>]*>> \t\t!!ignoring input:\n\t Error: Undefined variable: nope\nsomething went wrong: two statements share this line.*\n {4}value: f = {2}3\n>> \n$/);
    });

    test('loads the file that is named first', async () => {
        const { out } = await feed('a;\n', ['small.rasp']);
        expect(out).toBe(`${banner}    value: b =  3\n    value: a =  12\n     small function: f(x)\n>>     value: a =  12\n>> \n`);
        const { code, err } = await feed('', ['missing.rasp']);
        expect({ code, err }).toEqual({ code: 1, err: 'rasp: there is no file missing.rasp\n' });
    });

    test.each(['exit', 'quit', 'exit()', 'quit()'])('%s ends it', async command => {
        expect((await feed(`1;\n${command}\n2;\n`)).out).toBe(`${banner}>>     value: out =  1\n>> `);
    });

    test('takes the last line without a line break', async () => {
        expect((await feed('1;')).out).toBe(`${banner}>>     value: out =  1\n>> \n`);
    });

    test('ends quietly when nobody reads', async () => {
        const { code, err } = await feed('range(20000);\n'.repeat(50), [], 100);
        expect({ code, err }).toEqual({ code: 141, err: '' });
    });

    test.each([
        ['x = 5', 'expected `;`'],
        ['1;\ndef f(x) {\n  return x;', 'expected `}`'],
        ['f(1,\n', 'expected an expression'],
        ['set example', 'expected an expression']
    ])('tells that %j is unfinished, and ends with 1', async (stdin, lacks) => {
        const { code, out, err } = await feed(stdin);
        expect(code).toBe(1);
        expect(err).toMatch(/^rasp: the last statement is unfinished: .*\n$/);
        expect(err).toContain(lacks);
        expect(out.endsWith('\n')).toBe(true);
    });
});

describe('at a terminal', () => {
    const start = { cwd, file: undefined, isTerminal: true, colours: false };

    test('marks the place of an error and says more', () => {
        expect(new ReplSession(start).enter('x = nope + 1;').text).toBe('\t\t!!ignoring input:\n\t Error: Undefined variable: nope\n    x = nope + 1;\n        ^^^^ there is no `nope` here\n');
    });

    test('tells layers and heads', () => {
        const session = new ReplSession(start);
        session.enter('w = selector_width(select(tokens, tokens, ==));');
        expect(session.enter(':cost w').text).toContain('w     1  2  2');
        expect(session.enter(':cost nope').text).toBe('there is no `nope` here\n');
        expect(session.enter(':nope').text).toBe('there is no command :nope; :help lists them\n');
    });

    test('completes names', () => {
        const session = new ReplSession(start);
        session.enter('long_name = 1;');
        expect(session.names()).toEqual(expect.arrayContaining(['long_name', 'selector_width', 'tokens_int']));
    });

    test('shows no control characters', () => {
        expect(new ReplSession(start).enter('"\u001b[2J";').text).toBe('    value: out =  "\\x1b[2J"\n');
    });

    test('stops a statement without a trace', () => {
        let stops = false;
        const session = new ReplSession(start, () => {
            if (stops) {
                throw new Cancelled();
            }
        });
        session.enter('a = 1;');
        stops = true;
        expect(session.enter('for i in range(100000) { a = i; }').text).toBe('stopped: nothing of the statement remains\n');
        stops = false;
        expect(session.enter('a;').text).toBe('    value: a =  1\n');
    });
});

describe('the history', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rasp-history-'));
    afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

    test('is kept between sessions, in a file of its own', () => {
        const file = historyFile({ XDG_STATE_HOME: folder });
        expect(readHistory(file)).toEqual([]);
        writeHistory(file, ['last;', 'first;']);
        expect(readFileSync(file, 'utf8')).toBe('first;\nlast;\n');
        expect(readHistory(file)).toEqual(['last;', 'first;']);
        expect(readdirSync(join(folder, 'rasp'))).toEqual(['history']);
    });

    test('does without a folder that can be written', () => {
        expect(() => { writeHistory('/dev/null/rasp/history', ['1;']); }).not.toThrow();
    });
});

describe('commands that begin with a colon', () => {
    test('work on a pipe', async () => {
        const { code, out } = await feed(':cost length\n:draw tokens\n:nope\n:help\n:quit\ntokens;\n');
        expect(code).toBe(0);
        expect(out).toContain('length  1  1');
        expect(out).toContain('tokens on "hello"\n\n  tokens = [h, e, l, l, o]\n');
        expect(out).toContain('there is no command :nope; :help lists them');
        expect(out).not.toContain('s-op: tokens');
        expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
    });

    test('are hinted at on a terminal, where help alone asks for them', () => {
        const session = new ReplSession({ cwd, file: undefined, isTerminal: true, colours: false });
        expect(session.banner).toContain(':help tells what can be typed');
        expect(session.enter('help').text).toBe(':help tells what can be typed\n');
        expect(session.enter('help = 3;').text).toContain('3');
        expect(session.enter('help;').text).toContain('3');
    });
});

test('the example that a loaded file leaves is told', () => {
    const file = { label: 'set.rasp', uri: 'file:///set.rasp', text: 'set example [1, 2]\n' };
    expect(new ReplSession({ cwd, file, isTerminal: false, colours: false }).banner).toBe('RASP 0.1\nrunning example is: hello\nrunning example is: [1, 2]\n');
});
