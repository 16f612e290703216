import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LoadedFile, LoadHost } from '../language/program/load-host.js';
import { limits } from '../language/limits.js';
import { listRaspFiles } from './list-rasp-files.js';

export interface DiskLoadOptions {
    /** Folders to look in after the loading file's own: workspace folders, then the working directory. */
    readonly folders: () => readonly string[];
    /** Folders whose files are listed; none when absent. */
    readonly listed?: () => readonly string[];
    /** The text of a file that is open in the editor, which goes before the one on disk. */
    readonly openText?: (uri: string) => string | undefined;
    /** When set, only files inside these folders are read. */
    readonly onlyInside?: () => readonly string[] | undefined;
}

/** Finds the files that `load` names: beside the loading file, in the workspace folders, in the working directory. Reads `.rasp` files only. */
export class DiskLoadHost implements LoadHost {
    private readonly options: DiskLoadOptions;

    constructor(options: DiskLoadOptions) {
        this.options = options;
    }

    resolve(path: string, fromUri: string): LoadedFile | { readonly tried: readonly string[] } {
        const tried: string[] = [];
        const own = fromUri.startsWith('file:') ? [dirname(fileURLToPath(fromUri))] : [];
        for (const folder of new Set([...own, ...this.options.folders()])) {
            const file = resolve(folder, `${path}.rasp`);
            const found = this.find(file);
            if (found !== undefined) {
                return found;
            }
            tried.push(pathToFileURL(file).href);
        }
        return { tried };
    }

    describe(uri: string): string {
        return fileURLToPath(uri);
    }

    read(uri: string): string | undefined {
        try {
            return uri.startsWith('file:') ? this.find(fileURLToPath(uri))?.text : undefined;
        } catch {
            // An address of another machine, or none at all.
            return undefined;
        }
    }

    async *list(): AsyncGenerator<readonly string[]> {
        for await (const paths of listRaspFiles(this.options.listed?.() ?? [])) {
            yield paths.map(path => pathToFileURL(path).href);
        }
    }

    private find(file: string): LoadedFile | undefined {
        const uri = pathToFileURL(file).href;
        const open = this.options.openText?.(uri);
        if (open !== undefined) {
            return { uri, text: open };
        }
        try {
            // A link or `..` must not lead out of where reading is allowed.
            const real = realpathSync(file);
            const inside = this.options.onlyInside?.();
            if (!real.endsWith('.rasp') || (inside !== undefined && !inside.some(folder => real.startsWith(realpathSync(folder) + sep)))) {
                return undefined;
            }
            const status = statSync(real);
            if (!status.isFile() || status.size > limits.programLength * 4) {
                return undefined;
            }
            return { uri, text: readFileSync(real, 'utf8') };
        } catch {
            // Not there, not readable, or a folder: the next place is tried, and the error names them all.
            return undefined;
        }
    }
}
