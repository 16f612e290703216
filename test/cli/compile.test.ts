import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../../cli/compile';
import type { CompileCommandOptions } from '../../cli/compile-options';
import { plainRunner } from '../../cli/model-runner';
import type { ModelRunner } from '../../cli/model-runner';
import { readAlphabet } from '../../cli/read-alphabet';
import { StopSignal } from '../../cli/stop-signal';
import { readFolder } from '../../files/model-folder-on-disk';
import { readModelFolder } from '../../transformer/files/model-folder';
import type { CompiledModel } from '../../transformer/model/transformer';
import { WorkerGone } from '../../transformer/runtime/worker-process';
import { folderOf, rasp } from './capture';
import type { Printed } from './capture';

const cwd = folderOf({
    'p.rasp': `reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);
late = 2 * tokens_int;
picky = [1, 2, 3][indices];
same = select(tokens, tokens, ==);
n = 3;
mean = aggregate(select(indices, indices, <=), tokens_int);
mean_of_means = aggregate(select(indices, indices, <=), mean);
known = {"a": 1, "b": 2}[tokens];
`,
    'loads.rasp': 'load "lib/first";\nlast = ends;\n',
    'lib/first.rasp': 'load "second";\nends = second_s;\n',
    'lib/second.rasp': 'second_s = tokens;\n',
    'full/thesis.txt': 'mine'
});

interface Setting {
    readonly open?: (model: CompiledModel) => ModelRunner;
    readonly signal?: StopSignal;
}

const base: CompileCommandOptions = { alphabet: 'abc', maxLength: '5', out: 'out', verify: '1000', device: 'auto', json: false };

async function run(name: string, options: Partial<CompileCommandOptions> = {}, { open = plainRunner, signal = new StopSignal() }: Setting = {}, file = 'p.rasp'): Promise<Printed> {
    let out = '';
    let err = '';
    const code = await compile({
        cwd, colours: { out: false, err: false }, out: text => { out += text; }, err: text => { err += text; },
        readStdin: () => Promise.resolve(new Uint8Array())
    }, file, name, { ...base, ...options }, (_, model) => new Promise(resolve => { resolve(open(model)); }), () => ({ signal, close: () => undefined }));
    return { code, out, err };
}

/** A runner that is wrong on the inputs of one length. */
function wrongAt(length: number, wrong: (outputs: Float32Array) => Float32Array): Required<Setting>['open'] {
    return model => {
        const right = plainRunner(model);
        return { ...right, run: async inputs => (await right.run(inputs)).map((outputs, i) => (inputs[i]?.length === length ? wrong(outputs) : outputs)) };
    };
}

describe('a model', () => {
    test('is told of and written', async () => {
        const { code, out, err } = await run('reverse', { out: 'told/reverse' });
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out).toMatch(/^reverse {3}3 tokens: a, b, c; up to 5 in an input\n {2}attention {4}2 layers of 1, 1 heads \(as predicted\)\n/);
        expect(out).toContain('verified     363 inputs, all there are: 0 wrong, on CPU (without onnxruntime)\n');
        expect(out).toContain('written to   told/reverse\n');
        const model = readModelFolder(await readFolder(join(cwd, 'told/reverse')));
        expect(model.program).toEqual({ text: readFileSync(join(cwd, 'p.rasp'), 'utf8'), loaded: new Map() });
        expect(model).toMatchObject({ name: 'reverse', source: 'reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);', maxLength: 5 });
    });

    test('holds the files that its program loads', async () => {
        expect(await run('last', { out: 'loading' }, {}, 'loads.rasp')).toMatchObject({ code: 0, err: '' });
        const { program } = readModelFolder(await readFolder(join(cwd, 'loading')));
        expect(program).toEqual({ text: 'load "lib/first";\nlast = ends;\n', loaded: new Map([['lib/first', 'load "second";\nends = second_s;\n'], ['second', 'second_s = tokens;\n']]) });
        expect(readFileSync(join(cwd, 'loading/README.md'), 'utf8')).toContain('Loaded as `lib/first`:\n\n```\nload "second";\nends = second_s;\n```\n');
    });

    test('is told of as JSON', async () => {
        const { out } = await run('reverse', { json: true, alphabet: '["the", "cat", "sat"]', maxLength: '30', verify: '20' });
        expect(JSON.parse(out)).toEqual({
            layers: 2, heads: [1, 1], feedForwardOnly: 0, dModel: expect.any(Number) as number, parameters: expect.any(Number) as number, seconds: expect.any(Number) as number,
            device: 'CPU (without onnxruntime)', verified: 26, wrong: 0
        });
    });

    test('is not checked where nobody wants it', async () => {
        expect(JSON.parse((await run('reverse', { json: true, verify: '0' })).out)).toMatchObject({ verified: 0, wrong: 0 });
    });
});

