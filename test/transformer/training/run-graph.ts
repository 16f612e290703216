import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { loadRuntime } from '../../../transformer/runtime/sessions';

/** What a graph is given: numbers by name, of one of the types that graphs take. */
export interface Feed {
    readonly type: 'float32' | 'int64' | 'bool';
    readonly shape: readonly number[];
    readonly data: ArrayLike<number>;
}

const runtime = await loadRuntime();

/** Errors come as exceptions: nothing has to be printed besides. */
const fatalOnly = 4;

/** A graph that runs on the CPU. */
export class RunningGraph {
    private constructor(private readonly session: InferenceSession) { }

    static async of(model: Uint8Array): Promise<RunningGraph> {
        return new RunningGraph(await runtime.InferenceSession.create(model, { executionProviders: ['cpu'], logSeverityLevel: fatalOnly, intraOpNumThreads: 1 }));
    }

    get inputNames(): readonly string[] {
        return this.session.inputNames;
    }

    get outputNames(): readonly string[] {
        return this.session.outputNames;
    }

    async run(feeds: Readonly<Record<string, Feed>>): Promise<Record<string, Float32Array>> {
        const tensors = Object.entries(feeds).map(([name, feed]) => [name, tensorOf(feed)] as const);
        const outputs = await this.session.run(Object.fromEntries(tensors));
        return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => {
            if (!(data instanceof Float32Array)) {
                throw new TypeError(`${name} holds no float32s`);
            }
            return [name, data];
        }));
    }

    async release(): Promise<void> {
        await this.session.release();
    }
}

export function floats(shape: readonly number[], data: ArrayLike<number>): Feed {
    return { type: 'float32', shape, data };
}

function tensorOf({ type, shape, data }: Feed): Tensor {
    switch (type) {
        case 'float32':
            return new runtime.Tensor('float32', Float32Array.from(data), shape);
        case 'int64':
            return new runtime.Tensor('int64', BigInt64Array.from(Array.from(data, BigInt)), shape);
        case 'bool':
            return new runtime.Tensor('bool', Uint8Array.from(data), shape);
    }
}
