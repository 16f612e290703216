import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { onnxOf } from '../../../transformer/onnx/onnx-of';
import { missingReason, missingRemedy } from '../../../transformer/runtime/missing-runtime';
import type { RuntimeUser } from '../../../transformer/runtime/missing-runtime';
import { ModelRuntime } from '../../../transformer/runtime/model-runtime';
import type { RunnableModel } from '../../../transformer/runtime/model-runtime';
import { widthsOf } from '../../../transformer/runtime/padded-batches';
import type { ModelOutput } from '../../../transformer/runtime/padded-batches';
import { RuntimeMissingError, WorkerGone } from '../../../transformer/runtime/worker-process';
import type { CompiledModel } from '../../../transformer/model/transformer';
import { referenceForward } from '../reference-forward';
import { identityModel, randomModel } from '../tiny-models';
import { builtWorker } from './built-worker';

const hasPackage = existsSync('node_modules/onnxruntime-node');
const away = mkdtempSync(join(tmpdir(), 'rasp-worker-'));
let script = '';
let runtime: ModelRuntime;

beforeAll(async () => {
    script = await builtWorker();
    runtime = new ModelRuntime(fork, script);
});
afterEach(() => { vi.unstubAllEnvs(); });
afterAll(() => {
    runtime.close();
    rmSync(away, { recursive: true, force: true });
});

function runnable(model: CompiledModel): RunnableModel {
    return { onnx: onnxOf(model), widths: widthsOf(model.transformer) };
}

const model = randomModel(11);
const inputs = [[0, 1, 2], [3], [2, 2, 2, 2, 2, 2, 2], [1, 0]].map(ids => Int32Array.from(ids));

/** Whether outputs are those that the definition gives, to within float32. */
function expectAsDefined(outputs: readonly ModelOutput[]): void {
    inputs.forEach((ids, i) => {
        const defined = referenceForward(model.transformer, ids);
        expect(worst(outputs[i]?.logits ?? [], defined.logits.flat())).toBeLessThan(1e-4);
        expect(outputs[i]?.attention.map(({ block, heads }) => [block, heads])).toEqual([[0, 3], [1, 1]]);
        for (const { block, weights } of outputs[i]?.attention ?? []) {
            expect(worst(weights, (defined.attention.get(block) ?? []).flat(2))).toBeLessThan(1e-5);
        }
    });
}

function worst(found: ArrayLike<number>, expected: readonly number[]): number {
    expect(found.length).toBe(expected.length);
    return Math.max(...Array.from(found, (value, i) => Math.abs(value - (expected[i] ?? NaN))));
}

