import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleCommand } from '../../scripts/bundle-command';
import { bundleOptions } from '../../scripts/bundle-options';
import { writeModelFolder } from '../../transformer/files/model-folder';
import { identityModel, letters } from '../transformer/tiny-models';
import { folderOf } from './capture';

const cwd = folderOf(Object.fromEntries([...writeModelFolder(identityModel(letters('abc'), 4))].map(([name, bytes]) => [join('echo', name), bytes])));
/** A place from where the native package is found. */
const dist = resolve(`node_modules/.rasp-test/apply-${process.pid}`);
const cli = join(dist, 'cli.cjs');

beforeAll(async () => {
    mkdirSync(dist, { recursive: true });
    await bundleCommand(dist, { ...bundleOptions, absWorkingDir: process.cwd() });
}, 60_000);
afterAll(() => { rmSync(dist, { recursive: true, force: true }); });

/** The i-th input: every thousandth is none. */
function lineOf(i: number): string {
    return i % 1_000 === 999 ? '"zz"' : JSON.stringify([...'abc'.repeat(2)].slice(i % 3, i % 3 + 1 + i % 4).join(''));
}

/** Memory of a process at its peak, in MB. */
function peakMemory(pid: number | undefined): number {
    return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid ?? 'self'}/status`, 'utf8'))?.[1]) / 1_000;
}

describe.runIf(process.platform === 'linux')('a stream of inputs', () => {
    test('of a million lines is answered in order, each with its own error, in bounded memory', async () => {
        const count = 1_000_000;
        const child = spawn(process.execPath, [cli, 'apply', 'echo'], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
        let err = '';
        child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
        const exit = new Promise<number | null>(done => child.on('close', done));
        const writing = (async () => {
            for (let start = 0; start < count; start += 10_000) {
                const text = Array.from({ length: 10_000 }, (_, i) => `${lineOf(start + i)}\n`).join('');
                if (!child.stdin.write(text)) {
                    await new Promise(done => child.stdin.once('drain', done));
                }
            }
            child.stdin.end();
        })();
        let answered = 0;
        let wrong = 0;
        let rest = '';
        let peak = 0;
        for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
            const lines = (rest + chunk).split('\n');
            rest = lines.pop() ?? '';
            for (const line of lines) {
                const input = JSON.parse(lineOf(answered)) as string;
                const right = input === 'zz' ? line.startsWith('{"error": "token 0 of the input, \'z\', is not in') : line === `{"type": "strings", "values": ${JSON.stringify([...input])}}`;
                wrong += right ? 0 : 1;
                answered++;
            }
            if (answered % 100_000 < 500 && child.exitCode === null) {
                peak = Math.max(peak, peakMemory(child.pid));
            }
        }
        await writing;
        expect({ code: await exit, answered, wrong, rest }).toEqual({ code: 1, answered: count, wrong: 0, rest: '' });
        expect(err).toBe('rasp: 1,000 of 1,000,000 inputs have no result; their lines say why\n');
        expect(peak).toBeGreaterThan(20);
        expect(peak).toBeLessThan(400);
    }, 240_000);

    test('ends quietly where the reader goes away', () => {
        const { stdout, stderr } = spawnSync('sh', ['-c', `yes '"ab"' | "$0" "$1" apply echo | head -n 1`, process.execPath, cli], { cwd, encoding: 'utf8', timeout: 20_000 });
        expect({ stdout, stderr }).toEqual({ stdout: '{"type": "strings", "values": ["a","b"]}\n', stderr: '' });
    });

    test('says so where the disk is full', () => {
        const { status, stderr } = spawnSync('sh', ['-c', `echo '"ab"' | "$0" "$1" apply echo > /dev/full`, process.execPath, cli], { cwd, encoding: 'utf8' });
        expect({ status, stderr }).toEqual({ status: 74, stderr: 'rasp: standard output cannot be written: the disk is full (ENOSPC); the lines that are there are whole\n' });
    });

    test('goes on where the process that runs the model is killed', async () => {
        const child = spawn(process.execPath, [cli, 'apply', 'echo'], { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
        const exit = new Promise<number | null>(done => child.on('close', done));
        const lines = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
        const answers: unknown[] = [];
        for (let times = 0; times < 4; times++) {
            child.stdin.write('"ab"\n');
            // What was sent before the end was heard of gets an error; what is sent then gets another process.
            for (let answer = (await lines.next()).value as string; ; answer = (await lines.next()).value as string) {
                if (!answer.startsWith('{"error"')) {
                    answers.push(answer);
                    break;
                }
                expect(answer).toBe('{"error": "the process that runs the model was ended by SIGKILL"}\n');
                child.stdin.write('"ab"\n');
            }
            const workers = spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' }).stdout.trim().split('\n').map(Number);
            workers.filter(pid => pid > 0).forEach(pid => { process.kill(pid, 'SIGKILL'); });
        }
        child.stdin.end();
        expect(answers).toEqual(Array.from({ length: 4 }, () => '{"type": "strings", "values": ["a","b"]}\n'));
        expect(await exit).toBeLessThan(2);
    });
});

test('applying a model writes nothing', () => {
    const home = folderOf({ 'empty/x': '' });
    const env = { PATH: process.env['PATH'], HOME: home, XDG_CACHE_HOME: join(home, 'cache'), TMPDIR: home, NODE_DISABLE_COMPILE_CACHE: '1' };
    const before = [readdirSync(home, { recursive: true }), readdirSync(cwd, { recursive: true })];
    const { status, stdout } = spawnSync(process.execPath, [cli, 'apply', 'echo', '--input', 'ab', '--json'], { cwd, env, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '{"type": "strings", "values": ["a","b"]}\n' });
    expect([readdirSync(home, { recursive: true }), readdirSync(cwd, { recursive: true })]).toEqual(before);
});

test.runIf(process.platform !== 'win32')('the command in the model card runs as it stands', () => {
    const bin = folderOf({ rasp: `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n` });
    chmodSync(join(bin, 'rasp'), 0o755);
    ["'`$\\", '"\'\\\n'].forEach((token, i) => {
        const folder = join(cwd, `odd${i}`);
        mkdirSync(folder);
        writeModelFolder(identityModel(letters(token), 9)).forEach((bytes, name) => { writeFileSync(join(folder, name), bytes); });
    });
    for (const [folder, shown] of [['echo', ' = [a, b, c, a] '], ['odd0', " = [', `, $, \\] "], ['odd1', '["\\"","\'","\\\\","\\n"]']] as const) {
        const [, command = ''] = /^ {4}((?:rasp apply|printf) .*)$/m.exec(readFileSync(join(cwd, folder, 'README.md'), 'utf8')) ?? [];
        const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: join(cwd, folder), env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` }, encoding: 'utf8' });
        expect(stderr).toBe('');
        expect(stdout).toContain(shown);
    }
});
