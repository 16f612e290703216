import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Location, WorkspaceEdit, WorkspaceSymbol } from 'vscode-languageserver/node';
import { diskHost } from '../../server/disk-host';
import { Editor, pulls } from './editor';

let root: string;
let editor: Editor | undefined;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'rasp-workspace-')); });
afterEach(() => {
    editor?.close();
    rmSync(root, { recursive: true, force: true });
});

const watches = { workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true }, ...pulls.workspace }, textDocument: pulls.textDocument ?? {} };

/** A file's address as VS Code writes it, which escapes more than Node does. */
const address = (name: string): string => pathToFileURL(join(root, name)).href.replace(/[()]/g, char => `%${char.charCodeAt(0).toString(16)}`);

function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
    }
}

/** Opens an editor with the files of `shown`, which have run then. */
async function open(files: Readonly<Record<string, string>>, folders: readonly string[], shown: readonly string[]): Promise<Editor> {
    write(files);
    const opened = editor = await Editor.open({}, watches, diskHost, folders.map(address));
    for (const name of shown) {
        await opened.show(address(name), files[name] ?? '');
    }
    await settle(opened, shown);
    opened.analyzed.length = 0;
    return opened;
}

/** Waits until all has run, and tells the first lens of each file. */
async function settle(opened: Editor, shown: readonly string[]): Promise<string[]> {
    const lenses = await Promise.all(shown.map(name => opened.lenses(address(name))));
    return lenses.map(([first]) => (first ?? 'none').replace(/^.*→ /, ''));
}

const changed = (opened: Editor, type: 1 | 2 | 3, ...names: string[]): Promise<void> =>
    opened.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: names.map(name => ({ uri: address(name), type })) });

/** The files that have run again since it was asked last, in alphabetical order. */
function ranAgain(opened: Editor): string[] {
    return opened.analyzed.splice(0).map(uri => decodeURIComponent(uri).slice(decodeURIComponent(address('')).length).replace(/^\//, '')).sort();
}

describe('a workspace of two folders', () => {
    const files = {
        'one/lib.rasp': 'n = 1;\n', 'one/sub/main.rasp': 'load "lib";\nx = indices + n;\n',
        'two/lib.rasp': 'n = 2;\n', 'two/sub/main.rasp': 'load "lib";\nx = indices + n;\n',
        'two/free.rasp': 'x = indices;\n', 'three/extra.rasp': 'm = 7;\n', 'one/wants.rasp': 'load "extra";\nx = indices + m;\n'
    };
    const shown = ['one/sub/main.rasp', 'two/sub/main.rasp', 'two/free.rasp', 'one/wants.rasp'];

    it.each([[['one', 'two']], [['two', 'one']]])('in the order %j finds each file\'s own first', async folders => {
        const opened = await open(files, folders, shown);
        expect(await settle(opened, shown)).toEqual(['[1, 2, 3, 4, 5]', '[2, 3, 4, 5, 6]', '[0, 1, 2, 3, 4]', 'none']);
    });

    it('runs what is found elsewhere when one comes or goes, and nothing else', async () => {
        const opened = await open(files, ['one', 'two'], shown);
        const folders = (added: string[], removed: string[]): Promise<void> => opened.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
            event: { added: added.map(name => ({ uri: address(name), name })), removed: removed.map(name => ({ uri: address(name), name })) }
        });
        await folders(['three'], []);
        expect(await settle(opened, shown)).toEqual(['[1, 2, 3, 4, 5]', '[2, 3, 4, 5, 6]', '[0, 1, 2, 3, 4]', '[7, 8, 9, 10, 11]']);
        expect(ranAgain(opened)).toEqual(['one/wants.rasp']);
        await folders([], ['two']);
        expect((await settle(opened, shown))[1]).toBe('[1, 2, 3, 4, 5]');
        // The search for extra.rasp had led through that folder.
        expect(ranAgain(opened)).toEqual(['one/wants.rasp', 'two/sub/main.rasp']);
        await folders([], ['three']);
        expect((await opened.diagnostics(address('one/wants.rasp'), all => all.length > 0))[0]?.message).toContain('cannot find "extra.rasp"');
        expect(ranAgain(opened)).toEqual(['one/wants.rasp']);
        expect(opened.errors).toEqual([]);
    });
});