describe('a program that fails on some inputs', () => {
    test.each([
        ['picky', '5', 'p.rasp:3:1: error: on "aaaa" this fails: at position 3, index 3 is out of range for a list of length 3\n  The program fails on 324 of all 363 inputs, so the model is not written. Make the list as long as the indices that are looked up in it, which must be ints: round(…) makes a float one, or choose a shorter longest input.\n'],
        ['picky', '40', 'of 1,006 inputs that were tried, so the model is not written.'],
        ['late', '5', 'p.rasp:2:1: error: on "a" this fails: token 0 of the input, \'a\' is not an int\n  The program fails on all 363 inputs, so the model is not written. Use tokens as they are, not tokens_int, or leave tokens out of the alphabet.\n'],
        ['known', '5', 'p.rasp:8:1: error: on "c" this fails: at position 0, the dict has no key \'c\'\n  The program fails on 301 of all 363 inputs, so the model is not written. Give the dict every key that is looked up in it, or leave tokens out of the alphabet.\n']
    ])('%s up to length %s is refused', async (name, maxLength, message) => {
        const { code, out, err } = await run(name, { out: `fails ${name}`, maxLength });
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toContain(message);
        // One place is told of once.
        expect(err.match(/^p\.rasp:/gm)).toHaveLength(1);
        expect(readdirSync(cwd)).not.toContain(`fails ${name}`);
    });

    test('is compiled where it does not', async () => {
        expect(await run('picky', { out: 'picky', maxLength: '3' })).toMatchObject({ code: 0, err: '' });
    });
});

describe('a wrong output on the device', () => {
    test.each([
        ['another value', (outputs: Float32Array) => outputs.map(value => -value), 9],
        ['no number', (outputs: Float32Array) => outputs.map(() => NaN), 9],
        ['too few numbers', (outputs: Float32Array) => outputs.subarray(1), 9]
    ])('%s is found, and nothing is written', async (what, wrong, count) => {
        const { code, out, err } = await run('reverse', { json: true, out: `wrong ${what}` }, { open: wrongAt(2, wrong) });
        expect(code).toBe(1);
        expect(JSON.parse(out)).toMatchObject({ wrong: count });
        expect(err).toContain('9 inputs gave other outputs than the weights define');
        expect(err).toContain('nothing was written');
        expect(readdirSync(cwd)).not.toContain(`wrong ${what}`);
    });
});

test('stopping while it is written leaves nothing', async () => {
    const signal = new StopSignal();
    signal.stop(130);
    expect(await run('reverse', { out: 'stopped' }, { signal })).toEqual({ code: 130, out: '', err: 'rasp: stopped; nothing was written\n' });
    expect(readdirSync(cwd).filter(name => name.includes('stopped'))).toEqual([]);
});

test('a process that dies while it checks is told of, with what to do', async () => {
    const open = (model: CompiledModel): ModelRunner => ({ ...plainRunner(model), run: () => Promise.reject(new WorkerGone('the process that runs the model was ended by SIGKILL')) });
    expect(await run('reverse', { out: 'lost' }, { open })).toEqual({ code: 1, out: '', err: 'rasp: the process that runs the model was ended by SIGKILL; nothing was written. Run the command again, or with --device cpu\n' });
    expect(readdirSync(cwd)).not.toContain('lost');
});

