import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleCommand } from '../../scripts/bundle-command';
import { bundleOptions } from '../../scripts/bundle-options';
import { bundleServer } from '../../scripts/bundle-server';
import { descendantsOf, isRunning } from '../children-of';
import { folderOf } from './capture';
import type { Printed } from './capture';

const cwd = folderOf({
    'p.rasp': 'reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);\nheavy = sort(tokens, tokens);\ncounted = selector_width(select(tokens, tokens, ==));\n'
});
/** A place from where the native package is found. */
const dist = resolve(`node_modules/.rasp-test/cli-${process.pid}`);
const hasPackage = existsSync('node_modules/onnxruntime-node');
const hasChromium = existsSync('/usr/lib/chromium/vk_swiftshader_icd.json');

beforeAll(async () => {
    mkdirSync(dist, { recursive: true });
    await bundleCommand(dist, { ...bundleOptions, absWorkingDir: process.cwd() });
    // The process that trains shares the language with those of the extension.
    await bundleServer(dist, { ...bundleOptions, absWorkingDir: process.cwd() });
    expect((await start(['compile', 'p.rasp', 'reverse', '-a', 'abc', '-n', '9', '-o', 'm'])).code).toBe(0);
}, 60_000);
afterAll(() => { rmSync(dist, { recursive: true, force: true }); });

/** Runs the bundled command. @param onOutput called with what it has printed so far */
function start(args: readonly string[], { stdin = '', env = {}, onOutput }: { stdin?: string; env?: NodeJS.ProcessEnv; onOutput?: (out: string, kill: (signal: NodeJS.Signals) => void) => void } = {}): Promise<Printed & { readonly milliseconds: number }> {
    return new Promise((resolved, reject) => {
        const child = spawn(process.execPath, [join(dist, 'cli.cjs'), ...args], { cwd, env: { ...process.env, ...env } });
        let out = '';
        let err = '';
        const begin = performance.now();
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
            out += text;
            onOutput?.(out, signal => { child.kill(signal); });
        });
        child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
        child.stdin.on('error', () => undefined);
        if (onOutput === undefined) {
            child.stdin.end(stdin);
        } else {
            child.stdin.write(stdin);
        }
        child.on('error', reject);
        child.on('close', code => { resolved({ code: code ?? -1, out, err, milliseconds: performance.now() - begin }); });
    });
}

