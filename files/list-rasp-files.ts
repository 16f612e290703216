import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Bounds on one search: folders of other things can be very large. */
const mostEntries = 200_000;
const mostFiles = 5_000;
const skippedFolders = new Set(['node_modules']);

/**
 * The `.rasp` files in some folders and those below them, nearest first; each once. Links are not followed, so that
 * none leads in a circle or out of the folders. What cannot be read is left out.
 * @yields paths, folder by folder, so that the caller can pause and stop
 */
export async function* listRaspFiles(folders: readonly string[]): AsyncGenerator<readonly string[]> {
    const seen = new Set<string>();
    const waiting = [...folders];
    let entries = 0;
    let files = 0;
    for (let next = 0; next < waiting.length && entries < mostEntries && files < mostFiles; next++) {
        const folder = waiting[next] ?? '';
        if (seen.has(folder)) {
            continue;
        }
        seen.add(folder);
        const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
        entries += found.length + 1;
        for (const entry of found) {
            if (entry.isDirectory() && !entry.name.startsWith('.') && !skippedFolders.has(entry.name)) {
                waiting.push(join(folder, entry.name));
            }
        }
        const paths = found.filter(entry => entry.isFile() && entry.name.endsWith('.rasp')).map(entry => join(folder, entry.name)).sort().slice(0, mostFiles - files);
        files += paths.length;
        yield paths;
    }
}
