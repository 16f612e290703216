import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { apply } from '../../cli/apply';
import { openTrainedRunner } from '../../cli/model-runner';
import { StopSignal } from '../../cli/stop-signal';
import { train } from '../../cli/train';
import { readFolder } from '../../files/model-folder-on-disk';
import { readTrainedFolder } from '../../transformer/files/trained-folder';
import { TrainingDriver } from '../../transformer/runtime/training-driver';
import type { TrainOptions } from '../../cli/train-options';
import { builtWorker } from '../transformer/runtime/built-worker';
import { folderOf, lines, rasp } from './capture';
import type { Printed } from './capture';

const hasPackage = existsSync('node_modules/onnxruntime-node');
const cwd = folderOf({
    'p.rasp': 'load "lib";\nreverse = flip(tokens);\nsame = select(tokens, tokens, ==);\npicky = [1, 2, 3][indices];\ncounts = selector_width(same);\nn = 3;\n',
    'lib.rasp': 'def flip(seq) { return aggregate(select(indices, length - 1 - indices, ==), seq); }\n',
    'full/thesis.txt': 'mine'
});
let script = '';
let runner = '';
beforeAll(async () => {
    script = await builtWorker(undefined, 'training-main');
    runner = await builtWorker();
});

const base: TrainOptions = { out: 'out', alphabet: 'abc', lengths: '1..5', dModel: '16', size: '200/40/40', epochs: '3', batch: '20', lr: '0.003', resume: false, device: 'cpu', json: false };

interface Setting {
    readonly colours?: boolean;
    readonly signal?: StopSignal;
    readonly onOut?: (text: string) => void;
    readonly now?: () => number;
}

async function run(name: string, options: Partial<TrainOptions> = {}, { colours = false, signal = new StopSignal(), onOut = () => undefined, now }: Setting = {}): Promise<Printed> {
    let out = '';
    let err = '';
    const code = await train({
        cwd, colours: { out: false, err: colours }, out: text => { out += text; onOut(text); }, err: text => { err += text; },
        readStdin: () => Promise.resolve(new Uint8Array())
    }, 'p.rasp', name, { ...base, ...options }, () => new TrainingDriver(fork, script), () => ({ signal, close: () => undefined }), now);
    return { code, out, err };
}

async function applied(folder: string, input: string): Promise<Printed> {
    let out = '';
    let err = '';
    const code = await apply({ cwd, colours: { out: false, err: false }, out: text => { out += text; }, err: text => { err += text; }, readStdin: () => Promise.resolve(new Uint8Array()) },
        folder, { input, device: 'cpu', json: true }, undefined, undefined, (terminal, model, device) => openTrainedRunner(terminal, model, device, runner));
    return { code, out, err };
}

