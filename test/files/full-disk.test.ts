import type { FileHandle } from 'node:fs/promises';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type * as FileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { FolderRefused, readFolder, writeFolder } from '../../files/model-folder-on-disk';
import { readModelFolder, writeModelFolder } from '../../transformer/files/model-folder';
import { identityModel, randomModel } from '../transformer/tiny-models';

/** What the disk refuses, and after how many bytes. */
const disk = vi.hoisted(() => ({ code: '', step: '', room: Infinity }));

function refuse(step: string): void {
    if (disk.step === step) {
        throw Object.assign(new Error(`${disk.code}: ${step}`), { code: disk.code });
    }
}

vi.mock('node:fs/promises', async importOriginal => {
    const real = await importOriginal<typeof FileSystem>();
    const limited = (handle: FileHandle): FileHandle => new Proxy(handle, {
        get(target, name) {
            if (name === 'write') {
                return async (bytes: Uint8Array, start: number, length: number) => {
                    // A disk takes what there is room for, and refuses the rest at the next call.
                    if (disk.room <= 0) {
                        refuse('write');
                    }
                    const taken = disk.step === 'write' ? Math.min(length, disk.room) : disk.step === 'pieces' ? Math.min(length, 700) : length;
                    disk.room -= taken;
                    return target.write(bytes, start, taken);
                };
            }
            if (name === 'sync') {
                return async () => { refuse('sync'); await target.sync(); };
            }
            const value: unknown = Reflect.get(target, name);
            return typeof value === 'function' ? value.bind(target) as unknown : value;
        }
    });
    return {
        ...real,
        mkdir: async (...args: Parameters<typeof real.mkdir>) => { refuse('mkdir'); return real.mkdir(...args); },
        rename: async (...args: Parameters<typeof real.rename>) => { refuse('rename'); await real.rename(...args); },
        open: async (...args: Parameters<typeof real.open>) => { if (args[1] === 'wx') { refuse('open'); } return limited(await real.open(...args)); }
    };
});

const root = mkdtempSync(join(tmpdir(), 'rasp-full-'));
const old = identityModel();
const files = writeModelFolder(randomModel(4));

beforeEach(() => { Object.assign(disk, { code: '', step: '', room: Infinity }); });
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

describe('where a disk refuses, the message says so, and what was there stays', () => {
    test.each([
        ['write', 'ENOSPC', 0, 'the disk is full (ENOSPC)'],
        ['write', 'ENOSPC', 3_000, 'the disk is full (ENOSPC)'],
        ['write', 'EDQUOT', 100, 'the disk quota is used up (EDQUOT)'],
        ['write', 'EIO', 10, 'EIO'],
        ['sync', 'ENOSPC', 0, 'the disk is full (ENOSPC)'],
        ['mkdir', 'EROFS', 0, 'the file system is read-only (EROFS)'],
        ['mkdir', 'EACCES', 0, 'access is denied (EACCES)'],
        ['open', 'ENOSPC', 0, 'the disk is full (ENOSPC)'],
        ['rename', 'EPERM', 0, 'it is not permitted (EPERM)']
    ])('at %s with %s after %i bytes', async (step, code, room, message) => {
        await writeFolder(join(root, 'm'), writeModelFolder(old));
        Object.assign(disk, { step, code, room });
        const writing = writeFolder(join(root, 'm'), files);
        await expect(writing).rejects.toThrow(FolderRefused);
        await expect(writing).rejects.toThrow(`cannot be written: ${message}`);
        expect(readdirSync(root)).toEqual(['m']);
        expect(readModelFolder(await readFolder(join(root, 'm')))).toEqual(old);
    });
});

test('a disk that takes a file in pieces gets all of it', async () => {
    Object.assign(disk, { step: 'pieces' });
    expect(await writeFolder(join(root, 'm'), files)).toBe(true);
    expect(readModelFolder(await readFolder(join(root, 'm')))).toEqual(randomModel(4));
});
