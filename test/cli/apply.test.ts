import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { apply } from '../../cli/apply';
import type { ApplyOptions, OpenRunner } from '../../cli/apply';
import { openRunner, openTrainedRunner, plainRunner, plainTrainedRunner } from '../../cli/model-runner';
import type { StopSignal } from '../../cli/stop-signal';
import { writeModelFolder } from '../../transformer/files/model-folder';
import { writeTrainedFolder } from '../../transformer/files/trained-folder';
import type { TrainedModel } from '../../transformer/training/trained-model';
import { identityModel, letters, randomModel } from '../transformer/tiny-models';
import { tinyFigures, tinyTrained } from '../transformer/tiny-trained';
import { builtWorker } from '../transformer/runtime/built-worker';
import { streamed } from './batch-capture';
import type { Streamed } from './batch-capture';
import { folderOf } from './capture';
import type { Printed } from './capture';

const mixed = [{ type: 'int', value: 1 }, { type: 'float', value: 1 }, { type: 'string', value: '1' }, { type: 'bool', value: true }] as const;
const models = { words: identityModel([{ type: 'string', value: 'the' }, { type: 'string', value: 'cat' }], 4), echo: identityModel(letters('abc'), 4), mixed: identityModel(mixed), noise: randomModel(1) };
const trained = tinyTrained({ nLayers: 3 }, true);
const cwd = folderOf({
    'other/notes.txt': 'mine',
    ...Object.fromEntries([...writeTrainedFolder(trained, tinyFigures)].map(([file, bytes]) => [join('trained', file), bytes])),
    ...Object.fromEntries(Object.entries(models).flatMap(([name, model]) => [...writeModelFolder(model)].map(([file, bytes]) => [join(name, file), bytes])))
});

const plain: OpenRunner = (_, model) => Promise.resolve(plainRunner(model));
const plainTrained: OpenRunner<TrainedModel> = (_, model) => Promise.resolve(plainTrainedRunner(model));
const base: ApplyOptions = { device: 'auto', json: false };

async function run(folder: string, options: Partial<ApplyOptions>, open: OpenRunner = plain, openTrained = plainTrained): Promise<Printed> {
    let out = '';
    let err = '';
    const code = await apply({
        cwd, colours: { out: false, err: false }, out: text => { out += text; }, err: text => { err += text; },
        readStdin: () => Promise.reject(new Error('apply streams its input'))
    }, folder, { ...base, ...options }, open, undefined, openTrained);
    return { code, out, err };
}

function answers(folder: string, stdin: readonly string[], open: OpenRunner = plain, onWrite?: (text: string, signal: StopSignal) => void, openTrained = plainTrained): Promise<Streamed> {
    return streamed((terminal, streams) => apply(terminal, folder, base, open, streams, openTrained), { cwd, stdin, ...(onWrite === undefined ? {} : { onWrite }) });
}

describe('one input', () => {
    test.each([
        ['echo', 'cab', '{"type": "strings", "values": ["c","a","b"]}'],
        ['echo', '["b"]', '{"type": "strings", "values": ["b"]}'],
        ['mixed', '[1, 1.0, true]', '{"type": "floats", "values": [1,1.0,true]}'],
        ['mixed', '[true, true]', '{"type": "bools", "values": [true,true]}'],
        ['mixed', '11', '{"type": "strings", "values": ["1","1"]}']
    ])('%s on %s', async (folder, input, json) => {
        expect(await run(folder, { input, json: true })).toEqual({ code: 0, out: `${json}\n`, err: '' });
    });

    test('as text, with the device', async () => {
        expect(await run('echo', { input: 'cab' })).toEqual({ code: 0, out: 'identity("cab") = [c, a, b]   strings   CPU (without onnxruntime)\n', err: '' });
    });

    test.each([
        ['echo', { input: 'abz' }, 1, "rasp: token 2 of the input, 'z', is not in the model's alphabet: 'a', 'b', 'c'\n"],
        ['echo', { input: 'abcab' }, 1, 'rasp: this input has 5 tokens; the model takes 1 to 4\n'],
        ['words', { input: 'the cat' }, 1, 'rasp: this input has 7 tokens; the model takes 1 to 4; its tokens are words, so write a list such as ["the", "cat"]\n'],
        ['words', { input: 'cat' }, 1, `rasp: token 0 of the input, 'c', is not in the model's alphabet: 'the', 'cat'; its tokens are words, so write a list such as ["the", "cat"]\n`],
        ['words', { input: '["the", "dog"]' }, 1, "rasp: token 1 of the input, 'dog', is not in the model's alphabet: 'the', 'cat'\n"],
        ['other', { input: 'a' }, 1, 'rasp: other is no compiled or trained model: it has no config.json\n'],
        ['echo', { input: '' }, 2, 'rasp: --input "": an input must not be empty: RASP has no empty sequence\n'],
        ['echo', { input: 'a', device: 'gpu' }, 2, 'rasp: --device takes auto, cpu, webgpu; found gpu\n'],
        ['none', { input: 'a' }, 1, /^rasp: there is no folder .*none\n$/]
    ])('%s with %j is an error', async (folder, options, code, message) => {
        const printed = await run(folder, options);
        expect({ code: printed.code, out: printed.out }).toEqual({ code, out: '' });
        expect(printed.err).toMatch(message);
    });
});

