import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Lines that are kept. */
export const historySize = 1_000;

/** Where the history is kept: in the user's folder for the state of programs. */
export function historyFile(environment: NodeJS.ProcessEnv = process.env): string {
    const { XDG_STATE_HOME: given, LOCALAPPDATA: windows } = environment;
    const folder = given !== undefined && given !== '' ? given : process.platform === 'win32' && windows !== undefined ? windows : join(homedir(), '.local', 'state');
    return join(folder, 'rasp', 'history');
}

/** The lines of former sessions, the last first. Without a file that can be read, none. */
export function readHistory(file: string): string[] {
    try {
        return readFileSync(file, 'utf8').split('\n').filter(line => line !== '').reverse().slice(0, historySize);
    } catch {
        return [];
    }
}

/** Keeps the history, the last line first. The file is whole at any time; where it cannot be written, the session goes on without. */
export function writeHistory(file: string, lines: readonly string[]): void {
    const written = `${file}.${process.pid}`;
    try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        writeFileSync(written, lines.slice(0, historySize).reverse().map(line => `${line}\n`).join(''), { mode: 0o600 });
        renameSync(written, file);
    } catch {
        removeQuietly(written);
    }
}

function removeQuietly(file: string): void {
    try {
        rmSync(file, { force: true });
    } catch {
        // There is no folder to remove it from.
    }
}