describe('the bundled command', () => {
    test('compiles and applies', async () => {
        expect(readdirSync(join(cwd, 'm')).toSorted()).toEqual(['README.md', 'config.json', 'labels.json', 'model.onnx', 'model.safetensors']);
        expect(await start(['apply', 'm', '-i', 'abc', '--json'])).toMatchObject({ code: 0, out: '{"type": "strings", "values": ["c","b","a"]}\n', err: '' });
        expect(await start(['apply', 'm'], { stdin: '"aab"\n"x"\n' })).toMatchObject({ code: 1, out: '{"type": "strings", "values": ["b","a","a"]}\n{"error": "token 0 of the input, \'x\', is not in the model\'s alphabet: \'a\', \'b\', \'c\'"}\n' });
    });

    /** What takes long enough in each stage to be ended in it. */
    const stages: [stage: string, name: string, alphabet: string, maxLength: number][] = [
        ['finding values', 'heavy', 'abcdefghijklmnop', 60],
        ['making weights', 'heavy', 'abcdefgh', 30],
        ['preparing the device', 'reverse', 'ab', 5],
        ['verified ', 'counted', 'abcdefghij', 60]
    ];

    /** Compiles in a terminal of its own, as progress is told to people alone. */
    function compileInTerminal(name: string, alphabet: string, maxLength: number): ChildProcessByStdio<Writable, Readable, null> {
        const args = [process.execPath, join(dist, 'cli.cjs'), 'compile', 'p.rasp', name, '-a', alphabet, '-n', String(maxLength), '-o', 'never'];
        return spawn('/usr/bin/script', ['-qec', `exec ${args.join(' ')}`, '/dev/null'], { cwd, env: { ...process.env, TERM: 'xterm', NO_COLOR: '' }, stdio: ['pipe', 'pipe', 'ignore'] });
    }

    describe.runIf(existsSync('/usr/bin/script') && process.platform === 'linux')('killed, leaves no folder and no process,', () => {
        test.each(stages)('while it is at "%s"', async (stage, name, alphabet, maxLength) => {
            const before = readdirSync(cwd);
            const child = compileInTerminal(name, alphabet, maxLength);
            let started: number[] = [];
            let shown = '';
            child.stdout.setEncoding('utf8').on('data', (text: string) => {
                shown += text;
                if (started.length === 0 && shown.includes(`${name}: ${stage}`)) {
                    started = descendantsOf(child.pid ?? 0);
                    process.kill(started[0] ?? 0, 'SIGKILL');
                }
            });
            await new Promise(done => child.on('close', done));
            expect(started.length).toBeGreaterThanOrEqual(hasPackage && stage === 'verified ' ? 2 : 1);
            await vi.waitFor(() => { expect(started.filter(isRunning)).toEqual([]); }, { timeout: 2_000 });
            expect(readdirSync(cwd)).toEqual(before);
        }, 60_000);
    });

    describe.runIf(existsSync('/usr/bin/script'))('ends at Ctrl+C within 200 ms, and leaves nothing,', () => {
        test.each(stages)('while it is at "%s"', async (stage, name, alphabet, maxLength) => {
            const before = readdirSync(cwd);
            // Ctrl+C is a byte that is typed there.
            const child = compileInTerminal(name, alphabet, maxLength);
            let asked = 0;
            let shown = '';
            child.stdout.setEncoding('utf8').on('data', (text: string) => {
                shown += text;
                if (asked === 0 && shown.includes(`${name}: ${stage}`)) {
                    asked = performance.now();
                    child.stdin.write('\u0003');
                }
            });
            await new Promise(done => child.on('close', done));
            expect(shown).toContain(`${name}: ${stage}`);
            expect(performance.now() - asked).toBeLessThan(200);
            expect(shown).not.toContain('written to');
            expect(readdirSync(cwd)).toEqual(before);
        }, 60_000);
    });

    test.runIf(hasPackage)('ends with 130 at Ctrl+C', async () => {
        const { code, err } = await start(['apply', 'm'], { stdin: '"abc"\n', onOutput: (_, kill) => { kill('SIGINT'); } });
        expect(code).toBe(130);
        expect(err).toBe('rasp: stopped after 1 input; all lines written are whole\n');
    });

    test.runIf(hasPackage)('trains, stops at Ctrl+C, goes on after it was killed, and applies', async () => {
        const args = ['train', 'p.rasp', 'reverse', '-o', 't', '-a', 'abc', '-n', '1..6', '--d-model', '16', '--size', '400/40/40', '--epochs', '40', '--device', 'cpu'];
        const inEpoch = (epoch: number, signal: NodeJS.Signals) => (out: string, kill: (signal: NodeJS.Signals) => void): void => {
            if (new RegExp(`^epoch ${String(epoch).padStart(2)}/40`, 'm').test(out)) {
                kill(signal);
            }
        };
        const stopped = await start(args, { onOutput: inEpoch(3, 'SIGINT') });
        expect(stopped).toMatchObject({ code: 130, err: expect.stringContaining('--resume goes on') as string });
        expect(readdirSync(join(cwd, 't'))).not.toContain('training.lock');
        const killed = await start([...args, '--resume'], { onOutput: inEpoch(8, 'SIGKILL') });
        expect(killed.code).toBe(-1);
        expect(readdirSync(join(cwd, 't'))).toContain('training.lock');
        const done = await start(['train', 'p.rasp', 'reverse', '-o', 't', '--resume', '--device', 'cpu']);
        expect(done).toMatchObject({ code: 0, err: expect.stringMatching(/^rasp: going on from epoch \d+, step \d+\n$/) as string });
        expect(await start(['apply', 't', '-i', 'abc', '--json'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\{"type": "strings", "values": \["[abc]","[abc]","[abc]"\]\}\n$/) as string });
    });

    test.runIf(hasPackage && hasChromium)('runs on a GPU, here one in software', async () => {
        const env = { VK_ICD_FILENAMES: '/usr/lib/chromium/vk_swiftshader_icd.json', LD_LIBRARY_PATH: '/usr/lib/chromium' };
        expect(await start(['apply', 'm', '-i', 'abc', '--device', 'webgpu'], { env })).toMatchObject({ code: 0, out: expect.stringMatching(/^reverse\("abc"\) = \[c, b, a\] {3}strings {3}SwiftShader .*\(WebGPU\)\n$/) as string });
        const compiled = await start(['compile', 'p.rasp', 'reverse', '-a', 'ab', '-n', '4', '-o', 'gpu', '--device', 'webgpu', '--json'], { env });
        expect(JSON.parse(compiled.out)).toMatchObject({ device: expect.stringContaining('(WebGPU)') as string, verified: 30, wrong: 0 });
    });
});
