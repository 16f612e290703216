/**
 * Runs bundled, in a process of its own that may be ended at any time: compiles an s-op, checks the model and times it.
 * Reads a CompileTask as JSON from standard input, writes each CompileStage as a line when it is done.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DiskLoadHost } from '../files/disk-load-host.js';
import { openProgram } from '../language/api/open-program.js';
import { isSOp } from '../language/graph/nodes.js';
import type { SOp } from '../language/graph/nodes.js';
import { NamedNodes } from '../language/insight/named-nodes.js';
import { atomRepr } from '../language/values/python-text.js';
import { compile } from '../transformer/compilation/compile.js';
import { forward } from '../transformer/model/forward.js';
import { atomOf } from '../transformer/model/typed-values.js';
import type { CompiledModel, TypedValue } from '../transformer/model/transformer.js';
import { onnxOf } from '../transformer/onnx/onnx-of.js';
import { ModelRuntime } from '../transformer/runtime/model-runtime.js';
import type { Device, LoadedModel } from '../transformer/runtime/model-runtime.js';
import type { DeviceChoice } from '../transformer/runtime/messages.js';
import { widthsOf } from '../transformer/runtime/padded-batches.js';
import { verifyOnRunner } from '../transformer/runtime/verify-on-runner.js';
import { RuntimeMissingError } from '../transformer/runtime/worker-process.js';
import { Random } from './random.js';
import { median } from './statistics.js';

export interface CompileTask {
    readonly text: string;
    /** Where `load` looks. */
    readonly folder: string;
    readonly name: string;
    readonly alphabet: readonly TypedValue[];
    readonly maxLength: number;
    /** Random inputs to check, none where 0, and up to how many inputs all are checked. */
    readonly inputs: number;
    readonly exhaustive: number;
    /** The bundle of the process that runs models, and what it runs them on. */
    readonly worker: string;
    readonly devices: readonly DeviceChoice[];
    /** Inputs that are run together when it is timed. */
    readonly batches: readonly number[];
}

/** How fast a model runs. */
export interface Speed {
    readonly device: Device;
    readonly batch: number;
    readonly inputsPerSecond: number;
}

export type CompileStage =
    | { readonly stage: 'refused'; readonly reason: string; readonly seconds: number }
    | {
        readonly stage: 'compiled'; readonly seconds: number; readonly promised: readonly number[]; readonly built: readonly number[]; readonly extraBlocks: number
        readonly dModel: number; readonly widestHead: number; readonly parameters: number; readonly peakMemory: number
    }
    | { readonly stage: 'verified'; readonly device: string; readonly inputs: number; readonly isExhaustive: boolean; readonly wrong: number; readonly wrongOnDevice: number; readonly example?: string; readonly failure?: string; readonly seconds: number }
    | { readonly stage: 'timed'; readonly speed: Speed }
    | { readonly stage: 'noDevice'; readonly device: DeviceChoice; readonly reason: string };

/** Multiplications that a check may take: less than a minute's worth of the model's definition in plain float32. */
const mostWork = 2e10;
const fewestInputs = 20;
const timedMilliseconds = 300;
const leastRuns = 5;

function tell(stage: CompileStage): void {
    process.stdout.write(`${JSON.stringify(stage)}\n`);
}

