import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { commandLine } from '../../cli/command-line';

/** What a command printed, and its exit code. */
export interface Printed {
    readonly code: number;
    readonly out: string;
    readonly err: string;
}

export interface Setting {
    readonly cwd?: string;
    readonly stdin?: string;
    readonly colours?: boolean;
}

/** Runs the command line in this process. */
export async function rasp(args: readonly string[], setting: Setting = {}): Promise<Printed> {
    let out = '';
    let err = '';
    const { cwd = process.cwd(), stdin = '', colours = false } = setting;
    const code = await commandLine({
        cwd,
        colours: { out: colours, err: colours },
        out: text => { out += text; },
        err: text => { err += text; },
        readStdin: limit => Promise.resolve(Buffer.from(stdin).subarray(0, limit))
    }, args);
    return { code, out, err };
}

/** A folder with these files, which is gone when the tests of the file are done. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'rasp-cli-'));
    for (const [name, text] of Object.entries(files)) {
        const path = join(folder, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
    }
    afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
    return folder;
}

/** Lines without the spaces that align them at the end. */
export function lines(text: string): string[] {
    return text.trimEnd().split('\n').map(line => line.trimEnd());
}
