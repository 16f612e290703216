import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, DocumentHighlight, DocumentLink, DocumentSymbol, Location, LocationLink, WorkspaceEdit, WorkspaceSymbol } from 'vscode-languageserver/node';
import { libraryUri, standardLibrary } from '../../language/program/library';
import { Editor } from './editor';

const uri = 'test:/main.rasp';
const a = 'test:/a.rasp';
let editor: Editor;
afterEach(() => { editor.close(); });

function at(line: number, character: number, file = uri): { textDocument: { uri: string }; position: { line: number; character: number } } {
    return { textDocument: { uri: file }, position: { line, character } };
}

/** `main 1:4-7`: file, line and columns. */
function place({ uri: file, range: { start, end } }: Location): string {
    return `${file.replace(/^.*:\/|\.rasp$/g, '')} ${start.line}:${start.character}-${end.character}`;
}

async function definition(line: number, character: number, file = uri): Promise<string[]> {
    return (await editor.connection.sendRequest<Location[]>('textDocument/definition', at(line, character, file))).map(place);
}

async function references(line: number, character: number, includeDeclaration: boolean, file = uri): Promise<string[]> {
    return (await editor.connection.sendRequest<Location[]>('textDocument/references', { ...at(line, character, file), context: { includeDeclaration } })).map(place).sort();
}

async function rename(line: number, character: number, newName: string, file = uri): Promise<Record<string, string[]>> {
    const { changes = {} } = await editor.connection.sendRequest<WorkspaceEdit>('textDocument/rename', { ...at(line, character, file), newName });
    return Object.fromEntries(Object.entries(changes).map(([changed, edits]) => [changed, edits.map(edit => `${place({ uri: changed, range: edit.range })} ${edit.newText}`)]));
}

