import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ForkedProcess } from '../../../client/forked-process';
import { readFolder } from '../../../files/model-folder-on-disk';
import { bundleOptions } from '../../../scripts/bundle-options';
import { bundleServer } from '../../../scripts/bundle-server';
import type { RunReport, RunStatus, TrainAnswers, TrainChoices, TrainQuestion } from '../../../server/protocol/train';
import { readTrainedFolder } from '../../../transformer/files/trained-folder';
import { descendantsOf, isRunning } from '../../children-of';

const hasPackage = existsSync('node_modules/onnxruntime-node');
const folder = resolve('node_modules/.rasp-test', `training-process-${process.pid}`);
const files = mkdtempSync(join(tmpdir(), 'rasp-training-process-'));
const away = join(files, 'away');
const uri = pathToFileURL(join(files, 'p.rasp')).href;
const text = 'set example "abc"\nreverse = aggregate(select(indices, length - 1 - indices, ==), tokens);\n';

type TrainProcess = ForkedProcess<TrainQuestion, TrainAnswers, RunReport>;

/** A process with an open program, and all that it told. */
interface Opened {
    readonly process: TrainProcess;
    readonly choices: TrainChoices;
    readonly told: RunReport[];
    readonly runs: string;
}

const processes: TrainProcess[] = [];
beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await Promise.all([folder, away].map(place => bundleServer(place, { ...bundleOptions, minify: false })));
}, 60_000);
afterEach(() => { processes.splice(0).forEach(each => { each.dispose(); }); });
afterAll(() => { [folder, files].forEach(path => { rmSync(path, { recursive: true, force: true }); }); });

const quick = { epochs: '3', size: '200/40/40', batch: '20', dModel: '16', lr: '0.003', lengths: '1..5' } as const;
/** Long enough to be met in the middle. */
const long = { ...quick, epochs: '40' } as const;

async function opened(runs = join(mkdtempSync(join(files, 'f-')), 'runs'), place = folder, program = text, name = 'reverse', line = 1): Promise<Opened> {
    const told: RunReport[] = [];
    const started: TrainProcess = new ForkedProcess(join(place, 'training-process.cjs'), 'trains models', { told: report => { told.push(report); }, gone: () => undefined });
    processes.push(started);
    const answer = await started.ask({ kind: 'open', folder: runs, program: { uri, text: program, name, line, openTexts: new Map(), folders: [], isTrusted: true } });
    if (!answer.ok || answer.offered[0] === undefined) {
        throw new Error('not open');
    }
    return { process: started, choices: answer.offered[0].choices, told, runs };
}

async function started({ process: asked, choices }: Opened, own: Partial<TrainChoices>): Promise<RunReport> {
    const answer = await asked.ask({ kind: 'start', choices: { ...choices, ...own }, device: 'cpu' });
    if ('refused' in answer) {
        throw new Error(answer.refused);
    }
    return answer;
}

async function until({ process: asked }: Opened, run: string, ...wanted: readonly RunStatus[]): Promise<RunReport> {
    return await vi.waitFor(async () => {
        const found = (await asked.ask({ kind: 'runs' })).find(report => report.run === run);
        if (found === undefined || !wanted.includes(found.status)) {
            throw new Error(`it is ${found?.status ?? 'gone'}: ${found?.message ?? ''}`);
        }
        return found;
    }, { timeout: 30_000, interval: 20 });
}

async function epochsOf(house: Opened, run: string, least: number): Promise<void> {
    await vi.waitFor(async () => {
        expect((await house.process.ask({ kind: 'runs' })).find(report => report.run === run)?.epochs.length).toBeGreaterThanOrEqual(least);
    }, { timeout: 30_000, interval: 5 });
}

async function weights({ process: asked }: Opened, run: string, name: string): Promise<Buffer> {
    expect(await asked.ask({ kind: 'save', run, folder: join(files, name), replaces: true })).toEqual({ kind: 'saved' });
    return readFileSync(join(files, name, 'model.safetensors'));
}

async function straight(own: Partial<TrainChoices>): Promise<Buffer> {
    const house = await opened();
    const { run } = await started(house, own);
    await until(house, run, 'ended');
    return weights(house, run, 'straight');
}

