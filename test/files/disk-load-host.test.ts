import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { DiskLoadHost } from '../../files/disk-load-host';

const root = mkdtempSync(join(tmpdir(), 'rasp-load-'));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

const files: Record<string, string> = {
    'workspace/own/main.rasp': '', 'workspace/own/near.rasp': 'near', 'workspace/near.rasp': 'not this one', 'workspace/shared.rasp': 'shared',
    'working/here.rasp': 'here', 'outside/secret.rasp': 'secret', 'outside/note.txt': 'no RASP'
};
for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), text);
}
mkdirSync(join(root, 'workspace/folder.rasp'));
symlinkSync(join(root, 'outside/secret.rasp'), join(root, 'workspace/own/link.rasp'));
symlinkSync(join(root, 'outside/note.txt'), join(root, 'workspace/own/text.rasp'));
symlinkSync(join(root, 'workspace/own/loop.rasp'), join(root, 'workspace/own/loop.rasp'));

const folders = [join(root, 'workspace'), join(root, 'working')];
const from = pathToFileURL(join(root, 'workspace/own/main.rasp')).href;

function load(path: string, trusted = true, openText?: (uri: string) => string | undefined): string | undefined {
    const host = new DiskLoadHost({ folders: () => folders, onlyInside: () => (trusted ? undefined : [join(root, 'workspace')]), ...(openText === undefined ? {} : { openText }) });
    const found = host.resolve(path, from);
    return 'text' in found ? found.text : undefined;
}

describe('load', () => {
    it.each([
        ['near', 'near', 'near'],
        ['shared', 'shared', 'shared'],
        ['here', 'here', undefined],
        ['../shared', 'shared', 'shared'],
        ['../../outside/secret', 'secret', undefined],
        ['link', 'secret', undefined],
        ['text', undefined, undefined],
        ['loop', undefined, undefined],
        ['folder', undefined, undefined],
        ['nothing', undefined, undefined],
        ['near\0', undefined, undefined],
        [join(root, 'outside/secret'), 'secret', undefined]
    ])('%j finds %j, and %j in an untrusted workspace', (path, trusted, untrusted) => {
        expect([load(path), load(path, false)]).toEqual([trusted, untrusted]);
    });

    it('prefers what stands in the editor', () => {
        expect(load('near', true, uri => (uri.endsWith('own/near.rasp') ? 'edited' : undefined))).toBe('edited');
    });

    it('tells where it looked', () => {
        const host = new DiskLoadHost({ folders: () => folders });
        const found = host.resolve('nothing', from);
        expect('tried' in found ? found.tried.map(uri => host.describe(uri)) : []).toEqual([join(root, 'workspace/own/nothing.rasp'), join(root, 'workspace/nothing.rasp'), join(root, 'working/nothing.rasp')]);
    });
});

describe('the files that can be loaded', () => {
    const list = (folder: string, trusted = true): string[] => new DiskLoadHost({ folders: () => folders, onlyInside: () => (trusted ? undefined : [join(root, 'workspace')]) })
        .list(folder, from).map(({ name, isFolder, place }) => `${place}: ${name}${isFolder ? '/' : ''}`);

    it.each([
        ['', true, ['own: link', 'own: near', 'workspace: folder.rasp/', 'workspace: own/', 'workspace: shared', 'working: here']],
        ['', false, ['own: near', 'workspace: folder.rasp/', 'workspace: own/', 'workspace: shared']],
        ['own/', true, ['own: link', 'own: near']],
        ['../', true, ['workspace: folder.rasp/', 'workspace: near', 'workspace: own/', 'workspace: shared', `${basename(root)}: outside/`, `${basename(root)}: working/`, `${basename(root)}: workspace/`]],
        ['../../outside/', true, ['outside: secret']],
        ['../../outside/', false, []],
        ['nowhere/', true, []],
        ['near\0/', true, []]
    ])('in %j, trusted %j', (folder, trusted, expected) => {
        expect(list(folder, trusted)).toEqual(expected);
    });

    it('are bounded in a huge folder', () => {
        const huge = join(root, 'huge');
        mkdirSync(huge);
        for (let i = 0; i < 3_000; i++) {
            writeFileSync(join(huge, `f${i}.rasp`), '');
        }
        expect(new DiskLoadHost({ folders: () => [huge] }).list('', 'untitled:1').length).toBe(1_000);
    });
});
