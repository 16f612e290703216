import { processOutput } from './line-output.js';
import type { LineOutput } from './line-output.js';
import { noProgress, progressLine } from './progress.js';
import type { Progress } from './progress.js';
import { standardInput, standardInputSize } from './standard-input.js';
import { processStop } from './stop-signal.js';
import type { StopSignal } from './stop-signal.js';

/** Where a batch reads and writes: the process, or a test. */
export interface BatchStreams {
    readonly input: AsyncIterable<Uint8Array>;
    /** Whether a person types the input. */
    readonly isTyped: boolean;
    readonly output: LineOutput;
    readonly progress: Progress;
    readonly signal: StopSignal;
    /** Lets go of the input, so that the process can end. */
    close(): void;
}

/** The process's standard input and output. */
export function processStreams(): BatchStreams {
    const stop = processStop();
    const isTyped = process.stdin.isTTY;
    // Progress would come in between what is typed.
    const progress = process.stderr.isTTY && !isTyped ? progressLine(text => { process.stderr.write(text); }, standardInputSize()) : noProgress;
    return {
        input: standardInput(),
        isTyped,
        output: processOutput(() => { progress.clear(); }),
        progress,
        signal: stop.signal,
        close() {
            stop.close();
            process.stdin.destroy();
        }
    };
}
