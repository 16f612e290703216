import { existsSync, mkdtempSync, rmSync, truncateSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkpointFile, previousCheckpointFile } from '../../../transformer/runtime/checkpoint-file';
import { TrainingDevice } from '../../../transformer/runtime/training-device';
import { TrainingLoop } from '../../../transformer/runtime/training-loop';
import type { LoopOptions, Tell } from '../../../transformer/runtime/training-loop';
import type { TrainingJob } from '../../../transformer/training/training-job';
import { tinyJob } from './training-jobs';

const hasPackage = existsSync('node_modules/onnxruntime-node');
const away = mkdtempSync(join(tmpdir(), 'rasp-training-'));
let made = 0;
afterAll(() => { rmSync(away, { recursive: true, force: true }); });

function folder(): string {
    return mkdtempSync(join(away, `${++made}-`));
}

async function open(job: TrainingJob, own: Partial<LoopOptions> = {}): Promise<TrainingLoop> {
    const { device } = await TrainingDevice.open('cpu');
    return TrainingLoop.open(device, { job, resume: false, halvesBatch: false, tell: () => undefined, now: () => performance.now(), ...own });
}

/** Pieces of work until so many steps are taken in all. */
async function train(loop: TrainingLoop, steps: number): Promise<void> {
    const turns = loop.run();
    while (loop.state.schedule.epoch * loop.prepared.dataset.steps('train') + loop.state.step < steps && (await turns.next()).done !== true) { /* goes on */ }
}

