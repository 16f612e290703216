import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CompiledModel } from '../../../transformer/model/transformer';
import { onnxOf } from '../../../transformer/onnx/onnx-of';
import type { DeviceChoice } from '../../../transformer/runtime/messages';
import { ModelRuntime } from '../../../transformer/runtime/model-runtime';
import { planBatches, widthsOf } from '../../../transformer/runtime/padded-batches';
import { forward } from '../../../transformer/model/forward';
import { randomModel } from '../tiny-models';
import { builtWorker } from './built-worker';

const lengths = (...all: number[]): { length: number }[] => all.map(length => ({ length }));

describe('batches', () => {
    test('hold inputs of like length, the longest first, and each input once', () => {
        const plans = planBatches(lengths(3, 900, 1, 900, 2), { dModel: 1, heads: 20, allHeads: 20, widest: 1 }, 'webgpu');
        expect(plans).toEqual([{ places: [1], columns: 900 }, { places: [3], columns: 900 }, { places: [0, 4, 2], columns: 3 }]);
    });

    const inputs = lengths(...Array.from({ length: 5_000 }, (_, i) => 1 + (i * 7_919) % 1_000));
    test.each(([
        ['few heads', { heads: 1, allHeads: 3, widest: 8 }, false],
        ['many heads', { heads: 30, allHeads: 90, widest: 8 }, false],
        ['wide blocks', { heads: 1, allHeads: 1, widest: 50_000 }, false],
        ['attention of all blocks', { heads: 2, allHeads: 16, widest: 8 }, true]
    ] as const).flatMap(([name, widths, attention]) => ([['cpu', 127, 17], ['cpu', 128, 24], ['webgpu', 1, 24]] as const).map(([device, dModel, power]) => [name, dModel, device, power, { ...widths, dModel }, attention] as const)))('of models with %s and of width %i hold at most, on %s, 2^%i numbers in a step', (_, __, device, power, widths, attention) => {
        const plans = planBatches(inputs, widths, device, attention);
        expect(plans.flatMap(({ places }) => places).toSorted((a, b) => a - b)).toEqual(inputs.map((___, i) => i));
        for (const { places, columns } of plans) {
            const numbers = places.length * (columns + 1) * Math.max(widths.widest, (attention ? widths.allHeads : widths.heads) * (columns + 1));
            expect(places.length === 1 || numbers <= 2 ** power).toBe(true);
            expect(places.length).toBeLessThanOrEqual(1_024);
        }
    });
});

/** Resident memory that a process had at its peak, in MB. */
function peakMemory(pid: number | undefined): number {
    return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid ?? 'self'}/status`, 'utf8'))?.[1]) / 1_000;
}

function inputsFor({ maxLength, alphabet }: CompiledModel, count: number): Int32Array[] {
    return Array.from({ length: count }, (_, i) => Int32Array.from({ length: 1 + (i * 31) % maxLength }, (__, p) => (i * (p + 3) + p) % alphabet.length));
}

const hasPackage = existsSync('node_modules/onnxruntime-node');
const vulkan = '/usr/lib/chromium/vk_swiftshader_icd.json';
const devices = (['cpu', 'webgpu'] as const).filter(device => device === 'cpu' || existsSync(vulkan));

describe.runIf(hasPackage)('a model runs', () => {
    async function runtime(device: DeviceChoice): Promise<ModelRuntime> {
        const script = await builtWorker();
        return new ModelRuntime((file, args, options) => fork(file, args, { ...options, env: { ...options.env, ...(device === 'webgpu' ? { VK_ICD_FILENAMES: vulkan, LD_LIBRARY_PATH: '/usr/lib/chromium' } : {}) } }), script);
    }

    test.each(devices.flatMap(device => [1, 64, 1_024].map(count => [device, count] as const)))('on %s with %i inputs at once', async (device, count) => {
        // A GPU in software takes seconds for what is more.
        const model = randomModel(17, { maxLength: device === 'cpu' ? 40 : 2 });
        const started = await runtime(device);
        const loaded = await started.load({ onnx: onnxOf(model), widths: widthsOf(model.transformer) }, device);
        const inputs = inputsFor(model, count);
        const outputs = await loaded.run(inputs);
        const worst = outputs.map(({ logits }, i) => {
            const input = inputs[i] ?? new Int32Array();
            const defined = forward(model.transformer, input, input.length).outputs;
            return logits.length === defined.length ? Math.max(...logits.map((value, at) => Math.abs(value - (defined[at] ?? NaN)))) : NaN;
        });
        expect(worst).toHaveLength(count);
        expect(Math.max(...worst)).toBeLessThan(1e-3);
        started.close();
    }, 60_000);

    test.runIf(process.platform === 'linux')('with more inputs than memory would hold together', async () => {
        const model = randomModel(19, { dModel: 64, maxLength: 500 });
        const started = await runtime('cpu');
        const loaded = await started.load({ onnx: onnxOf(model), widths: widthsOf(model.transformer) }, 'cpu');
        // The scores of one block alone are 3 · 501² numbers an input: 2.2 GB.
        const outputs = await loaded.run(Array.from({ length: 750 }, (_, i) => Int32Array.from({ length: 500 }, (__, p) => (i + p) % 4)));
        expect(outputs.filter(({ logits }) => logits.length === 2_000)).toHaveLength(750);
        expect(peakMemory(started.pid)).toBeLessThan(900);
        started.close();
    }, 60_000);
});