describe('lines', () => {
    test('are answered in their order, errors included', async () => {
        const { code, lines, err } = await answers('echo', ['"ab"\n["c"]\n\n"abz"\n[1]\n', '{"a": 1}\n"aaaaa"\n"c"']);
        expect(code).toBe(1);
        expect(lines).toEqual([
            '{"type": "strings", "values": ["a","b"]}',
            '{"type": "strings", "values": ["c"]}',
            expect.stringMatching(/^\{"error": "this line is empty: /),
            '{"error": "token 2 of the input, \'z\', is not in the model\'s alphabet: \'a\', \'b\', \'c\'"}',
            '{"error": "token 0 of the input, 1, is not in the model\'s alphabet: \'a\', \'b\', \'c\'"}',
            expect.stringMatching(/^\{"error": "found an object/),
            '{"error": "this input has 5 tokens; the model takes 1 to 4"}',
            '{"type": "strings", "values": ["c"]}'
        ]);
        expect(err).toContain('5 of 8 inputs have no result');
    });

    test('of which all are right', async () => {
        expect(await answers('echo', ['"ab"\n'])).toEqual({ code: 0, lines: ['{"type": "strings", "values": ["a","b"]}'], err: '' });
    });

    test('get an error where the model cannot run, and the next ones go on', async () => {
        let calls = 0;
        const failing: OpenRunner = (_, model) => {
            const right = plainRunner(model);
            return Promise.resolve({ ...right, run: inputs => (++calls === 1 ? Promise.reject(new Error('the process ended')) : right.run(inputs)) });
        };
        expect((await answers('echo', ['"a"\n"z"\n', '"b"\n'], failing)).lines).toEqual([
            '{"error": "the process ended"}', expect.stringContaining('token 0'), '{"type": "strings", "values": ["b"]}'
        ]);
    });

    test('stop at Ctrl+C', async () => {
        const { code, lines } = await answers('echo', ['"a"\n', '"b"\n'], plain, (_, signal) => { signal.stop(130); });
        expect({ code, lines }).toEqual({ code: 130, lines: ['{"type": "strings", "values": ["a"]}'] });
    });
});

describe('the native runtime', () => {
    let script = '';
    let away = '';

    beforeAll(async () => {
        script = await builtWorker();
        away = await builtWorker(folderOf({}));
    });

    test.runIf(existsSync('node_modules/onnxruntime-node'))('gives what the plain forward gives', async () => {
        const native: OpenRunner = (terminal, model, device) => openRunner(terminal, model, device, script);
        const lines = Array.from({ length: 200 }, (_, i) => `${JSON.stringify(Array.from({ length: 1 + i % 7 }, (__, p) => 'abcd'[(i * (p + 3) + p) % 4]))}\n`);
        const [own, other] = [await answers('noise', lines), await answers('noise', lines, native)];
        expect(other).toEqual(own);
        const nativeTrained: OpenRunner<TrainedModel> = (terminal, model, device) => openTrainedRunner(terminal, model, device, script);
        expect((await answers('trained', lines, plain, undefined, nativeTrained)).lines).toEqual((await answers('trained', lines)).lines);
        expect((await run('echo', { input: 'a', device: 'cpu' }, native)).out).toBe('identity("a") = [a]   strings   CPU\n');
    });

    test.each([
        ['echo', 'ab', '{"type": "strings", "values": ["a","b"]}\n'],
        ['trained', 'ab', /^\{"type": "strings", "values": \["[w-z]","[w-z]"\]\}\n$/]
    ])('is told of where it is missing: %s', async (folder, input, answer) => {
        const open: OpenRunner = (terminal, model, device) => openRunner(terminal, model, device, away);
        const openTrained: OpenRunner<TrainedModel> = (terminal, model, device) => openTrainedRunner(terminal, model, device, away);
        const printed = await run(folder, { input, json: true }, open, openTrained);
        expect(printed.code).toBe(0);
        expect(printed.out).toMatch(answer);
        expect(printed.err).toMatch(/^rasp: onnxruntime-node@\S+, which runs models natively, is not there\. The model runs without it, which is slower; to have it: npm install onnxruntime-node@\S+ in .+\n$/);
        const forced = await run(folder, { input, device: 'webgpu' }, open, openTrained);
        expect(forced).toMatchObject({ code: 1, out: '' });
        expect(forced.err).toContain('npm install onnxruntime-node@');
    });
});
