import { Worker } from 'node:worker_threads';
import { failedBlock } from './batch-job.js';
import type { BatchTask, BlockAnswer } from './batch-job.js';
import type { Line } from './line-input.js';
import type { SourceFile } from './source-file.js';

/** What a worker is told at its start. */
export interface WorkerStart {
    readonly source: SourceFile;
    readonly cwd: string;
    readonly task: BatchTask;
}

/** A block on its way to a worker, or its answer on the way back. */
export interface BlockMessage {
    readonly lines: readonly Line[];
}

interface Job {
    readonly lines: readonly Line[];
    readonly resolve: (answer: BlockAnswer) => void;
}

interface Seat {
    readonly worker: Worker;
    job: Job | undefined;
}

/** Workers that die one after the other with no answer in between: then something is wrong with all of them. */
const mostDeathsInARow = 4;
/** Blocks for each worker that may be under way: one at work, the others waiting or answered before their turn. */
const blocksPerWorker = 4;

/** Threads that answer blocks of lines. One that dies gives an error for the lines it was at, and another takes its place. */
export class WorkerPool {
    readonly capacity: number;
    private readonly file: string;
    private readonly start: WorkerStart;
    private readonly tell: (message: string) => void;
    private readonly seats: Seat[] = [];
    private readonly waiting: Job[] = [];
    private deathsInARow = 0;
    private isClosed = false;

    /**
     * @param file the script that the workers run
     * @param tell takes messages about workers that died
     */
    constructor(file: string, jobs: number, start: WorkerStart, tell: (message: string) => void) {
        this.file = file;
        this.start = start;
        this.tell = tell;
        this.capacity = jobs * blocksPerWorker;
        for (let i = 0; i < jobs; i++) {
            this.hire();
        }
    }

    /** Answers lines. Never rejects. */
    answer(lines: readonly Line[]): Promise<BlockAnswer> {
        return new Promise(resolve => {
            this.waiting.push({ lines, resolve });
            this.hand();
        });
    }

    async close(): Promise<void> {
        this.isClosed = true;
        await Promise.all(this.seats.map(({ worker }) => worker.terminate()));
    }

    private hire(): void {
        const worker = new Worker(this.file, { workerData: this.start });
        const seat: Seat = { worker, job: undefined };
        let reason = 'it ended on its own';
        worker.on('message', (answer: BlockAnswer) => {
            this.deathsInARow = 0;
            seat.job?.resolve(answer);
            seat.job = undefined;
            this.hand();
        });
        worker.on('error', (error: unknown) => { reason = error instanceof Error ? error.message : String(error); });
        worker.on('exit', () => { this.died(seat, reason); });
        this.seats.push(seat);
    }

    private died(seat: Seat, reason: string): void {
        this.seats.splice(this.seats.indexOf(seat), 1);
        if (this.isClosed) {
            return;
        }
        const lines = seat.job?.lines ?? [];
        this.tell(`a worker died (${reason}); ${lines.length} input${lines.length === 1 ? ' has' : 's have'} no result because of it`);
        seat.job?.resolve(failedBlock(lines, `the worker that evaluated this input, with ${lines.length - 1} others, died: ${reason}`));
        if (++this.deathsInARow < mostDeathsInARow) {
            this.hire();
        } else if (this.seats.length === 0) {
            this.tell('all workers died, and no more are started');
        }
        this.hand();
    }

    private hand(): void {
        if (this.seats.length === 0) {
            for (const { lines, resolve } of this.waiting.splice(0)) {
                resolve(failedBlock(lines, 'all workers have died'));
            }
        }
        for (const seat of this.seats) {
            if (seat.job === undefined) {
                const job = this.waiting.shift();
                if (job === undefined) {
                    return;
                }
                seat.job = job;
                seat.worker.postMessage({ lines: job.lines } satisfies BlockMessage);
            }
        }
    }
}
