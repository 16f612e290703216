import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import ts from 'typescript';

/** What a file imports, in whatever way: files of the house by their path, packages by their name. */
export interface Imports {
    readonly files: readonly string[];
    readonly packages: readonly string[];
}

const skipped = new Set(['node_modules', 'dist', 'generated']);

/** The TypeScript files of some folders, by paths with `/`; generated ones left out. */
export function typescriptIn(...folders: readonly string[]): string[] {
    return folders.flatMap(folder => readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
        const path = `${folder}/${entry.name}`;
        return entry.isDirectory() ? (skipped.has(entry.name) ? [] : typescriptIn(path)) : entry.name.endsWith('.ts') ? [path] : [];
    }));
}

/** @param isRun whether imports of types alone are left out: nothing is loaded for them */
export function importsOf(file: string, isRun = false): Imports {
    const text = readFileSync(file, 'utf8');
    const names = ts.preProcessFile(isRun ? text.replace(/^(?:im|ex)port type\b[^;]*;/gm, '') : text, true, true).importedFiles.map(({ fileName }) => fileName);
    return {
        files: names.filter(name => name.startsWith('.')).map(name => fileAt(posix.join(dirname(file), name))),
        packages: names.filter(name => !name.startsWith('.')).map(packageOf)
    };
}

/** Imports name the script that a file will be, the file, or neither's ending. */
function fileAt(path: string): string {
    const candidates = [path, path.replace(/\.js$/, '.ts'), `${path}.ts`, `${path}.d.ts`];
    return candidates.find(candidate => existsSync(candidate)) ?? path;
}

function packageOf(name: string): string {
    return name.startsWith('node:') ? 'node' : name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
}
