import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkpointFile } from '../../../transformer/runtime/checkpoint-file';
import { FolderLocked, lockFile } from '../../../transformer/runtime/folder-lock';
import { TrainingDriver } from '../../../transformer/runtime/training-driver';
import type { Training, TrainingOptions } from '../../../transformer/runtime/training-driver';
import { TrainingFolderRefused } from '../../../transformer/runtime/training-folder';
import type { TrainingEvent } from '../../../transformer/runtime/training-messages';
import type { TrainingJob } from '../../../transformer/training/training-job';
import { builtWorker } from './built-worker';
import { tinyJob } from './training-jobs';

const hasPackage = existsSync('node_modules/onnxruntime-node');
const away = mkdtempSync(join(tmpdir(), 'rasp-driver-'));
let script = '';
let driver: TrainingDriver;

beforeAll(async () => {
    script = await builtWorker(undefined, 'training-main');
    driver = new TrainingDriver(fork, script);
});
afterEach(() => { vi.unstubAllEnvs(); });
afterAll(() => {
    driver.close();
    rmSync(away, { recursive: true, force: true });
});

function folder(): string {
    return join(mkdtempSync(join(away, 'f-')), 'training');
}

/** Long enough to be met in the middle. */
const longer = tinyJob({ schedule: { ...tinyJob().schedule, epochs: 30 } });

async function straight(job: TrainingJob): Promise<Float32Array> {
    const training = await driver.open({ job, device: 'cpu' });
    expect(await training.train()).toMatchObject({ kind: 'ended' });
    const { parameters } = await training.result();
    await training.close();
    return parameters;
}

/** Opens a training, and does something at the first event of a kind. */
async function openWith(options: TrainingOptions, kind: TrainingEvent['event'], then: (training: Training) => void, owner = driver): Promise<Training> {
    let isDone = false;
    const training: Training = await owner.open({ ...options, hear: event => {
        if (event.event === kind && !isDone) {
            isDone = true;
            then(training);
        }
    } });
    return training;
}

