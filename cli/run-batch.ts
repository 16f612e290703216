import { answersHere, answersOf } from './batch-answers.js';
import type { Answers } from './batch-answers.js';
import { answerFor } from './batch-job.js';
import type { BatchTask } from './batch-job.js';
import { processStreams } from './batch-streams.js';
import type { BatchStreams } from './batch-streams.js';
import { lineBlocks } from './line-input.js';
import type { OpenedNames } from './open-names.js';
import { UnreadableFile } from './source-file.js';
import { OutputRefused, streamExitCodes } from './stream-exit.js';
import { complain, counted } from './terminal.js';
import type { Terminal } from './terminal.js';
import { WorkerPool } from './worker-pool.js';

export interface BatchRun {
    readonly task: BatchTask;
    /** Threads that work on it; 1 is this one. */
    readonly jobs: number;
    /** The script that worker threads run: the one that runs now. */
    readonly workerFile?: string;
}

/**
 * Evaluates inputs, a JSON line each, and writes the answers, a JSON line each, in the same order.
 * @returns the exit code
 */
export async function runBatch(terminal: Terminal, { source, program }: OpenedNames, run: BatchRun, streams: BatchStreams = processStreams()): Promise<number> {
    const pool = run.jobs > 1 ? new WorkerPool(run.workerFile ?? __filename, run.jobs, { source, cwd: terminal.cwd, task: run.task }, message => { tellOf(terminal, streams, message); }) : undefined;
    try {
        return await writeAnswers(terminal, pool === undefined ? answersHere(answerFor(program, run.task)) : answersOf(pool), streams);
    } finally {
        await pool?.close();
    }
}

/**
 * Reads lines and writes the answers to them.
 * @returns the exit code
 */
export async function writeAnswers(terminal: Terminal, answers: Answers, streams: BatchStreams): Promise<number> {
    const tell = (message: string): void => { tellOf(terminal, streams, message); };
    if (streams.isTyped) {
        terminal.err('one JSON string or list a line; Ctrl+D ends\n');
    }
    const counter = { bytes: 0 };
    const iterator = answers(lineBlocks(measured(streams.input, counter)));
    let done = 0;
    let failed = 0;
    try {
        for (;;) {
            const next = await streams.signal.orStop(iterator.next());
            if (typeof next === 'number') {
                tell(`stopped after ${counted(done, 'input')}; all lines written are whole`);
                return next;
            }
            if (next.done === true) {
                break;
            }
            await streams.output.write(next.value.text);
            done += next.value.lines;
            failed += next.value.failed;
            streams.progress.show(done, failed, counter.bytes);
        }
    } catch (error) {
        if (error instanceof OutputRefused) {
            if (!error.isQuiet) {
                tell(`${error.message}; the lines that are there are whole`);
            }
            return error.exitCode;
        }
        if (error instanceof UnreadableFile) {
            tell(error.message);
            return streamExitCodes.problems;
        }
        throw error;
    } finally {
        streams.progress.clear();
        streams.close();
    }
    if (failed > 0) {
        tell(`${failed.toLocaleString('en-US')} of ${counted(done, 'input')} ${failed === 1 ? 'has' : 'have'} no result; ${failed === 1 ? 'its line says' : 'their lines say'} why`);
    }
    return failed > 0 ? streamExitCodes.problems : streamExitCodes.ok;
}

function tellOf(terminal: Terminal, { progress }: BatchStreams, message: string): void {
    progress.clear();
    complain(terminal, message);
}

async function* measured(chunks: AsyncIterable<Uint8Array>, counter: { bytes: number }): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
        counter.bytes += chunk.length;
        yield chunk;
    }
}