describe.runIf(hasPackage)('on the CPU', () => {
    const supervised = tinyJob({ attentionWeight: 100 });
    test.each([
        { title: 'in the middle of an epoch', job: tinyJob(), at: 17 },
        { title: 'where losses are read', job: tinyJob(), at: 10 },
        { title: 'with attention supervised', job: supervised, at: 20 },
        { title: 'with classes that are met later', job: tinyJob({ data: { ...tinyJob().data, sample: 0 } }), at: 13 }
    ])('a training that goes on gives the same bytes: $title', async ({ job, at }) => {
        const straight = await open(job);
        await train(straight, 40);
        const place = folder();
        const first = await open(job, { folder: place });
        await train(first, at);
        await first.save();
        const second = await open(job, { folder: place, resume: true });
        expect(second.state).toEqual(first.state);
        await train(second, 40);
        const [a, b] = [await straight.session.read(), await second.session.read()];
        expect(Buffer.from(b.parameters.buffer).equals(Buffer.from(a.parameters.buffer))).toBe(true);
        expect(b).toEqual(a);
        expect(second.state.history.map(({ train: own, validation }) => [own, validation])).toEqual(straight.state.history.map(({ train: own, validation }) => [own, validation]));
        expect(second.prepared.dataset.classes.values).toEqual(straight.prepared.dataset.classes.values);
    });

    test('another seed gives other bytes', async () => {
        const [a, b] = [await open(tinyJob()), await open(tinyJob({ seed: 8 }))];
        await train(a, 10);
        await train(b, 10);
        expect(await a.session.parameters()).not.toEqual(await b.session.parameters());
    });

    test('it learns, tells epochs, and ends with the best', async () => {
        const events: Parameters<Tell>[0][] = [];
        const loop = await open(tinyJob({ model: { ...tinyJob().model, dModel: 32, dMlp: 64 }, data: { ...tinyJob().data, lengths: { least: 1, most: 4 } }, schedule: { ...tinyJob().schedule, epochs: 60 } }), { tell: event => { events.push(event); } });
        await train(loop, Infinity);
        expect(loop.isDone).toBe(true);
        const epochs = events.flatMap(event => (event.event === 'epoch' ? [event.record] : []));
        expect(epochs.map(({ epoch }) => epoch)).toEqual(epochs.map((_, i) => i + 1));
        expect(epochs.at(-1)?.validation.accuracy).toBeGreaterThan(0.8);
        expect(events.some(({ event }) => event === 'progress')).toBe(true);
    });

    test('a loss that is no number stops it, says when, and leaves the last good', async () => {
        const place = folder();
        const loop = await open(tinyJob({ schedule: { ...tinyJob().schedule, learningRate: 1e38 } }), { folder: place });
        await loop.save();
        const before = await loop.session.parameters();
        await train(loop, Infinity);
        expect(loop.state.schedule.stopped).toEqual({ reason: 'not a number', epoch: 1, step: 10 });
        expect(await loop.session.parameters()).toEqual(before);
        await loop.save();
        const again = await open(tinyJob({ schedule: { ...tinyJob().schedule, learningRate: 1e38 } }), { folder: place, resume: true });
        expect(await again.session.parameters()).toEqual(before);
    });

    test('half a batch goes on where the whole stood', async () => {
        const place = folder();
        const loop = await open(tinyJob(), { folder: place });
        await train(loop, 4);
        await loop.save();
        const half = await open(tinyJob(), { folder: place, resume: true, halvesBatch: true });
        expect([half.batchSize, half.state.step, half.prepared.dataset.steps('train')]).toEqual([8, 8, 20]);
        await train(half, 21);
        expect(half.state.schedule.epoch).toBe(1);
    });

    test('a batch of one cannot be halved', async () => {
        await expect(open(tinyJob({ data: { ...tinyJob().data, batchSize: 1 } }), { halvesBatch: true })).rejects.toThrow('too little memory for a batch of one input');
    });

    describe('checkpoints', () => {
        test.each([
            { title: 'cut off', harm: (file: string) => { truncateSync(file, 5_000); }, message: /damaged: checkpoint\.safetensors/ },
            { title: 'empty', harm: (file: string) => { truncateSync(file, 0); }, message: /damaged: checkpoint\.safetensors: header/ },
            { title: 'with a byte changed', harm: (file: string) => { const bytes = readFileSync(file); bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1; writeFileSync(file, bytes); }, message: /digest/ }
        ])('one that is $title is refused, or the one before is taken', async ({ harm, message }) => {
            const place = folder();
            const loop = await open(tinyJob(), { folder: place });
            await train(loop, 3);
            await loop.save();
            copyFileSync(join(place, checkpointFile), join(place, 'kept'));
            harm(join(place, checkpointFile));
            await expect(open(tinyJob(), { folder: place, resume: true })).rejects.toThrow(message);
            copyFileSync(join(place, 'kept'), join(place, previousCheckpointFile));
            const again = await open(tinyJob(), { folder: place, resume: true });
            expect(again.state.step).toBe(3);
            expect(again.note).toMatch(message);
            expect(again.note).toMatch(/going on from the one before$/);
        });

        test.each([
            { title: 'another program', job: tinyJob({ program: { ...tinyJob().program, text: 'reverse = tokens;' } }), message: 'another text of the program' },
            { title: 'another alphabet', job: tinyJob({ data: { ...tinyJob().data, alphabet: tinyJob().data.alphabet.slice(1) } }), message: 'another alphabet (data)' },
            { title: 'another size', job: tinyJob({ model: { ...tinyJob().model, dModel: 16 } }), message: 'another dModel (model)' },
            { title: 'another learning rate', job: tinyJob({ schedule: { ...tinyJob().schedule, learningRate: 1 } }), message: 'another learningRate (schedule)' }
        ])('one of $title is refused', async ({ job, message }) => {
            const place = folder();
            const loop = await open(tinyJob(), { folder: place });
            await loop.save();
            await expect(open(job, { folder: place, resume: true })).rejects.toThrow(`checkpoint.safetensors is of another training: ${message}`);
        });

        test('more epochs, and a program in another folder, are the same training', async () => {
            const place = folder();
            const loop = await open(tinyJob(), { folder: place });
            await train(loop, Infinity);
            const more = tinyJob({ program: { ...tinyJob().program, uri: 'file:///elsewhere/tiny.rasp' }, schedule: { ...tinyJob().schedule, epochs: 5 } });
            const again = await open(more, { folder: place, resume: true });
            expect(again.state.schedule.epoch).toBe(4);
            await train(again, Infinity);
            expect(again.state.schedule.epoch).toBe(5);
        });
    });
});
