import { fork } from 'node:child_process';
import { forward } from '../../transformer/model/forward.js';
import type { CompiledModel } from '../../transformer/model/transformer.js';
import { onnxOf } from '../../transformer/onnx/onnx-of.js';
import type { BlockAttention } from '../../transformer/runtime/messages.js';
import { ModelRuntime } from '../../transformer/runtime/model-runtime.js';
import { widthsOf } from '../../transformer/runtime/padded-batches.js';
import type { ModelOutput } from '../../transformer/runtime/padded-batches.js';
import { RuntimeMissingError } from '../../transformer/runtime/worker-process.js';
import type { CompileDevice } from '../protocol/compile.js';

/** A model that is ready to run. */
export interface ModelRunner {
    readonly device: string;
    readonly note?: string;
    /** Runs it on token ids, without BOS. */
    run(inputs: readonly Int32Array[], options?: { readonly attention?: boolean }): Promise<ModelOutput[]>;
    close(): void;
}

/**
 * Starts the process that runs models natively.
 * @param script its bundle
 */
export function startRuntime(script: string): ModelRuntime {
    const runtime = new ModelRuntime(fork, script, 'editor');
    runtime.start();
    return runtime;
}

/**
 * Makes a model ready on a device; where the native package is missing and no GPU was asked for, without it.
 * @param runtime closed with the runner, or where there is none that needs it
 * @throws Error that says why the device cannot be had
 */
export async function openModelRunner(model: CompiledModel, choice: CompileDevice, runtime: ModelRuntime): Promise<ModelRunner> {
    try {
        const { device, run } = await runtime.load({ onnx: onnxOf(model), widths: widthsOf(model.transformer) }, choice);
        return { device: device.name, run, close: () => { runtime.close(); }, ...device.note === undefined ? {} : { note: noteText(device.note) } };
    } catch (error) {
        runtime.close();
        if (error instanceof RuntimeMissingError && choice !== 'webgpu') {
            return plainRunner(model, `The model runs without a GPU and slower: ${error.message}.`);
        }
        throw error;
    }
}

function noteText(note: string): string {
    return `${note.charAt(0).toUpperCase()}${note.slice(1)}; the CPU ran it.`;
}

/** Runs a model in this process, step by step as it is defined. */
function plainRunner({ transformer }: CompiledModel, note: string): ModelRunner {
    return {
        device: 'CPU (plain)',
        note,
        run: (inputs, { attention: isAsked = false } = {}) => Promise.resolve(inputs.map(input => {
            const attention: BlockAttention[] = [];
            const listener = isAsked ? (block: number, weights: Float32Array): void => { attention.push({ block, heads: weights.length / (input.length + 1) ** 2, weights }); } : undefined;
            return { logits: forward(transformer, input, input.length, listener).outputs, attention };
        })),
        close: () => undefined
    };
}
