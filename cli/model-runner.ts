import type { ForkOptions } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { forward } from '../transformer/model/forward.js';
import type { CompiledModel } from '../transformer/model/transformer.js';
import { onnxOf } from '../transformer/onnx/onnx-of.js';
import type { DeviceChoice } from '../transformer/runtime/messages.js';
import { ModelRuntime } from '../transformer/runtime/model-runtime.js';
import type { RunnableModel } from '../transformer/runtime/model-runtime.js';
import { widthsOf } from '../transformer/runtime/padded-batches.js';
import { trainedForward } from '../transformer/training/encoder-forward.js';
import { trainedOnnx } from '../transformer/training/trained-model.js';
import type { TrainedModel } from '../transformer/training/trained-model.js';
import { RuntimeMissingError } from '../transformer/runtime/worker-process.js';
import type { Fork } from '../transformer/runtime/worker-process.js';
import { complain } from './terminal.js';
import type { Terminal } from './terminal.js';

/** A model that is ready to run. */
export interface ModelRunner {
    /** Where it runs, as people are told. */
    readonly device: string;
    /** Runs it on token ids, without BOS. @returns for each input [tokens, outputs] */
    run(inputs: readonly Int32Array[]): Promise<Float32Array[]>;
    close(): void;
}

/** Milliseconds of work after which signals are heard. */
const slice = 50;

/** Runs compiled models here, without a package. */
export function plainRunner({ transformer }: CompiledModel): ModelRunner {
    return runnerHere(input => forward(transformer, input, input.length).outputs);
}

/** Runs trained models here, without a package. */
export function plainTrainedRunner(model: TrainedModel): ModelRunner {
    return runnerHere(trainedForward(model));
}

function runnerHere(run: (input: Int32Array) => Float32Array): ModelRunner {
    return {
        device: 'CPU (without onnxruntime)',
        async run(inputs) {
            const outputs: Float32Array[] = [];
            let end = performance.now() + slice;
            for (const input of inputs) {
                outputs.push(run(input));
                if (performance.now() > end) {
                    await new Promise(resolve => setImmediate(resolve));
                    end = performance.now() + slice;
                }
            }
            return outputs;
        },
        close: () => undefined
    };
}

/**
 * Makes a compiled model ready on a device; where the package is missing and no GPU was asked for, here.
 * @param script the process that runs models, where it is not the one beside this command
 * @throws Error that says why the device cannot be had
 */
export async function openRunner(terminal: Terminal, model: CompiledModel, choice: DeviceChoice, script?: string): Promise<ModelRunner> {
    return onDevice(terminal, () => ({ onnx: onnxOf(model), widths: widthsOf(model.transformer) }), choice, () => plainRunner(model), script);
}

/** The same for a trained model. */
export async function openTrainedRunner(terminal: Terminal, model: TrainedModel, choice: DeviceChoice, script?: string): Promise<ModelRunner> {
    const { nLayers, nHeads, dModel, dMlp, outputSize } = model.shape;
    const widths = { dModel, heads: nHeads, allHeads: nLayers * nHeads, widest: Math.max(dModel, dMlp, outputSize) };
    return onDevice(terminal, () => ({ onnx: trainedOnnx(model), widths }), choice, () => plainTrainedRunner(model), script);
}

async function onDevice(terminal: Terminal, runnable: () => RunnableModel, choice: DeviceChoice, here: () => ModelRunner, script = join(dirname(__filename), 'transformer-worker.cjs')): Promise<ModelRunner> {
    const runtime = new ModelRuntime(fork, script);
    try {
        const loaded = await runtime.load(runnable(), choice);
        return {
            device: loaded.device.name,
            run: async inputs => (await loaded.run(inputs)).map(({ logits }) => logits),
            close: () => { runtime.close(); }
        };
    } catch (error) {
        runtime.close();
        if (error instanceof RuntimeMissingError && choice !== 'webgpu') {
            complain(terminal, `${error.reason}. The model runs without it, which is slower${error.remedy === undefined ? '' : `; ${error.remedy}`}`);
            return here();
        }
        throw error;
    }
}

/** Loaded when it is needed: it takes a twentieth of a start. */
export const fork: Fork = (script, args, options) => {
    const { fork: forked } = createRequire(__filename)('node:child_process') as { fork(script: string, args: readonly string[], options: ForkOptions): ReturnType<Fork> };
    return forked(script, args, options);
};