describe('definition', () => {
    const text = 'load "a";\nx = 1;\ny = x + shared;\nx = 2;\nz = x + sort(indices, tokens);\n';

    it('goes to the binding that holds, into a loaded file, into the library', async () => {
        editor = await Editor.open({ [a]: 'shared = 1;\nshared = 2;\n' });
        await editor.show(uri, text);
        expect(await definition(2, 4)).toEqual(['main 1:0-1']);
        expect(await definition(4, 5)).toEqual(['main 3:0-1']);
        expect(await definition(2, 10)).toEqual(['a 1:0-6']);
        expect(await definition(0, 7)).toEqual(['a 0:0-0']);
        expect(await definition(4, 9)).toEqual([expect.stringMatching(/^library \d+:4-8$/)]);
        const [indices = ''] = await definition(4, 15);
        const library = await editor.connection.sendRequest<string>('rasp/libraryText', undefined);
        const [, line = ''] = /^library (\d+):2-9$/.exec(indices) ?? [];
        expect(library.split('\n')[Number(line)]).toBe('# indices: The positions: 0, 1, 2, …');
        expect(library.startsWith(standardLibrary().source.trimEnd())).toBe(true);
    });

    it('takes part in the names of tests, also while only a test is edited', async () => {
        editor = await Editor.open({ [a]: 'hist = 1;\n#? hist == 1\n' });
        await editor.show(uri, 'load "a";\n#? hist == 1\n');
        expect(await definition(1, 4)).toEqual(['a 0:0-4']);
        expect(await references(1, 4, true)).toEqual(['a 0:0-4', 'a 1:3-7', 'main 1:3-7']);
        expect(await rename(1, 4, 'new')).toEqual({ [a]: ['a 0:0-4 new', 'a 1:3-7 new'], [uri]: ['main 1:3-7 new'] });
        await editor.edit(uri, 1, 3, 3, '1 == ');
        expect(await definition(1, 4)).toEqual([]);
        expect(await definition(1, 9)).toEqual(['a 0:0-4']);
        const highlights = await editor.connection.sendRequest<DocumentHighlight[]>('textDocument/documentHighlight', at(1, 9));
        expect(highlights.map(({ range }) => place({ uri, range }))).toEqual(['main 1:8-12']);
    });

    it('tells what the whole definition is, where the editor asks for it', async () => {
        editor = await Editor.open({}, { textDocument: { definition: { linkSupport: true } } });
        await editor.show(uri, 'def f(x) {\n    return x;\n}\ny = f(1);\n');
        const [link] = await editor.connection.sendRequest<LocationLink[]>('textDocument/definition', at(3, 4));
        expect(link).toMatchObject({
            originSelectionRange: { start: { line: 3, character: 4 }, end: { line: 3, character: 5 } },
            targetRange: { start: { line: 0, character: 0 }, end: { line: 2, character: 1 } }, targetSelectionRange: { start: { line: 0, character: 4 } }
        });
    });

    it('works inside the library', async () => {
        editor = await Editor.open();
        const lines = (await editor.connection.sendRequest<string>('rasp/libraryText', undefined)).split('\n');
        await editor.show(libraryUri, lines.join('\n'));
        const line = lines.findIndex(each => each.includes('aggregate(full_s, a)'));
        expect(await definition(line, lines[line]?.indexOf('full_s') ?? 0, libraryUri)).toEqual([`library ${lines.findIndex(each => each.startsWith('full_s ='))}:0-6`]);
        expect(await editor.hover(libraryUri, lines.findIndex(each => each.startsWith('def sort')), 5)).toMatch(/def sort\(seq, key\)[^]*L 2/);
        expect(await editor.lenses(libraryUri)).toEqual([]);
        expect(editor.publications(libraryUri)).toBe(0);
    });

    it('takes the text of a loaded file as it stands in the editor, and as it is on disk once that is closed', async () => {
        const files = { [a]: 'n = 1;\n' };
        editor = await Editor.open(files, { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } });
        await editor.show(uri, 'load "a";\nx = n;\n');
        expect(await definition(1, 4)).toEqual(['a 0:0-1']);
        await editor.show(a, '\n\nn = 5;\n');
        expect(await definition(1, 4)).toEqual(['a 2:0-1']);
        await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri: a } });
        expect(await definition(1, 4)).toEqual(['a 0:0-1']);
        files[a] = '# moved\nn = 1;\n';
        await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: a, type: 2 }] });
        expect(await definition(1, 4)).toEqual(['a 1:0-1']);
        Reflect.deleteProperty(files, a);
        await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: a, type: 3 }] });
        expect(await definition(1, 4)).toEqual([]);
    });

    it('sees each edit at once', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'x = 1;\ny = x;\n');
        void editor.edit(uri, 0, 0, 0, 'x = 0;\n');
        expect(await definition(2, 4)).toEqual(['main 1:0-1']);
        void editor.edit(uri, 1, 0, 1, 'w');
        expect(await definition(2, 4)).toEqual(['main 0:0-1']);
    });
});

describe('references and highlights', () => {
    const files = { [a]: 'def f(n) {\n    return n + g;\n}\ng = 1;\ng = f(g);\n', 'test:/other.rasp': 'load "a";\nz = g;\n', 'test:/alone.rasp': 'g = 1;\nh = g;\n' };

    it('finds a binding\'s uses in all files, and no other\'s', async () => {
        editor = await Editor.open(files);
        await editor.show(uri, 'load "a";\nx = g;\ng = 2;\ny = g;\n');
        expect(await references(1, 4, true)).toEqual(['a 1:15-16', 'a 4:0-1', 'main 1:4-5', 'other 1:4-5']);
        expect(await references(1, 4, false)).toEqual(['a 1:15-16', 'main 1:4-5', 'other 1:4-5']);
        expect(await references(2, 0, true)).toEqual(['main 2:0-1', 'main 3:4-5']);
        expect(await references(0, 6, true, a)).toEqual(['a 0:6-7', 'a 1:11-12']);
    });

    it('finds the uses of a library function', async () => {
        editor = await Editor.open({ [a]: 'x = sort(tokens, tokens);\n', 'test:/own.rasp': 'def f(sort) { return sort; }\n' });
        await editor.show(uri, 'y = sort(indices, indices);\n');
        expect(await references(0, 5, true)).toEqual(['a 0:4-8', expect.stringMatching(/^library/), 'main 0:4-8']);
    });

    it('marks reads and writes in the file', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'x = 1;\nx = x + 1;\ny = x + u;\nz = u;\n');
        const highlights = async (line: number, character: number): Promise<string[]> =>
            (await editor.connection.sendRequest<DocumentHighlight[]>('textDocument/documentHighlight', at(line, character))).map(({ range, kind }) => `${place({ uri, range })} ${kind}`);
        expect(await highlights(2, 4)).toEqual(['main 1:0-1 3', 'main 2:4-5 2']);
        expect(await highlights(1, 4)).toEqual(['main 0:0-1 3', 'main 1:4-5 2']);
        expect(await highlights(3, 4)).toEqual(['main 2:8-9 2', 'main 3:4-5 2']);
        expect(await highlights(1, 6)).toEqual([]);
    });
});

