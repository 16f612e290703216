import { isMainThread, workerData } from 'node:worker_threads';
import { isLibraryMade } from '../language/program/library.js';
import { runBatchWorker } from './batch-worker.js';
import { commandLine } from './command-line.js';
import { runReplWorker } from './repl-worker.js';
import { complain, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';

/** Whether a program has been opened in this thread: told to the script that starts this one. */
export { isLibraryMade as hasOpenedProgram };

/** The process as a terminal. */
const terminal: Terminal = {
    cwd: process.cwd(),
    colours: { out: hasColours(process.stdout), err: hasColours(process.stderr) },
    out: text => { process.stdout.write(text); },
    err: text => { process.stderr.write(text); },
    readStdin
};

function hasColours(stream: NodeJS.WriteStream): boolean {
    return stream.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
}

async function readStdin(limit: number): Promise<Uint8Array> {
    const chunks: Buffer[] = [];
    let total = 0;
    for await (const chunk of process.stdin) {
        const bytes = Buffer.from(chunk as Uint8Array);
        chunks.push(bytes);
        total += bytes.length;
        if (total >= limit) {
            break;
        }
    }
    return Buffer.concat(chunks).subarray(0, limit);
}

/** A reader that has seen enough, such as `head`, is no error. */
for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') {
            throw error;
        }
        process.exit();
    });
}

function isReplThread(data: unknown): boolean {
    return typeof data === 'object' && data !== null && 'role' in data && data.role === 'repl';
}

if (isMainThread) {
    commandLine(terminal, process.argv.slice(2)).then(
        code => { process.exitCode = code; },
        (error: unknown) => {
            complain(terminal, `this is a bug in rasp, please report it with your file: ${error instanceof Error ? error.message : String(error)}`);
            process.exitCode = exitCodes.problems;
        }
    );
} else {
    // `rasp batch --jobs` and `rasp repl` start this script again in threads.
    (isReplThread(workerData) ? runReplWorker : runBatchWorker)();
}
