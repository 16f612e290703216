import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOf } from './capture';
import type { Printed } from './capture';

const cwd = folderOf({
    'plain.rasp': 'reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);\n',
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
        expect(await start(['run', 'plain.rasp', '-i', '𝄞a'])).toEqual({ code: 0, out: 'reverse("𝄞a") = [a, 𝄞]   strings\n', err: '' });
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

    test('ends quietly when nobody reads on', async () => {
        const { err } = await start(['check', 'long.rasp'], { closeAfter: 1 });
        expect(err).not.toMatch(/EPIPE|\bat /);
    });

    test('prints all of a long answer', async () => {
        const { out } = await start(['run', 'plain.rasp', '--json', '-i', 'ab'.repeat(4_000)]);
        expect((JSON.parse(out) as { reverse: { values: string[] } }).reverse.values).toHaveLength(8_000);
    });
});
