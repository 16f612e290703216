import type * as OnnxRuntime from 'onnxruntime-node';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { BlockAttention, DeviceChoice, Loaded, PaddedBatch, RunResult } from './messages.js';

type Runtime = typeof OnnxRuntime;

/** onnxruntime-node cannot be loaded on this machine. */
export class RuntimeMissing extends Error { }

interface OpenSession {
    readonly session: InferenceSession;
    readonly runtime: Runtime;
}

/** Warnings, such as that some nodes run on the CPU, are no news. */
export const errorsOnly = 3;

/** The models that are loaded in this process. */
export class Sessions {
    private readonly open = new Map<number, OpenSession>();
    private last = 0;
    private runtime: Promise<Runtime> | undefined;

    async load(model: Uint8Array, choice: DeviceChoice): Promise<Loaded> {
        const runtime = await (this.runtime ??= loadRuntime());
        if (choice !== 'cpu') {
            try {
                return { session: await this.create(runtime, model, 'webgpu'), device: 'webgpu' };
            } catch (error) {
                if (choice === 'webgpu') {
                    throw new Error(`no GPU can run the model through WebGPU: ${firstLine(error)}`, { cause: error });
                }
                return { session: await this.create(runtime, model, 'cpu'), device: 'cpu', noGpu: firstLine(error) };
            }
        }
        return { session: await this.create(runtime, model, 'cpu'), device: 'cpu' };
    }

    async run(id: number, batch: PaddedBatch, attention: boolean): Promise<RunResult> {
        const open = this.open.get(id);
        if (open === undefined) {
            throw new Error(`no model ${id} is loaded`);
        }
        const { session } = open;
        const fetches = session.outputNames.filter(name => name === 'logits' || (attention && name.startsWith('attention.')));
        const outputs = await session.run(feedsOf(open.runtime, batch), fetches);
        const blocks = fetches.filter(name => name !== 'logits').map((name): BlockAttention => {
            const tensor = outputs[name];
            return { block: Number(name.slice('attention.'.length)), heads: tensor?.dims[1] ?? 0, weights: floats(tensor) };
        });
        return { logits: floats(outputs['logits']), attention: blocks };
    }

    async unload(id: number): Promise<void> {
        await this.open.get(id)?.session.release();
        this.open.delete(id);
    }

    /** A session that has run once: a device may take a model and then not run it. */
    private async create(runtime: Runtime, model: Uint8Array, device: 'cpu' | 'webgpu'): Promise<number> {
        const session = await runtime.InferenceSession.create(model, {
            executionProviders: [device === 'cpu' ? 'cpu' : webgpu],
            logSeverityLevel: errorsOnly
        });
        try {
            await session.run(feedsOf(runtime, { rows: 1, columns: 1, tokens: BigInt64Array.of(0n), mask: Uint8Array.of(1) }), ['logits']);
        } catch (error) {
            await session.release();
            throw error;
        }
        this.open.set(++this.last, { session, runtime });
        return this.last;
    }
}

/** The option that skips the checks of what comes from the runtime itself is not in its types. */
export const webgpu: InferenceSession.ExecutionProviderConfig & { readonly validationMode: string } = { name: 'webgpu', validationMode: 'disabled' };

/** @throws RuntimeMissing */
export async function loadRuntime(): Promise<Runtime> {
    try {
        return await import('onnxruntime-node');
    } catch (error) {
        throw new RuntimeMissing(firstLine(error), { cause: error });
    }
}

function feedsOf({ Tensor: TensorOf }: Runtime, { rows, columns, tokens, mask }: PaddedBatch): Record<string, Tensor> {
    return { tokens: new TensorOf('int64', tokens, [rows, columns]), mask: new TensorOf('bool', mask, [rows, columns]) };
}

function floats(tensor: Tensor | undefined): Float32Array {
    if (!(tensor?.data instanceof Float32Array)) {
        throw new Error('the model gave no float32 output');
    }
    return tensor.data;
}

/** What an error of the native runtime says, without its places in C++ and what follows. */
export function firstLine(error: unknown): string {
    const text = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    return text.replace(/^\/\S+ .*? was false\. /, '').trim();
}
