import { isAbsolute, parse, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of a file's address; undefined where it is none of this system: of another scheme, machine or kind of drive. */
export function pathOf(uri: string): string | undefined {
    try {
        return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
    } catch {
        return undefined;
    }
}

/** Whether a path is that of a folder or leads to something in it. Both are absolute; letters differ by case where the system says so. */
export function isInside(folder: string, path: string): boolean {
    const way = relative(folder, path);
    return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`);
}

/** Whether two absolute paths are the same. */
export function isSamePath(a: string, b: string): boolean {
    return relative(a, b) === '';
}

/**
 * Whether looking at a path would ask another computer or a device than those that the folder is on. On Windows a path
 * can name any computer, `\\server\share`, and looking there sends who one is.
 */
export function isElsewhere(folder: string, path: string): boolean {
    const root = rootOf(path);
    return root.startsWith('\\\\') && root !== rootOf(folder);
}

/** The drive, or the computer and what it shares. */
function rootOf(path: string): string {
    return parse(path).root.replace(/(?<=[^:\\])\\$/, '').toLowerCase();
}
