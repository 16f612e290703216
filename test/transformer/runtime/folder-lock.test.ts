import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FolderLocked, lockFile, lockFolder } from '../../../transformer/runtime/folder-lock';

const away = mkdtempSync(join(tmpdir(), 'rasp-lock-'));
afterAll(() => { rmSync(away, { recursive: true, force: true }); });
const folder = (): string => mkdtempSync(join(away, 'f-'));

/** A process that has been, and is no more. */
const endedPid = spawnSync(process.execPath, ['-e', '']).pid;

test('a folder is one training\'s', async () => {
    const place = folder();
    const lock = await lockFolder(place);
    await expect(lockFolder(place)).rejects.toThrow(FolderLocked);
    await expect(lockFolder(place)).rejects.toThrow(`another training writes into this folder (process ${process.pid})`);
    await lock.release();
    expect(readdirSync(place)).toEqual([]);
    await (await lockFolder(place)).release();
});

test.each([
    { title: 'of a process that has ended', text: `${endedPid} abc\n` },
    { title: 'that is empty', text: '' },
    { title: 'that is no lock', text: 'hello' }
])('one $title is taken over', async ({ text }) => {
    const place = folder();
    writeFileSync(join(place, lockFile), text);
    const lock = await lockFolder(place);
    expect(readdirSync(place)).toEqual([lockFile]);
    await lock.release();
});

test('of many at once one gets it', async () => {
    const place = folder();
    writeFileSync(join(place, lockFile), `${endedPid} abc\n`);
    const taken = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(place)));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a lock that another took over is left to it', async () => {
    const place = folder();
    const lock = await lockFolder(place);
    writeFileSync(join(place, lockFile), '1 other\n');
    await lock.release();
    expect(existsSync(join(place, lockFile))).toBe(true);
});
