import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type * as OnnxRuntime from 'onnxruntime-node';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { GraphBuilder } from '../onnx/graph-builder.js';
import type { BatchFeed } from '../training/data/batch.js';
import type { DeviceChoice } from './messages.js';
import { noGpu } from './no-gpu.js';
import { errorsOnly, firstLine, loadRuntime, webgpu } from './sessions.js';

export type DeviceKind = 'cpu' | 'webgpu';

/** The device is gone, and with it all that was on it. */
export class DeviceLost extends Error { }

/** The device has too little memory for a batch. */
export class TooLittleMemory extends Error { }

/** A tensor where it was made: in this process, or on a GPU. */
export type Placed = Tensor;

/** What a graph is given, and which of its results are wanted. */
export type Feeds = Readonly<Record<string, Placed>>;

/** A graph on a device. */
export interface DeviceGraph {
    readonly inputNames: readonly string[];
    readonly outputNames: readonly string[];
    /**
     * Runs it. What it gives stays on the device: see `read`.
     * @throws TooLittleMemory, DeviceLost, or an error with what the runtime says
     */
    run(feeds: Feeds, wanted: readonly string[]): Promise<Record<string, Placed>>;
}

interface Graph extends DeviceGraph {
    readonly session: InferenceSession;
    users: number;
}

/**
 * The device on which models are trained: graphs on it, and tensors. Models of one size share their graphs, so that
 * several runs take no more of it than one, but for their parameters.
 */
export class TrainingDevice {
    readonly kind: DeviceKind;
    private readonly runtime: typeof OnnxRuntime;
    private readonly threads: number;
    private readonly graphs = new Map<string, Promise<Graph>>();

    private constructor(runtime: typeof OnnxRuntime, kind: DeviceKind, threads: number) {
        this.threads = threads;
        this.runtime = runtime;
        this.kind = kind;
    }

    /**
     * @param threads of the CPU that work on one graph
     * @throws RuntimeMissing, or an error that says why there is no GPU
     */
    static async open(choice: DeviceChoice, threads = availableParallelism()): Promise<{ readonly device: TrainingDevice; readonly noGpu?: string }> {
        const runtime = await loadRuntime();
        if (choice === 'cpu') {
            return { device: new TrainingDevice(runtime, 'cpu', threads) };
        }
        const onGpu = new TrainingDevice(runtime, 'webgpu', threads);
        try {
            await onGpu.read(await onGpu.tryOut());
            return { device: onGpu };
        } catch (error) {
            if (choice === 'webgpu') {
                throw new Error(noGpu(firstLine(error)), { cause: error });
            }
            return { device: new TrainingDevice(runtime, 'cpu', threads), noGpu: noGpu(firstLine(error)) };
        }
    }

    floats(data: Float32Array, shape: readonly number[] = [data.length]): Placed {
        return new this.runtime.Tensor('float32', data, shape);
    }

    feed({ type, shape, data }: BatchFeed): Placed {
        return type === 'int64' && data instanceof BigInt64Array ? new this.runtime.Tensor('int64', data, shape)
            : type === 'bool' && data instanceof Uint8Array ? new this.runtime.Tensor('bool', data, shape)
            : this.floats(data instanceof Float32Array ? data : Float32Array.from(data, Number), shape);
    }

    /** The numbers of a tensor, wherever it is. */
    async read(tensor: Placed): Promise<Float32Array> {
        if (tensor.location === 'cpu') {
            if (!(tensor.data instanceof Float32Array)) {
                throw new Error('a tensor holds no float32s');
            }
            return tensor.data;
        }
        // Tensors on a GPU have no way to be read but to be given to a graph whose output is not to stay there.
        const reader = await this.graph(identity(tensor.dims.length), 'leave');
        const { y } = await reader.run({ x: tensor }, ['y']);
        if (!(y?.data instanceof Float32Array)) {
            throw new Error('the GPU gave no float32s');
        }
        return y.data;
    }

    /** Brings a graph onto the device; one that is there already is used again. */
    async graph(model: Uint8Array, results: 'stay' | 'leave' = 'stay'): Promise<DeviceGraph> {
        const key = `${createHash('sha256').update(model).digest('hex')} ${results}`;
        const opening = this.graphs.get(key) ?? this.create(model, results === 'stay');
        this.graphs.set(key, opening);
        try {
            const graph = await opening;
            graph.users++;
            return graph;
        } catch (error) {
            this.graphs.delete(key);
            throw error;
        }
    }

    /** Takes a graph that nobody else uses off the device. */
    async release(used: DeviceGraph): Promise<void> {
        for (const [key, opening] of this.graphs) {
            const graph = await opening;
            if (graph === used && --graph.users === 0) {
                this.graphs.delete(key);
                await graph.session.release();
            }
        }
    }

    private async create(model: Uint8Array, stays: boolean): Promise<Graph> {
        const { kind } = this;
        const session = await translated(() => this.runtime.InferenceSession.create(model, {
            executionProviders: [kind === 'cpu' ? 'cpu' : webgpu],
            logSeverityLevel: errorsOnly,
            intraOpNumThreads: this.threads,
            // Threads that wait for the next graph by turning in circles take time from the one that runs.
            extra: { session: { intra_op: { allow_spinning: '0' } } },
            ...(kind === 'webgpu' && stays ? { preferredOutputLocation: 'gpu-buffer' as const } : {})
        }));
        return {
            session, users: 0, inputNames: session.inputNames, outputNames: session.outputNames,
            run: (feeds, wanted) => translated(async () => (kind === 'webgpu' && stays ? picked(await session.run(feeds), wanted) : session.run(feeds, wanted)))
        };
    }

    /** A device may be there and yet not work. */
    private async tryOut(): Promise<Placed> {
        const graph = await this.graph(identity(1));
        const { y } = await graph.run({ x: this.floats(Float32Array.of(1)) }, ['y']);
        if (y === undefined) {
            throw new Error('the GPU gave nothing');
        }
        return y;
    }
}

/** Results that stay on a GPU are all given or none; those that nobody wants are let go. */
function picked(results: Record<string, Placed>, wanted: readonly string[]): Record<string, Placed> {
    return Object.fromEntries(Object.entries(results).filter(([name, tensor]) => {
        const isWanted = wanted.includes(name);
        if (!isWanted) {
            tensor.dispose();
        }
        return isWanted;
    }));
}

function identity(rank: number): Uint8Array {
    const graph = new GraphBuilder();
    const shape = Array.from({ length: rank }, (_, i) => `n${i}`);
    graph.input('x', 'float', shape, 'Numbers on the device.');
    graph.node('Identity', ['x'], 'y');
    graph.output('y', 'float', shape, 'The same numbers.');
    return graph.finish({ producer: 'rasp', graphName: 'reader', doc: 'Brings numbers off the device.', metadata: {} });
}

/** Runs native code, and tells its errors apart. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        throw errorOf(error);
    }
}

/** What an error of the runtime means, as far as it can be told from its words. */
export function errorOf(error: unknown): Error {
    const text = error instanceof Error ? error.message : String(error);
    const said = firstLine(error);
    return /device (?:is |was )?lost|devicelost|lost the device|device_lost/i.test(text) ? new DeviceLost(said, { cause: error })
        : /out of (?:device |host )?memory|outofmemory|bad_alloc|bad allocation|failed to allocate|(?:insufficient|not enough) memory|larger than the max(?:imum)? buffer|exceeds the max(?:imum)? buffer|max(?:\w*)buffer(?:binding)?size/i.test(text) ? new TooLittleMemory(said, { cause: error })
        : error instanceof Error ? error : new Error(text);
}
