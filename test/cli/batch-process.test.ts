import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOf } from './capture';

/** The command as it is shipped, in a process of its own: signals, pipes, disks and threads. */
const reverse = 'reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);\n';
const cwd = folderOf({ 'p.rasp': `${reverse}load "q";\n`, 'q.rasp': 'loaded = selector_width(select(tokens, tokens, ==));\n', 'package.json': '{"type": "commonjs"}' });
const command = join(cwd, 'rasp.cjs');
const count = 20_000;
const inputs = Array.from({ length: count }, (_, i) => `"${'abc'.repeat(1 + i % 20)}${i}"\n`).join('');

beforeAll(async () => {
    await build({ bundle: true, platform: 'node', format: 'cjs', target: 'node22', loader: { '.rasp': 'text' }, entryPoints: ['cli/main.ts'], outfile: command });
    writeFileSync(join(cwd, 'inputs.jsonl'), inputs);
});

function start(args: readonly string[], stdout: number | 'pipe', stdin: number | 'pipe' = openSync(join(cwd, 'inputs.jsonl'), 'r')): ChildProcess {
    return spawn(process.execPath, [command, 'batch', 'p.rasp', '--sop', 'reverse', '--sop', 'loaded', ...args], { cwd, stdio: [stdin, stdout, 'pipe'] });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; err: string }> {
    let err = '';
    child.stderr?.on('data', chunk => { err += String(chunk); });
    const code = await new Promise<number | null>(resolve => { child.on('close', resolve); });
    return { code, err };
}

function output(name: string): { path: string; descriptor: number } {
    const path = join(cwd, name);
    return { path, descriptor: openSync(path, 'w') };
}

describe('threads', () => {
    test('give what one gives, in the same order', () => {
        const run = (jobs: string): string => execFileSync(process.execPath, [command, 'batch', 'p.rasp', '--sop', 'reverse', '--sop', 'loaded', '--selectors', '--jobs', jobs], { cwd, input: inputs, encoding: 'utf8', maxBuffer: 1 << 30 });
        const one = run('1');
        expect(one.trimEnd().split('\n')).toHaveLength(count);
        expect(run('3') === one).toBe(true);
    });
});

describe.each([['1'], ['2']])('with --jobs %s', jobs => {
    test('Ctrl+C leaves whole lines, and 130', async () => {
        const { path, descriptor } = output(`interrupted-${jobs}`);
        const child = start(['--selectors', '--jobs', jobs], descriptor);
        const finished = ended(child);
        while (readFileSync(path).length === 0) {
            await new Promise(resolve => setTimeout(resolve, 5));
        }
        child.kill('SIGINT');
        const { code, err } = await finished;
        const text = readFileSync(path, 'utf8');
        expect({ code, end: text.at(-1) }).toEqual({ code: 130, end: '\n' });
        const lines = text.trimEnd().split('\n');
        expect(lines.length).toBeLessThan(count);
        expect(Object.keys(JSON.parse(lines.at(-1) ?? '') as object)).toContain('reverse');
        expect(err).toContain('stopped after');
    });

    test('a reader that goes away is quiet, and 141', async () => {
        const child = start(['--jobs', jobs], 'pipe');
        child.stdout?.once('data', () => { child.stdout?.destroy(); });
        expect(await ended(child)).toEqual({ code: 141, err: '' });
    });

    test.runIf(existsSync('/dev/full'))('a full disk is told, and 74', async () => {
        const { code, err } = await ended(start(['--jobs', jobs], openSync('/dev/full', 'w')));
        expect({ code, err }).toEqual({ code: 74, err: 'rasp: standard output cannot be written: the disk is full (ENOSPC); the lines that are there are whole\n' });
    });
});

test.runIf(process.platform === 'linux')('a disk that fills up in the middle of a line keeps whole lines', async () => {
    const path = join(cwd, 'limited');
    const script = 'ulimit -f 9; exec "$0" "$@" < inputs.jsonl > limited';
    const { code } = await ended(spawn('bash', ['-c', script, process.execPath, command, 'batch', 'p.rasp', '--sop', 'reverse'], { cwd, stdio: ['ignore', 'ignore', 'pipe'] }));
    const text = readFileSync(path, 'utf8');
    expect({ code, end: text.at(-1) }).toEqual({ code: 74, end: '\n' });
    expect(text.length).toBeGreaterThan(1_000);
});

test('each line is answered when it comes', async () => {
    const child = start([], 'pipe', 'pipe');
    const finished = ended(child);
    for (const word of ['ab', 'cd']) {
        const answer = new Promise(resolve => child.stdout?.once('data', chunk => { resolve(String(chunk)); }));
        child.stdin?.write(`"${word}"\n`);
        expect(await answer).toContain(`"values": ["${[...word].reverse().join('","')}"]`);
    }
    child.stdin?.end();
    expect(await finished).toEqual({ code: 0, err: '' });
});
