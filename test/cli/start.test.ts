import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleCommand } from '../../scripts/bundle-command';
import { bundleOptions } from '../../scripts/bundle-options';
import { folderOf } from './capture';

const cwd = folderOf({ 'plain.rasp': 'x = sort(tokens, tokens);\n', 'inputs.jsonl': '"ba"\n'.repeat(10) });
/** Bytes that compiled code has when functions within functions are in it: Node's own cache has a third. */
const withInnerFunctions = 400_000;
const answer = 'x("hello") = [e, h, l, l, o]   strings\n';

beforeAll(() => bundleCommand(join(cwd, 'dist'), { ...bundleOptions, absWorkingDir: process.cwd() }));

interface Ended {
    readonly out: string;
    readonly err: string;
}

/** Runs the built command in a process of its own. @param cache where compiled code is kept */
function rasp(cache: string, args: readonly string[], stdin = '', env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return new Promise(resolve => {
        const child = execFile(process.execPath, [join(cwd, 'dist/cli.cjs'), ...args], { cwd, env: { ...process.env, NODE_COMPILE_CACHE: cache, ...env } }, (_, out, err) => { resolve({ out, err }); });
        child.stdin?.end(stdin);
    });
}

/** The files of compiled code in a cache. */
function kept(cache: string): string[] {
    return readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter(file => /rasp-[0-9a-f]+/.test(file)).map(file => join(cache, file));
}

function makeCache(name: string): string {
    const cache = join(cwd, name);
    mkdirSync(cache);
    return cache;
}

describe('the compiled code that the command keeps', () => {
    test('is written by the first run that opens a program, and used by the next', async () => {
        const cache = makeCache('first');
        expect((await rasp(cache, ['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
        expect(kept(cache)).toEqual([]);
        expect(await rasp(cache, ['run', 'plain.rasp'])).toEqual({ out: answer, err: '' });
        const [file = '', ...others] = kept(cache);
        expect(others).toEqual([]);
        expect(statSync(file).size).toBeGreaterThan(withInnerFunctions);
        const before = statSync(file).mtimeMs;
        expect(await rasp(cache, ['run', 'plain.rasp'])).toEqual({ out: answer, err: '' });
        expect(statSync(file).mtimeMs).toBe(before);
    });

    test('is replaced when it is damaged or of another V8', async () => {
        const cache = makeCache('damaged');
        await rasp(cache, ['run', 'plain.rasp']);
        const [file = ''] = kept(cache);
        const whole = readFileSync(file);
        for (const damaged of [Buffer.alloc(0), Buffer.from('not code'), whole.subarray(0, whole.length / 2), Buffer.alloc(whole.length), Buffer.from(whole).fill(0, whole.length / 2)]) {
            writeFileSync(file, damaged);
            expect(await rasp(cache, ['run', 'plain.rasp'])).toEqual({ out: answer, err: '' });
            expect(statSync(file).size).toBeGreaterThan(withInnerFunctions);
        }
        expect(kept(cache)).toEqual([file]);
    });

    test('is left out where it cannot be written or is not wanted', async () => {
        const cache = makeCache('closed');
        await rasp(cache, ['run', 'plain.rasp']);
        const [file = ''] = kept(cache);
        rmSync(file);
        mkdirSync(file);
        expect(await rasp(cache, ['run', 'plain.rasp'])).toEqual({ out: answer, err: '' });
        expect(kept(cache)).toEqual([file]);
        expect(await rasp(join(cwd, 'plain.rasp'), ['run', 'plain.rasp'])).toEqual({ out: answer, err: '' });
        const unused = makeCache('unused');
        expect(await rasp(unused, ['run', 'plain.rasp'], '', { NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual({ out: answer, err: '' });
        expect(kept(unused)).toEqual([]);
    });

    test('serves threads', async () => {
        const cache = makeCache('threads');
        const line = '{"x": {"type": "strings", "values": ["a","b"]}}\n';
        for (let run = 0; run < 2; run++) {
            expect(await rasp(cache, ['batch', 'plain.rasp', '--sop', 'x', '--jobs', '2'], readFileSync(join(cwd, 'inputs.jsonl'), 'utf8'))).toEqual({ out: line.repeat(10), err: '' });
        }
        expect(kept(cache).length).toBe(1);
    });

    test('is left out on a Node that has no cache (20, 22.0)', async () => {
        const cache = makeCache('old');
        const preload = join(cwd, 'old-node.cjs');
        writeFileSync(preload, 'delete require("node:module").enableCompileCache;');
        expect(await rasp(cache, ['run', 'plain.rasp'], '', { NODE_OPTIONS: `--require ${preload}` })).toEqual({ out: answer, err: '' });
        expect(kept(cache)).toEqual([]);
    });
});
