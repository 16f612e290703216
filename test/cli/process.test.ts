import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOf } from './capture';
import type { Printed } from './capture';

const cwd = folderOf({
    'plain.rasp': 'reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);\nagain = aggregate(select(length - 1 - indices, indices, ==), tokens);\n',
    'bad.rasp': 'x = foo;\n',
    'long.rasp': `${Array.from({ length: 2_000 }, (_, i) => `x${i} = foo${i};`).join('\n')}\n`
});
const cli = join(cwd, 'cli.cjs');

beforeAll(async () => {
    await build({
        entryPoints: ['cli/main.ts'], outfile: cli, bundle: true, platform: 'node', format: 'cjs', target: 'node22',
        loader: { '.rasp': 'text' }, minify: true, keepNames: true, banner: { js: '#!/usr/bin/env node' }, logLevel: 'warning'
    });
});

/** Runs the bundled command in a process of its own. */
function start(args: readonly string[], options: { readonly stdin?: string; readonly closeAfter?: number; readonly env?: NodeJS.ProcessEnv } = {}): Promise<Printed> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...process.env, ...options.env } });
        let out = '';
        let err = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
            out += text;
            if (options.closeAfter !== undefined && out.length >= options.closeAfter) {
                child.stdout.destroy();
            }
        });
        child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
        child.stdin.on('error', () => undefined);
        child.stdin.end(options.stdin ?? '');
        child.on('error', reject);
        child.on('close', code => { resolve({ code: code ?? -1, out, err }); });
    });
}

describe('the bundled command', () => {
    test('runs a file', async () => {
        expect(await start(['run', 'plain.rasp', '-i', '𝄞a'])).toEqual({ code: 0, out: 'reverse("𝄞a") = [a, 𝄞]   strings\nagain("𝄞a")   = [a, 𝄞]   strings\n', err: '' });
    });

    test('reads standard input', async () => {
        const { code, out } = await start(['run', '-', '--json'], { stdin: 'x = length;\n' });
        expect({ code, json: JSON.parse(out) as unknown }).toEqual({ code: 0, json: { x: { type: 'ints', values: [5, 5, 5, 5, 5] } } });
    });

    test.each([
        [['check', 'plain.rasp'], 0],
        [['check', 'bad.rasp'], 1],
        [['check', 'missing.rasp'], 1],
        [['check'], 2],
        [['--version'], 0]
    ])('%j ends with %i', async (args, code) => {
        expect((await start(args)).code).toBe(code);
    });

    test('writes no colours into a pipe', async () => {
        expect((await start(['check', 'bad.rasp'], { env: { NO_COLOR: '', TERM: 'xterm-256color' } })).out).not.toContain('\u001b');
    });

    test('ends quietly with 141 when nobody reads on', async () => {
        const { code, err } = await start(['check', 'long.rasp', 'long.rasp', 'long.rasp', 'long.rasp'], { closeAfter: 1 });
        expect(code).toBe(141);
        expect(err).not.toMatch(/EPIPE|rasp:|\bat /);
    });

    test('prints all of a long answer', async () => {
        const { out } = await start(['run', 'plain.rasp', '--json', '-i', 'ab'.repeat(4_000)]);
        expect((JSON.parse(out) as { reverse: { values: string[] } }).reverse.values).toHaveLength(8_000);
    });
});

const inSop = ['plain.rasp', '-s', 'reverse'];

describe.runIf(existsSync('/dev/full'))('on a full disk', () => {
    test.each([
        [['run', 'plain.rasp'], ''],
        [['cost', 'plain.rasp'], ''],
        [['check', 'bad.rasp'], ''],
        [['compare', 'plain.rasp', 'reverse', 'tokens', '-a', 'ab', '-n', '3'], ''],
        [['decode', ...inSop, '-i', 'ab'], ''],
        [['repl'], ''],
        [['--help'], ''],
        [['batch', ...inSop], '; the lines that are there are whole']
    ])('%j says so and ends with 74', async (args, more) => {
        const printed = await onFiles(args, 'pipe', openSync('/dev/full', 'w'), 'pipe');
        expect({ code: printed.code, err: printed.err }).toEqual({ code: 74, err: `rasp: standard output cannot be written: the disk is full (ENOSPC)${more}\n` });
    });

    test('messages that cannot be told cost no results', async () => {
        const printed = await onFiles(['batch', ...inSop], 'pipe', 'pipe', openSync('/dev/full', 'w'));
        expect(printed).toEqual({ code: 1, out: '{"reverse": {"type": "strings", "values": ["b","a"]}}\n{"error": "this line is empty: expected a string such as \\"hello\\", or a list such as [1, 2.5, \\"a\\"]"}\n', err: '' });
    });
});

test.each([[['batch', ...inSop]], [['run', '-']], [['check', '-']], [['repl']]])('%j says that its standard input is a folder', async args => {
    const { code, err } = await onFiles(args, openSync(cwd, 'r'), 'pipe', 'pipe');
    expect({ code, err }).toEqual({ code: 1, err: 'rasp: standard input is a folder\n' });
});

test('Ctrl+C stops a comparison and tells how far it came', async () => {
    const child = spawn(process.execPath, [cli, 'compare', 'plain.rasp', 'reverse', 'again', '-a', 'ab', '-n', '400', '--samples', '1000000'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
    setTimeout(() => { child.kill('SIGINT'); }, 1_500);
    const code = await new Promise(resolve => { child.on('close', resolve); });
    expect(code).toBe(130);
    expect(err).toMatch(/^rasp: stopped after [\d,]+ inputs: no difference so far\n$/);
});

/** Runs the command on streams that are files. */
function onFiles(args: readonly string[], stdin: number | 'pipe', stdout: number | 'pipe', stderr: number | 'pipe'): Promise<Printed> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [cli, ...args], { cwd, stdio: [stdin, stdout, stderr] });
        let out = '';
        let err = '';
        child.stdout?.setEncoding('utf8').on('data', (text: string) => { out += text; });
        child.stderr?.setEncoding('utf8').on('data', (text: string) => { err += text; });
        child.stdin?.on('error', () => undefined);
        child.stdin?.end('"ab"\n\n');
        child.on('error', reject);
        child.on('close', code => { resolve({ code: code ?? -1, out, err }); });
    });
}
