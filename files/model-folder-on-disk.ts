import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { limitText } from '../language/limits.js';
import { configFile, isConfig } from '../transformer/files/config-file.js';
import { filesRead } from '../transformer/files/model-folder.js';
import type { Folder } from '../transformer/files/model-folder.js';
import { codeOf, systemReason } from '../transformer/files/system-reason.js';
import { isTrainedConfig } from '../transformer/files/trained-config.js';

/** Why a folder cannot be read or written. */
export class FolderRefused extends Error { }

/** What a model was made by. */
export type ModelKind = 'compiled' | 'trained';

/** What the names of checkpoints begin with. */
const checkpoints = 'checkpoint.';

/** The largest files that are read: more than any model that is compiled has, less than what fills a machine. What is parsed takes many times its size. */
const largestWeights = 2 ** 30;
const largestJson = 2 ** 25;
const chunkSize = 1 << 22;

/**
 * Writes a model's folder: into a folder beside it first, which then takes its name, so that a reader sees all of it
 * or nothing.
 * @param isCancelled asked between pieces of work; when it says so nothing is left behind
 * @param kind what it may take the place of
 * @returns whether it was written
 * @throws FolderRefused when the place is taken by something that is no model, or the system refuses
 */
export async function writeFolder(path: string, folder: Folder, isCancelled: () => boolean = () => false, kind: ModelKind = 'compiled'): Promise<boolean> {
    const target = resolve(path);
    const reason = await reasonAgainst(target, kind);
    if (reason !== undefined) {
        throw new FolderRefused(`${path}: ${reason}`);
    }
    const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    try {
        await mkdir(dirname(target), { recursive: true });
        await mkdir(draft);
        for (const [name, bytes] of folder) {
            if (!await writeWhole(join(draft, name), bytes, isCancelled)) {
                return false;
            }
        }
        await replace(target, draft);
        return true;
    } catch (error) {
        throw error instanceof FolderRefused ? error : new FolderRefused(`${path} cannot be written: ${systemReason(error)}`);
    } finally {
        await rm(draft, { recursive: true, force: true });
    }
}

/**
 * Writes files into a folder that is there, each whole or not at all, in their order. Others in it stay.
 * @throws FolderRefused when the system refuses
 */
export async function writeInto(path: string, folder: Folder): Promise<void> {
    for (const [name, bytes] of folder) {
        const draft = join(path, `.${name}.${randomBytes(6).toString('hex')}.tmp`);
        try {
            await writeWhole(draft, bytes, () => false);
            await rename(draft, join(path, name));
        } catch (error) {
            throw new FolderRefused(`${path} cannot be written: ${systemReason(error)}`);
        } finally {
            await rm(draft, { force: true });
        }
    }
}

/** Why a model must not be written there: undefined where nothing, an empty folder or a model of its kind is. */
export async function reasonAgainst(path: string, kind: ModelKind = 'compiled'): Promise<string | undefined> {
    try {
        if (!(await stat(path)).isDirectory()) {
            return 'there is a file of this name';
        }
        const names = await readdir(path);
        if (names.length === 0) {
            return undefined;
        }
        const config = names.includes(configFile) ? await readSome(join(path, configFile), 200) : new Uint8Array();
        if (kind === 'trained' && isTrainedConfig(config)) {
            return names.some(name => name.startsWith(checkpoints)) ? 'this folder holds a training that can be gone on with; it is not overwritten' : undefined;
        }
        const found = isTrainedConfig(config) ? 'trained' : isConfig(config) ? 'compiled' : undefined;
        return found === kind ? undefined : `this folder holds ${found === undefined ? `something else than a ${kind} model` : `a ${found} model`}; it is not overwritten`;
    } catch (error) {
        return codeOf(error) === 'ENOENT' ? undefined : `it cannot be looked at: ${systemReason(error)}`;
    }
}

/** Whether a model of a kind is there, which one may not want to lose. */
export async function holdsModel(path: string, kind: ModelKind = 'compiled'): Promise<boolean> {
    return await reasonAgainst(path, kind) === undefined && (await readdir(path).catch(() => [])).length > 0;
}

/**
 * The files that a model is read from. Those that are missing are left out.
 * @throws FolderRefused when there is no such folder, or the system refuses
 */
export async function readFolder(path: string): Promise<Folder> {
    try {
        const status = await stat(path);
        if (!status.isDirectory()) {
            throw new FolderRefused(`${path} is a file; expected the folder that rasp compile wrote`);
        }
    } catch (error) {
        throw error instanceof FolderRefused ? error : new FolderRefused(codeOf(error) === 'ENOENT' ? `there is no folder ${path}` : `${path} cannot be read: ${systemReason(error)}`);
    }
    const files = new Map<string, Uint8Array>();
    for (const name of filesRead) {
        const bytes = await readWhole(join(path, name), `${path}/${name}`);
        if (bytes !== undefined) {
            files.set(name, bytes);
        }
    }
    return files;
}

async function readWhole(file: string, label: string): Promise<Uint8Array | undefined> {
    try {
        // A pipe or a device of this name would never end.
        const status = await stat(file);
        if (!status.isFile()) {
            throw new FolderRefused(`${label}: expected a file; found ${status.isDirectory() ? 'a folder' : 'a device or a pipe'}`);
        }
        const most = file.endsWith('.json') ? largestJson : largestWeights;
        if (status.size > most) {
            throw new FolderRefused(`${label}: expected at most ${limitText(most)} bytes; found ${limitText(status.size)}`);
        }
        return await readSome(file, status.size);
    } catch (error) {
        if (error instanceof FolderRefused) {
            throw error;
        }
        if (codeOf(error) === 'ENOENT') {
            return undefined;
        }
        throw new FolderRefused(`${label} cannot be read: ${systemReason(error)}`);
    }
}

async function readSome(file: string, most: number): Promise<Uint8Array> {
    const handle = await open(file);
    try {
        const bytes = new Uint8Array(most);
        let length = 0;
        while (length < most) {
            const { bytesRead } = await handle.read(bytes, length, most - length, length);
            if (bytesRead === 0) {
                break;
            }
            length += bytesRead;
        }
        return bytes.subarray(0, length);
    } finally {
        await handle.close();
    }
}

async function writeWhole(file: string, bytes: Uint8Array, isCancelled: () => boolean): Promise<boolean> {
    const handle = await open(file, 'wx');
    try {
        for (let start = 0; start < bytes.length;) {
            if (isCancelled()) {
                return false;
            }
            start += (await handle.write(bytes, start, Math.min(chunkSize, bytes.length - start))).bytesWritten;
        }
        await handle.sync();
        return !isCancelled();
    } finally {
        await handle.close();
    }
}

/** Puts the draft in the place of the target; what was there goes only when the draft stands. */
async function replace(target: string, draft: string): Promise<void> {
    const old = `${draft}.old`;
    const isThere = await lstat(target).then(() => true, () => false);
    if (!isThere) {
        await rename(draft, target);
        return;
    }
    await rename(target, old);
    try {
        await rename(draft, target);
    } catch (error) {
        await rename(old, target);
        throw error;
    }
    await rm(old, { recursive: true, force: true });
}
