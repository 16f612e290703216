import type * as OnnxRuntime from 'onnxruntime-node';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { BlockAttention, DeviceChoice, Loaded, PaddedBatch, RunResult } from './messages.js';
import { noGpu } from './no-gpu.js';

type Runtime = typeof OnnxRuntime;

/** onnxruntime-node is not there, or cannot be loaded on this machine. */
export class RuntimeMissing extends Error {
    readonly kind: 'missing' | 'unloadable';

    constructor(cause: unknown) {
        super(firstLine(cause), { cause });
        // The package's own parts are loaded by `require`, whose error has another code.
        this.kind = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND' ? 'missing' : 'unloadable';
    }
}

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
    private readonly runtime = loadRuntime();

    /** The runtime is loaded while the process waits for its first model. */
    constructor() {
        // Why it does not load is told whoever asks for a model.
        this.runtime.catch(() => undefined);
    }

    /** @param isNarrow whether the steps of the model are too short to be shared between threads */
    async load(model: Uint8Array, choice: DeviceChoice, isNarrow: boolean): Promise<Loaded> {
        const runtime = await this.runtime;
        if (choice !== 'cpu') {
            try {
                return { session: await this.create(runtime, model, [webgpu]), device: 'webgpu' };
            } catch (error) {
                if (choice === 'webgpu') {
                    throw new Error(noGpu(firstLine(error)), { cause: error });
                }
                return { session: await this.create(runtime, model, ['cpu'], isNarrow), device: 'cpu', noGpu: noGpu(firstLine(error)) };
            }
        }
        return { session: await this.create(runtime, model, ['cpu'], isNarrow), device: 'cpu' };
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
    private async create(runtime: Runtime, model: Uint8Array, executionProviders: InferenceSession.ExecutionProviderConfig[], isNarrow = false): Promise<number> {
        const session = await runtime.InferenceSession.create(model, {
            executionProviders,
            logSeverityLevel: errorsOnly,
            // Threads wait for each other at each step: where another process has one's core, for as long as a hundred steps.
            ...(isNarrow ? { intraOpNumThreads: 1 } : {})
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
    // Else its builds for Linux and macOS keep an id of the machine and a database of what was run, and send it away.
    process.env['ORT_DISABLE_TELEMETRY'] = '1';
    try {
        return await import('onnxruntime-node');
    } catch (error) {
        throw new RuntimeMissing(error);
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