describe('rename', () => {
    it('changes one binding, also in the files that load it', async () => {
        editor = await Editor.open({ [a]: 'x = 1;\ny = x;\n', 'test:/other.rasp': 'load "a";\nz = x;\n', 'test:/alone.rasp': 'x = 1;\n' });
        await editor.show(uri, 'load "a";\nz = x;\nx = 2;\nw = x;\n');
        expect(await rename(1, 4, 'new')).toEqual({ [uri]: ['main 1:4-5 new'], [a]: ['a 0:0-1 new', 'a 1:4-5 new'], 'test:/other.rasp': ['other 1:4-5 new'] });
        expect(await rename(3, 4, 'new')).toEqual({ [uri]: ['main 2:0-1 new', 'main 3:4-5 new'] });
    });

    it('says what can be renamed, and why not', async () => {
        editor = await Editor.open({}, { textDocument: { rename: { prepareSupport: true } } });
        await editor.show(uri, 'x = 1;\ny = x + length + nope;\n');
        const prepare = (line: number, character: number): Promise<unknown> => editor.connection.sendRequest('textDocument/prepareRename', at(line, character));
        expect(await prepare(1, 5)).toEqual({ range: { start: { line: 1, character: 4 }, end: { line: 1, character: 5 } }, placeholder: 'x' });
        await expect(prepare(1, 9)).rejects.toThrow('`length` belongs to the standard library');
        await expect(prepare(1, 18)).rejects.toThrow('Nothing sets `nope`');
        await expect(prepare(1, 2)).rejects.toThrow('put the cursor on one');
        await expect(prepare(70, 2)).rejects.toThrow('put the cursor on one');
        for (const [to, reason] of [['', '"" is not a name'], ['x y', '"x y" is not a name'], ['for', 'a word of the language'], ['y', '`y` is set already, on line 2']] as const) {
            await expect(rename(0, 0, to)).rejects.toThrow(reason);
        }
        await expect(rename(0, 0, 'z', 'test:/nowhere.rasp')).rejects.toThrow('no name here');
    });
});

describe('call hierarchy', () => {
    const text = 'load "a";\ndef inner(n) {\n    return lib_free(n) + 1;\n}\ndef outer(n) {\n    return inner(inner(n)) + length;\n}\nvalue = outer(indices);\nouter(tokens_int);\n';

    async function prepare(line: number, character: number, file = uri): Promise<CallHierarchyItem> {
        const [item] = await editor.connection.sendRequest<CallHierarchyItem[] | null>('textDocument/prepareCallHierarchy', at(line, character, file)) ?? [];
        if (item === undefined) {
            throw new Error('no item');
        }
        return item;
    }

    async function incoming(item: CallHierarchyItem): Promise<string[]> {
        return (await editor.connection.sendRequest<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item })).map(({ from, fromRanges }) => `${from.name} ${from.kind} ×${fromRanges.length}`);
    }

    async function outgoing(item: CallHierarchyItem): Promise<string[]> {
        return (await editor.connection.sendRequest<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item })).map(({ to, fromRanges }) => `${to.name} ${to.detail ?? ''} ×${fromRanges.length}`);
    }

    it('leads up and down, into loaded files and the library', async () => {
        editor = await Editor.open({ [a]: 'def lib_free(n) { return sort(n, n); }\n' });
        await editor.show(uri, text);
        const outer = await prepare(4, 5);
        expect(outer).toMatchObject({ name: 'outer', detail: 'main.rasp', range: { start: { line: 4 }, end: { line: 6 } } });
        expect(await outgoing(outer)).toEqual(['inner main.rasp ×2', 'length standard library ×1']);
        expect(await incoming(outer)).toEqual(['value 13 ×1', 'main.rasp 1 ×1']);
        const inner = await prepare(1, 5);
        expect(await incoming(inner)).toEqual(['outer 12 ×2']);
        expect(await outgoing(inner)).toEqual(['lib_free a.rasp ×1']);
        const value = await prepare(7, 0);
        expect(await outgoing(value)).toEqual(['outer main.rasp ×1']);
        const [call] = await editor.connection.sendRequest<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item: inner });
        expect(await outgoing(call?.to ?? inner)).toEqual(['sort standard library ×1']);
        const sort = await prepare(0, 26, a);
        expect(sort.uri).toBe(libraryUri);
        expect(await incoming(sort)).toEqual(['lib_free 12 ×1']);
        expect(await outgoing(sort)).toContain('selector_width standard library ×1');
    });

    it('has nothing for a parameter, or where a definition is gone', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'def f(n) { return n; }\n');
        await expect(prepare(0, 6)).rejects.toThrow('no item');
        const item = await prepare(0, 4);
        await editor.edit(uri, 0, 4, 5, 'g');
        expect(await incoming(item)).toEqual([]);
        expect(await outgoing(item)).toEqual([]);
    });
});

