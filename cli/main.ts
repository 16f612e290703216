import { isMainThread, workerData } from 'node:worker_threads';
import { isLibraryMade } from '../language/program/library.js';
import { runBatchWorker } from './batch-worker.js';
import { commandLine } from './command-line.js';
import { runReplWorker } from './repl-worker.js';
import { writeText } from './line-output.js';
import { standardInput } from './standard-input.js';
import { OutputRefused } from './stream-exit.js';
import { complain, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';

/** Whether a program has been opened in this thread: told to the script that starts this one. */
export { isLibraryMade as hasOpenedProgram };

/** The process as a terminal. */
const terminal: Terminal = {
    cwd: process.cwd(),
    colours: { out: hasColours(process.stdout), err: hasColours(process.stderr) },
    out: writeText,
    err: text => { process.stderr.write(text); },
    readStdin
};

function hasColours(stream: NodeJS.WriteStream): boolean {
    return stream.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
}

async function readStdin(limit: number): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let total = 0;
    for await (const bytes of standardInput()) {
        chunks.push(bytes);
        total += bytes.length;
        if (total >= limit) {
            break;
        }
    }
    return Buffer.concat(chunks).subarray(0, limit);
}

/** Ends where nothing more can be written. A reader that has seen enough, such as `head`, is no error to tell of. */
function leave(refused: OutputRefused): never {
    if (!refused.isQuiet) {
        complain(terminal, refused.message);
    }
    process.exit(refused.exitCode);
}

process.stdout.on('error', error => { leave(new OutputRefused(error)); });
// A message that cannot be told must not cost the results.
process.stderr.on('error', () => undefined);

function isReplThread(data: unknown): boolean {
    return typeof data === 'object' && data !== null && 'role' in data && data.role === 'repl';
}

if (isMainThread) {
    commandLine(terminal, process.argv.slice(2)).then(
        code => { process.exitCode = code; },
        (error: unknown) => {
            if (error instanceof OutputRefused) {
                leave(error);
            }
            complain(terminal, `this is a bug in rasp, please report it with your file: ${error instanceof Error ? error.message : String(error)}`);
            process.exitCode = exitCodes.problems;
        }
    );
} else {
    // `rasp batch --jobs` and `rasp repl` start this script again in threads.
    (isReplThread(workerData) ? runReplWorker : runBatchWorker)();
}
