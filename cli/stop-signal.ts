import { streamExitCodes } from './stream-exit.js';

/** Tells one who waits that the user asks to stop. */
export class StopSignal {
    private code: number | undefined;
    private wake: ((exitCode: number) => void) | undefined;

    /** @param exitCode what the command ends with */
    stop(exitCode: number): void {
        this.code ??= exitCode;
        this.wake?.(this.code);
    }

    /** What the command is to end with, once the user has asked to stop. */
    get exitCode(): number | undefined {
        return this.code;
    }

    /**
     * What the work gives, or the exit code when the user asks to stop first. One at a time may wait.
     * (`Promise.race` with a promise that lasts would hold every result for as long.)
     */
    orStop<T>(work: Promise<T>): Promise<T | number> {
        return new Promise((resolve, reject) => {
            this.wake = resolve;
            work.then(resolve, reject);
            if (this.code !== undefined) {
                resolve(this.code);
            }
        });
    }
}

/** What Ctrl+C, SIGTERM and the end of the terminal set off, until it is closed. */
export interface ProcessStop {
    readonly signal: StopSignal;
    close(): void;
}

/** Hears the signals of the process. The first waits for the work to come to an end; who asks again does not want to wait. */
export function processStop(): ProcessStop {
    const signal = new StopSignal();
    let signals = 0;
    const handle = (exitCode: number) => (): void => {
        signal.stop(exitCode);
        if (++signals > 1) {
            process.exit(exitCode);
        }
    };
    const handlers = ([['SIGINT', streamExitCodes.interrupted], ['SIGTERM', streamExitCodes.terminated], ['SIGHUP', streamExitCodes.hungUp]] as const)
        .map(([name, exitCode]) => [name, handle(exitCode)] as const);
    handlers.forEach(([name, heard]) => process.on(name, heard));
    return {
        signal,
        close() {
            handlers.forEach(([name, heard]) => process.off(name, heard));
        }
    };
}
