import type { DeviceChoice, Loaded, RunResult } from './messages.js';
import type { RuntimeUser } from './missing-runtime.js';
import { lostWithGpu, softwareGpuNote } from './no-gpu.js';
import { isNarrow, outputOf, padBatch, planBatches } from './padded-batches.js';
import type { ModelOutput, ModelWidths } from './padded-batches.js';
import { WorkerGone, WorkerProcess } from './worker-process.js';
import type { Fork } from './worker-process.js';

/** Where a model runs. */
export interface Device {
    readonly kind: 'cpu' | 'webgpu';
    /** As people are told: `CPU`, or the GPU's name and `(WebGPU)`. */
    readonly name: string;
    /** Why it is not the GPU, where that was tried: see `no-gpu.ts`. */
    readonly note?: string;
}

/** A model, as far as running it goes. */
export interface RunnableModel {
    readonly onnx: Uint8Array;
    readonly widths: ModelWidths;
}

/** A model that is ready to run. */
export interface LoadedModel {
    readonly device: Device;
    /**
     * Runs it on token ids, without BOS.
     * @throws WorkerGone when the process ends meanwhile; the next call starts a new one
     */
    run(inputs: readonly Int32Array[], options?: { readonly attention?: boolean }): Promise<ModelOutput[]>;
    unload(): Promise<void>;
}

/** Vulkan in software: the CPU's own code is quicker. */
export const softwareGpu = /swiftshader|llvmpipe|lavapipe|softpipe|software|microsoft basic render/i;

/**
 * Runs models in a process of its own, which is started when the first is loaded, or before. Where that process ends, what was
 * asked of it fails with a message, and what is asked next starts another.
 */
export class ModelRuntime {
    private readonly fork: Fork;
    private readonly script: string;
    private readonly user: RuntimeUser;
    private current: WorkerProcess | undefined;

    /**
     * @param script the bundle of `worker-main.ts`
     * @param user whom messages tell what to install
     */
    constructor(fork: Fork, script: string, user: RuntimeUser = 'command') {
        this.fork = fork;
        this.script = script;
        this.user = user;
    }

    /** The process, while there is one. */
    get pid(): number | undefined {
        return this.current?.isAlive === true ? this.current.pid : undefined;
    }

    /** Starts the process, which gets ready while this one does something else. */
    start(): void {
        this.process();
    }

    /** @throws RuntimeMissingError, WorkerGone, or an error that says why the device cannot be had */
    async load(model: RunnableModel, choice: DeviceChoice): Promise<LoadedModel> {
        let at = await this.place(model, choice);
        return {
            device: at.device,
            run: async (inputs, { attention = false } = {}) => {
                if (!at.process.isAlive) {
                    at = await this.place(model, at.device.kind);
                }
                return runIn(at, inputs, model.widths, attention);
            },
            unload: async () => {
                if (at.process.isAlive) {
                    await at.process.ask({ kind: 'unload', session: at.session });
                }
            }
        };
    }

    /** Ends the process. */
    close(): void {
        this.current?.kill();
        this.current = undefined;
    }

    private async place(model: RunnableModel, choice: DeviceChoice): Promise<Placed> {
        try {
            const placed = await this.placeOnce(model, choice);
            const { device, session, process } = placed;
            if (choice === 'auto' && device.kind === 'webgpu' && softwareGpu.test(device.name)) {
                await process.ask({ kind: 'unload', session });
                const onCpu = await this.placeOnce(model, 'cpu');
                return { ...onCpu, device: { ...onCpu.device, note: softwareGpuNote(device.name) } };
            }
            return placed;
        } catch (error) {
            if (choice === 'auto' && error instanceof WorkerGone) {
                // A driver can take the whole process with it.
                const onCpu = await this.placeOnce(model, 'cpu');
                return { ...onCpu, device: { ...onCpu.device, note: lostWithGpu(error.message) } };
            }
            throw error;
        }
    }

    private async placeOnce({ onnx, widths }: RunnableModel, choice: DeviceChoice): Promise<Placed> {
        const worker = this.process();
        const { session, device, noGpu } = await worker.ask({ kind: 'load', model: onnx, device: choice, isNarrow: isNarrow(widths) }) as Loaded;
        const name = device === 'cpu' ? 'CPU' : `${await worker.gpuName() ?? 'GPU'} (WebGPU)`;
        return { process: worker, session, device: { kind: device, name, ...(noGpu === undefined ? {} : { note: noGpu }) } };
    }

    private process(): WorkerProcess {
        if (this.current?.isAlive !== true) {
            this.current = new WorkerProcess(this.fork, this.script, this.user);
        }
        return this.current;
    }
}

interface Placed {
    readonly process: WorkerProcess;
    readonly session: number;
    readonly device: Device;
}

/** Batches that are asked for at once: while one runs, the next is put together and sent, and the last is read. */
const batchesUnderWay = 2;

async function runIn({ process, session, device }: Placed, inputs: readonly Int32Array[], widths: ModelWidths, attention: boolean): Promise<ModelOutput[]> {
    const outputs: ModelOutput[] = [];
    const plans = planBatches(inputs, widths, device.kind, attention);
    let hasFailed = false;
    const work = async (): Promise<void> => {
        for (let plan = plans.shift(); plan !== undefined && !hasFailed; plan = plans.shift()) {
            const batch = padBatch(inputs, plan);
            const result = await process.ask({ kind: 'run', session, batch, attention }) as RunResult;
            plan.places.forEach((place, row) => { outputs[place] = outputOf(result, batch, row, inputs[place]?.length ?? 0); });
        }
    };
    await Promise.all(Array.from({ length: batchesUnderWay }, () => work().catch((error: unknown) => {
        hasFailed = true;
        throw error;
    })));
    return outputs;
}
