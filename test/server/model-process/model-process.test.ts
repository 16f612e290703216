import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ForkedModelProcess } from '../../../client/model-process';
import { ModelProcessGone } from '../../../client/model-process-access';
import { bundleOptions } from '../../../scripts/bundle-options';
import { selectedKeys } from '../../../language/drawing/scene';
import type { ProgramToCompile } from '../../../server/protocol/compile';

const folder = resolve('node_modules/.rasp-test', `model-process-${process.pid}`);
const files = mkdtempSync(join(tmpdir(), 'rasp-model-process-'));
const script = join(folder, 'model-process.cjs');
const processes: ForkedModelProcess[] = [];

beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await build({ ...bundleOptions, minify: false, entryPoints: ['server/model-process/main.ts'], outfile: script });
    await build({ ...bundleOptions, minify: false, entryPoints: ['transformer/runtime/worker-main.ts'], outfile: join(folder, 'transformer-worker.cjs'), external: ['onnxruntime-node'] });
}, 60_000);
afterEach(() => { processes.splice(0).forEach(each => { each.dispose(); }); });
afterAll(() => { [folder, files].forEach(path => { rmSync(path, { recursive: true, force: true }); }); });

function start(): ForkedModelProcess {
    const started = new ForkedModelProcess(script);
    processes.push(started);
    return started;
}

function program(text: string, name: string, more: Partial<ProgramToCompile> = {}): ProgramToCompile {
    return { uri: pathToFileURL(join(files, 'program.rasp')).href, text, name, line: 0, openTexts: new Map(), folders: [files], isTrusted: true, ...more };
}

async function opened(text: string, name: string, more: Partial<ProgramToCompile> = {}): Promise<ForkedModelProcess> {
    const started = start();
    expect(await started.ask({ kind: 'open', program: program(text, name, more) })).toMatchObject({ ok: true });
    return started;
}

const guesses: [what: string, text: string, alphabet: string, maxLength: number][] = [
    ['nothing in the file', 'x = tokens;', 'abcde', 10],
    ['an example', 'set example "hello"\nx = tokens;', 'ehlo', 10],
    ['a longer test', 'x = tokens;\n#? x("abcabcabcabc") == "abcabcabcabc"', 'abc', 12],
    ['tests of another s-op', 'x = tokens;\ny = tokens;\n#? y("zz") == "zz"', 'abcde', 10],
    ['words', 'set example ["the", "cat"]\nx = tokens;', '["cat", "the"]', 10],
    ['ints in a row', 'x = tokens_int;\n#? x([3, 1, 2]) == [3, 1, 2]', '1..3', 10],
    ['ints that none are shown of', 'x = tokens_int + 1;', '0..9', 10]
];

describe('the process that compiles', () => {
    it.each(guesses)('offers alphabet and longest input from %s', async (_, text, alphabet, maxLength) => {
        expect(await start().ask({ kind: 'open', program: program(text, 'x') })).toEqual({ ok: true, choices: { alphabet, maxLength }, mostPositions: 1_024 });
    });

    it.each<[string, string, RegExp]>([
        ['a name without a value', 'x = oops;', /`x` has no value now/],
        ['a number', 'x = 3;', /`x` is no s-op/],
        ['a file that is not there', 'load "missing";\nx = from_missing;', /`x` has no value now/]
    ])('refuses %s', async (_, text, message) => {
        const answer = await start().ask({ kind: 'open', program: program(text, 'x') });
        expect(answer).toMatchObject({ ok: false, message: expect.stringMatching(message) as string });
    });

    it.each<[string, string | null]>([['abc', null], ['0..9', null], ['', 'the alphabet must not be empty'], ['aa', 'the alphabet: token 1 is "a" once more; name each token once']])('checks the alphabet %j', async (alphabet, problem) => {
        expect(await start().ask({ kind: 'checkAlphabet', alphabet })).toBe(problem);
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
        expect([head?.keys, head?.queries]).toEqual(['indices', 'length - indices - 1']);
        expect([...head?.weights ?? []].map(Math.round).join('')).toBe('0001001001001000');
        expect(await own.ask({ kind: 'run', input: 'abz' })).toMatchObject({ ok: false, message: expect.stringContaining("token 2 of the input, 'z', is not in the model's alphabet") as string });
        expect(await own.ask({ kind: 'save', folder: join(files, 'model') })).toBeNull();
        expect(readdirSync(join(files, 'model')).sort()).toEqual(['README.md', 'config.json', 'labels.json', 'model.onnx', 'model.safetensors']);
        expect(await own.ask({ kind: 'save', folder: files })).toMatch(/holds something else than a compiled model/);
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
        await expect(compiling).rejects.toThrow(ModelProcessGone);
        await expect(own.ask({ kind: 'run', input: 'a' })).rejects.toThrow('was ended by SIGKILL');
        expect(own.isAlive).toBe(false);
        await opened('x = tokens;', 'x');
    });

    it('stops within 200 ms when its owner ends it', async () => {
        const own = await opened('x = sort(tokens, tokens);', 'x');
        const compiling = own.ask({ kind: 'compile', choices: { alphabet: 'abcdefghijklmnop', maxLength: 60 }, device: 'cpu' });
        await new Promise(done => setTimeout(done, 50));
        const start = performance.now();
        own.dispose();
        await expect(compiling).rejects.toThrow('was closed');
        expect(performance.now() - start).toBeLessThan(200);
    });

    it('tells that its script is missing', async () => {
        const none = new ForkedModelProcess(join(folder, 'none.cjs'));
        await expect(none.ask({ kind: 'checkAlphabet', alphabet: 'a' })).rejects.toThrow(/The process that compiles and runs models/);
    });
});
