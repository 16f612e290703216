import { afterEach, describe, expect, it } from 'vitest';
import type { ClientCapabilities, Diagnostic } from 'vscode-languageserver/node';
import { Editor, pulls } from './editor';

const uri = 'test:/main.rasp';
let editor: Editor;
afterEach(() => { editor.close(); });

const messageOf = ({ message }: Diagnostic): string => (typeof message === 'string' ? message : message.value);

const modes: readonly (readonly [string, ClientCapabilities])[] = [['sent to the editor', {}], ['asked for by the editor', pulls]];

describe.each(modes)('diagnostics %s', (_, capabilities) => {
    const shown = async (passes?: (messages: string[]) => boolean): Promise<string[]> =>
        (await editor.diagnostics(uri, all => passes === undefined || passes(all.map(messageOf)))).map(messageOf);

    it('come and go with edits', async () => {
        editor = await Editor.open({}, capabilities);
        await editor.show(uri, 'x = 1;\ny = x;\n');
        expect(await shown()).toEqual([]);
        await editor.edit(uri, 0, 0, 1, 'z');
        expect(await shown(all => all.length > 0)).toEqual(['there is no `x` here']);
        await editor.edit(uri, 0, 0, 1, 'x');
        expect(await shown(all => all.length === 0)).toEqual([]);
    });

    it('come with the lints, after the edit', async () => {
        editor = await Editor.open({}, capabilities);
        editor.settings['rasp.lints'] = {};
        await editor.show(uri, 'a = not tokens in ["h"];\n');
        expect((await editor.diagnostics(uri, all => all.length > 0))[0]?.code).toBe('not-in');
    });

    it('wait while a statement is half typed', async () => {
        editor = await Editor.open({}, capabilities);
        await editor.show(uri, 'x = nope;\ny = 2;\n');
        expect(await shown(all => all.length > 0)).toHaveLength(1);
        await editor.edit(uri, 1, 4, 5, '(');
        await editor.lenses(uri);
        expect(await shown()).toEqual(['there is no `nope` here']);
        expect(await shown(all => all.length > 1)).toHaveLength(2);
    });

    it('follow a loaded file, and failing expectations', async () => {
        editor = await Editor.open({ 'test:/a.rasp': 'n = 1;\n' }, capabilities);
        await editor.show(uri, 'load "a";\nx = n;\n#? x == 1\n');
        expect(await shown()).toEqual([]);
        await editor.show('test:/a.rasp', 'm = 1;\n');
        expect(await shown(all => all.some(message => message.includes('there is no `n`')))).not.toEqual([]);
        await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri: 'test:/a.rasp' } });
        expect(await shown(all => all.length === 0)).toEqual([]);
        await editor.show('test:/a.rasp', 'n = 2;\n');
        expect(await shown(all => all.some(message => message.startsWith('expectation fails')))).toHaveLength(1);
        expect(editor.errors).toEqual([]);
    });
});

describe('an editor that asks for diagnostics', () => {
    it('is sent none', async () => {
        editor = await Editor.open({}, pulls);
        await editor.show(uri, 'x = nope;\n');
        await editor.diagnostics(uri, all => all.length === 1);
        await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
        expect(await editor.pull(uri)).toEqual({ kind: 'full', items: [] });
        expect(editor.publications(uri)).toBe(0);
    });

    it('is told when nothing has changed', async () => {
        editor = await Editor.open({}, pulls);
        await editor.show(uri, 'x = nope;\n');
        const first = await editor.pull(uri);
        expect(await editor.pull(uri)).toEqual({ kind: 'unchanged', resultId: first.resultId });
        await editor.edit(uri, 1, 0, 0, 'y = 1;\n');
        // The same list, but marks in an edited text are set anew.
        expect(await editor.pull(uri)).toMatchObject({ kind: 'full', items: [{ message: 'there is no `nope` here' }] });
        expect(await editor.ask('textDocument/diagnostic', uri, { previousResultId: 'of another server' })).toMatchObject({ kind: 'full' });
    });

    it('is sent them where it cannot be told to ask again', async () => {
        editor = await Editor.open({}, { textDocument: { diagnostic: {} } });
        await editor.show(uri, 'x = nope;\n');
        await editor.lenses(uri);
        expect(editor.publications(uri)).toBe(1);
    });
});