describe.runIf(hasPackage)('on the CPU', () => {
    test('a training tells what it is, trains, and gives a result', async () => {
        const training = await driver.open({ job: tinyJob({ attentionWeight: 100 }), device: 'cpu' });
        expect(training.device).toEqual({ kind: 'cpu', name: 'CPU' });
        expect(training.info).toMatchObject({ steps: 10, batchSize: 16, leftOut: [], failing: { count: 0, examples: 160 }, supervised: [{ layer: 0, head: 0 }, { layer: 1, head: 0, selector: 'select(indices, length - 1 - indices, ==)' }] });
        expect(await training.train()).toEqual({ kind: 'ended', stopped: { reason: 'all epochs', epoch: 4 } });
        const { test: means, tested, matches, classes } = await training.result();
        expect(tested).toBe(40);
        expect(means.accuracy).toBeGreaterThan(0);
        expect(classes.map(({ value }) => value)).toEqual(['a', 'b', 'c']);
        expect(matches.map(({ selector, supervised }) => [selector, supervised?.layer])).toEqual([[expect.any(String), 0], ['select(indices, length - 1 - indices, ==)', 1]]);
        const seen = await training.inspect([Int32Array.of(0, 1, 2, 0)]);
        expect([...seen.wanted]).toEqual([0, 2, 1, 0]);
        expect([...seen.targets[1]?.weights ?? []]).toEqual([0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0]);
        expect(seen.attention.map(({ length }) => length)).toEqual([16, 16]);
        expect((await training.lengths([3, 12], 20)).map(({ length, accuracy, wholeInputs }) => [length, accuracy >= wholeInputs, accuracy <= 1])).toEqual([[3, true, true], [12, true, true]]);
        await expect(training.inspect([Int32Array.of(9)])).rejects.toThrow('token ids from 0 to 2');
        await training.close();
    });

    test('a paused training, closed and gone on with, gives the same bytes', async () => {
        const place = folder();
        const first = await openWith({ job: longer, device: 'cpu', folder: place }, 'epoch', training => { void training.pause(); });
        expect(await first.train()).toEqual({ kind: 'paused' });
        await first.close();
        expect(readdirSync(place)).toContain(checkpointFile);
        writeFileSync(join(place, `${checkpointFile}.1.tmp`), 'half');
        const second = await driver.open({ job: longer, device: 'cpu', folder: place, resume: true });
        expect(second.info.state.schedule.epoch).toBeGreaterThan(0);
        expect(await second.train()).toMatchObject({ kind: 'ended' });
        expect(readdirSync(place)).not.toContain(`${checkpointFile}.1.tmp`);
        expect((await second.result()).parameters).toEqual(await straight(longer));
        await second.close();
    });

    test('a folder that was made for a training of which nothing came is taken away, one that was there stays', async () => {
        const place = folder();
        const refused = tinyJob({ sop: 'nothing' });
        await expect(driver.open({ job: refused, device: 'cpu', folder: place })).rejects.toThrow('nothing');
        expect(existsSync(place)).toBe(false);
        const unused = await driver.open({ job: tinyJob(), device: 'cpu', folder: place });
        await unused.close();
        expect(existsSync(place)).toBe(false);
        mkdirSync(place);
        await expect(driver.open({ job: refused, device: 'cpu', folder: place })).rejects.toThrow('nothing');
        expect(readdirSync(place)).toEqual([]);
    });

    test('a process that is killed is followed by another once, with the same result; then the training says why it stands', async () => {
        const own = new TrainingDriver(fork, script);
        const place = folder();
        const notes: string[] = [];
        const options: TrainingOptions = { job: longer, device: 'cpu', folder: place, note: text => { notes.push(text); } };
        const first = await own.open({ ...options, hear: event => {
            // While it writes the checkpoint of this epoch.
            if (event.event === 'epoch' && event.record.epoch === 3 && notes.length === 0) {
                process.kill(own.pid ?? 0, 'SIGKILL');
            }
        } });
        expect(await first.train()).toMatchObject({ kind: 'ended' });
        expect(notes).toEqual([expect.stringMatching(/^the process that runs the model was ended by SIGKILL.*; going on from epoch [34], step 0, in a new process$/)]);
        expect((await first.result()).parameters).toEqual(await straight(longer));
        await first.close();
        rmSync(place, { recursive: true });
        const twice = await own.open({ ...options, hear: event => {
            if (event.event === 'checkpoint') {
                process.kill(own.pid ?? 0, 'SIGKILL');
            }
        } });
        expect(await twice.train()).toEqual({ kind: 'failed', reason: 'lost', message: expect.stringContaining('was ended by SIGKILL') as string });
        await twice.close();
        expect(readdirSync(place)).toContain(checkpointFile);
        expect(readdirSync(place)).not.toContain(lockFile);
        own.close();
    });

    test('one that is looked at and paused while another process is started for it is opened once, and stands', async () => {
        const own = new TrainingDriver(fork, script);
        const job = tinyJob({ schedule: { ...tinyJob().schedule, epochs: 100_000 } });
        const others: Promise<unknown>[] = [];
        const training = await openWith({ job, device: 'cpu', folder: folder() }, 'checkpoint', opened => {
            const { pid = 0 } = own;
            process.kill(pid, 'SIGKILL');
            const look = async (): Promise<void> => {
                while (own.pid === pid) {
                    await new Promise(resolve => { setImmediate(resolve); });
                }
                others.push(opened.inspect([Int32Array.of(0, 1)]), opened.inspect([Int32Array.of(1)]), opened.pause());
            };
            others.push(look());
        }, own);
        expect(await training.train()).toEqual({ kind: 'paused' });
        await others[0];
        await Promise.all(others);
        await training.close();
        own.close();
    });

    test('several trainings take turns', async () => {
        const order: number[] = [];
        const open = (seed: number): Promise<Training> => driver.open({ job: tinyJob({ seed }), device: 'cpu', hear: event => { if (event.event === 'epoch') { order.push(seed); } } });
        const trainings = await Promise.all([open(1), open(2)]);
        await Promise.all(trainings.map(training => training.train()));
        expect(order).toHaveLength(8);
        // One that had its turns only when the other was done would tell all its epochs last.
        expect(order.slice(4).includes(1) && order.slice(4).includes(2)).toBe(true);
        const results = await Promise.all(trainings.map(training => training.result()));
        expect(results[1]?.parameters).toEqual(await straight(tinyJob({ seed: 2 })));
        await Promise.all(trainings.map(training => training.close()));
    });

    test.each([
        ['no s-op', tinyJob({ sop: 'nothing' }), '`nothing`'],
        ['an s-op that fails', tinyJob({ program: { ...tinyJob().program, text: 'reverse = tokens + 1;' } }), '`reverse` fails on all 160 inputs that were tried: nothing can be learned; the first is '],
        ['more classes than the bound', tinyJob({ program: { ...tinyJob().program, text: 'reverse = indices;' }, data: { ...tinyJob().data, classes: { most: 3 } } }), 'more than 3 classes'],
        ['heads that do not divide d_model', tinyJob({ model: { ...tinyJob().model, nHeads: 3 } }), '3 heads cannot share 8 dimensions'],
        ['a learning rate of 0', tinyJob({ schedule: { ...tinyJob().schedule, learningRate: 0 } }), 'the learning rate is 0']
    ])('%s is refused', async (_, job, message) => {
        await expect(driver.open({ job, device: 'cpu' })).rejects.toThrow(message);
    });
});

