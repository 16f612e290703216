import { savedCount } from '../training/training-job.js';
import { RoundRobin } from './round-robin.js';
import type { Turns } from './round-robin.js';
import { firstLine } from './sessions.js';
import { DeviceLost, TooLittleMemory, TrainingDevice } from './training-device.js';
import { TrainingInspection } from './training-inspection.js';
import { TrainingLoop, TrainingRefused } from './training-loop.js';
import type { Tell } from './training-loop.js';
import type { OpenedRun, RunResult, TrainingEnd, TrainingEvent, TrainingRequest } from './training-messages.js';
import type { DeviceChoice } from './messages.js';

interface Run {
    readonly loop: TrainingLoop;
    readonly turns: Turns;
    readonly inspection: () => TrainingInspection;
    /** Tells who waits for its end. */
    end: (end: TrainingEnd) => void;
}

/** The trainings of this process, which take turns on one device. */
export class TrainingRuns {
    private readonly runs = new Map<number, Run>();
    private readonly robin: RoundRobin;
    private readonly send: (event: TrainingEvent) => void;
    private readonly now: () => number;
    private readonly devices = new Map<DeviceChoice, ReturnType<typeof TrainingDevice.open>>();

    /** @param pause lets messages come in */
    constructor(send: (event: TrainingEvent) => void, now: () => number, pause: () => Promise<void>) {
        this.send = send;
        this.now = now;
        this.robin = new RoundRobin(pause);
    }

    /** @throws TrainingRefused, CheckpointRefused, or what the device says */
    answer(request: TrainingRequest): Promise<unknown> {
        if (request.kind === 'train') {
            return this.train(request.run);
        }
        return this.robin.ask(async () => {
            if (request.kind === 'open') {
                return this.open(request);
            }
            const run = this.run(request.run);
            switch (request.kind) {
                case 'pause':
                    this.robin.remove(run.turns);
                    await run.loop.save();
                    run.end({ kind: 'paused' });
                    return undefined;
                case 'result': return this.result(run);
                case 'inspect': return run.inspection().inspect(request.inputs);
                case 'lengths': return finished(run.inspection().lengths(request.lengths, request.count));
                case 'close':
                    this.robin.remove(run.turns);
                    run.end({ kind: 'paused' });
                    this.runs.delete(request.run);
                    return run.loop.session.close();
            }
        });
    }

    private async open({ run, job, device: choice, folder, resume, halvesBatch, threads }: Extract<TrainingRequest, { kind: 'open' }>): Promise<OpenedRun> {
        const { device, noGpu } = await this.device(choice, threads);
        const tell: Tell = event => { this.send({ ...event, run }); };
        const loop = await TrainingLoop.open(device, { job, ...(folder === undefined ? {} : { folder }), resume, halvesBatch, tell, now: this.now });
        if (halvesBatch) {
            // A process that ends before the next checkpoint must not go back to batches for which there is too little memory.
            await loop.save();
        }
        const steps = loop.run();
        let inspection: TrainingInspection | undefined;
        this.runs.set(run, {
            loop, turns: { next: () => steps.next().then(step => this.after(run, step.done), (error: unknown) => this.fail(run, error)) }, end: () => undefined,
            inspection: () => inspection ??= new TrainingInspection(job, loop.prepared, loop.session)
        });
        const { prepared: { dataset, shape, selectorNames }, state, note, batchSize } = loop;
        const nameOf = (shared: number): string => selectorNames.get(shared) ?? 'a selector';
        return {
            device: device.kind, ...(noGpu === undefined ? {} : { noGpu }), shape, parameters: savedCount(loop.prepared), batchSize,
            steps: dataset.steps('train'), classes: dataset.classes.values, state, ...(note === undefined ? {} : { note }),
            supervised: dataset.supervision.heads.map(({ layer, head, selector }) => ({ layer, head, selector: nameOf(selector.shared) })),
            leftOut: dataset.supervision.leftOut.map(({ selector }) => nameOf(selector.shared)),
            failing: { count: dataset.sampled.count, examples: dataset.sampled.examples, ...(dataset.sampled.remaining === undefined ? {} : { remaining: dataset.sampled.remaining }) }
        };
    }

    private async result({ loop, inspection }: Run): Promise<RunResult> {
        const { prepared: { dataset, shape }, session, state, batchSize } = loop;
        const tested = loop.tests;
        const test = await finished(loop.evaluate('test'));
        const matches = await finished(inspection().matches(tested));
        return { parameters: await session.parameters(), shape, classes: dataset.classes.values, test, tested, matches, state, batchSize };
    }

    private device(choice: DeviceChoice, threads?: number): ReturnType<typeof TrainingDevice.open> {
        const opening = this.devices.get(choice) ?? TrainingDevice.open(choice, threads);
        this.devices.set(choice, opening);
        return opening;
    }

    private async train(number: number): Promise<TrainingEnd> {
        const run = this.run(number);
        run.loop.stands();
        return new Promise(resolve => {
            run.end = resolve;
            this.robin.add(run.turns);
        });
    }

    private after(number: number, done: boolean | undefined): { readonly done?: boolean } {
        const { loop, end } = this.run(number);
        const { stopped } = loop.state.schedule;
        if (done === true && stopped !== undefined) {
            end({ kind: 'ended', stopped });
        }
        return { done: done === true };
    }

    private fail(number: number, error: unknown): { readonly done: true } {
        this.run(number).end({ kind: 'failed', reason: error instanceof TooLittleMemory ? 'memory' : error instanceof DeviceLost ? 'lost' : 'other', message: firstLine(error) });
        return { done: true };
    }

    private run(number: number): Run {
        const run = this.runs.get(number);
        if (run === undefined) {
            throw new TrainingRefused(`there is no training ${number}`);
        }
        return run;
    }
}

/** What a generator returns at its end. */
async function finished<T>(steps: AsyncGenerator<void, T>): Promise<T> {
    for (;;) {
        const step = await steps.next();
        if (step.done === true) {
            return step.value;
        }
    }
}