describe('files that change on disk', () => {
    const files = {
        'a.rasp': 'n = 1;\n', 'b.rasp': 'load "a";\n', 'uses.rasp': 'load "b";\nx = indices + n;\n',
        'other.rasp': 'load "c";\nx = indices + m;\n', 'c.rasp': 'm = 5;\n', 'free.rasp': 'x = indices;\n'
    };
    const shown = ['uses.rasp', 'other.rasp', 'free.rasp'];

    it.each<[string, (opened: Editor) => Promise<void>, string[], string[]]>([
        ['a loaded file', async opened => {
            write({ 'a.rasp': 'n = 4;\n' });
            await changed(opened, 2, 'a.rasp');
        }, ['uses.rasp'], ['[4, 5, 6, 7, 8]', '[5, 6, 7, 8, 9]', '[0, 1, 2, 3, 4]']],
        ['a file that nothing loads', async opened => {
            write({ 'new.rasp': 'n = 4;\n' });
            await changed(opened, 1, 'new.rasp');
        }, [], ['[1, 2, 3, 4, 5]', '[5, 6, 7, 8, 9]', '[0, 1, 2, 3, 4]']],
        ['a file that is open, where the editor\'s text goes first', async opened => {
            await changed(opened, 2, 'free.rasp', 'uses.rasp');
        }, [], ['[1, 2, 3, 4, 5]', '[5, 6, 7, 8, 9]', '[0, 1, 2, 3, 4]']],
        ['a renamed file', async opened => {
            renameSync(join(root, 'c.rasp'), join(root, 'd.rasp'));
            await opened.connection.sendNotification('workspace/didRenameFiles', { files: [{ oldUri: address('c.rasp'), newUri: address('d.rasp') }] });
            await changed(opened, 3, 'c.rasp');
        }, ['other.rasp'], ['[1, 2, 3, 4, 5]', '[5, 6, 7, 8, 9] (last result)', '[0, 1, 2, 3, 4]']]
    ])('run what depends on %s', async (_, change, again, results) => {
        const opened = await open(files, [''], shown);
        await change(opened);
        expect(await settle(opened, shown)).toEqual(results);
        expect([...new Set(ranAgain(opened))]).toEqual(again);
        expect(opened.errors).toEqual([]);
    });

    it('are found again under their new name, and nearer ones go first', async () => {
        const opened = await open({ 'lib.rasp': 'n = 1;\n', 'sub/main.rasp': 'load "lib";\nx = indices + n;\n' }, [''], ['sub/main.rasp']);
        write({ 'sub/lib.rasp': 'n = 3;\n' });
        await changed(opened, 1, 'sub/lib.rasp');
        expect(await settle(opened, ['sub/main.rasp'])).toEqual(['[3, 4, 5, 6, 7]']);
        renameSync(join(root, 'sub/lib.rasp'), join(root, 'sub/other.rasp'));
        await changed(opened, 3, 'sub/lib.rasp');
        expect(await settle(opened, ['sub/main.rasp'])).toEqual(['[1, 2, 3, 4, 5]']);
    });

    it('and are deleted while they are open stay as the editor has them, until it closes them', async () => {
        const opened = await open(files, [''], [...shown, 'c.rasp']);
        rmSync(join(root, 'c.rasp'));
        await changed(opened, 3, 'c.rasp');
        expect((await settle(opened, shown))[1]).toBe('[5, 6, 7, 8, 9]');
        await opened.edit(address('c.rasp'), 0, 4, 5, '6');
        expect((await settle(opened, shown))[1]).toBe('[6, 7, 8, 9, 10]');
        await opened.connection.sendNotification('textDocument/didClose', { textDocument: { uri: address('c.rasp') } });
        expect((await opened.diagnostics(address('other.rasp'), all => all.length > 0))[0]?.message).toContain('cannot find "c.rasp"');
        expect(opened.errors).toEqual([]);
    });
});

/** `main 1:4`: file, line and column. */
const place = (uri: string, { line, character }: Location['range']['start']): string => `${/([^/]*)\.rasp$/.exec(decodeURIComponent(uri))?.[1] ?? uri} ${line}:${character}`;