describe.runIf(hasPackage)('a training', { timeout: 60_000 }, () => {
    test('begins, tells its epochs, ends, and is looked at and saved', async () => {
        const house = await opened();
        const { process: asked, runs, told } = house;
        const report = await started(house, quick);
        expect(report).toMatchObject({ title: '2 layers of 1 head, width 16, supervised, seed 0', device: 'CPU', classes: 3, batchSize: 20, mostEpochs: 3, longest: 5, leftOut: [] });
        expect(report.supervised?.map(({ layer }) => layer)).toEqual([0, 1]);
        const { run } = report;
        const ended = await until(house, run, 'ended');
        expect(ended.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
        expect(ended).toMatchObject({ ending: 'All 3 epochs are done.', result: { inputs: 40 } });
        expect(ended.result?.matches).toHaveLength(2);
        await vi.waitFor(() => { expect(told.at(-1)).toEqual(ended); });
        expect(readdirSync(join(runs, run))).toEqual(['run.json', 'training']);

        const seen = await asked.ask({ kind: 'inspect', run, inputs: ['abca', 'b'] });
        expect(seen).toMatchObject({ ok: true, inputs: ['abca', 'b'], nLayers: 2, nHeads: 1, rows: [{ tokens: ['a', 'b', 'c', 'a'], wanted: ['a', 'c', 'b', 'a'] }, { tokens: ['b'], wanted: ['b'] }] });
        expect(seen.ok ? [seen.attention.map(({ length }) => length), seen.targets.map(({ weights: { length } }) => length)] : []).toEqual([[16, 16], [16, 16]]);
        const first = await asked.ask({ kind: 'inspect', run, inputs: [] });
        expect(first.ok ? first.inputs.length : 0).toBe(12);
        expect(await asked.ask({ kind: 'inspect', run, inputs: ['abc', 'abz'] })).toEqual({ ok: false, message: 'abz: token 2 of the input, \'z\', is not in the model\'s alphabet: \'a\', \'b\', \'c\'.' });

        const lengths = await asked.ask({ kind: 'lengths', run });
        expect(lengths).toMatchObject({ ok: true, longest: 5 });
        expect(lengths.ok ? lengths.lengths.map(({ length }) => length) : []).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

        const target = join(files, 'saved');
        expect(await asked.ask({ kind: 'save', run, folder: target, replaces: false })).toEqual({ kind: 'saved' });
        expect(await asked.ask({ kind: 'save', run, folder: target, replaces: false })).toEqual({ kind: 'holdsModel' });
        expect(await asked.ask({ kind: 'save', run, folder: target, replaces: true })).toEqual({ kind: 'saved' });
        writeFileSync(join(target, 'checkpoint.safetensors'), '');
        expect(await asked.ask({ kind: 'save', run, folder: target, replaces: true })).toMatchObject({ kind: 'refused', message: expect.stringContaining('a training that can be gone on with') as string });
        expect(readdirSync(target).toSorted()).toEqual(['README.md', 'checkpoint.safetensors', 'config.json', 'labels.json', 'model.onnx', 'model.safetensors', 'training.json']);
        expect(readFileSync(join(target, 'README.md'), 'utf8')).toContain('set example "abc"');
        expect(readTrainedFolder(await readFolder(target))).toMatchObject({ name: 'reverse', program: { text }, maxLength: 5 });

        await asked.ask({ kind: 'remove', run });
        expect(await asked.ask({ kind: 'runs' })).toEqual([]);
        expect(readdirSync(runs)).toEqual([]);
    });

    test('with BOS and learned positions is looked at with BOS in front, and not beyond its lengths', async () => {
        const house = await opened();
        const { run } = await started(house, { ...quick, bos: true, positions: 'learned' });
        await until(house, run, 'ended');
        expect(await house.process.ask({ kind: 'inspect', run, inputs: ['["§", "a", "b"]'] })).toMatchObject({ ok: true, rows: [{ tokens: ['§', 'a', 'b'], wanted: ['b', 'a', '§'] }] });
        const lengths = await house.process.ask({ kind: 'lengths', run });
        expect(lengths).toMatchObject({ ok: true, note: 'Positions are learned: the model has none beyond 5.' });
        expect(lengths.ok ? lengths.lengths.at(-1)?.length : 0).toBe(5);
    });

    test('is told of a few times a second, and last as it stands', async () => {
        const house = await opened();
        const before = performance.now();
        const { run } = await started(house, long);
        const ended = await until(house, run, 'ended');
        await vi.waitFor(() => { expect(house.told.at(-1)).toEqual(ended); });
        expect(house.told.length).toBeLessThanOrEqual(2 + (performance.now() - before) / 250);
    });

    test('paused, and gone on with in a new process, gives the same bytes', async () => {
        const house = await opened();
        const { run } = await started(house, long);
        await epochsOf(house, run, 2);
        expect(await house.process.ask({ kind: 'pause', run })).toMatchObject({ status: 'paused' });
        await house.process.ask({ kind: 'pauseAll' });
        house.process.dispose();
        const again = await opened(house.runs);
        expect(await again.process.ask({ kind: 'runs' })).toMatchObject([{ run, status: 'paused', choices: { epochs: '40' } }]);
        expect(await again.process.ask({ kind: 'resume', run, device: 'cpu' })).toMatchObject({ status: 'training' });
        const ended = await until(again, run, 'ended');
        expect(ended.epochs.length).toBeGreaterThan(5);
        expect(ended.epochs.map(({ epoch }) => epoch)).toEqual(ended.epochs.map((_, i) => i + 1));
        expect((await weights(again, run, 'resumed')).equals(await straight(long))).toBe(true);
    });

    test('whose process is killed is told as interrupted, leaves none behind, and goes on to the same bytes', async () => {
        const house = await opened();
        const { run } = await started(house, long);
        await epochsOf(house, run, 2);
        const pid = house.process.pid ?? 0;
        const workers = descendantsOf(pid);
        expect(workers).toHaveLength(1);
        process.kill(pid, 'SIGKILL');
        await vi.waitFor(() => { expect(workers.filter(isRunning)).toEqual([]); }, { timeout: 5_000 });
        const again = await opened(house.runs);
        expect(await again.process.ask({ kind: 'runs' })).toMatchObject([{ run, status: 'paused', message: expect.stringContaining('It was interrupted') as string }]);
        await again.process.ask({ kind: 'resume', run, device: 'cpu' });
        await until(again, run, 'ended');
        expect((await weights(again, run, 'killed')).equals(await straight(long))).toBe(true);
    });

    test('whose worker is killed goes on by itself, and says so', async () => {
        const house = await opened();
        const { run } = await started(house, long);
        await epochsOf(house, run, 2);
        descendantsOf(house.process.pid ?? 0).forEach(pid => { process.kill(pid, 'SIGKILL'); });
        const ended = await until(house, run, 'ended');
        expect(ended.message).toMatch(/was ended by SIGKILL.*; going on from epoch \d+, step \d+, in a new process\.$/);
        expect(ended.epochs.length).toBeGreaterThan(5);
        expect(ended.epochs.map(({ epoch }) => epoch)).toEqual(ended.epochs.map((_, i) => i + 1));
    });

    test('leaves no process behind when the channel closes', async () => {
        const house = await opened();
        await started(house, long);
        const pids = [house.process.pid ?? 0, ...descendantsOf(house.process.pid ?? 0)];
        expect(pids).toHaveLength(2);
        house.process.dispose();
        await vi.waitFor(() => { expect(pids.filter(isRunning)).toEqual([]); }, { timeout: 5_000 });
    });

    test('and another one take turns', async () => {
        const house = await opened();
        const [one, two] = await Promise.all([started(house, { ...long, seed: '1' }), started(house, { ...long, seed: '2' })]);
        await Promise.all([one, two].map(({ run }) => until(house, run, 'ended')));
        const order = house.told.map(({ run }) => run);
        expect(order.lastIndexOf(one.run)).toBeGreaterThan(order.indexOf(two.run));
        expect(order.lastIndexOf(two.run)).toBeGreaterThan(order.indexOf(one.run));
        expect((await weights(house, two.run, 'two')).equals(await straight({ ...long, seed: '2' }))).toBe(true);
    });

    test('whose loss is no number any more has failed', async () => {
        const house = await opened();
        const { run } = await started(house, { ...quick, lr: '1e37' });
        expect(await until(house, run, 'failed')).toMatchObject({ message: 'The loss is no number any more in epoch 1, step 10. The last good checkpoint is kept; a new training with a lower learning rate may help.' });
        expect(await house.process.ask({ kind: 'save', run, folder: join(files, 'failed'), replaces: false })).toMatchObject({ kind: 'refused' });
    });

    test('that another window has open is left alone', async () => {
        const house = await opened();
        const { run } = await started(house, quick);
        await until(house, run, 'ended');
        const other = await opened(house.runs);
        const message = `Another window has this training open (process ${house.process.pid ?? 0}).`;
        expect(await other.process.ask({ kind: 'runs' })).toMatchObject([{ run, isElsewhere: true, message }]);
        expect(await other.process.ask({ kind: 'inspect', run, inputs: [] })).toEqual({ ok: false, message });
        await expect(other.process.ask({ kind: 'remove', run })).rejects.toThrow('another window has this training open');
        await house.process.ask({ kind: 'pauseAll' });
        expect(await other.process.ask({ kind: 'runs' })).toMatchObject([{ run, status: 'ended' }]);
        expect(await other.process.ask({ kind: 'inspect', run, inputs: ['ab'] })).toMatchObject({ ok: true });
    });

    test.each<[what: string, harm: (place: string) => void, listed: object, resumed: RegExp]>([
        ['no run.json', place => { rmSync(join(place, 'run.json')); }, { status: 'failed', message: expect.stringMatching(/^It cannot be read: Run\.json is missing\. Remove it/i) as string }, /run\.json is missing/i],
        ['half of a run.json', place => { truncateSync(join(place, 'run.json'), 100); }, { status: 'failed', message: expect.stringMatching(/damaged\. Remove it/) as string }, /damaged/],
        ['damaged checkpoints', place => { readdirSync(join(place, 'training')).forEach(name => { truncateSync(join(place, 'training', name), 50); }); }, { status: 'ended' }, /damaged/],
        ['no checkpoints', place => { rmSync(join(place, 'training'), { recursive: true }); }, { status: 'ended' }, /checkpoint is missing/]
    ])('with %s is told as broken, and can be removed', async (_, harm, listed, resumed) => {
        const house = await opened();
        const { run } = await started(house, quick);
        await until(house, run, 'ended');
        await house.process.ask({ kind: 'pauseAll' });
        harm(join(house.runs, run));
        expect(await house.process.ask({ kind: 'runs' })).toMatchObject([{ run, ...listed }]);
        expect(await house.process.ask({ kind: 'inspect', run, inputs: [] })).toMatchObject({ ok: false, message: expect.stringMatching(resumed) as string });
        const answer = await house.process.ask({ kind: 'resume', run, device: 'cpu' });
        expect(answer).toMatchObject({ refused: expect.stringMatching(resumed) as string });
        expect(await house.process.ask({ kind: 'runs' })).toMatchObject([{ run, status: 'failed' }]);
        await house.process.ask({ kind: 'remove', run });
        expect(readdirSync(house.runs)).toEqual([]);
    });

    test('of another s-op or another file is not listed', async () => {
        const house = await opened();
        const { run } = await started(house, quick);
        await until(house, run, 'ended');
        expect(await (await opened(house.runs, folder, 'other = tokens;', 'other', 0)).process.ask({ kind: 'runs' })).toEqual([]);
    });
});

test('without the native package, says which to install, and leaves no folder', async () => {
    const house = await opened(undefined, away);
    expect(await house.process.ask({ kind: 'start', choices: { ...house.choices, ...quick }, device: 'auto' })).toEqual({ refused: expect.stringMatching(/^Training needs a native package: onnxruntime-node@[\d.]+, which runs models natively, is not there/) as string });
    expect(readdirSync(house.runs)).toEqual([]);
    expect(await house.process.ask({ kind: 'start', choices: { ...house.choices, lengths: '', heads: 'x' }, device: 'auto' })).toMatchObject({ field: 'heads' });
}, 30_000);
