import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodeUtf8 } from '../files/utf8.js';
import { limits, limitText } from '../language/limits.js';
import type { Terminal } from './terminal.js';

/** A program's text with its name. */
export interface SourceFile {
    /** What messages call it: as it was given. */
    readonly label: string;
    readonly uri: string;
    readonly text: string;
}

/** A file that cannot be read; the message names it and says why. */
export class UnreadableFile extends Error {}

/** More bytes than any file with a permitted number of characters has. */
const mostBytes = limits.programLength * 4;

/**
 * Reads a file, or standard input for `-`.
 * @throws UnreadableFile when it is missing, a folder, not text or too large.
 */
export async function readSource(terminal: Terminal, file: string): Promise<SourceFile> {
    if (file === '-') {
        // Stands in the working directory, so that its `load`s are looked for there.
        return { label: '<stdin>', uri: pathToFileURL(join(terminal.cwd, '<stdin>')).href, text: decode(await terminal.readStdin(mostBytes + 1), 'standard input') };
    }
    const path = resolve(terminal.cwd, file);
    return { label: file, uri: pathToFileURL(path).href, text: decode(readBytes(path, file), file) };
}

function readBytes(path: string, label: string): Uint8Array {
    let descriptor: number | undefined;
    try {
        descriptor = openSync(path, 'r');
        if (fstatSync(descriptor).isDirectory()) {
            throw new UnreadableFile(folderMessage(label));
        }
        // In pieces, for a device or a pipe may have no end.
        const chunks: Buffer[] = [];
        for (let total = 0; total <= mostBytes;) {
            const chunk = Buffer.allocUnsafe(Math.min(1 << 20, Math.max(1 << 14, total)));
            const count = readSync(descriptor, chunk);
            if (count === 0) {
                break;
            }
            chunks.push(chunk.subarray(0, count));
            total += count;
        }
        return Buffer.concat(chunks);
    } catch (error) {
        throw error instanceof UnreadableFile ? error : new UnreadableFile(reason(error, path, label));
    } finally {
        if (descriptor !== undefined) {
            closeSync(descriptor);
        }
    }
}

/** Says that a folder stands where a file was asked for. */
export function folderMessage(label: string): string {
    return `${label} is a folder, not a file${label.endsWith('.rasp') ? '' : ': name a file in it (`rasp check` takes folders)'}`;
}

/** Why the system refused a file or folder, in words. */
export function reason(error: unknown, path: string, label: string): string {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    switch (code) {
        case 'ENOENT': case 'ENOTDIR':
            return `there is no file ${label}${existsSync(`${path}.rasp`) ? `; did you mean ${label}.rasp?` : ''}`;
        case 'EACCES': case 'EPERM': return `${label} may not be read: permission denied`;
        case 'EISDIR': return folderMessage(label);
        case 'ELOOP': return `${label} is a symbolic link that leads back to itself`;
        default: return `${label} cannot be read (${code})`;
    }
}

function decode(bytes: Uint8Array, label: string): string {
    if (bytes.length > mostBytes) {
        throw new UnreadableFile(`${label} is larger than ${limitText(mostBytes)} bytes, the limit`);
    }
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
        throw new UnreadableFile(`${label} is written in UTF-16: save it as UTF-8`);
    }
    const nul = bytes.indexOf(0);
    if (nul >= 0) {
        const line = bytes.subarray(0, nul).reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 1);
        throw new UnreadableFile(`${label} is not a text file: there is a NUL byte in line ${line}`);
    }
    const decoded = decodeUtf8(bytes);
    if ('badLine' in decoded) {
        throw new UnreadableFile(`${label} is not UTF-8 (line ${decoded.badLine}): save it as UTF-8`);
    }
    return decoded.text;
}
