import { afterEach, describe, expect, it } from 'vitest';
import type { ClientCapabilities, CompletionItem, CompletionList, MarkupContent } from 'vscode-languageserver';
import { Editor } from './editor';

const uri = 'test:/main.rasp';
let editor: Editor;
afterEach(() => { editor.close(); });

/** What VS Code can do. */
const capable: ClientCapabilities = {
    textDocument: { completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true, insertReplaceSupport: true }, completionList: { itemDefaults: ['editRange'] } } }
};

function ask(line: number, character: number, triggerCharacter?: string): Promise<CompletionList | null> {
    return editor.ask('textDocument/completion', uri, { position: { line, character }, context: triggerCharacter === undefined ? { triggerKind: 1 } : { triggerKind: 2, triggerCharacter } });
}

function item(list: CompletionList | null, label: string): CompletionItem {
    const found = list?.items.find(item => item.label === label);
    if (found === undefined) {
        throw new Error(`no ${label} among ${list?.items.map(({ label }) => label).join(' ') ?? 'nothing'}`);
    }
    return found;
}

async function documentation(item: CompletionItem): Promise<string> {
    const { documentation } = await editor.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
    return (documentation as MarkupContent | undefined)?.value ?? '';
}

const program = '# Who looks where.\nsame = select(tokens, tokens, ==);\nwide = selector_width(same);\n# Twice `seq`.\ndef twice(seq) { return seq + seq; }\nx = wi\n';

describe('completion over the protocol', () => {
    it('gives icons, details and snippets', async () => {
        editor = await Editor.open({}, capable);
        await editor.show(uri, program);
        const list = await ask(5, 6);
        expect(list?.isIncomplete).toBe(false);
        const line = (from: number, to: number): object => ({ start: { line: 5, character: from }, end: { line: 5, character: to } });
        expect(list?.itemDefaults?.editRange).toEqual({ insert: line(4, 6), replace: line(4, 6) });
        expect(item(list, 'wide')).toMatchObject({ kind: 6, detail: 's-op<ints> · L1 H2', labelDetails: { description: 's-op<ints> · L1 H2' } });
        expect(item(list, 'same')).toMatchObject({ kind: 8, detail: 'selector · L1' });
        expect(item(list, 'twice')).toMatchObject({ kind: 3, textEditText: 'twice(${1:seq})', insertTextFormat: 2, labelDetails: { detail: '(seq)' } });
        const [wide, same] = [item(list, 'wide').sortText ?? '', item(list, 'same').sortText ?? ''];
        expect(wide < same && same < (item(list, 'count').sortText ?? '')).toBe(true);
        expect(list?.items.every(item => item.documentation === undefined)).toBe(true);
    });

    it('replaces the closing quote of a key, and the path behind the cursor, in an editor that inserts', async () => {
        editor = await Editor.open({ 'test:/util.rasp': '' }, capable);
        await editor.show(uri, 'd = {"a": 1};\nx = d[""];\nload "util";\n');
        const line = (at: number, from: number, to: number): object => ({ start: { line: at, character: from }, end: { line: at, character: to } });
        expect((await ask(1, 7, '"'))?.itemDefaults?.editRange).toEqual(line(1, 6, 8));
        expect((await ask(2, 6))?.itemDefaults?.editRange).toEqual(line(2, 6, 10));
    });

    it('writes plain text for an editor without snippets', async () => {
        editor = await Editor.open();
        await editor.show(uri, program);
        const twice = item(await ask(5, 6), 'twice');
        expect(twice).toMatchObject({ textEdit: { newText: 'twice', range: { start: { line: 5, character: 4 }, end: { line: 5, character: 6 } } } });
        expect(twice.insertTextFormat).toBeUndefined();
        expect(item(await ask(6, 0), 'load').textEdit?.newText).toBe('load "');
        expect(item(await ask(6, 0), 'def').textEdit?.newText).toBe('def');
    });

    it('tells on asking what a row is', async () => {
        editor = await Editor.open({}, capable);
        await editor.show(uri, program);
        const list = await ask(5, 6);
        expect(await documentation(item(list, 'same'))).toMatch(/Who looks where[^]*h \| 1/);
        expect(await documentation(item(list, 'wide'))).toMatch(/\[1, 1, 2, 2, 1\][^]*\| layer \| heads/);
        expect(await documentation(item(list, 'twice'))).toMatch(/def twice\(seq\)[^]*Twice/);
        expect(await documentation(item(list, 'count'))).toMatch(/How many values of[^]*L 1/);
        expect(await documentation(item(list, 'tokens'))).toMatch(/as strings/);
        expect(await documentation(item(list, 'select'))).toMatch(/A selector/);
        expect(await documentation(item(list, 'out'))).toMatch(/last expression/);
        expect(await documentation({ label: 'gone', data: { uri, offset: 0, setBy: 90 } })).toBe('');
        expect(await documentation({ label: 'nothing' })).toBe('');
    });

    it('counts on asking what takes too long for the list', async () => {
        editor = await Editor.open({}, capable);
        const chain = Array.from({ length: 400 }, (_, i) => `x${i + 1} = aggregate(full_s, x${i}) + ${i};`).join('\n');
        await editor.show(uri, `x0 = indices;\n${chain}\ny = `);
        const list = await ask(401, 4);
        const last = item(list, 'x2');
        expect([item(list, 'x400').detail, last.detail]).toEqual(['s-op<floats> · L400 H1', 's-op<floats>']);
        expect((await editor.connection.sendRequest<CompletionItem>('completionItem/resolve', last)).detail).toBe('s-op<floats> · L2 H1');
    });

    it('offers files to load, and comes unasked only where names would not push in', async () => {
        editor = await Editor.open({ 'test:/brackets.rasp': '', 'test:/_private.rasp': '' }, capable);
        await editor.show(uri, 'load "";\nx = count(tokens,');
        expect((await ask(0, 6, '"'))?.items.map(({ label, kind }) => [label, kind])).toEqual([['brackets', 17], ['_private', 17]]);
        expect(await ask(1, 17, ',')).toBeNull();
        expect(await ask(1, 17)).not.toBeNull();
    });

    it('answers a request that follows its keystroke at once, with the text as it is then', async () => {
        editor = await Editor.open({}, capable);
        await editor.show(uri, `a = indices;\n${Array.from({ length: 300 }, (_, i) => `n${i} = selector_width(select(indices, ${i}, <));`).join('\n')}\n`);
        await editor.edit(uri, 0, 0, 0, 'first = 1;\n');
        void editor.edit(uri, 1, 12, 12, '\nx = f');
        const list = await ask(2, 5);
        expect(item(list, 'first').detail).toBe('int');
        expect(list?.items.some(({ label }) => label === 'n7')).toBe(false);
    });

    it('survives requests that make no sense', async () => {
        editor = await Editor.open({}, capable);
        await editor.show(uri, 'x = 1;\n');
        expect((await ask(900, 900))?.items.length).toBeGreaterThan(10);
        expect(await editor.ask('textDocument/completion', 'test:/nowhere.rasp', { position: { line: 0, character: 0 } })).toBeNull();
    });
});
