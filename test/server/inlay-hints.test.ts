import { afterEach, describe, expect, it } from 'vitest';
import type { InlayHint, MarkupContent } from 'vscode-languageserver';
import { Editor } from './editor';

const uri = 'test:/main.rasp';
let editor: Editor;
afterEach(() => { editor.close(); });

function ask(from = 0, to = 100): Promise<InlayHint[]> {
    return editor.ask('textDocument/inlayHint', uri, { range: { start: { line: from, character: 0 }, end: { line: to, character: 0 } } });
}

async function shown(): Promise<string[]> {
    return (await ask()).map(({ position, label }) => `${position.line}:${position.character} ${String(label)}`);
}

async function change(settings: object | null): Promise<void> {
    editor.settings['rasp.inlayHints'] = settings;
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
}

const program = 'same = select(tokens, tokens, ==);\nn = 3;\nwide = selector_width(same) + count(tokens, "l");\n';

describe('inlay hints over the protocol', () => {
    it('stand where they are switched on, at once', async () => {
        editor = await Editor.open({}, { workspace: { inlayHint: { refreshSupport: true } } });
        await editor.show(uri, program);
        expect(await shown()).toEqual(['0:4 : selector', '2:4 : s-op<ints>', '2:36 seq:', '2:44 atom:']);
        await change({ types: true, cost: true, parameterNames: false });
        expect(await shown()).toEqual(['0:4 : selector · L1', '2:4 : s-op<ints> · L1 H3']);
        expect(editor.refreshes).toContain('inlayHint');
        await change({ types: false, cost: true, parameterNames: false });
        expect(await shown()).toEqual(['0:4 : L1', '2:4 : L1 H3']);
        await change({ types: false, cost: false, parameterNames: true });
        expect(await shown()).toEqual(['2:36 seq:', '2:44 atom:']);
        await change({ types: false, cost: false, parameterNames: false });
        expect(await shown()).toEqual([]);
        await change({ types: 'nonsense' });
        expect(await shown()).toHaveLength(4);
        await change(null);
        expect(await shown()).toHaveLength(4);
    });

    it('come for the range that is asked for', async () => {
        editor = await Editor.open();
        await editor.show(uri, program);
        expect((await ask(1, 2)).map(({ label }) => label)).toEqual([]);
        expect((await ask(0, 1)).map(({ label }) => label)).toEqual([': selector']);
        expect(await ask(500, 900)).toEqual([]);
        expect(await editor.ask('textDocument/inlayHint', 'test:/nowhere.rasp', { range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } } })).toEqual([]);
    });

    it('show the table of layers on asking', async () => {
        editor = await Editor.open();
        await editor.show(uri, program);
        const [, wide] = await ask();
        expect(wide?.tooltip).toBeUndefined();
        const resolved = await editor.connection.sendRequest<InlayHint>('inlayHint/resolve', wide);
        expect((resolved.tooltip as MarkupContent).value).toMatch(/\| layer \| heads \|/);
    });

    it('stay while a statement is half typed', async () => {
        editor = await Editor.open();
        await editor.show(uri, program);
        const before = await shown();
        await editor.edit(uri, 0, 30, 34, '');
        expect((await shown()).filter(hint => hint.includes(': s'))).toEqual(before.filter(hint => hint.includes(': s')));
    });
});