describe('links and symbols', () => {
    it('links what load finds', async () => {
        editor = await Editor.open({ [a]: '' });
        await editor.show(uri, 'load "a";\nload "nowhere";\nfor i in [1] {\n    load "a";\n}\n');
        const links = await editor.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
        expect(links.map(({ range, target, tooltip }) => [place({ uri, range }), target, tooltip])).toEqual([['main 0:6-7', a, 'Open a.rasp'], ['main 3:10-11', a, 'Open a.rasp']]);
    });

    it('finds names in the workspace', async () => {
        editor = await Editor.open({ [a]: 'reverse = 1;\nreverse = 2;\ndef reverse_all(x) { local = x; return local; }\n_private = 1;\n' });
        await editor.show(uri, 'load "a";\nbackwards = 1;\n');
        const find = async (query: string): Promise<string[]> =>
            (await editor.connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query })).map(({ name, kind, location, containerName }) => `${name} ${kind} ${place(location as Location)} ${containerName ?? ''}`);
        expect(await find('rvs')).toEqual(['reverse 13 a 1:0-7 a.rasp', 'reverse_all 12 a 2:4-15 a.rasp']);
        expect(await find('BACK')).toEqual(['backwards 13 main 1:0-9 main.rasp']);
        expect(await find('local')).toEqual([]);
        expect(await find('')).toHaveLength(4);
    });

    it('outlines a file, functions with what they set', async () => {
        editor = await Editor.open({ [a]: 'loaded = 1;\n' });
        await editor.show(uri, 'load "a";\nx = indices;\ndef f(p) {\n    q = p;\n    q = q;\n    def g(r) {\n        return r;\n    }\n    return [g(s) for s in [q]];\n}\nfor i in [1] { y = i; }\n');
        const outline = (symbols: readonly DocumentSymbol[]): string => symbols.map(({ name, children = [] }) => name + (children.length > 0 ? `(${outline(children)})` : '')).join(' ');
        const symbols = await editor.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });
        expect(outline(symbols)).toBe('x f(p q g(r)) i y');
    });
});

describe('requests that make no sense', () => {
    it('answers them empty', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'x = 1;\n');
        for (const [line, character] of [[900, 900], [0, 900], [900, 0]] as const) {
            expect(await definition(line, character)).toEqual([]);
            expect(await references(line, character, true)).toEqual([]);
        }
        expect(await definition(0, 0, 'test:/nowhere.rasp')).toEqual([]);
        expect(await definition(0, 0, 'nonsense')).toEqual([]);
        expect(await definition(0, 0)).toEqual(['main 0:0-1']);
    });

    it('stops when it is cancelled', async () => {
        editor = await Editor.open(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`test:/f${i}.rasp`, 'x = 1;\n'.repeat(50)])));
        await editor.show(uri, 'x = 1;\n');
        const source = new CancellationTokenSource();
        const request = editor.connection.sendRequest('workspace/symbol', { query: 'x' }, source.token);
        source.cancel();
        await expect(request).rejects.toThrow(/cancelled/i);
        expect(await definition(0, 0)).toEqual(['main 0:0-1']);
    });
});
