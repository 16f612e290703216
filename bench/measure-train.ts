/** What `bench/train.ts` starts for each device: trains at the paper's setting and prints the figures as JSON. */
import { readFileSync } from 'node:fs';
import { GraphBuilder } from '../transformer/onnx/graph-builder.js';
import { TrainingDevice } from '../transformer/runtime/training-device.js';
import { TrainingSession, unmoved } from '../transformer/runtime/training-session.js';
import type { Batch } from '../transformer/training/data/batch.js';
import { paperTask } from '../transformer/training/data/paper-tasks.js';
import type { EncoderShape } from '../transformer/training/encoder-parameters.js';
import { trainedCount } from '../transformer/training/encoder-parameters.js';
import { initialParameters } from '../transformer/training/initialisation.js';
import { paperSchedule } from '../transformer/training/schedule.js';
import { prepareJob } from '../transformer/training/training-job.js';
import type { TrainingJob } from '../transformer/training/training-job.js';

export interface TrainTask {
    readonly device: 'cpu' | 'webgpu';
    readonly supervised: boolean;
    readonly seconds: number;
    readonly examples: string;
}

export interface TrainFigures {
    readonly steps: number;
    readonly sequencesPerSecond: number;
    readonly stepsPerSecond: number;
    /** Positions of a batch, on average, padding included. */
    readonly meanLength: number;
    /** The part of the time in which batches are made. */
    readonly dataShare: number;
    readonly flops: number;
    /** What one large product of matrices reaches on this device. */
    readonly peakFlops: number;
    /** The slope along the gradient by finite differences beside the gradient's own length: their relative difference. */
    readonly gradientError: number;
    readonly peakBytes: number;
    readonly parameters: number;
}

const dModel = 256;
const warmUp = 3;

const task = JSON.parse(process.argv[2] ?? '') as TrainTask;
const { alphabet, lengths, classes, sop, nLayers, nHeads } = paperTask('reverse');
const job: TrainingJob = {
    program: { uri: 'rasp:paper', text: readFileSync(task.examples, 'utf8'), files: [] }, sop,
    data: { alphabet, lengths, classes, sizes: { train: 50_000, validation: 0, test: 0 }, batchSize: 50, seed: 1, sample: 0 },
    model: { nLayers, nHeads, dModel, dMlp: 2 * dModel, positions: 'sinusoidal', order: 'interleaved' },
    attentionWeight: task.supervised ? 100 : 0, schedule: paperSchedule, seed: 1
};
const prepared = prepareJob(job);
if (!prepared.ok) {
    throw new Error(prepared.message);
}
const { dataset, shape, objective } = prepared.value;
const { device } = await TrainingDevice.open(task.device);
const beginning = unmoved(initialParameters(shape, job.seed));
const session = await TrainingSession.open(device, shape, objective, beginning);
const gradientError = await slopeError();
session.restore(beginning);

let [steps, sequences, positions, flops, making] = [0, 0, 0, 0, 0];
for (let i = 0; i < warmUp; i++) {
    await session.train(batchAt(i), 1e-4, i + 1);
}
await session.takeTotals();
const start = performance.now();
while (performance.now() - start < task.seconds * 1_000) {
    // Losses are read as in a training: what was asked of a GPU is done by then.
    for (let i = 0; i < 10; i++) {
        const before = performance.now();
        const batch = batchAt(warmUp + steps);
        making += performance.now() - before;
        await session.train(batch, 1e-4, warmUp + ++steps);
        sequences += batch.rows;
        positions += batch.length;
        flops += flopsOf(shape, batch);
    }
    await session.takeTotals();
}
const seconds = (performance.now() - start) / 1_000;
const figures: TrainFigures = {
    steps, sequencesPerSecond: sequences / seconds, stepsPerSecond: steps / seconds, meanLength: positions / steps, dataShare: making / 1_000 / seconds,
    flops: flops / seconds, peakFlops: await peak(), gradientError, peakBytes: process.resourceUsage().maxRSS * 1_024, parameters: trainedCount(shape)
};
process.stdout.write(JSON.stringify(figures));
process.exit();

function batchAt(step: number): Batch {
    const made = dataset.batch('train', 0, step % dataset.steps('train'));
    if (!made.ok || made.batch === undefined) {
        throw new Error(made.ok ? 'an empty batch' : made.message);
    }
    return made.batch;
}

/** Additions and multiplications of the products of matrices in a step: forward once, backward twice. */
function flopsOf({ nLayers: layers, dModel: d, dMlp, outputSize }: EncoderShape, { rows, length }: Batch): number {
    const perPosition = layers * (8 * d * d + 4 * d * dMlp + 4 * length * d) + 2 * d * outputSize;
    return 3 * rows * length * perPosition;
}

/** How far the gradient is from what the loss does when the parameters move along it. */
async function slopeError(): Promise<number> {
    const batch = batchAt(0);
    await session.train(batch, 0, 1);
    // Adam's first moment after its first step is a tenth of the gradient.
    const gradient = (await session.read()).firstMoment.map(value => 10 * value);
    const length = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
    const move = 0.02;
    const lossAt = async (distance: number): Promise<number> => {
        session.restore(unmoved(beginning.parameters.map((value, i) => value + distance * (gradient[i] ?? 0) / length)));
        const totals = session.evaluate([batch]);
        for (;;) {
            const step = await totals.next();
            if (step.done === true) {
                return (step.value[0] ?? NaN) + job.attentionWeight * (step.value[1] ?? NaN);
            }
        }
    };
    const slope = (await lossAt(move) - await lossAt(-move)) / (2 * move);
    return Math.abs(slope - length) / length;
}

/** Additions and multiplications a second of a product of large matrices. */
async function peak(): Promise<number> {
    const size = 2_048;
    const graph = new GraphBuilder();
    graph.input('a', 'float', [size, size], 'One side.');
    graph.input('b', 'float', [size, size], 'The other.');
    graph.node('MatMul', ['a', 'b'], 'c');
    graph.output('c', 'float', [size, size], 'The product.');
    const product = await device.graph(graph.finish({ producer: 'rasp', graphName: 'peak', doc: 'A large product.', metadata: {} }));
    let a = device.floats(new Float32Array(size * size).fill(1e-4), [size, size]);
    const b = device.floats(new Float32Array(size * size).fill(1e-4), [size, size]);
    let best = 0;
    for (let round = 0; round < 3; round++) {
        const begin = performance.now();
        const times = 5;
        for (let i = 0; i < times; i++) {
            const { c } = await product.run({ a, b }, ['c']);
            a = c ?? a;
        }
        await device.read(a);
        best = Math.max(best, 2 * size ** 3 * times * 1_000 / (performance.now() - begin));
    }
    return best;
}