describe.runIf(hasPackage)('on the CPU', () => {
    test('inputs of several lengths in one batch give what the definition gives', async () => {
        const loaded = await runtime.load(runnable(model), 'cpu');
        expect(loaded.device).toEqual({ kind: 'cpu', name: 'CPU' });
        expectAsDefined(await loaded.run(inputs, { attention: true }));
        expect((await loaded.run(inputs)).map(({ attention }) => attention)).toEqual([[], [], [], []]);
        await loaded.unload();
        await expect(loaded.run(inputs)).rejects.toThrow('is loaded');
    });

    test('two models are loaded at once', async () => {
        const [a, b] = await Promise.all([runtime.load(runnable(identityModel()), 'cpu'), runtime.load(runnable(model), 'cpu')]);
        const [[first], [second]] = await Promise.all([a.run([Int32Array.of(2, 0)]), b.run([Int32Array.of(1, 0)])]);
        expect([...first?.logits ?? []]).toEqual([0, 0, 1, 1, 0, 0]);
        expect(second?.logits).toHaveLength(8);
    });

    test('many inputs are more than one batch', async () => {
        const loaded = await runtime.load(runnable(identityModel()), 'cpu');
        const many = Array.from({ length: 3_000 }, (_, i) => Int32Array.from({ length: 1 + i % 5 }, (__, p) => (i + p) % 3));
        const outputs = await loaded.run(many);
        expect(outputs.map(({ logits }, i) => Array.from(many[i] ?? [], (id, p) => logits[p * 3 + id] === 1 && logits.slice(p * 3, p * 3 + 3).reduce((x, y) => x + y) === 1).every(Boolean)).every(Boolean)).toBe(true);
    });

    test('one bad input among many batches is an error, and what is asked next runs', async () => {
        const loaded = await runtime.load(runnable(model), 'cpu');
        const many = Array.from({ length: 5_000 }, () => Int32Array.of(0, 1, 2));
        await expect(loaded.run(many.with(2_500, Int32Array.of(9, 1, 2)))).rejects.toThrow();
        expectAsDefined(await loaded.run(inputs, { attention: true }));
        expect(await loaded.run(many)).toHaveLength(5_000);
    });

    test.runIf(process.platform === 'linux')('a narrow model shares its steps with no other thread', async () => {
        const other = new ModelRuntime(fork, script);
        await other.load(runnable(identityModel()), 'cpu');
        const count = (): number => readdirSync(`/proc/${other.pid ?? 0}/task`).length;
        const before = count();
        await other.load(runnable(model), 'cpu');
        expect(count()).toBe(before);
        other.close();
    });

    test('a killed process is told of, and the next run starts another', async () => {
        const loaded = await runtime.load(runnable(model), 'cpu');
        for (let times = 0; times < 4; times++) {
            const { pid } = runtime;
            // A stopped process cannot answer before it ends.
            process.kill(pid ?? 0, 'SIGSTOP');
            const running = loaded.run(inputs);
            process.kill(pid ?? 0, 'SIGKILL');
            await expect(running).rejects.toThrow(WorkerGone);
            await expect(running).rejects.toThrow('the process that runs the model was ended by SIGKILL');
            expectAsDefined(await loaded.run(inputs, { attention: true }));
            expect(runtime.pid).not.toBe(pid);
        }
    });

    test('a closed runtime leaves no process', async () => {
        const other = new ModelRuntime(fork, script);
        await other.load(runnable(model), 'cpu');
        const { pid } = other;
        other.close();
        await vi.waitFor(() => { expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH'); });
    });

    test.each([
        ['no ONNX', new Uint8Array([1, 2, 3])],
        ['half a file', onnxOf(model).subarray(0, 2_000)]
    ])('%s is an error, and the process lives', async (_, onnx) => {
        const { pid } = runtime;
        await expect(runtime.load({ onnx, widths: { dModel: 1, heads: 1, allHeads: 1, widest: 1 } }, 'cpu')).rejects.not.toThrow(WorkerGone);
        expect(runtime.pid).toBe(pid);
    });

    test('an input that is too long, or a token that is none, is an error', async () => {
        const loaded = await runtime.load(runnable(model), 'cpu');
        await expect(loaded.run([new Int32Array(8)])).rejects.toThrow();
        await expect(loaded.run([Int32Array.of(5)])).rejects.toThrow();
        await expect(loaded.run([new Int32Array(7)])).resolves.toHaveLength(1);
    });
});

describe('what is missing is told', () => {
    test('the package', async () => {
        const other = new ModelRuntime(fork, await builtWorker(away));
        const loading = other.load(runnable(model), 'auto');
        await expect(loading).rejects.toThrow(RuntimeMissingError);
        await expect(loading).rejects.toThrow(`onnxruntime-node@1.30.0, which runs models natively, is not there; to have it: npm install onnxruntime-node@1.30.0 in ${dirname(away)}`);
        other.close();
    });

    test('a package that does not load', async () => {
        const broken = join(away, 'broken');
        mkdirSync(join(broken, 'node_modules/onnxruntime-node'), { recursive: true });
        writeFileSync(join(broken, 'node_modules/onnxruntime-node/index.js'), "require('./bin/onnxruntime_binding.node');");
        const other = new ModelRuntime(fork, await builtWorker(broken));
        const loading = other.load(runnable(model), 'auto');
        await expect(loading).rejects.toThrow(RuntimeMissingError);
        await expect(loading).rejects.toThrow(/^onnxruntime-node@1\.30\.0, which runs models natively, does not load: Cannot find module '\.\/bin\/onnxruntime_binding\.node'/);
        other.close();
    });

    test.each<[RuntimeUser, string, string | undefined, RegExp, string | undefined]>([
        ['command', 'linux-x64', undefined, /is not there$/, 'to have it: npm install onnxruntime-node@1.30.0 in /r'],
        ['editor', 'linux-x64', undefined, /is not there$/, 'to have it: install rasp-linux-x64.vsix in place of rasp.vsix (Extensions: Install from VSIX…)'],
        ['editor', 'win32-arm64', 'no module', /does not load: no module$/, 'it needs the Microsoft Visual C++ Redistributable (2015 to 2022)'],
        ['editor', 'linux-x64', 'too old', /does not load: too old$/, undefined],
        ['command', 'darwin-x64', undefined, /^there is no onnxruntime-node@1\.30\.0, which runs models natively, for darwin-x64$/, undefined],
        ['editor', 'alpine-x64', 'no such file', /for alpine-x64$/, undefined]
    ])('to the user of the %s on %s, %s', (user, platform, failure, reason, remedy) => {
        const missing = { user, platform, script: '/r/dist/w.cjs', ...(failure === undefined ? {} : { failure }) };
        expect(missingReason(missing)).toMatch(reason);
        expect(missingRemedy(missing)).toBe(remedy);
    });

    test('the script', async () => {
        const other = new ModelRuntime(fork, join(away, 'none.cjs'));
        await expect(other.load(runnable(model), 'cpu')).rejects.toThrow(/the process that runs the model ended with code 1/);
        other.close();
    });
});

/** A process that ends when it is to use a GPU, as a bad driver makes it. */
const badDriver = `process.on('message', ({ id, kind, device }) => {
    if (device === 'auto' || device === 'webgpu') { console.error('driver: out of luck'); process.exit(7); }
    process.send({ id, value: { session: 1, device: 'cpu' } });
});
process.on('disconnect', () => process.exit());`;

test('a GPU driver that ends the process is passed over', async () => {
    const bad = join(away, 'bad-driver.cjs');
    writeFileSync(bad, badDriver);
    const other = new ModelRuntime(fork, bad);
    expect((await other.load(runnable(model), 'auto')).device).toEqual({ kind: 'cpu', name: 'CPU', note: expect.stringContaining('the GPU is not used: with it the process that runs the model ended with code 7') as string });
    await expect(other.load(runnable(model), 'webgpu')).rejects.toThrow('the process that runs the model ended with code 7');
    other.close();
});

const vulkan = '/usr/lib/chromium/vk_swiftshader_icd.json';

describe.runIf(hasPackage && process.platform === 'linux')('on a GPU', () => {
    test('that is missing', async () => {
        vi.stubEnv('VK_ICD_FILENAMES', join(away, 'none.json'));
        const other = new ModelRuntime(fork, script);
        await expect(other.load(runnable(model), 'webgpu')).rejects.toThrow(/^no GPU was found$/);
        expect((await other.load(runnable(model), 'auto')).device).toEqual({ kind: 'cpu', name: 'CPU', note: 'no GPU was found' });
        other.close();
    });

    test.runIf(existsSync(vulkan))('that Chromium has in software', async () => {
        vi.stubEnv('VK_ICD_FILENAMES', vulkan);
        vi.stubEnv('LD_LIBRARY_PATH', '/usr/lib/chromium');
        const other = new ModelRuntime(fork, script);
        const forced = await other.load(runnable(model), 'webgpu');
        expect(forced.device).toEqual({ kind: 'webgpu', name: expect.stringMatching(/^SwiftShader .*\(WebGPU\)$/) as string });
        expectAsDefined(await forced.run(inputs, { attention: true }));
        const chosen = await other.load(runnable(model), 'auto');
        expect(chosen.device).toEqual({ kind: 'cpu', name: 'CPU', note: expect.stringMatching(/^the GPU is not used: SwiftShader .* works in software$/) as string });
        other.close();
    });
});
