import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { diskHost } from '../../server/disk-host';
import { movedPath, Moves } from '../../server/moved-loads';
import { Editor } from './editor';

let root: string;
let editor: Editor | undefined;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'rasp-move-')); });
afterEach(() => {
    editor?.close();
    rmSync(root, { recursive: true, force: true });
});

/** A file's address as VS Code writes it, which escapes more than Node does. */
const address = (name: string): string => pathToFileURL(join(root, name)).href.replace(/[()]/g, char => `%${char.charCodeAt(0).toString(16)}`);

/** The texts that change when files of a workspace are moved, by file, before the move. */
async function move(files: Readonly<Record<string, string>>, moves: Readonly<Record<string, string>>, shown: readonly string[] = [], folders = ['']): Promise<Record<string, string>> {
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
    }
    const opened = editor = await Editor.open({}, { workspace: { workspaceFolders: true } }, diskHost, folders.map(address));
    for (const name of shown) {
        await opened.show(address(name), files[name] ?? '');
    }
    const edit = await opened.connection.sendRequest<WorkspaceEdit>('workspace/willRenameFiles', { files: Object.entries(moves).map(([from, to]) => ({ oldUri: address(from), newUri: address(to) })) });
    expect(opened.errors).toEqual([]);
    return Object.fromEntries(Object.entries(edit.changes ?? {}).map(([uri, edits]) => {
        const name = decodeURIComponent(uri).slice(decodeURIComponent(address('')).length).replace(/^\//, '');
        return [name, TextDocument.applyEdits(TextDocument.create(uri, 'rasp', 0, files[name] ?? ''), edits)];
    }));
}

const lib = 'n = 1;\n';
const main = 'load "lib";\nx = indices + n;\n';

const table: [what: string, files: Record<string, string>, moves: Record<string, string>, changed: Record<string, string>, folders?: string[]][] = [
    ['a file that others load', { 'lib.rasp': lib, 'main.rasp': main, 'other.rasp': 'y = 1;\n' }, { 'lib.rasp': 'part.rasp' }, { 'main.rasp': 'load "part";\nx = indices + n;\n' }],
    ['into another folder', { 'lib.rasp': lib, 'main.rasp': main, 'sub/more.rasp': 'load "../lib";\n' }, { 'lib.rasp': 'deep/down/part.rasp' }, { 'main.rasp': 'load "deep/down/part";\nx = indices + n;\n', 'sub/more.rasp': 'load "../deep/down/part";\n' }],
    ['a file that loads', { 'lib.rasp': lib, 'main.rasp': main }, { 'main.rasp': 'sub/main.rasp' }, {}],
    ['a file that loads one in its folder', { 'a/lib.rasp': lib, 'a/main.rasp': main }, { 'a/main.rasp': 'b/main.rasp' }, { 'a/main.rasp': 'load "../a/lib";\nx = indices + n;\n' }],
    ['a file to where another of the same name is', { 'a/lib.rasp': lib, 'a/main.rasp': main, 'b/lib.rasp': lib }, { 'a/main.rasp': 'b/main.rasp' }, { 'a/main.rasp': 'load "../a/lib";\nx = indices + n;\n' }],
    ['a folder', { 'a/lib.rasp': lib, 'a/main.rasp': main, 'top.rasp': 'load "a/lib";\nload "a/main";\n' }, { a: 'b' }, { 'top.rasp': 'load "b/lib";\nload "b/main";\n' }],
    ['a folder whose files load others', { 'a/main.rasp': 'load "../c/lib";\n', 'c/lib.rasp': lib }, { a: 'deep/a' }, { 'a/main.rasp': 'load "../../c/lib";\n' }],
    ['both ends to one place', { 'lib.rasp': lib, 'main.rasp': main }, { 'lib.rasp': 'sub/lib.rasp', 'main.rasp': 'sub/main.rasp' }, {}],
    ['what is found from the workspace folder, and stays so', { 'lib.rasp': lib, 'a/main.rasp': main }, { 'lib.rasp': 'tools/lib.rasp' }, { 'a/main.rasp': 'load "tools/lib";\nx = indices + n;\n' }],
    ['what is found from the workspace folder, to where a nearer file has that path', { 'lib.rasp': lib, 'a/main.rasp': main, 'a/tools/lib.rasp': lib }, { 'lib.rasp': 'tools/lib.rasp' }, { 'a/main.rasp': 'load "../tools/lib";\nx = indices + n;\n' }],
    ['a file in front of another that is loaded', { 'lib.rasp': lib, 'a/main.rasp': main, 'new.rasp': lib }, { 'new.rasp': 'a/lib.rasp' }, {}],
    ['in one of two workspace folders', { 'one/lib.rasp': lib, 'one/sub/main.rasp': main, 'two/lib.rasp': lib, 'two/sub/main.rasp': main }, { 'two/lib.rasp': 'two/part.rasp' }, { 'two/sub/main.rasp': 'load "part";\nx = indices + n;\n' }, ['one', 'two']],
    ['in a folder with brackets and blanks', { 'a (b)/lib.rasp': lib, 'a (b)/main.rasp': main }, { 'a (b)/lib.rasp': 'a (b)/c ü.rasp' }, { 'a (b)/main.rasp': 'load "c ü";\nx = indices + n;\n' }],
    ['in a function and behind a mistake', { 'lib.rasp': lib, 'main.rasp': 'x = (1;\nfor i in [1] {\n    load "lib";\n}\n' }, { 'lib.rasp': 'part.rasp' }, { 'main.rasp': 'x = (1;\nfor i in [1] {\n    load "part";\n}\n' }],
    ['to a name that no path has', { 'lib.rasp': lib, 'main.rasp': main }, { 'lib.rasp': 'lib.txt' }, {}],
    ['to a name that no text can hold', { 'lib.rasp': lib, 'main.rasp': main }, { 'lib.rasp': 'l"b.rasp' }, {}],
    ['what nobody loads', { 'lib.rasp': lib, 'main.rasp': 'load "nope";\n' }, { 'lib.rasp': 'part.rasp' }, {}]
];

describe('files that are moved', () => {
    it.each(table)('take the paths of their loads along: %s', async (_what, files, moves, changed, folders) => {
        expect(await move(files, moves, [], folders)).toEqual(changed);
    });

    it.each(table)('and where they are open: %s', async (_what, files, moves, changed, folders) => {
        expect(await move(files, moves, Object.keys(files), folders)).toEqual(changed);
    });

    it('on another drive have no path', () => {
        const found = { path: 'lib', from: 'file:///c%3A/a/main.rasp', target: 'file:///c%3A/a/lib.rasp' };
        expect(movedPath(found, new Moves([{ oldUri: found.target, newUri: 'file:///d%3A/lib.rasp' }]), () => [], () => true)).toBeUndefined();
        expect(movedPath(found, new Moves([{ oldUri: found.target, newUri: 'file:///c:/b/lib.rasp' }]), () => [], uri => uri === found.target)).toBe('../b/lib');
    });
});
