import { fstatSync } from 'node:fs';
import { processOutput } from './line-output.js';
import type { LineOutput } from './line-output.js';
import { noProgress, progressLine } from './progress.js';
import type { Progress } from './progress.js';
import { StopSignal } from './stop-signal.js';
import { streamExitCodes } from './stream-exit.js';

/** Where a batch reads and writes: the process, or a test. */
export interface BatchStreams {
    readonly input: AsyncIterable<Uint8Array>;
    readonly output: LineOutput;
    readonly progress: Progress;
    readonly signal: StopSignal;
    /** Lets go of the input, so that the process can end. */
    close(): void;
}

/** The process's standard input and output. */
export function processStreams(): BatchStreams {
    const signal = new StopSignal();
    let signals = 0;
    const handle = (exitCode: number) => (): void => {
        signal.stop(exitCode);
        // The first waits for the line that is being written; who asks again does not want to wait.
        if (++signals > 1) {
            process.exit(exitCode);
        }
    };
    const interrupt = handle(streamExitCodes.interrupted);
    const terminate = handle(streamExitCodes.terminated);
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', terminate);
    return {
        input: process.stdin,
        output: processOutput(),
        progress: process.stderr.isTTY ? progressLine(text => { process.stderr.write(text); }, inputSize()) : noProgress,
        signal,
        close() {
            process.off('SIGINT', interrupt);
            process.off('SIGTERM', terminate);
            process.stdin.destroy();
        }
    };
}

/** The size of standard input where it is a file. */
function inputSize(): number | undefined {
    try {
        const status = fstatSync(0);
        return status.isFile() ? status.size : undefined;
    } catch {
        // Standard input is closed: there is nothing to measure.
        return undefined;
    }
}
