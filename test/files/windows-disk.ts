import { win32 } from 'node:path';

/** What a disk of Windows holds: files by their paths, as they were named. */
export type WindowsFiles = ReadonlyMap<string, string>;

/** What the disk was asked for, so that tests see what is not looked at. */
export interface WindowsDisk {
    readonly asked: string[];
    readonly fs: Record<string, unknown>;
}

/** Functions of `node:fs` on such a disk, which takes names in any case. */
export function windowsDisk(files: WindowsFiles): WindowsDisk {
    const asked: string[] = [];
    const folders = new Set([...files.keys()].flatMap(file => {
        const above: string[] = [];
        for (let folder = win32.dirname(file); !above.includes(folder); folder = win32.dirname(folder)) {
            above.push(folder);
        }
        return above;
    }));
    const trueName = (path: string): string => {
        asked.push(path);
        const found = [...files.keys(), ...folders].find(name => name.toLowerCase() === path.toLowerCase());
        if (found === undefined) {
            throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
        }
        return found;
    };
    const entry = (path: string): object => ({ name: win32.basename(path), isSymbolicLink: () => false, isDirectory: () => folders.has(path), isFile: () => files.has(path) });
    return {
        asked,
        fs: {
            realpathSync: Object.assign((path: string) => trueName(path), { native: trueName }),
            statSync: (path: string) => ({ isFile: () => files.has(trueName(path)), isDirectory: () => folders.has(trueName(path)), size: files.get(trueName(path))?.length ?? 0 }),
            readFileSync: (path: string) => new TextEncoder().encode(files.get(trueName(path)) ?? ''),
            opendirSync: (path: string) => {
                const folder = trueName(path);
                const inside = [...files.keys(), ...folders].filter(name => win32.dirname(name) === folder && name !== folder);
                return { readSync: () => { const next = inside.shift(); return next === undefined ? null : entry(next); }, closeSync: () => undefined };
            }
        }
    };
}
