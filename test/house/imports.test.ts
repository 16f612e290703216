import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entries, mayImport, roomOf, rooms } from './house-document';
import { importsOf, typescriptIn } from './source-files';
import type { Imports } from './source-files';

const files = typescriptIn('language', 'transformer', 'files', 'server', 'cli', 'client', 'scripts', 'bench');
const imports = new Map(files.map(file => [file, importsOf(file)]));
const loads = new Map(files.map(file => [file, importsOf(file, true)]));

const importedBy = (file: string): readonly string[] => imports.get(file)?.files ?? [];

/** All files that some files import, directly or not, with themselves. */
function reachedFrom(starts: readonly string[], from: ReadonlyMap<string, Imports> = imports): ReadonlySet<string> {
    const reached = new Set(starts);
    for (const file of reached) {
        from.get(file)?.files.forEach(target => { reached.add(target); });
    }
    return reached;
}

describe('the house', () => {
    it('has a room for every file, and no room that is not there', () => {
        expect(files.filter(file => roomOf(file) === undefined)).toEqual([]);
        expect(rooms.map(({ name }) => name).filter(name => !existsSync(name))).toEqual([]);
        expect(rooms.filter(({ floor, purpose }) => Number.isNaN(floor) || purpose === '')).toEqual([]);
    });

    it('imports only downwards', () => {
        const wrong = files.flatMap(file => {
            const room = roomOf(file);
            return importedBy(file).filter(target => /\.(ts|rasp)$/.test(target) && room !== undefined && roomOf(target) !== room && !mayImport(room, target)).map(target => `${file} -> ${target}`);
        });
        expect(wrong).toEqual([]);
    });

    it('takes the packages that each room names, and no room names more', () => {
        const taken = rooms.map(room => [room.name, [...new Set(files.filter(file => roomOf(file) === room).flatMap(file => imports.get(file)?.packages ?? []))].sort()]);
        expect(Object.fromEntries(taken)).toEqual(Object.fromEntries(rooms.map(({ name, packages }) => [name, [...packages].sort()])));
    });

    it('has no import circles', () => {
        const done = new Set<string>();
        const circles: string[] = [];
        const visit = (file: string, path: readonly string[]): void => {
            if (path.includes(file)) {
                circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
            } else if (!done.has(file)) {
                importedBy(file).forEach(target => { visit(target, [...path, file]); });
                done.add(file);
            }
        };
        files.forEach(file => { visit(file, []); });
        expect(circles).toEqual([]);
    });

    it('imports files that are there', () => {
        expect(files.flatMap(file => importedBy(file).filter(target => !existsSync(target)).map(target => `${file} -> ${target}`))).toEqual([]);
    });

    it('has no file that nothing uses', () => {
        // What a bundler puts in the place of a module, what the type checker alone reads, and what generated files import.
        const unnamed = ['cli/no-child-process.ts', 'language/rasp-text.d.ts', 'language/syntax/load-grammar.ts'];
        const reached = reachedFrom([...entries, ...unnamed]);
        expect(entries.filter(entry => !files.includes(entry))).toEqual([]);
        expect(files.filter(file => !/^(scripts|bench)\//.test(file) && !reached.has(file))).toEqual([]);
    });

    it('loads native code in the workers alone', () => {
        const isNative = (file: string): boolean => loads.get(file)?.packages.includes('onnxruntime-node') === true;
        expect(entries.filter(entry => [...reachedFrom([entry], loads)].some(isNative))).toEqual(['transformer/runtime/worker-main.ts', 'transformer/runtime/training-main.ts']);
    });

    it('keeps models out of the language server', () => {
        expect([...reachedFrom(['server/node.ts', 'server/browser.ts'], loads)].filter(file => file.startsWith('transformer/'))).toEqual([]);
    });
});
