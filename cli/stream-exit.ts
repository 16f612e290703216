import { exitCodes } from './terminal.js';

/** What a command ends with that its output or the user stops, beside the codes of all commands. */
export const streamExitCodes = {
    ...exitCodes,
    /** Standard output cannot take more: the disk is full, for one. */
    cannotWrite: 74,
    /** SIGHUP: the terminal is closed. */
    hungUp: 129,
    /** Ctrl+C, and as the shell counts a process that SIGINT ends. */
    interrupted: 130,
    /** The reader of standard output went away, as the shell counts a process that SIGPIPE ends. */
    closedPipe: 141,
    /** SIGTERM. */
    terminated: 143
} as const;

/** Standard output refuses what is written to it. */
export class OutputRefused extends Error {
    readonly exitCode: number;
    /** Whether the reader only went away: that is no error to tell of. */
    readonly isQuiet: boolean;

    constructor(error: unknown) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
        super(`standard output cannot be written: ${reasons[code] ?? code}`);
        this.isQuiet = code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
        this.exitCode = this.isQuiet ? streamExitCodes.closedPipe : streamExitCodes.cannotWrite;
    }
}

const reasons: Record<string, string> = {
    ENOSPC: 'the disk is full (ENOSPC)',
    EDQUOT: 'the disk quota is used up (EDQUOT)',
    EFBIG: 'the file would be too large (EFBIG)',
    EIO: 'the device reports an error (EIO)'
};
