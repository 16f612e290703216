import { chmodSync, closeSync, existsSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** A file that cannot be written; the message names it and says why. */
export class Unwritable extends Error {}

/**
 * Writes a file whole or not at all: under another name beside it, which then takes its place. A link stays one.
 * What is no file, such as a device, is written to as it is.
 * @param label the file as it was given, relative to `folder`
 * @throws Unwritable
 */
export function writeWhole(folder: string, label: string, content: string | Uint8Array): void {
    const path = resolve(folder, label);
    let temporary: string | undefined;
    try {
        const before = existsSync(path) ? statSync(path) : undefined;
        if (before !== undefined && !before.isFile()) {
            writeToOther(path, before, label, content);
            return;
        }
        const real = before === undefined ? path : realpathSync(path);
        const draft = join(dirname(real), `.${basename(real)}.${process.pid}.tmp`);
        const descriptor = openSync(draft, 'wx');
        temporary = draft;
        try {
            writeFileSync(descriptor, content);
        } finally {
            closeSync(descriptor);
        }
        if (before !== undefined) {
            chmodSync(draft, before.mode);
        }
        renameSync(draft, real);
    } catch (error) {
        if (temporary !== undefined) {
            rmSync(temporary, { force: true });
        }
        throw error instanceof Unwritable ? error : new Unwritable(reasonOf(error, path, label));
    }
}

/**
 * Writes a new file whose name nothing else has: `x.svg`, else `x-2.svg` and so on.
 * @returns the name
 * @throws Unwritable
 */
export function writeNew(folder: string, name: string, ending: string, content: string): string {
    for (let number = 1; ; number++) {
        const label = `${name}${number === 1 ? '' : `-${number}`}${ending}`;
        const path = join(folder, label);
        try {
            writeFileSync(path, content, { flag: 'wx' });
            return label;
        } catch (error) {
            if (codeOf(error) !== 'EEXIST') {
                // A part of it may stand there.
                rmSync(path, { force: true });
                throw new Unwritable(reasonOf(error, path, label));
            }
        }
    }
}

function writeToOther(path: string, status: Stats, label: string, content: string | Uint8Array): void {
    if (status.isDirectory()) {
        throw new Unwritable(`${label} is a folder; give the name of a file in it`);
    }
    writeFileSync(path, content);
}

function reasonOf(error: unknown, path: string, label: string): string {
    switch (codeOf(error)) {
        case 'ENOENT': return existsSync(dirname(path)) ? `${label} cannot be written: ${dirname(path)} takes no new files` : `${label} cannot be written: there is no folder ${dirname(path)}`;
        case 'ENOTDIR': return `${label} cannot be written: ${dirname(path)} is no folder`;
        case 'EACCES': case 'EPERM': case 'EROFS': return `${label} may not be written: permission denied`;
        case 'ENOSPC': case 'EDQUOT': return `${label} cannot be written: there is no space left`;
        case 'ENAMETOOLONG': return `${label} cannot be written: the name is too long`;
        default: return `${label} cannot be written (${codeOf(error)})`;
    }
}

function codeOf(error: unknown): string {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
