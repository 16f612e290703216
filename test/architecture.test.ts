import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rooms of the house, lowest floor first. A room imports from itself and from floors below. */
const floors: readonly (readonly string[])[] = [
    ['language/limits.ts', 'language/rasp-text.d.ts', 'server/protocol'],
    ['language/values'],
    ['language/syntax'],
    ['language/graph'],
    ['language/evaluation', 'language/cost'],
    ['language/program'],
    ['language/expectations'],
    ['language/prompt', 'language/batch', 'language/format', 'language/completion', 'language/annotation', 'language/insight', 'language/actions', 'language/names'],
    ['language/drawing', 'language/api', 'language/lints'],
    ['language/index.ts'],
    ['transformer/model'],
    ['transformer/compilation', 'transformer/onnx'],
    ['transformer/training'],
    ['transformer/files'],
    ['files'],
    ['transformer/runtime'],
    ['server', 'cli'],
    ['client']
];

const files = ['language', 'transformer', 'files', 'server', 'cli', 'client']
    .flatMap(folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)))
    .filter(file => file.endsWith('.ts') && !file.includes('/generated/'));

function roomOf(file: string): string {
    const rooms = floors.flat().filter(room => file === room || file.startsWith(`${room}/`)).sort((a, b) => b.length - a.length);
    return rooms[0] ?? 'no room';
}

function floorOf(file: string): number {
    return floors.findIndex(floor => floor.includes(roomOf(file)));
}

function importsOf(file: string): string[] {
    return [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
        .map(match => normalize(join(dirname(file), match[1] ?? '')).replace(/\.js$/, '.ts'))
        .map(path => (/\.(ts|rasp)$/.test(path) ? path : `${path}.ts`));
}

describe('the house', () => {
    it('has a room for every file', () => {
        expect(files.filter(file => floorOf(file) < 0)).toEqual([]);
    });

    it('imports only downwards', () => {
        const upwards = files.flatMap(file => importsOf(file)
            .filter(target => !target.includes('/generated/') && roomOf(target) !== roomOf(file) && floorOf(target) >= floorOf(file))
            .map(target => `${file} -> ${target}`));
        expect(upwards).toEqual([]);
    });

    it('has a client that knows the server by its protocol, and the language by its pictures alone', () => {
        const others = files.filter(file => file.startsWith('client/')).flatMap(file => importsOf(file)
            .filter(target => !target.startsWith('client/') && !target.startsWith('server/protocol/') && !target.startsWith('language/drawing/'))
            .map(target => `${file} -> ${target}`));
        expect(others).toEqual([]);
    });

    it('has no import circles', () => {
        const done = new Set<string>();
        const circles: string[] = [];
        const visit = (file: string, path: readonly string[]): void => {
            if (path.includes(file)) {
                circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
            } else if (!done.has(file)) {
                importsOf(file).filter(target => files.includes(target)).forEach(target => { visit(target, [...path, file]); });
                done.add(file);
            }
        };
        files.forEach(file => { visit(file, []); });
        expect(circles).toEqual([]);
    });

    it('keeps hand-written files under 400 lines', () => {
        expect(files.filter(file => readFileSync(file, 'utf8').split('\n').length > 400)).toEqual([]);
    });
});
