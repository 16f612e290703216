import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ProcessGone } from '../../../client/asked-process';
import { ForkedProcess } from '../../../client/forked-process';
import { bundleOptions } from '../../../scripts/bundle-options';
import { bundleServer } from '../../../scripts/bundle-server';
import { selectedKeys } from '../../../language/drawing/scene';
import { descendantsOf, isRunning } from '../../children-of';
import type { AlphabetAnswer, CompileAnswers, CompileQuestion, ProgramToCompile } from '../../../server/protocol/compile';

const folder = resolve('node_modules/.rasp-test', `model-process-${process.pid}`);
const files = mkdtempSync(join(tmpdir(), 'rasp-model-process-'));
const script = join(folder, 'model-process.cjs');
type CompileProcess = ForkedProcess<CompileQuestion, CompileAnswers>;
const processes: CompileProcess[] = [];

beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await bundleServer(folder, { ...bundleOptions, minify: false });
    await build({ ...bundleOptions, minify: false, entryPoints: ['transformer/runtime/worker-main.ts'], outfile: join(folder, 'transformer-worker.cjs'), external: ['onnxruntime-node'] });
}, 60_000);
afterEach(() => { processes.splice(0).forEach(each => { each.dispose(); }); });
afterAll(() => { [folder, files].forEach(path => { rmSync(path, { recursive: true, force: true }); }); });

function start(from = script): CompileProcess {
    const started: CompileProcess = new ForkedProcess(from, 'compiles and runs models');
    processes.push(started);
    return started;
}

function program(text: string, name: string, more: Partial<ProgramToCompile> = {}): ProgramToCompile {
    return { uri: pathToFileURL(join(files, 'program.rasp')).href, text, name, line: 0, openTexts: new Map(), folders: [files], isTrusted: true, ...more };
}

async function opened(text: string, name: string, more: Partial<ProgramToCompile> = {}): Promise<CompileProcess> {
    const started = start();
    expect(await started.ask({ kind: 'open', program: program(text, name, more) })).toMatchObject({ ok: true });
    return started;
}

/** What compiles long enough in each stage to be ended in it. */
const stages: [stage: string, text: string, alphabet: string, maxLength: number][] = [
    ['finding values', 'x = sort(tokens, tokens);', 'abcdefghijklmnop', 60],
    ['making weights', 'x = sort(tokens, tokens);', 'abcdefgh', 30],
    ['preparing the device', 'x = tokens;', 'ab', 5],
    ['verified', 'x = selector_width(select(tokens, tokens, ==));', 'abcdefghij', 60]
];

