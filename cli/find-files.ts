import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderMessage, reason } from './source-file.js';
import type { Terminal } from './terminal.js';

/** The files to check, and what could not be looked into. */
export interface FoundFiles {
    readonly files: string[];
    readonly refusals: string[];
}

const skippedFolders = new Set(['node_modules']);

/** The given files, and all `.rasp` files in the given folders, each as it is to be called. */
export function findFiles(terminal: Terminal, given: readonly string[]): FoundFiles {
    const found: FoundFiles = { files: [], refusals: [] };
    for (const name of given) {
        const path = resolve(terminal.cwd, name);
        if (name === '-' || !isFolder(path)) {
            found.files.push(name);
        } else if (name.endsWith('.rasp')) {
            found.refusals.push(folderMessage(name));
        } else {
            const before = found.files.length + found.refusals.length;
            searchFolder(path, name, found);
            if (found.files.length + found.refusals.length === before) {
                found.refusals.push(`there are no .rasp files in ${name}`);
            }
        }
    }
    return found;
}

function isFolder(path: string): boolean {
    try {
        return statSync(path).isDirectory();
    } catch {
        // Reading it will say why.
        return false;
    }
}

/** Looks through a folder and those in it; each real folder once, since links can make circles. */
function searchFolder(start: string, label: string, found: FoundFiles): void {
    const seen = new Set<string>();
    const waiting = [{ path: start, label }];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
        const { path } = folder;
        try {
            const real = realpathSync(path);
            if (seen.has(real)) {
                continue;
            }
            seen.add(real);
            const names = readdirSync(path).sort();
            const below: typeof waiting = [];
            for (const name of names) {
                const entry = { path: join(path, name), label: join(folder.label, name) };
                if (isFolder(entry.path)) {
                    if (!name.startsWith('.') && !skippedFolders.has(name)) {
                        below.push(entry);
                    }
                } else if (name.endsWith('.rasp')) {
                    found.files.push(entry.label);
                }
            }
            below.reverse().forEach(entry => { waiting.push(entry); });
        } catch (error) {
            found.refusals.push(reason(error, path, folder.label));
        }
    }
}