async function measure(task: CompileTask): Promise<void> {
    const { name, alphabet, maxLength } = task;
    const program = openProgram(task.text, { uri: pathToFileURL(`${task.folder}/bench.rasp`).href, host: new DiskLoadHost({ folders: () => [task.folder] }) });
    const node = program.valueOf(name);
    if (node === undefined || !isSOp(node)) {
        throw new Error(`${name} is no s-op: ${program.results.flatMap(({ problems }) => problems.map(({ message }) => message)).join('; ')}`);
    }
    const names = new NamedNodes(program);
    const start = performance.now();
    const compiled = compile(node, { alphabet, maxLength, name, source: '', names: part => names.text(part) });
    const seconds = (performance.now() - start) / 1_000;
    if (!compiled.ok) {
        tell({ stage: 'refused', reason: compiled.refusals.map(({ message }) => message).join('; '), seconds });
        return;
    }
    const { model: { transformer }, model, report } = compiled;
    tell({
        stage: 'compiled', seconds, promised: report.promisedHeads, built: report.builtHeads, extraBlocks: report.extraBlocks, parameters: report.parameters, dModel: transformer.dModel,
        widestHead: Math.max(0, ...transformer.blocks.map(({ attention }) => attention?.dHead ?? 0)), peakMemory: process.resourceUsage().maxRSS / 1_024
    });
    const runtime = new ModelRuntime(fork, task.worker);
    try {
        const loaded = await loadedOn(runtime, model, task.devices);
        for (const on of task.inputs === 0 ? [] : loaded.length === 0 ? [undefined] : loaded) {
            await verify(node, model, task, report.parameters, on);
        }
        for (const on of loaded) {
            for (const batch of task.batches) {
                tell({ stage: 'timed', speed: { device: on.device, batch, inputsPerSecond: await speedOf(on, model, batch) } });
            }
        }
    } finally {
        runtime.close();
    }
}

/** The model on each device that takes it. */
async function loadedOn(runtime: ModelRuntime, model: CompiledModel, devices: readonly DeviceChoice[]): Promise<LoadedModel[]> {
    const loaded: LoadedModel[] = [];
    const runnable = { onnx: onnxOf(model), widths: widthsOf(model.transformer) };
    for (const device of devices) {
        try {
            loaded.push(await runtime.load(runnable, device));
        } catch (error) {
            if (!(error instanceof Error) || (device === 'cpu' && !(error instanceof RuntimeMissingError))) {
                throw error;
            }
            tell({ stage: 'noDevice', device, reason: error.message });
        }
    }
    return loaded;
}

/** Compares with the interpreter what the weights define, and with that what the device gives. */
async function verify(node: SOp, model: CompiledModel, task: CompileTask, parameters: number, on: LoadedModel | undefined): Promise<void> {
    const start = performance.now();
    const affordable = Math.floor(mostWork / Math.max(1, parameters * task.maxLength));
    const count = Math.max(fewestInputs, Math.min(task.inputs, affordable));
    const steps = verifyOnRunner(node, model, count, async inputs => (on === undefined ? inputs.map(input => forward(model.transformer, input, input.length).outputs)
        : (await on.run(inputs)).map(({ logits }) => logits)), Math.min(task.exhaustive, Math.max(count, affordable)));
    for (;;) {
        const step = await steps.next();
        if (step.done === true) {
            const { inputs, isExhaustive, wrong, wrongOnDevice, examples: [first], failure } = step.value;
            tell({
                stage: 'verified', device: on?.device.name ?? 'no device', inputs, isExhaustive, wrong, wrongOnDevice, seconds: (performance.now() - start) / 1_000,
                ...(first === undefined ? {} : { example: `${inputText(first.input)} at ${first.position}: expected ${atomRepr(first.expected)}, found ${first.found === undefined ? 'nothing' : atomRepr(atomOf(first.found))}` }),
                ...(failure === undefined ? {} : { failure: `on ${inputText(failure.input)} the program fails: ${failure.message}` })
            });
            return;
        }
    }
}

function inputText(input: readonly TypedValue[]): string {
    return `[${input.map(value => atomRepr(atomOf(value))).join(', ')}]`;
}

/** Inputs per second, of random inputs of the greatest length. */
async function speedOf(on: LoadedModel, { alphabet, maxLength }: CompiledModel, batch: number): Promise<number> {
    const random = new Random(batch);
    const inputs = Array.from({ length: batch }, () => Int32Array.from({ length: maxLength }, () => random.int(0, alphabet.length - 1)));
    await on.run(inputs);
    const times: number[] = [];
    for (let total = 0; times.length < leastRuns || total < timedMilliseconds;) {
        const start = performance.now();
        await on.run(inputs);
        times.push(performance.now() - start);
        total += times.at(-1) ?? 0;
    }
    return batch / median(times) * 1_000;
}

await measure(JSON.parse(readFileSync(0, 'utf8')) as CompileTask);
