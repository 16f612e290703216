import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { bundleCommand } from '../../scripts/bundle-command';
import { bundleOptions } from '../../scripts/bundle-options';
import { bundleServer } from '../../scripts/bundle-server';

/** Builds the command and the server beside it into a folder that is gone after the tests of the file. @returns the command */
export async function buildCommand(folder: string): Promise<string> {
    const options = { ...bundleOptions, absWorkingDir: process.cwd() };
    await Promise.all([
        bundleCommand(join(folder, 'dist'), options),
        bundleServer(join(folder, 'dist'), options)
    ]);
    return join(folder, 'dist/cli.cjs');
}

/** A folder with these files, which is gone when the tests of the file are done. */
export function folderOf(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'rasp-editors-'));
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
    }
    afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
    return folder;
}