describe('is refused', () => {
    test.each([
        ['reverse', { alphabet: '' }, 2, 'the alphabet must not be empty'],
        ['reverse', { alphabet: 'abca' }, 2, '--alphabet: the second "a" is a double; name each token once'],
        ['reverse', { alphabet: '[1, 1.0, 1.0]' }, 2, '--alphabet: the second 1.0 is a double; name each token once'],
        ['reverse', { alphabet: '0..' }, 2, '--alphabet 0..: a range is of ints and has both ends, such as 0..9 or -5..5'],
        ['reverse', { alphabet: '[1, [2]]' }, 2, '--alphabet: token 1 is no string, bool, float or int of at most 53 bits'],
        ['reverse', { alphabet: '[1' }, 2, '--alphabet [1:'],
        ['reverse', { alphabet: '0..9999' }, 2, '--alphabet 0..9999 has 10,000 tokens; from 1 to 4,096 are possible'],
        ['reverse', { alphabet: String.fromCodePoint(...Array.from({ length: 10_000 }, (_, i) => 0x4e00 + i)) }, 2, '--alphabet has 10,000 tokens; the limit is 4,096'],
        ['reverse', { maxLength: '0' }, 2, '--max-length takes a number from 1 to 1,024; found 0'],
        ['reverse', { maxLength: '100000' }, 2, '--max-length takes a number from 1 to 1,024; found 100000'],
        ['reverse', { maxLength: 'ten' }, 2, '--max-length takes a number from 1 to 1,024; found ten'],
        ['reverse', { verify: '-1' }, 2, '--verify takes a whole number; found -1'],
        ['reverse', { device: 'tpu' }, 2, '--device takes auto, cpu, webgpu; found tpu'],
        ['same', {}, 1, 'same is no s-op; only an s-op can be compiled'],
        ['n', {}, 1, 'n is no s-op; only an s-op can be compiled'],
        ['nope', {}, 1, 'there is no `nope` here; there are late, same, known, mean, picky, reverse, mean_of_means\n'],
        ['reverse', { out: 'full' }, 1, 'full: this folder holds something else than a compiled model; it is not overwritten'],
        ['reverse', { out: 'p.rasp' }, 1, 'p.rasp: there is a file of this name'],
        ['mean_of_means', { alphabet: '0..9', maxLength: '60' }, 1, 'p.rasp:7:1: error: the mean that this computes has too many possible values for length 60\n  ']
    ])('%s with %j', async (name, options, code, message) => {
        const printed = await run(name, options);
        expect(printed.err).toContain(message);
        expect({ code: printed.code, out: printed.out }).toEqual({ code, out: '' });
    });

    test('a device that is not there', async () => {
        const { code, err } = await run('reverse', { device: 'webgpu' }, { open: () => { throw new Error('no GPU here'); } });
        expect({ code, err }).toEqual({ code: 1, err: 'rasp: no GPU here\n' });
    });
});

describe('alphabets', () => {
    test.each([
        ['abc', ['string a', 'string b', 'string c']],
        ['["the", "cat"]', ['string the', 'string cat']],
        ['-1..2', ['int -1', 'int 0', 'int 1', 'int 2']],
        ['[true, false]', ['bool true', 'bool false']],
        ['[1, 1.0, "1"]', ['int 1', 'float 1', 'string 1']]
    ])('%s', (typed, tokens) => {
        const alphabet = readAlphabet(typed);
        expect(typeof alphabet === 'string' ? alphabet : alphabet.map(({ type, value }) => `${type} ${value}`)).toEqual(tokens);
    });
});

test('the command line knows the options', async () => {
    expect((await rasp(['compile', 'p.rasp', 'reverse', '-a', 'ab', '-n', '0', '-o', 'x'], { cwd })).err).toContain('--max-length takes a number');
    expect((await rasp(['compile', 'p.rasp', 'reverse', '-n', '3', '-o', 'x'], { cwd })).err).toContain("required option '-a, --alphabet <tokens>' not specified");
    mkdirSync(join(cwd, 'broken'));
    writeFileSync(join(cwd, 'broken/config.json'), '{');
    expect(await rasp(['apply', 'broken', '--input', 'a'], { cwd })).toMatchObject({ code: 1, err: expect.stringMatching(/^rasp: broken\/config\.json: expected JSON in UTF-8; found .*\n$/) as string });
});
