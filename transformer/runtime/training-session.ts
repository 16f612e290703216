import { adamScalars } from '../training/adam.js';
import { feedsOf } from '../training/data/batch.js';
import type { Batch } from '../training/data/batch.js';
import type { EncoderShape } from '../training/encoder-parameters.js';
import type { Objective } from '../training/step-losses.js';
import { evaluationStep, totalNames, trainingStep } from '../training/training-step.js';
import type { DeviceGraph, Feeds, Placed, TrainingDevice } from './training-device.js';

/** All that a step changes. */
export interface TrainingTensors {
    readonly parameters: Float32Array;
    readonly firstMoment: Float32Array;
    readonly secondMoment: Float32Array;
    /** What was added up since losses were last read. */
    readonly totals: Float32Array;
}

/** What a model gives on a batch. */
export interface BatchOutputs {
    /** [rows, n, classes] */
    readonly logits: Float32Array;
    /** [rows, n]: 1 where the label is met. */
    readonly rightAt: Float32Array;
    /** For each layer [rows, heads, n, n]. */
    readonly attention: readonly Float32Array[];
}

const inputs = ['parameters', 'first_moment', 'second_moment', 'totals'] as const;
const nextStates = inputs.map(name => `next_${name}`);
const nextTotals = 'next_totals';

/** Numbers without which no step has been taken. */
export function unmoved(parameters: Float32Array): TrainingTensors {
    return { parameters, firstMoment: new Float32Array(parameters.length), secondMoment: new Float32Array(parameters.length), totals: new Float32Array(totalNames.length) };
}

/** One model in training: its graphs on a device, and its state, which stays there. */
export class TrainingSession {
    private readonly device: TrainingDevice;
    private readonly shape: EncoderShape;
    private readonly step: DeviceGraph;
    private readonly evaluation: DeviceGraph;
    private state: readonly Placed[];

    private constructor(device: TrainingDevice, shape: EncoderShape, step: DeviceGraph, evaluation: DeviceGraph, state: readonly Placed[]) {
        this.device = device;
        this.shape = shape;
        this.step = step;
        this.evaluation = evaluation;
        this.state = state;
    }

    static async open(device: TrainingDevice, shape: EncoderShape, objective: Objective, tensors: TrainingTensors): Promise<TrainingSession> {
        const step = await device.graph(trainingStep(shape, objective));
        const evaluation = await device.graph(evaluationStep(shape, objective));
        return new TrainingSession(device, shape, step, evaluation, placed(device, tensors));
    }

    /** @param count steps since Adam's moments began at 0, with this one */
    async train(batch: Batch, learningRate: number, count: number): Promise<void> {
        const { stepSize, epsilon } = adamScalars(learningRate, count);
        const scalars = { step_size: this.device.floats(Float32Array.of(stepSize), []), epsilon: this.device.floats(Float32Array.of(epsilon), []) };
        const state = Object.fromEntries(inputs.map((name, i) => [name, this.at(i)]));
        const results = await this.step.run({ ...this.batchFeeds(batch, this.step), ...scalars, ...state }, nextStates);
        this.replace(nextStates.map(name => taken(results, name)));
    }

    /** What was added up since the last time, by `totalNames`; it begins anew. */
    async takeTotals(): Promise<Float32Array> {
        const totals = Float32Array.from(await this.device.read(this.at(3)));
        this.replace([...this.state.slice(0, 3), this.device.floats(new Float32Array(totalNames.length))]);
        return totals;
    }

    /** A copy of the state. */
    async read(): Promise<TrainingTensors> {
        const [parameters, firstMoment, secondMoment, totals] = await Promise.all([this.copy(0), this.copy(1), this.copy(2), this.copy(3)]);
        return { parameters, firstMoment, secondMoment, totals };
    }

    parameters(): Promise<Float32Array> {
        return this.copy(0);
    }

    /** Goes on with another state. */
    restore(tensors: TrainingTensors): void {
        this.replace(placed(this.device, tensors));
    }

