import { fstatSync, ftruncateSync, write, writeSync } from 'node:fs';
import { OutputRefused } from './stream-exit.js';

/** Where whole lines go, one piece after the other. */
export interface LineOutput {
    /**
     * Writes lines; resolves when they are written, so that one who waits is held back by a slow reader.
     * @throws OutputRefused, and then no line is there in part.
     */
    write(text: string): Promise<void>;
}

const retryAfter = 5;

/**
 * Standard output of the process.
 * @param beforeRefusal called before it refuses, for then the process may end at once
 */
export function processOutput(beforeRefusal: () => void): LineOutput {
    return isStream() ? streamOutput(beforeRefusal) : fileOutput(fstatSync(1).isFile());
}

/**
 * Writes a text to standard output of the process. A terminal or a pipe that refuses it tells its stream's listeners.
 * @throws OutputRefused when a file or a device refuses it
 */
export function writeText(text: string): void {
    if (isStream()) {
        process.stdout.write(text);
        return;
    }
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) {
        try {
            written += writeSync(1, bytes, written);
        } catch (error) {
            throw new OutputRefused(error);
        }
    }
}

function isStream(): boolean {
    const status = fstatSync(1);
    return process.stdout.isTTY || status.isFIFO() || status.isSocket();
}

/** A terminal or a pipe: the stream waits until there is room. */
function streamOutput(beforeRefusal: () => void): LineOutput {
    return {
        write: text => new Promise((resolve, reject) => {
            process.stdout.write(text, error => {
                if (error === null || error === undefined) {
                    resolve();
                    return;
                }
                const refused = new OutputRefused(error);
                beforeRefusal();
                // The stream tells its own listeners next, one of which ends the process.
                process.exitCode = refused.exitCode;
                reject(refused);
            });
        })
    };
}

/** A file or a device. The stream of the process would not notice when only part of a text is written. */
function fileOutput(isRegular: boolean): LineOutput {
    return {
        async write(text) {
            const bytes = Buffer.from(text);
            let written = 0;
            while (written < bytes.length) {
                try {
                    written += await writeSome(bytes.subarray(written));
                } catch (error) {
                    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') {
                        await new Promise(resolve => setTimeout(resolve, retryAfter));
                        continue;
                    }
                    if (isRegular) {
                        dropPart(bytes.subarray(0, written));
                    }
                    throw new OutputRefused(error);
                }
            }
        }
    };
}

function writeSome(bytes: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
        write(1, bytes, (error, count) => {
            if (error === null) {
                resolve(count);
            } else {
                reject(error);
            }
        });
    });
}

/** Takes the part of a line that a full disk still took off the file again. */
function dropPart(written: Buffer): void {
    const part = written.length - (written.lastIndexOf(0x0a) + 1);
    if (part > 0) {
        try {
            ftruncateSync(1, fstatSync(1).size - part);
        } catch {
            // The error that is told already says that writing went wrong.
        }
    }
}
