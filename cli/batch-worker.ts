import { parentPort, workerData } from 'node:worker_threads';
import { toEnd } from '../language/values/to-end.js';
import { answerBlock, answerFor } from './batch-job.js';
import { openProgram } from './open-program.js';
import type { BlockMessage, WorkerStart } from './worker-pool.js';

/** What a thread of `--jobs` does: opens the program, then answers blocks of lines until it is ended. */
export function runBatchWorker(): void {
    const { source, cwd, task } = workerData as WorkerStart;
    const answer = answerFor(openProgram({ cwd }, source), task);
    parentPort?.on('message', ({ lines }: BlockMessage) => {
        parentPort?.postMessage(toEnd(answerBlock(answer, lines)));
    });
}
