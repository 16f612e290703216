import { fstatSync } from 'node:fs';
import { UnreadableFile } from './source-file.js';

/**
 * The bytes of the process's standard input.
 * @throws UnreadableFile when it is a folder, or the system refuses it
 */
export async function* standardInput(): AsyncGenerator<Uint8Array> {
    if (isFolder()) {
        // The stream of the process would only be empty.
        throw new UnreadableFile('standard input is a folder');
    }
    try {
        for await (const chunk of process.stdin) {
            yield Buffer.from(chunk as Uint8Array);
        }
    } catch (error) {
        throw error instanceof Error && 'code' in error ? new UnreadableFile(`standard input cannot be read (${String(error.code)})`) : error;
    }
}

/** The size of standard input where it is a file. */
export function standardInputSize(): number | undefined {
    try {
        const status = fstatSync(0);
        return status.isFile() ? status.size : undefined;
    } catch {
        // Standard input is closed: there is nothing to measure.
        return undefined;
    }
}

function isFolder(): boolean {
    try {
        return fstatSync(0).isDirectory();
    } catch {
        // It is closed, which reading finds out.
        return false;
    }
}
