import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FolderRefused, readFolder, writeFolder } from '../../files/model-folder-on-disk';
import { readModelFolder, writeModelFolder } from '../../transformer/files/model-folder';
import { identityModel, randomModel } from '../transformer/tiny-models';

const model = randomModel(4);
const files = writeModelFolder(model);
let root = '';

beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'rasp-model-')); });
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

test('what is written is read, and nothing else is there', async () => {
    expect(await writeFolder(join(root, 'deep/er'), files)).toBe(true);
    expect(readdirSync(join(root, 'deep'))).toEqual(['er']);
    expect(readdirSync(join(root, 'deep/er')).toSorted()).toEqual(['README.md', 'config.json', 'labels.json', 'model.onnx', 'model.safetensors']);
    expect(readModelFolder(await readFolder(join(root, 'deep/er')))).toEqual(model);
});

describe('writes over', () => {
    test.each([
        ['an empty folder', (path: string) => { mkdirSync(path); }],
        ['a model, of which it leaves nothing', async (path: string) => {
            await writeFolder(path, writeModelFolder(identityModel()));
            writeFileSync(join(path, 'note.txt'), 'mine');
        }]
    ])('%s', async (_, prepare) => {
        await prepare(join(root, 'm'));
        await writeFolder(join(root, 'm'), files);
        expect(readModelFolder(await readFolder(join(root, 'm')))).toEqual(model);
        expect(readdirSync(root)).toEqual(['m']);
        expect(readdirSync(join(root, 'm'))).toHaveLength(files.size);
    });
});

describe('leaves alone', () => {
    test.each([
        ['a file', (path: string) => { writeFileSync(path, 'x'); }, 'there is a file of this name'],
        ['a folder of other things', (path: string) => { mkdirSync(path); writeFileSync(join(path, 'thesis.txt'), 'x'); }, 'holds something else than a compiled model'],
        ['a folder with the config of something else', (path: string) => { mkdirSync(path); writeFileSync(join(path, 'config.json'), '{"format": "bert"}'); }, 'holds something else than a compiled model'],
        ['a place below a file', (path: string) => { writeFileSync(path, 'x'); }, 'part of the path is a file (ENOTDIR)', 'm/below']
    ])('%s', async (_, prepare, message, target = 'm') => {
        prepare(join(root, 'm'));
        const before = tree(root);
        await expect(writeFolder(join(root, target), files)).rejects.toThrow(message);
        expect(tree(root)).toEqual(before);
    });
});

test('a cancelled writing leaves what was there', async () => {
    await writeFolder(join(root, 'm'), writeModelFolder(identityModel()));
    const before = tree(root);
    for (let stopAt = 1; ; stopAt++) {
        let asked = 0;
        if (await writeFolder(join(root, 'm'), files, () => ++asked >= stopAt)) {
            expect(stopAt).toBeGreaterThan(files.size);
            break;
        }
        expect(tree(root)).toEqual(before);
    }
});

test('a file that cannot be written leaves what was there', async () => {
    await writeFolder(join(root, 'm'), writeModelFolder(identityModel()));
    const before = tree(root);
    await expect(writeFolder(join(root, 'm'), new Map([...files, ['no/such/folder', new Uint8Array(1)]]))).rejects.toThrow(FolderRefused);
    expect(tree(root)).toEqual(before);
});

describe('reading says what is not there', () => {
    test.each([
        ['no folder', () => undefined, 'there is no folder'],
        ['a file', (path: string) => { writeFileSync(path, 'x'); }, 'is a file; expected the folder that rasp compile wrote'],
        ['a folder in place of a file', (path: string) => { mkdirSync(join(path, 'config.json'), { recursive: true }); }, 'config.json: expected a file; found a folder'],
        ['a device in place of a file', (path: string) => { mkdirSync(path); symlinkSync('/dev/zero', join(path, 'config.json')); }, 'config.json: expected a file; found a device or a pipe'],
        ['a link to itself', (path: string) => { mkdirSync(path); symlinkSync('config.json', join(path, 'config.json')); }, 'config.json cannot be read: its symbolic links lead in a circle (ELOOP)'],
        ['a link to nothing', (path: string) => { mkdirSync(path); symlinkSync('/no/such', join(path, 'config.json')); }, 'config.json: expected a file of this name in the folder; found none'],
        ['weights without end', (path: string) => { sparse(path, 'model.safetensors', 2 ** 40); }, 'model.safetensors: expected at most 1,073,741,824 bytes; found 1,099,511,627,776'],
        ['a config that would fill the memory', (path: string) => { sparse(path, 'config.json', 2 ** 30); }, 'config.json: expected at most 33,554,432 bytes; found 1,073,741,824'],
        ['labels that would fill the memory', (path: string) => { sparse(path, 'labels.json', 2 ** 30); }, 'labels.json: expected at most 33,554,432 bytes; found 1,073,741,824'],
        ['a folder without files', (path: string) => { mkdirSync(path); }, 'config.json: expected a file of this name in the folder; found none']
    ])('%s', async (_, prepare, message) => {
        prepare(join(root, 'm'));
        await expect(readFolder(join(root, 'm')).then(readModelFolder)).rejects.toThrow(message);
    });
});

test('links to files elsewhere are read', async () => {
    await writeFolder(join(root, 'm'), files);
    mkdirSync(join(root, 'links'));
    files.forEach((_, name) => { symlinkSync(join(root, 'm', name), join(root, 'links', name)); });
    expect(readModelFolder(await readFolder(join(root, 'links')))).toEqual(model);
});

test('what is in model.onnx makes no difference: the weights are those of model.safetensors', async () => {
    await writeFolder(join(root, 'm'), new Map([...files, ['model.onnx', Buffer.from('someone else\'s')]]));
    expect(readModelFolder(await readFolder(join(root, 'm')))).toEqual(model);
});

/** A file of this size that takes no room on the disk. */
function sparse(folder: string, name: string, size: number): void {
    mkdirSync(folder);
    writeFileSync(join(folder, name), '');
    truncateSync(join(folder, name), size);
}

/** All files of a folder with what they hold. */
function tree(folder: string): Record<string, string> {
    return Object.fromEntries(readdirSync(folder, { recursive: true, withFileTypes: true })
        .map(entry => [join(entry.parentPath, entry.name), entry.isFile() ? readFileSync(join(entry.parentPath, entry.name), 'latin1') : 'folder']));
}
