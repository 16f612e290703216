import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, systemReason } from '../files/system-reason.js';
import { checkpointFile, previousCheckpointFile } from './checkpoint-file.js';
import { FolderLocked, lockedBy, lockFile, lockFolder, lockHolder } from './folder-lock.js';
import type { FolderLock } from './folder-lock.js';

/** A folder that cannot be trained into; the message says why. */
export class TrainingFolderRefused extends Error { }

/**
 * Locks a folder that may be trained into: one that is missing or empty, or holds a training to go on with. One that was
 * made for this goes when the lock does, if nothing came into it.
 * @throws TrainingFolderRefused, FolderLocked
 */
export async function takeTrainingFolder(folder: string, resume: boolean): Promise<FolderLock> {
    let made: string | undefined;
    try {
        made = await makeFolder(folder);
        await refuseUnlessTrainable(folder, resume);
        const lock = await lockFolder(folder);
        await removeDrafts(folder);
        return {
            async release() {
                await lock.release();
                await removeEmpty(folder, made);
            }
        };
    } catch (error) {
        await removeEmpty(folder, made);
        throw error instanceof TrainingFolderRefused || error instanceof FolderLocked ? error
            : new TrainingFolderRefused(`it cannot be trained into: ${systemReason(error)}`, { cause: error });
    }
}

async function refuseUnlessTrainable(folder: string, resume: boolean): Promise<void> {
    const names = (await readdir(folder)).filter(name => !name.startsWith(lockFile) && !name.endsWith('.tmp'));
    const isTraining = names.includes(checkpointFile) || names.includes(previousCheckpointFile);
    if (isTraining && !resume) {
        const holder = await lockHolder(folder);
        throw holder === undefined ? new TrainingFolderRefused('it holds a training already; go on with that one, or choose another folder') : lockedBy(holder);
    }
    if (!isTraining && names.length > 0) {
        throw new TrainingFolderRefused('it holds something else than a training; nothing there is overwritten');
    }
}

/** What a process left that ended while it wrote: with the lock, nobody else writes here. */
async function removeDrafts(folder: string): Promise<void> {
    for (const name of await readdir(folder)) {
        if (name.startsWith(`${checkpointFile}.`) && name.endsWith('.tmp')) {
            await rm(join(folder, name), { force: true });
        }
    }
}

/**
 * Makes a folder with all above it. (Node's own way blames a missing folder where the file system is read-only.)
 * @returns the outermost that was not there
 */
async function makeFolder(folder: string): Promise<string | undefined> {
    try {
        await mkdir(folder);
        return folder;
    } catch (error) {
        if (codeOf(error) === 'ENOENT' && dirname(folder) !== folder) {
            const outer = await makeFolder(dirname(folder));
            const inner = await makeFolder(folder);
            return outer ?? inner;
        }
        // Some systems refuse what is there for another reason first.
        if (await isFolder(folder)) {
            return undefined;
        }
        throw error;
    }
}

async function isFolder(path: string): Promise<boolean> {
    return stat(path).then(found => found.isDirectory(), () => false);
}

/**
 * Takes away the folders that a training made for itself, where nothing came of it.
 * @param made the outermost of them
 */
async function removeEmpty(folder: string, made: string | undefined): Promise<void> {
    for (let path = folder; made !== undefined && path.length >= made.length; path = dirname(path)) {
        try {
            await rmdir(path);
        } catch {
            // One that holds something, or is not ours any more, stays.
            return;
        }
    }
}