describe('folders', () => {
    test('one that holds something else is left alone', async () => {
        const place = mkdtempSync(join(away, 'f-'));
        writeFileSync(join(place, 'thesis.txt'), '');
        await expect(driver.open({ job: tinyJob(), device: 'cpu', folder: place })).rejects.toThrow(TrainingFolderRefused);
        expect(readdirSync(place)).toEqual(['thesis.txt']);
    });

    test.runIf(hasPackage)('a training is not overwritten, and not by two at once', async () => {
        const place = folder();
        const options = { job: tinyJob(), device: 'cpu', folder: place } as const;
        const training = await driver.open(options);
        await expect(driver.open(options)).rejects.toThrow(FolderLocked);
        await training.pause();
        await training.close();
        await expect(driver.open(options)).rejects.toThrow('it holds a training already');
        await (await driver.open({ ...options, resume: true })).close();
    });
});

test('a package that is missing is told', async () => {
    const other = new TrainingDriver(fork, await builtWorker(away, 'training-main'));
    const outer = join(mkdtempSync(join(away, 'f-')), 'outer');
    const opening = other.open({ job: tinyJob(), device: 'cpu', folder: join(outer, 'inner') });
    await expect(opening).rejects.toThrow(/^training needs a native package: onnxruntime-node@\S+, which runs models natively, is not there; to have it: npm install onnxruntime-node@\S+ in /);
    expect(existsSync(outer)).toBe(false);
    other.close();
});

const vulkan = '/usr/lib/chromium/vk_swiftshader_icd.json';

describe.runIf(hasPackage && process.platform === 'linux')('on a GPU', () => {
    test('that is missing', async () => {
        vi.stubEnv('VK_ICD_FILENAMES', join(away, 'none.json'));
        const other = new TrainingDriver(fork, script);
        await expect(other.open({ job: tinyJob(), device: 'webgpu' })).rejects.toThrow(/^no GPU was found$/);
        expect((await other.open({ job: tinyJob(), device: 'auto' })).device).toEqual({ kind: 'cpu', name: 'CPU', note: 'no GPU was found' });
        other.close();
    });

    test.runIf(existsSync(vulkan))('that Chromium has in software, a training goes on as it would have gone', async () => {
        vi.stubEnv('VK_ICD_FILENAMES', vulkan);
        vi.stubEnv('LD_LIBRARY_PATH', '/usr/lib/chromium');
        const other = new TrainingDriver(fork, script);
        const job = tinyJob({ attentionWeight: 100, model: { ...tinyJob().model, nLayers: 1 }, data: { ...tinyJob().data, lengths: { least: 4, most: 4 }, sizes: { train: 64, validation: 16, test: 16 } }, schedule: { ...tinyJob().schedule, epochs: 2 } });
        const place = folder();
        const first = await openWith({ job, device: 'webgpu', folder: place }, 'epoch', training => { void training.pause(); }, other);
        expect(first.device.name).toMatch(/^SwiftShader .*\(WebGPU\)$/);
        await first.train();
        await first.close();
        const second = await other.open({ job, device: 'webgpu', folder: place, resume: true });
        await second.train();
        const whole = await other.open({ job, device: 'webgpu' });
        await whole.train();
        const [a, b] = [await second.result(), await whole.result()];
        expect(a.parameters).toEqual(b.parameters);
        expect(a.test).toEqual(b.test);
        // Not the parameters: Adam makes steps of one size of slopes that are 0 but for rounding, as those of key biases are.
        const onCpu = await driver.open({ job, device: 'cpu' });
        await onCpu.train();
        expect((await onCpu.result()).test.crossEntropy).toBeCloseTo(a.test.crossEntropy, 4);
        await onCpu.close();
        other.close();
    }, 90_000);
});