describe('the process that compiles', () => {
    it.each<[string, string, RegExp]>([
        ['a name without a value', 'x = oops;', /`x` has no value now/],
        ['a number', 'x = 3;', /`x` is no s-op/],
        ['a file that is not there', 'load "missing";\nx = from_missing;', /`x` has no value now/]
    ])('refuses %s', async (_, text, message) => {
        const answer = await start().ask({ kind: 'open', program: program(text, 'x') });
        expect(answer).toMatchObject({ ok: false, message: expect.stringMatching(message) as string });
    });

    it.each<[string, AlphabetAnswer]>([
        ['a b', { ok: true, tokens: '3 tokens: a, space, b' }],
        ['0..2', { ok: true, tokens: '3 tokens: 0, 1, 2' }],
        ['', { ok: false, message: 'the alphabet must not be empty' }],
        ['aa', { ok: false, message: 'the alphabet: the second "a" is a double; name each token once' }],
        ['0..', { ok: false, message: 'the alphabet 0..: a range is of ints and has both ends, such as 0..9 or -5..5' }]
    ])('reads the alphabet %j', async (alphabet, answer) => {
        expect(await start().ask({ kind: 'readAlphabet', alphabet })).toEqual(answer);
    });

    it('compiles, verifies, runs, shows heads and saves', async () => {
        writeFileSync(join(files, 'other.rasp'), 'never = 1;');
        const text = 'load "other";\nr = flipped;';
        const own = await opened(text, 'r', { line: 1, openTexts: new Map([[pathToFileURL(join(files, 'other.rasp')).href, 'flip = select(indices, length - indices - 1, ==);\nflipped = aggregate(flip, tokens);']]) });
        const told: string[] = [];
        const answer = await own.ask({ kind: 'compile', choices: { alphabet: 'abc', maxLength: 6 }, device: 'cpu' }, part => { told.push(part); });
        expect(answer).toMatchObject({ ok: true, model: { name: 'r', maxLength: 6, verification: { wrong: 0, isExhaustive: true, inputs: 1_092 } } });
        const blocks = answer.ok ? answer.model.blocks.filter(({ layer }) => layer !== undefined) : [];
        expect(blocks.map(({ layer, promised, heads }) => [layer, promised, heads.length])).toEqual([[1, 1, 1], [2, 1, 1]]);
        expect(told.at(-1)).toMatch(/verified .* inputs/);
        expect(await own.ask({ kind: 'run', input: 'abca' })).toEqual({ ok: true, input: '"abca"', tokens: ['a', 'b', 'c', 'a'], model: ['a', 'c', 'b', 'a'], expected: ['a', 'c', 'b', 'a'], differs: [false, false, false, false] });
        const head = await own.ask({ kind: 'head', index: 1 });
        expect(head?.rows.map(selectedKeys)).toEqual([[3], [2], [1], [0]]);
        expect([...head?.weights ?? []].map(Math.round).join('')).toBe('0001001001001000');
        expect([...head?.bos ?? []].map(Math.round)).toEqual([0, 0, 0, 0]);
        expect(await own.ask({ kind: 'run', input: 'abz' })).toMatchObject({ ok: false, message: expect.stringContaining("token 2 of the input, 'z', is not in the model's alphabet") as string });
    }, 60_000);

    it('saves, over a model only when told so, and over nothing else', async () => {
        const own = await opened('x = tokens;', 'x');
        await own.ask({ kind: 'compile', choices: { alphabet: 'ab', maxLength: 3 }, device: 'cpu' });
        const folder = join(files, 'model');
        expect(await own.ask({ kind: 'save', folder, replaces: false })).toEqual({ kind: 'saved' });
        expect(readdirSync(folder).sort()).toEqual(['README.md', 'config.json', 'labels.json', 'model.onnx', 'model.safetensors']);
        writeFileSync(join(folder, 'README.md'), 'mine');
        expect(await own.ask({ kind: 'save', folder, replaces: false })).toEqual({ kind: 'holdsModel' });
        expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('mine');
        expect(await own.ask({ kind: 'save', folder, replaces: true })).toEqual({ kind: 'saved' });
        expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/^# x/);
        mkdirSync(join(files, 'thesis'));
        writeFileSync(join(files, 'thesis', 'text.txt'), 'mine');
        for (const replaces of [false, true]) {
            expect(await own.ask({ kind: 'save', folder: join(files, 'thesis'), replaces })).toEqual({ kind: 'refused', message: `Not saved: ${join(files, 'thesis')}: this folder holds something else than a compiled model; it is not overwritten.` });
        }
        expect(readdirSync(join(files, 'thesis'))).toEqual(['text.txt']);
    }, 60_000);

    it.runIf(process.platform === 'linux')('says why the system lets nothing be written', async () => {
        const own = await opened('x = tokens;', 'x');
        await own.ask({ kind: 'compile', choices: { alphabet: 'ab', maxLength: 3 }, device: 'cpu' });
        expect(await own.ask({ kind: 'save', folder: '/sys/x-model', replaces: false })).toEqual({ kind: 'refused', message: expect.stringMatching(/^Not saved: \/sys\/x-model cannot be written: it is not permitted \(EPERM\)\.|access is denied|read-only/) as string });
    }, 60_000);

    it('says the place, the reason and the shortest input where the program fails, and does not save', async () => {
        const own = await opened('load "other";\nx = [1, 2, 3][indices];', 'x', { line: 1 });
        const answer = await own.ask({ kind: 'compile', choices: { alphabet: 'ab', maxLength: 5 }, device: 'cpu' });
        const verification = answer.ok ? answer.model.verification : undefined;
        expect(verification).toMatchObject({ wrong: 0, failed: 48, failure: {
            message: 'on "aaaa" this fails: at position 3, index 3 is out of range for a list of length 3',
            help: 'The program fails on 48 of all 62 inputs, so the model is not written. Make the list as long as the indices that are looked up in it, which must be ints: round(…) makes a float one, or choose a shorter longest input.',
            place: { uri: pathToFileURL(join(files, 'program.rasp')).href, start: { line: 1, character: 0 } }
        } });
        const folder = join(files, 'failing');
        expect(await own.ask({ kind: 'save', folder, replaces: false })).toEqual({ kind: 'refused', message: `O${verification?.failure?.message.slice(1) ?? ''}. ${verification?.failure?.help ?? ''}` });
        expect(existsSync(folder)).toBe(false);
    }, 60_000);

    it('tells why and where something is refused', async () => {
        const text = 'a = tokens;\nx = aggregate(select(indices, indices, <=), aggregate(select(indices, indices, <=), indicator(tokens == "a"))) == 1;';
        const own = await opened(text, 'x', { line: 1 });
        const [refusal] = await own.ask({ kind: 'check', choices: { alphabet: 'abcdefgh', maxLength: 200 } });
        expect(refusal?.message).toMatch(/./);
        expect(refusal?.help).toMatch(/./);
        expect(refusal?.place).toMatchObject({ uri: pathToFileURL(join(files, 'program.rasp')).href, start: { line: 1 } });
        const compiled = await own.ask({ kind: 'compile', choices: { alphabet: 'abcdefgh', maxLength: 200 }, device: 'cpu' });
        expect(compiled).toEqual({ ok: false, refusals: [refusal] });
    }, 60_000);

    it('tells that it was killed, at once and to all that wait; another takes its place', async () => {
        const own = await opened('x = sort(tokens, tokens);', 'x');
        const compiling = own.ask({ kind: 'compile', choices: { alphabet: 'abcdefghijklmnop', maxLength: 60 }, device: 'cpu' });
        setTimeout(() => { process.kill(own.pid ?? 0, 'SIGKILL'); }, 50);
        await expect(compiling).rejects.toThrow(ProcessGone);
        await expect(own.ask({ kind: 'run', input: 'a' })).rejects.toThrow('was ended by SIGKILL');
        expect(own.isAlive).toBe(false);
        await opened('x = tokens;', 'x');
    });

    it.each(stages)('ends within 200 ms while it is %s', async (stage, text, alphabet, maxLength) => {
        const own = await opened(text, 'x');
        let asked = 0;
        const compiling = own.ask({ kind: 'compile', choices: { alphabet, maxLength }, device: 'cpu' }, told => {
            if (asked === 0 && told.startsWith(stage)) {
                asked = performance.now();
                own.dispose();
            }
        });
        await expect(compiling).rejects.toThrow('was closed');
        expect(asked).toBeGreaterThan(0);
        await vi.waitFor(() => { expect(() => process.kill(own.pid ?? 0, 0)).toThrow('ESRCH'); }, { interval: 5, timeout: 2_000 });
        expect(performance.now() - asked).toBeLessThan(200);
    }, 60_000);

    it.runIf(process.platform === 'linux').each(stages)('killed while it is %s, leaves no process', async (stage, text, alphabet, maxLength) => {
        const own = await opened(text, 'x');
        let started: number[] | undefined;
        const compiling = own.ask({ kind: 'compile', choices: { alphabet, maxLength }, device: 'cpu' }, told => {
            if (started === undefined && told.startsWith(stage)) {
                started = descendantsOf(own.pid ?? 0);
                process.kill(own.pid ?? 0, 'SIGKILL');
            }
        });
        await expect(compiling).rejects.toThrow('was ended by SIGKILL');
        expect(started?.length).toBeGreaterThanOrEqual(existsSync('node_modules/onnxruntime-node') && stage === 'verified' ? 1 : 0);
        await vi.waitFor(() => { expect(started?.filter(isRunning)).toEqual([]); }, { timeout: 2_000 });
    }, 60_000);

    it('tells how many inputs of how many are verified', async () => {
        const own = await opened('x = tokens;', 'x');
        const told: string[] = [];
        await own.ask({ kind: 'compile', choices: { alphabet: 'ab', maxLength: 9 }, device: 'cpu' }, part => { told.push(part); });
        expect(told.slice(0, 4)).toEqual(['finding values', 'making weights', 'preparing the device', expect.stringMatching(/^verified \d+ of 1,022 inputs$/)]);
        expect(told.at(-1)).toBe('verified 1,022 of 1,022 inputs');
    }, 60_000);

    it('tells that its script is missing', async () => {
        const none = start(join(folder, 'none.cjs'));
        await expect(none.ask({ kind: 'readAlphabet', alphabet: 'a' })).rejects.toThrow(/The process that compiles and runs models/);
    });
});
