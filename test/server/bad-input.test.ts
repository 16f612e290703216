import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { Editor, pulls } from './editor';

const uri = 'test:/main.rasp';
const text = 'x = indices + 1;\ndef f(a) { return a; }\ny = f(x) if True else nope;\n#? y == 1\n';
let editor: Editor;
afterEach(() => { editor.close(); });

const huge = 2 ** 31 - 1;
const positions = {
    'behind the end': { line: 900, character: 900 },
    'huge': { line: huge, character: huge },
    'behind a line': { line: 0, character: huge }
};
const options = { tabSize: 4, insertSpaces: true };

/** Every request that names a place. */
const requests: Readonly<Record<string, (position: { line: number; character: number }) => object>> = {
    'textDocument/hover': position => ({ position }),
    'textDocument/completion': position => ({ position }),
    'textDocument/signatureHelp': position => ({ position }),
    'textDocument/documentSymbol': () => ({}),
    'textDocument/foldingRange': () => ({}),
    'textDocument/codeLens': () => ({}),
    'textDocument/diagnostic': () => ({}),
    'textDocument/semanticTokens/full': () => ({}),
    'textDocument/semanticTokens/full/delta': () => ({ previousResultId: 'none' }),
    'textDocument/selectionRange': position => ({ positions: [position] }),
    'textDocument/formatting': () => ({ options }),
    'textDocument/onTypeFormatting': position => ({ position, ch: ';', options }),
    ...Object.fromEntries(['textDocument/inlayHint', 'textDocument/semanticTokens/range'].map(method => [method, (end: object) => ({ range: { start: { line: 0, character: 0 }, end } })])),
    'textDocument/rangeFormatting': position => ({ range: { start: position, end: { line: 0, character: 0 } }, options }),
    'textDocument/codeAction': position => ({ range: { start: position, end: position }, context: { diagnostics: [] } })
};

describe('requests that make no sense', () => {
    it.each(Object.entries(requests))('%s is answered', async (method, params) => {
        editor = await Editor.open({}, pulls);
        for (const position of Object.values(positions)) {
            await editor.ask(method, uri, params(position));
            await editor.ask(method, 'untitled:Untitled-1', params(position));
            await editor.ask(method, 'not an address % at all', params(position));
        }
        await editor.show(uri, text);
        for (const position of Object.values(positions)) {
            await editor.ask(method, uri, params(position));
        }
        const asked = editor.ask(method, uri, params(positions.huge));
        await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
        await asked;
        await editor.ask(method, uri, params(positions.huge));
        expect(editor.errors).toEqual([]);
    });

    it.each(Object.entries(requests))('%s can be cancelled', async (method, params) => {
        editor = await Editor.open({}, pulls);
        await editor.show(uri, text.repeat(300));
        const source = new CancellationTokenSource();
        const asked = editor.connection.sendRequest(method, { textDocument: { uri }, ...params({ line: 5, character: 2 }) }, source.token);
        source.cancel();
        await expect(asked).rejects.toMatchObject({ code: -32_800 });
        expect(editor.errors).toEqual([]);
    });
});

/** What a confused client sends, and whether the document is still right afterwards. */
const confusions: Readonly<Record<string, (send: (method: string, params: object) => Promise<void>) => Promise<void>>> = {
    'a version before the last': async send => {
        await send('textDocument/didChange', { textDocument: { uri, version: -4 }, contentChanges: [{ text: 'x = nope;\n' }] });
        await send('textDocument/didChange', { textDocument: { uri, version: -9 }, contentChanges: [{ text: 'good = 1;\n' }] });
    },
    'opening twice': async send => {
        await send('textDocument/didOpen', { textDocument: { uri, languageId: 'rasp', version: 1, text: 'x = nope;\n' } });
        await send('textDocument/didOpen', { textDocument: { uri, languageId: 'rasp', version: 1, text: 'good = 1;\n' } });
    },
    'edits outside the text': async send => {
        await send('textDocument/didChange', { textDocument: { uri, version: 7 }, contentChanges: [{ range: { start: { line: huge, character: huge }, end: { line: 0, character: 0 } }, text: '' }] });
        await send('textDocument/didChange', { textDocument: { uri, version: 8 }, contentChanges: [{ range: { start: { line: 99, character: 0 }, end: { line: 900, character: 5 } }, text: 'good = 1;\n' }] });
    },
    'changes and closings of what is not open': async send => {
        await send('textDocument/didChange', { textDocument: { uri: 'test:/none.rasp', version: 7 }, contentChanges: [{ text: 'x = nope;' }] });
        await send('textDocument/didClose', { textDocument: { uri: 'test:/none.rasp' } });
        await send('textDocument/didChange', { textDocument: { uri, version: 8 }, contentChanges: [{ text: 'good = 1;\n' }] });
    },
    'files that are deleted while they are open': async send => {
        await send('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 3 }, { uri: 'test:/%zz', type: 3 }] });
        await send('workspace/didDeleteFiles', { files: [{ uri: 'test:/' }] });
        await send('textDocument/didChange', { textDocument: { uri, version: 8 }, contentChanges: [{ text: 'good = 1;\n' }] });
    }
};

describe.each([['sends', {}], ['asks for', pulls]] as const)('a confused client that %s diagnostics', (_, capabilities) => {
    it.each(Object.entries(confusions))('by %s leaves none behind', async (_name, confuse) => {
        editor = await Editor.open({}, capabilities);
        await editor.show(uri, text);
        await editor.diagnostics(uri, all => all.length > 0);
        await confuse((method, params) => editor.connection.sendNotification(method, params));
        expect((await editor.lenses(uri)).length).toBe(0);
        expect((await editor.ask<{ name: string }[]>('textDocument/documentSymbol', uri)).map(({ name }) => name)).toEqual(['good']);
        expect(await editor.diagnostics(uri, all => all.length === 0)).toEqual([]);
        await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
        expect(await editor.diagnostics(uri)).toEqual([]);
        expect(editor.errors).toEqual([]);
    });
});