    /** The losses of batches, added up by `totalNames`. Yields after each of them. */
    async* evaluate(batches: Iterable<Batch>): AsyncGenerator<void, Float32Array> {
        let totals = this.device.floats(new Float32Array(totalNames.length));
        for (const batch of batches) {
            const results = await this.evaluation.run({ ...this.batchFeeds(batch, this.evaluation), parameters: this.at(0), totals }, [nextTotals]);
            drop(totals);
            totals = taken(results, nextTotals);
            yield;
        }
        const sums = Float32Array.from(await this.device.read(totals));
        drop(totals);
        return sums;
    }

    /** What the model gives on a batch, which may be longer than those it is trained on where positions are no parameters. */
    async outputs(batch: Batch, objective: Objective, wantsAttention: boolean): Promise<BatchOutputs> {
        const isLonger = batch.length > this.shape.nPositions;
        if (isLonger && this.shape.positions === 'learned') {
            throw new RangeError(`the model has learned ${this.shape.nPositions} positions; this input has ${batch.length}`);
        }
        const graph = isLonger ? await this.device.graph(evaluationStep({ ...this.shape, nPositions: batch.length }, objective)) : this.evaluation;
        const layers = wantsAttention ? Array.from({ length: this.shape.nLayers }, (_, layer) => `attention.${layer}`) : [];
        const totals = this.device.floats(new Float32Array(totalNames.length));
        const results = await graph.run({ ...this.batchFeeds(batch, graph), parameters: this.at(0), totals }, ['logits', 'right_at', ...layers]);
        const read = async (name: string): Promise<Float32Array> => {
            const tensor = taken(results, name);
            const values = await this.device.read(tensor);
            drop(tensor);
            return values;
        };
        const outputs = { logits: await read('logits'), rightAt: await read('right_at'), attention: await Promise.all(layers.map(read)) };
        if (isLonger) {
            await this.device.release(graph);
        }
        return outputs;
    }

    async close(): Promise<void> {
        this.replace([]);
        await this.device.release(this.step);
        await this.device.release(this.evaluation);
    }

    /** What a graph wants of a batch: one that supervises nothing wants no targets; one that does gets empty ones where there are none. */
    private batchFeeds(batch: Batch, { inputNames }: DeviceGraph): Feeds {
        const given = new Map(feedsOf(batch).map(feed => [feed.name, feed]));
        const { rows, length } = batch;
        const { nHeads } = this.shape;
        return Object.fromEntries(inputNames.flatMap((name): [string, Placed][] => {
            const feed = given.get(name);
            return feed !== undefined && (!name.startsWith('attention_') || batch.nHeads === nHeads) ? [[name, this.device.feed(feed)]]
                : name.startsWith('attention_target.') ? [[name, this.device.floats(new Float32Array(rows * nHeads * length * length), [rows, nHeads, length, length])]]
                : name.startsWith('attention_rows.') ? [[name, this.device.feed({ name, type: 'bool', shape: [rows, nHeads, length], data: new Uint8Array(rows * nHeads * length) })]]
                : [];
        }));
    }

    private at(index: number): Placed {
        const tensor = this.state[index];
        if (tensor === undefined) {
            throw new Error('this training is closed');
        }
        return tensor;
    }

    private async copy(index: number): Promise<Float32Array> {
        return Float32Array.from(await this.device.read(this.at(index)));
    }

    private replace(state: readonly Placed[]): void {
        const kept = new Set(state);
        this.state.filter(tensor => !kept.has(tensor)).forEach(drop);
        this.state = state;
    }
}

function placed(device: TrainingDevice, { parameters, firstMoment, secondMoment, totals }: TrainingTensors): Placed[] {
    return [parameters, firstMoment, secondMoment, totals].map(values => device.floats(Float32Array.from(values)));
}

function taken(results: Readonly<Record<string, Placed>>, name: string): Placed {
    const tensor = results[name];
    if (tensor === undefined) {
        throw new Error(`the graph gave no ${name}`);
    }
    return tensor;
}

/** Memory on a GPU is not the garbage collector's. */
function drop(tensor: Placed): void {
    if (tensor.location === 'gpu-buffer') {
        tensor.dispose();
    }
}
