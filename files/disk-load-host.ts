import { opendirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FolderEntry, LoadedFile, LoadHost, UnreadableFile } from '../language/program/load-host.js';
import { limits } from '../language/limits.js';
import { isElsewhere, isInside, isSamePath, pathOf } from './file-paths.js';
import { listRaspFiles } from './list-rasp-files.js';
import { decodeUtf8 } from './utf8.js';

/** Entries of a folder that are looked at, and names that are listed, at most: folders can be huge, and someone waits. */
const mostEntries = 10_000;
const mostListed = 1_000;

export interface DiskLoadOptions {
    /** Folders to look in after the loading file's own: workspace folders, then the working directory. */
    readonly folders: (fromUri: string) => readonly string[];
    /** Folders whose files are listed; none when absent. */
    readonly listed?: () => readonly string[];
    /** The text of a file that is open in the editor, which goes before the one on disk. */
    readonly openText?: (uri: string) => string | undefined;
    /** When set, only files inside these folders are read. */
    readonly onlyInside?: () => readonly string[] | undefined;
}

interface Entry {
    readonly name: string;
    readonly kind: 'file' | 'folder';
}

/** Finds the files that `load` names: beside the loading file, in the workspace folders, in the working directory. Reads `.rasp` files only. */
export class DiskLoadHost implements LoadHost {
    private readonly options: DiskLoadOptions;

    constructor(options: DiskLoadOptions) {
        this.options = options;
    }

    resolve(path: string, fromUri: string): LoadedFile | UnreadableFile | { readonly tried: readonly string[] } {
        const tried: string[] = [];
        let elsewhere: string | undefined;
        for (const folder of this.foldersFor(fromUri)) {
            const file = resolve(folder, `${path}.rasp`);
            if (isElsewhere(folder, file)) {
                elsewhere = file;
                continue;
            }
            const found = this.find(file);
            if (found !== undefined) {
                return { ...found, passed: tried };
            }
            tried.push(pathToFileURL(file).href);
        }
        if (elsewhere !== undefined && tried.length === 0) {
            return { uri: pathToFileURL(elsewhere).href, problem: 'is on another computer, where `load` does not look' };
        }
        return { tried };
    }

    list(folder: string, fromUri: string): readonly FolderEntry[] {
        const entries = new Map<string, FolderEntry>();
        const own = pathOf(fromUri);
        for (const place of this.foldersFor(fromUri)) {
            const path = resolve(place, folder);
            for (const { name: fileName, kind } of isElsewhere(place, path) ? [] : this.entriesOf(path)) {
                const isFolder = kind === 'folder';
                const name = isFolder ? fileName : fileName.slice(0, -'.rasp'.length);
                const key = isFolder ? `${name}/` : name;
                if (entries.size < mostListed && !entries.has(key) && (own === undefined || !isSamePath(join(path, fileName), own))) {
                    entries.set(key, { name, isFolder, place: basename(path) });
                }
            }
        }
        return [...entries.values()];
    }

    describe(uri: string): string {
        return pathOf(uri) ?? uri;
    }

    read(uri: string): string | undefined {
        const path = pathOf(uri);
        const found = path === undefined ? undefined : this.find(path);
        return found !== undefined && 'text' in found ? found.text : undefined;
    }

    async *workspaceFiles(): AsyncGenerator<readonly string[]> {
        for await (const paths of listRaspFiles(this.options.listed?.() ?? [])) {
            yield paths.map(path => pathToFileURL(path).href);
        }
    }

    private find(file: string): LoadedFile | UnreadableFile | undefined {
        const open = this.opened(file);
        if (open !== undefined) {
            return open;
        }
        try {
            const real = realpathSync.native(file);
            if (!real.endsWith('.rasp') || !this.mayRead(real)) {
                return undefined;
            }
            const status = statSync(real);
            if (!status.isFile() || status.size > limits.programLength * 4) {
                return undefined;
            }
            // Where the system takes names in any case, the file has one address all the same: with the name that it bears.
            const named = real.toLowerCase() === file.toLowerCase() ? real : file;
            const openAsNamed = named === file ? undefined : this.opened(named);
            if (openAsNamed !== undefined) {
                return openAsNamed;
            }
            const uri = pathToFileURL(named).href;
            const decoded = decodeUtf8(readFileSync(real));
            return 'text' in decoded ? { uri, text: decoded.text } : { uri, problem: `is not UTF-8 (line ${decoded.badLine})` };
        } catch {
            // Not there, not readable, or a folder: the next place is tried, and the error names them all.
            return undefined;
        }
    }

    private opened(file: string): LoadedFile | undefined {
        const uri = pathToFileURL(file).href;
        const text = this.options.openText?.(uri);
        return text === undefined ? undefined : { uri, text };
    }

    private foldersFor(uri: string): ReadonlySet<string> {
        const own = pathOf(uri);
        return new Set([...own === undefined ? [] : [dirname(own)], ...this.options.folders(uri)]);
    }

    /** A link or `..` must not lead out of where reading is allowed. */
    private mayRead(real: string): boolean {
        const inside = this.options.onlyInside?.();
        return inside === undefined || inside.some(folder => isInside(realPath(folder), real));
    }

    private entriesOf(folder: string): Entry[] {
        const entries: Entry[] = [];
        try {
            if (!this.mayRead(realpathSync.native(folder))) {
                return [];
            }
            const directory = opendirSync(folder, { bufferSize: 512 });
            try {
                for (let i = 0, entry = directory.readSync(); entry !== null && i < mostEntries; i++, entry = directory.readSync()) {
                    const kind = this.kindOf(folder, entry);
                    if (kind !== undefined) {
                        entries.push({ name: entry.name, kind });
                    }
                }
            } finally {
                directory.closeSync();
            }
        } catch {
            // Not there or not readable: nothing can be loaded from it.
            return entries;
        }
        return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    }

    /** What `load` can make of an entry. Of a link, that is what it leads to; one that leads nowhere or in a circle is nothing. */
    private kindOf(folder: string, entry: Dirent): 'file' | 'folder' | undefined {
        if (entry.name.startsWith('.') || entry.name === 'node_modules') {
            return undefined;
        }
        if (!entry.isSymbolicLink()) {
            return entry.isDirectory() ? 'folder' : entry.isFile() && entry.name.endsWith('.rasp') ? 'file' : undefined;
        }
        try {
            const real = realpathSync.native(join(folder, entry.name));
            const status = statSync(real);
            const kind = status.isDirectory() ? 'folder' : status.isFile() && entry.name.endsWith('.rasp') && real.endsWith('.rasp') ? 'file' : undefined;
            return this.mayRead(real) ? kind : undefined;
        } catch {
            return undefined;
        }
    }
}

/** Where links lead; the path itself for a folder that is not there, so that it stands in no other's way. */
function realPath(folder: string): string {
    try {
        return realpathSync.native(folder);
    } catch {
        return folder;
    }
}