async function references(opened: Editor, name: string, line: number, character: number): Promise<string[]> {
    const found = await opened.ask<Location[]>('textDocument/references', address(name), { position: { line, character }, context: { includeDeclaration: true } });
    return found.map(({ uri, range }) => place(uri, range.start)).sort();
}

describe('names in a folder', () => {
    it('with brackets in its name are each one file\'s, open or not', async () => {
        const files = { 'a (b)/lib.rasp': 'name = 1;\n', 'a (b)/main.rasp': 'load "lib";\nx = name;\n', 'a (b)/closed.rasp': 'load "lib";\ny = name;\n' };
        const opened = await open(files, ['a (b)'], ['a (b)/lib.rasp', 'a (b)/main.rasp']);
        expect(await references(opened, 'a (b)/main.rasp', 1, 4)).toEqual(['closed 1:4', 'lib 0:0', 'main 1:4']);
        expect(await opened.connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: 'name' })).toHaveLength(1);
        write({ 'a (b)/closed.rasp': 'load "lib";\n\n\nz = name;\n' });
        await changed(opened, 2, 'a (b)/closed.rasp');
        expect(await references(opened, 'a (b)/lib.rasp', 0, 0)).toEqual(['closed 3:4', 'lib 0:0', 'main 1:4']);
    });

    it('that is moved away are forgotten', async () => {
        const opened = await open({ 'lib/a.rasp': 'name = 1;\n', 'main.rasp': 'load "lib/a";\nx = name;\n' }, [''], ['main.rasp']);
        expect(await references(opened, 'main.rasp', 1, 4)).toEqual(['a 0:0', 'main 1:4']);
        renameSync(join(root, 'lib'), join(root, 'old'));
        await opened.connection.sendNotification('workspace/didRenameFiles', { files: [{ oldUri: address('lib'), newUri: address('old') }] });
        expect(await references(opened, 'main.rasp', 1, 4)).toEqual([]);
        expect((await opened.diagnostics(address('main.rasp'), all => all.length > 0))[0]?.message).toContain('cannot find "lib/a.rasp"');
    });
});

describe('a workspace of ten thousand files', () => {
    it('of which three are RASP, with links in a circle, is searched within a moment', async () => {
        for (let i = 0; i < 100; i++) {
            mkdirSync(join(root, `f${i}`));
            for (let j = 0; j < 100; j++) {
                writeFileSync(join(root, `f${i}`, `${j}.txt`), 'name');
            }
        }
        symlinkSync(root, join(root, 'f7', 'circle'));
        symlinkSync(join(root, 'f8', 'knot.rasp'), join(root, 'f8', 'knot.rasp'));
        const files = { 'f1/lib.rasp': 'name = 1;\n', 'f2/main.rasp': 'load "../f1/lib";\nx = name;\n', 'f3/deep/other.rasp': 'load "f1/lib";\nload "../../f7/circle/f8/knot";\ny = name;\n' };
        const opened = await open(files, [''], ['f2/main.rasp']);
        const begun = performance.now();
        expect(await references(opened, 'f2/main.rasp', 1, 4)).toEqual(['lib 0:0', 'main 1:4', 'other 2:4']);
        const first = performance.now() - begun;
        const { changes = {} } = await opened.ask<WorkspaceEdit>('textDocument/rename', address('f2/main.rasp'), { position: { line: 1, character: 4 }, newName: 'renamed' });
        expect(Object.entries(changes).flatMap(([uri, edits]) => edits.map(({ range, newText }) => `${place(uri, range.start)} ${newText}`)).sort()).toEqual(['lib 0:0 renamed', 'main 1:4 renamed', 'other 2:4 renamed']);
        await expect(opened.ask('textDocument/rename', address('f2/main.rasp'), { position: { line: 1, character: 4 }, newName: '' })).rejects.toThrow('"" is not a name');
        expect((await opened.connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: '' })).map(({ name }) => name).sort()).toEqual(['name', 'x', 'y']);
        const all = performance.now() - begun;
        console.info(`10,000 files: first references ${first.toFixed(0)} ms, then two renames and the symbols ${(all - first).toFixed(0)} ms`);
        // Ample: a walk that followed the circle would take thousands of times as long.
        expect(all).toBeLessThan(5_000);
        expect(opened.errors).toEqual([]);
    }, 30_000);
});
