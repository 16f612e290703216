import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DeviceLost, errorOf, TooLittleMemory } from '../../../transformer/runtime/training-device';
import { TrainingDriver } from '../../../transformer/runtime/training-driver';
import { runBeginning } from '../../../transformer/training/training-run';
import { tinyJob } from './training-jobs';

const away = mkdtempSync(join(tmpdir(), 'rasp-failures-'));
afterAll(() => { rmSync(away, { recursive: true, force: true }); });

describe('what the runtime says', () => {
    test.each([
        ['Non-zero status code returned while running Gemm node. Failed to allocate memory for requested buffer of size 4096', TooLittleMemory],
        ['std::bad_alloc', TooLittleMemory],
        ['WebGPU validation failed. Buffer size (5000000000) exceeds the max buffer size limit (4294967296).', TooLittleMemory],
        ['Out of memory error in createBuffer', TooLittleMemory],
        ['WebGPU device lost (2): Device was destroyed.', DeviceLost],
        ['The device is lost', DeviceLost],
        ['vkQueueSubmit failed with VK_ERROR_DEVICE_LOST', DeviceLost],
        ['Got invalid dimensions for input: tokens', Error]
    ])('%s', (text, kind) => {
        expect(errorOf(new Error(text)).constructor).toBe(kind);
    });
});

/** A process that does as a device with these faults does: the first ones end `train`, the next train to the end. */
function faulty(name: string, faults: readonly object[]): string {
    const script = join(away, `${name}.cjs`);
    const info = { device: 'webgpu', shape: {}, parameters: 1, steps: 10, classes: [], supervised: [], leftOut: [], failing: { count: 0, examples: 0 }, state: runBeginning };
    // What was told before is on the disk: another process of this script goes on where the first one ended.
    writeFileSync(script, `const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const memory = ${JSON.stringify(`${script}.memory`)};
const told = existsSync(memory) ? JSON.parse(readFileSync(memory, 'utf8')) : { faults: ${JSON.stringify(faults)}, batch: 16 };
const keep = () => writeFileSync(memory, JSON.stringify(told));
process.on('message', ({ id, kind, halvesBatch }) => {
    if (kind === 'open') { if (halvesBatch) { told.batch /= 2; keep(); } return process.send({ id, value: { ...${JSON.stringify(info)}, batchSize: told.batch } }); }
    if (kind !== 'train') { return process.send({ id, value: undefined }); }
    const fault = told.faults.shift();
    keep();
    if (fault && fault.exit) { process.exit(3); }
    process.send({ id, value: fault ?? { kind: 'ended', stopped: { reason: 'all epochs', epoch: 4 } } });
});
process.on('disconnect', () => process.exit());`);
    return script;
}

const memory = { kind: 'failed', reason: 'memory', message: 'out of memory' };
const lost = { kind: 'failed', reason: 'lost', message: 'device lost' };
const other = { kind: 'failed', reason: 'other', message: 'no' };
const crash = { exit: true };
const ended = { kind: 'ended' };

describe('what the driver does about it', () => {
    test.each([
        { title: 'too little memory', faults: [memory], end: ended, batch: 8, notes: [/^GPU \(WebGPU\) has too little memory for batches of 16 \(out of memory\); going on with batches of 8$/] },
        { title: 'too little memory for half of it, too', faults: [memory, memory], end: memory, batch: 8, notes: [/batches of 8$/] },
        { title: 'a device that is lost', faults: [lost], end: ended, batch: 16, notes: [/^device lost; going on from epoch 1, step 0, in a new process$/] },
        { title: 'a device that is lost again', faults: [lost, lost], end: lost, batch: 16, notes: [/^device lost; /] },
        { title: 'a process that ends', faults: [crash], end: ended, batch: 16, notes: [/ended with code 3; going on from/] },
        { title: 'each of them once', faults: [memory, crash], end: ended, batch: 8, notes: [/batches of 8$/, /ended with code 3; going on from/] },
        { title: 'something else', faults: [other], end: other, batch: 16, notes: [] }
    ])('$title', async ({ title, faults, end, batch, notes }) => {
        const driver = new TrainingDriver(fork, faulty(title.replaceAll(/\W/g, '-'), faults));
        const said: string[] = [];
        const training = await driver.open({ job: tinyJob(), device: 'webgpu', folder: join(away, title), note: text => { said.push(text); } });
        expect(await training.train()).toMatchObject(end);
        expect(training.info.batchSize).toBe(batch);
        expect(said).toEqual(notes.map(pattern => expect.stringMatching(pattern) as string));
        await training.close();
        driver.close();
    });

    test('without a folder nothing is left to go on from', async () => {
        const driver = new TrainingDriver(fork, faulty('bare', [crash]));
        const training = await driver.open({ job: tinyJob(), device: 'webgpu' });
        expect(await training.train()).toMatchObject({ kind: 'failed', reason: 'lost' });
        driver.close();
    });
});