describe.runIf(hasPackage)('a training', () => {
    test('tells its epochs, writes a model, and that model runs', async () => {
        const { code, out, err } = await run('reverse', { out: 'told/reverse' });
        expect({ code, err }).toEqual({ code: 0, err: '' });
        const told = lines(out);
        expect(told[0]).toMatch(/^training reverse: 2 layers, 1 head, d_model 16, [\d,]+ parameters, 3 classes, 2 heads supervised, lengths 1\.\.5, 10 steps of 20 an epoch, on CPU$/);
        expect(told.slice(1, 4).map(line => /^epoch \d\/3 {2}loss [\d.]+ {2}attention error \S+ {2}accuracy [\d.]+% {2}validation [\d.]+ {2}[\d.]+%/.test(line))).toEqual([true, true, true]);
        expect(told[4]).toMatch(/^reverse +=\s+[\d.]+% +right on 40 test inputs$/);
        expect(out).toMatch(/attention matches += \d\.\d{3} +on selected positions; correlation -?\d\.\d{3}; the mean, without those that select everything\n/);
        expect(out).toMatch(/select\(indices, .*, ==\) += \d\.\d{3} +layer \d, head 1.*even attention: 0\.\d{3}\n/);
        expect(readdirSync(join(cwd, 'told/reverse')).toSorted()).toEqual(['README.md', 'checkpoint.previous.safetensors', 'checkpoint.safetensors', 'config.json', 'labels.json', 'model.onnx', 'model.safetensors', 'training.json']);
        const model = readTrainedFolder(await readFolder(join(cwd, 'told/reverse')));
        expect(model).toMatchObject({ name: 'reverse', source: 'reverse = flip(tokens);', maxLength: 5, shape: { outputSize: 3 } });
        const answer = await applied('told/reverse', 'abca');
        expect(answer).toMatchObject({ code: 0, err: '' });
        expect(JSON.parse(answer.out)).toMatchObject({ type: 'strings', values: expect.arrayContaining([expect.stringMatching(/^[abc]$/)]) as string[] });
        expect((await applied('told/reverse', 'abcabc')).err).toContain('the model takes 1 to 5');
        const history = JSON.parse(readFileSync(join(cwd, 'told/reverse/training.json'), 'utf8')) as { epochs: unknown[]; test: { inputs: number } };
        expect([history.epochs.length, history.test.inputs]).toEqual([3, 40]);
    });

    test('with BOS, counts that are capped and free heads', async () => {
        const { code, out } = await run('counts', { out: 'counts', bos: true, classesCap: '2', supervise: false, positions: 'learned', json: true });
        expect(code).toBe(0);
        const printed = lines(out).map(line => JSON.parse(line) as { epoch?: number; accuracy?: number });
        expect(printed.map(({ epoch }) => epoch)).toEqual([1, 2, 3, undefined]);
        expect(printed[3]?.accuracy).toBeGreaterThan(0.4);
        const model = readTrainedFolder(await readFolder(join(cwd, 'counts')));
        expect(model.decoding.values.map(({ value }) => value)).toEqual([1, 2]);
        expect(model.bos).toEqual({ token: { type: 'string', value: '§' }, isSeen: true, isLabelled: true });
        expect(JSON.parse((await applied('counts', 'aab')).out)).toMatchObject({ type: 'ints', values: [expect.any(Number), expect.any(Number), expect.any(Number)] });
    });

    test('stops at Ctrl+C with a checkpoint, goes on without being told its options again, and ends as if it had not stopped', async () => {
        const whole = await run('reverse', { out: 'whole', epochs: '12' });
        const signal = new StopSignal();
        const stopped = await run('reverse', { out: 'stopped', epochs: '12' }, { signal, onOut: text => { if (text.startsWith('epoch  4')) { signal.stop(130); } } });
        expect(stopped).toMatchObject({ code: 130, err: expect.stringMatching(/^rasp: stopped in epoch \d+, after step \d+; what is done is kept: the same command with --resume goes on\n$/) as string });
        expect(readdirSync(join(cwd, 'stopped')).toSorted()).toEqual(['checkpoint.previous.safetensors', 'checkpoint.safetensors']);
        expect(await run('reverse', { out: 'stopped' })).toMatchObject({ code: 1, err: 'rasp: stopped: it holds a training already; go on with that one, or choose another folder\n' });
        const untold = ['alphabet', 'lengths', 'dModel', 'size', 'epochs', 'batch', 'lr'] as const;
        const again = await run('reverse', { out: 'stopped', resume: true, ...Object.fromEntries(untold.map(option => [option, undefined])) });
        expect(again.code).toBe(0);
        expect(again.err).toMatch(/^rasp: going on from epoch \d+, step \d+\n$/);
        expect(again.out).toContain('epoch 12/12');
        const accuracy = (text: string): string | undefined => /reverse += +(\S+%) +right/.exec(text)?.[1];
        expect(accuracy(again.out)).toBe(accuracy(whole.out));
        for (const file of ['model.safetensors', 'model.onnx']) {
            expect(readFileSync(join(cwd, 'stopped', file)).equals(readFileSync(join(cwd, 'whole', file)))).toBe(true);
        }
    });

    test('that has had as many epochs as it may have is written as it is', async () => {
        await run('reverse', { out: 'had' });
        const { code, out, err } = await run('reverse', { out: 'had', resume: true, epochs: '2' });
        expect({ code, err }).toEqual({ code: 0, err: 'rasp: 3 epochs are done already: the model is written as it is\n' });
        expect(out).not.toContain('epoch ');
    });

    test.each<[own: Partial<TrainOptions>, said: string]>([
        [{ lr: '0.1' }, '--lr is 0.1; the training there has 0.003'],
        [{ alphabet: 'ab' }, '--alphabet is ab; the training there has abc'],
        [{ classesCap: '3' }, '--classes-cap is 3; the training there has none'],
        [{ dModel: '8' }, '--d-model is 8; the training there has 16']
    ])('does not go on with another %o', async (own, said) => {
        if (!existsSync(join(cwd, 'same'))) {
            await run('reverse', { out: 'same', epochs: '1' });
        }
        expect(await run('reverse', { out: 'same', resume: true, ...own })).toEqual({ code: 1, out: '', err: `rasp: same: ${said}\n` });
    });

    test('counts the parameters of the model that is saved, and says what a cap does', async () => {
        const { out } = await run('counts', { out: 'saved', classesCap: '2', epochs: '1' });
        const card = readFileSync(join(cwd, 'saved/README.md'), 'utf8');
        expect(/([\d,]+) parameters/.exec(out)?.[1]).toBe(/parameters \| ([\d,]+),/.exec(card)?.[1]);
        expect(card).toContain('2 stands for 2 and more');
        expect((await run('reverse', { out: 'uncapped', classesCap: '2', epochs: '1' })).err).toBe('rasp: --classes-cap does nothing: no value of reverse is a number\n');
    });

    test('that is not finished is no model yet', async () => {
        mkdirSync(join(cwd, 'unfinished'));
        writeFileSync(join(cwd, 'unfinished/checkpoint.safetensors'), readFileSync(join(cwd, 'had/checkpoint.safetensors')));
        expect((await applied('unfinished', 'abc')).err).toBe('rasp: unfinished: this training is not finished: rasp train FILE reverse -o unfinished --resume goes on with it\n');
    });

    test('tells where no line can be written over every half minute how far it is', async () => {
        let time = 0;
        const { err } = await run('reverse', { out: 'plain', epochs: '1' }, { now: () => time += 40_000 });
        expect(err).toMatch(/^epoch 1\/1 {2}step 10\/10 {2}loss [\d.]+ {2}accuracy [\d.]+%.*\n$/);
    });

    test('shows on a terminal how far it is', async () => {
        const { err } = await run('reverse', { out: 'shown', epochs: '1' }, { colours: true });
        expect(err).toMatch(/^\repoch 1\/1 {2}step \d+\/10 {2}loss [\d.]+ {2}accuracy [\d.]+%.*\u001b\[K[^]*\r\u001b\[K$/);
    });

    test('whose loss is no number any more says when, and writes no model', async () => {
        const { code, err } = await run('reverse', { out: 'lost', lr: '1e37' });
        expect({ code, err }).toEqual({ code: 1, err: 'rasp: the loss is no number any more in epoch 1, step 10: a lower --lr may help\n' });
        expect(existsSync(join(cwd, 'lost'))).toBe(false);
    });

    test('skips inputs on which the s-op fails only when told', async () => {
        expect((await run('picky', { out: 'picky' })).err).toMatch(/^rasp: `picky` fails on \d+ of \d+ sampled inputs; the first is .*\. --skip-failing leaves such inputs out\n$/);
        expect(existsSync(join(cwd, 'picky/checkpoint.safetensors'))).toBe(false);
        const { code, out } = await run('picky', { out: 'picky', skipFailing: true });
        expect(code).toBe(0);
        expect(out).toMatch(/\npicky fails on \d+ of 200 inputs that were tried; those are left out: lengths 1\.\.3 remain\n/);
        expect(out).toMatch(/epoch 1\/3 .* \d+ skipped/);
    });

    test('of another program, or from a damaged checkpoint, does not go on', async () => {
        await run('reverse', { out: 'damaged', epochs: '1' });
        expect((await run('counts', { out: 'damaged', resume: true })).err).toContain('checkpoint.safetensors is of another training: another s-op');
        for (const name of ['checkpoint.safetensors', 'checkpoint.previous.safetensors']) {
            if (existsSync(join(cwd, 'damaged', name))) {
                truncateSync(join(cwd, 'damaged', name), 1_000);
            }
        }
        expect(await run('reverse', { out: 'damaged', resume: true })).toMatchObject({ code: 1, err: expect.stringMatching(/^rasp: the checkpoint is damaged: checkpoint\.safetensors: .*\n$/) as string });
    });

    test.each([0, 7, 8, 40, 1_000, -1])('goes on from the checkpoint before one that is cut off at %i bytes', async length => {
        const out = `cut${length}`;
        await run('reverse', { out, epochs: '2' });
        const path = join(cwd, out, 'checkpoint.safetensors');
        truncateSync(path, length < 0 ? readFileSync(path).length + length : length);
        const again = await run('reverse', { out, epochs: '3', resume: true });
        expect(again.code).toBe(0);
        expect(again.err).toMatch(/^rasp: the checkpoint is damaged: checkpoint\.safetensors: .*; going on from the one before\nrasp: going on from epoch 2, step 0\n$/);
    });

    test('that runs is not begun again beside, nor gone on with', async () => {
        const signal = new StopSignal();
        const meanwhile: Promise<Printed>[] = [];
        const first = await run('reverse', { out: 'busy', epochs: '2000' }, { signal, onOut: text => {
            if (text.startsWith('epoch    2') && meanwhile.length === 0) {
                meanwhile.push(run('reverse', { out: 'busy' }), run('reverse', { out: 'busy', resume: true }));
                void Promise.all(meanwhile).then(() => { signal.stop(130); });
            }
        } });
        expect(first.code).toBe(130);
        for (const { code, err } of await Promise.all(meanwhile)) {
            expect({ code, err }).toEqual({ code: 1, err: `rasp: busy: another training writes into this folder (process ${process.pid}); stop it first, or choose another folder\n` });
        }
    });

    test('is not written over by a compiled model', async () => {
        await run('reverse', { out: 'kept', epochs: '1' });
        const { code, err } = await rasp(['compile', 'p.rasp', 'reverse', '-a', 'ab', '-n', '3', '-o', 'kept'], { cwd });
        expect({ code, err }).toEqual({ code: 1, err: 'rasp: kept: this folder holds a trained model; it is not overwritten\n' });
    });
});

describe('what cannot be trained is told', () => {
    test.each([
        ['reverse', { lengths: 'x' }, 2, '--lengths takes a range such as 1..100, or one length; found x'],
        ['reverse', { lengths: '5..2' }, 2, '--lengths 5..2 runs backwards; write 2..5'],
        ['reverse', { resume: true }, 1, 'there is no training in out to go on with; leave out --resume to begin one'],
        ['reverse', { size: '10/20' }, 2, '--size takes the number of inputs to train, to validate and to test, such as 50000/1000/1000; found 10/20'],
        ['reverse', { epochs: '0' }, 2, '--epochs takes a whole number from 1; found 0'],
        ['reverse', { lr: 'fast' }, 2, '--lr takes a number from 0; found fast'],
        ['reverse', { layers: '1.5' }, 2, '--layers takes a whole number from 1; found 1.5'],
        ['reverse', { positions: 'none' }, 2, '--positions takes sinusoidal or learned; found none'],
        ['reverse', { alphabet: '' }, 2, 'the alphabet must not be empty'],
        ['reverse', { device: 'tpu' }, 2, '--device takes auto, cpu, webgpu; found tpu'],
        ['n', {}, 1, 'n is no s-op; only an s-op can be trained'],
        ['same', {}, 1, 'same is no s-op; only an s-op can be trained'],
        ['reverse', { out: 'full' }, 1, 'full: it holds something else than a training; nothing there is overwritten']
    ])('%s %o', async (name, options, code, message) => {
        expect(await run(name, options)).toEqual({ code, out: '', err: `rasp: ${message}\n` });
    });

    test.runIf(hasPackage)('what the data or the model are refused for', async () => {
        expect((await run('reverse', { heads: '3', out: 'x1' })).err).toBe('rasp: 3 heads cannot share 16 dimensions: d_model must be a multiple of the number of heads\n');
        expect((await run('reverse', { lr: '0', out: 'x3' })).err).toContain('the learning rate is 0');
    });

    test('a place where there is no room for a folder', async () => {
        expect((await run('reverse', { out: 'p.rasp' })).err).toBe('rasp: p.rasp: it cannot be trained into: there is a file of this name (EEXIST)\n');
        expect((await run('reverse', { out: 'p.rasp/in' })).err).toBe('rasp: p.rasp/in: it cannot be trained into: part of the path is a file (ENOTDIR)\n');
    });

    test('two trainings into one folder', async () => {
        mkdirSync(join(cwd, 'locked'));
        writeFileSync(join(cwd, 'locked', 'training.lock'), `${process.pid} other\n`);
        expect((await run('reverse', { out: 'locked' })).err).toBe(`rasp: locked: another training writes into this folder (process ${process.pid}); stop it first, or choose another folder\n`);
    });
});
