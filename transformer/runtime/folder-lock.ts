import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../files/system-reason.js';

/** Another process trains into the folder. */
export class FolderLocked extends Error { }

export const lockFile = 'training.lock';

/** A folder that this process alone trains into. */
export interface FolderLock {
    release(): Promise<void>;
}

/** Turns in which a lock that is left over may be taken by others meanwhile. */
const mostTries = 10;

/**
 * Takes the lock of a folder, which must be there. One of a process that has ended is taken over.
 * @throws FolderLocked, or what the system says
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
    const path = join(folder, lockFile);
    const own = `${process.pid} ${randomBytes(8).toString('hex')}\n`;
    for (let tries = 0; tries < mostTries; tries++) {
        const holder = await take(path, own);
        if (holder === undefined) {
            return { release: () => release(path, own) };
        }
        const pid = Number(holder.split(' ')[0]);
        if (isAlive(pid)) {
            throw lockedBy(pid);
        }
        await clear(path, holder);
    }
    throw new FolderLocked('another training writes into this folder');
}

/** Says which process trains into the folder. */
export function lockedBy(pid: number): FolderLocked {
    return new FolderLocked(`another training writes into this folder (process ${pid}); stop it first, or choose another folder`);
}

/** The process that has the lock of a folder; undefined where none that is alive has it. */
export async function lockHolder(folder: string): Promise<number | undefined> {
    const pid = Number((await readOrEmpty(join(folder, lockFile))).split(' ')[0]);
    return isAlive(pid) ? pid : undefined;
}

/** @returns what the lock holds where there is one */
async function take(path: string, own: string): Promise<string | undefined> {
    // It comes into its place with what it holds: one that is still empty would look left over.
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    try {
        await writeFile(draft, own, { flag: 'wx' });
        await link(draft, path);
        return undefined;
    } catch (error) {
        if (codeOf(error) !== 'EEXIST') {
            throw error;
        }
        return await readOrEmpty(path);
    } finally {
        await rm(draft, { force: true });
    }
}

/** Takes a lock away that is left over; not one that came into its place meanwhile. */
async function clear(path: string, leftOver: string): Promise<void> {
    const aside = `${path}.${randomBytes(6).toString('hex')}`;
    try {
        await rename(path, aside);
        if (await readOrEmpty(aside) !== leftOver) {
            await link(aside, path);
        }
    } catch (error) {
        if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) {
            throw error;
        }
    } finally {
        await rm(aside, { force: true });
    }
}

async function release(path: string, own: string): Promise<void> {
    if (await readOrEmpty(path) === own) {
        await rm(path, { force: true });
    }
}

async function readOrEmpty(path: string): Promise<string> {
    try {
        return await readFile(path, 'utf8');
    } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) {
            return '';
        }
        throw error;
    }
}

/** A process of another user is alive, too, though it may not be told anything. */
function isAlive(pid: number): boolean {
    if (!Number.isInteger(pid) || pid <= 0) {
        return false;
    }
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return codeOf(error) === 'EPERM';
    }
}
