import { afterEach, describe, expect, it } from 'vitest';
import { Editor } from './editor';

const uri = 'test:/main.rasp';
let editor: Editor;
afterEach(() => { editor.close(); });

describe('the language server', () => {
    it('marks what is wrong, in UTF-16 columns', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'x = "𝄞" + nope;\r\ny = (1;\r\n');
        expect((await editor.diagnostics(uri)).map(({ range: { start, end }, severity, message }) => [start.line, start.character, end.character, severity, message])).toEqual([
            [0, 11, 15, 1, 'there is no `nope` here'],
            [1, 6, 7, 1, 'found `;`, expected `)`']
        ]);
    });

    it('answers after each of many quick edits with the newest text', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'x = indices;\n');
        for (const digit of '123456789') {
            void editor.edit(uri, 0, 11, 11, ` + ${digit}`);
        }
        expect(await editor.lenses(uri)).toEqual(['0 ▶ "hello" → [45, 46, 47, 48, 49]', '0 L0 H0', '0 try another input…', '0 compile…', '0 train…']);
    });

    it('keeps a result while its statement is half typed, and says so', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'x = indices + 1;\ny = x * 2;\n');
        await editor.lenses(uri);
        const before = editor.publications(uri);
        await editor.edit(uri, 0, 14, 15, '');
        expect((await editor.lenses(uri)).filter(title => title.includes('▶'))).toEqual(['0 ▶ "hello" → [1, 2, 3, 4, 5] (last result)', '1 ▶ "hello" → [2, 4, 6, 8, 10] (last result)']);
        // The squiggle waits until typing pauses.
        expect(editor.publications(uri)).toBe(before);
        expect(await editor.diagnostics(uri, seen => seen.length > 0)).toHaveLength(2);
    });

    it('names the s-op that a failure comes from', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'x = tokens + 1;\ny = x * 2;\n');
        expect((await editor.lenses(uri)).filter(title => title.includes('▶'))[1]).toMatch(/^1 ▶ "hello" → as x fails: /);
    });

    it('follows the setting of the example', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'x = tokens_int;\n');
        await editor.diagnostics(uri, seen => seen.length === 1);
        editor.example = '[1, 2]';
        await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
        await editor.diagnostics(uri, seen => seen.length === 0);
        expect((await editor.lenses(uri))[0]).toBe('0 ▶ [1, 2] → [1, 2]');
        expect(await editor.connection.sendRequest('rasp/example', { uri, line: 0 })).toMatchObject({ input: '[1, 2]', source: 'setting' });
    });

    it('says why the setting of the example cannot be read, and goes on with the default', async () => {
        editor = await Editor.open();
        editor.example = '[1, 2';
        await editor.show(uri, 'x = tokens;\nset example "abc"\ny = tokens;\n');
        const example = (line: number): Promise<unknown> => editor.connection.sendRequest('rasp/example', { uri, line });
        expect(await example(0)).toEqual({ input: '"hello"', source: 'default', problem: expect.stringMatching(/^\[1, 2 is not a list of values/) as string });
        expect(await example(2)).not.toHaveProperty('problem');
        editor.example = '[1, 2]';
        await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
        expect(await example(0)).toEqual({ input: '[1, 2]', source: 'setting' });
    });

    it('runs again what loads an edited file', async () => {
        editor = await Editor.open({ 'test:/a.rasp': 'n = 1;\n' });
        await editor.show(uri, 'load "a";\nx = indices + n;\n');
        expect((await editor.lenses(uri))[0]).toContain('[1, 2, 3, 4, 5]');
        await editor.show('test:/a.rasp', 'n = 5;\n');
        await editor.lenses('test:/a.rasp');
        expect((await editor.lenses(uri))[0]).toContain('[5, 6, 7, 8, 9]');
    });

    it('explains names, words and selectors', async () => {
        editor = await Editor.open();
        await editor.show(uri, '# Who looks where.\nsame = select(tokens, tokens, ==);\nn = selector_width(same);\n');
        expect(await editor.hover(uri, 1, 1)).toMatch(/\*\*same\*\*: selector · L 1[^]*Who looks where[^]*h \| 1/);
        expect(await editor.hover(uri, 1, 9)).toMatch(/select\(keys, queries, operator\)/);
        expect(await editor.hover(uri, 2, 8)).toMatch(/def selector_width\(sel\)[^]*L 1 · H 2/);
        expect(await editor.hover(uri, 2, 0)).toMatch(/\| layer \| heads \| selectors \|/);
    });

    it.each([
        ['a parameter where it is declared', 1, 7, '**sel**: parameter of `f`\n\nWhere `sel` looks\\.'],
        ['a parameter that is read', 2, 24, '**sel**: parameter of `f`\n\nWhere `sel` looks\\.'],
        ['a local where it is set', 2, 5, '**mine**: local name of `f`\n\n```rasp\nmine = [aggregate(sel, length + i) for i in [1]];\n```'],
        ['a local that is read', 3, 12, '**mine**: local name of `f`\n\n```rasp\nmine = [aggregate(sel, length + i) for i in [1]];\n```'],
        ['the variable of a comprehension', 2, 36, '**i**: variable of a comprehension'],
        ['a name of the library', 2, 30, expect.stringMatching(/^\*\*length\*\*: s-op&lt;ints&gt; · L 1 · H 1[^]*\[5, 5, 5, 5, 5\]/)],
        ['a name of the file', 3, 22, expect.stringMatching(/^\*\*own\*\*: s-op&lt;ints&gt; · L 0 · H 0/)]
    ])('explains, in a function that nobody calls, %s', async (_, line, character, text) => {
        editor = await Editor.open();
        await editor.show(uri, '# Where `sel` looks.\ndef f(sel) {\n    mine = [aggregate(sel, length + i) for i in [1]];\n    return mine[0] + own;\n}\nown = indices;\n');
        expect(await editor.hover(uri, line, character)).toEqual(text);
    });

    it('shows empty and blank strings in quotes', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'set example "a b"\nblank = tokens if tokens == " " else "";\n');
        expect(await editor.lenses(uri)).toContain('1 ▶ "a b" → ["", " ", ""]');
        expect(await editor.hover(uri, 1, 1)).toContain('["", " ", ""]');
        expect(await editor.connection.sendRequest('rasp/run', { uri, name: 'blank', line: 1 })).toMatchObject({ ok: true, short: '["", " ", ""]', long: '["", " ", ""] (strings)' });
    });

    it('survives requests that make no sense', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'x = 1;\n');
        expect(await editor.hover(uri, 900, 900)).toBe('');
        expect(await editor.hover('test:/nowhere.rasp', 0, 0)).toBe('');
        expect(await editor.lenses('test:/nowhere.rasp')).toEqual([]);
        await editor.edit(uri, 700, 0, 9, 'y = indices;\n');
        await editor.edit('test:/nowhere.rasp', 0, 0, 0, 'z');
        expect(await editor.connection.sendRequest('rasp/run', { uri, name: 'none', line: -4 })).toMatchObject({ ok: false });
        expect((await editor.lenses(uri))[0]).toContain('[0, 1, 2, 3, 4]');
    });

    it('takes what nobody should write', async () => {
        editor = await Editor.open();
        await editor.show(uri, `a = ${'('.repeat(10_000)}1;\nb = range(1000000000);\ndef f(x) { return f(x); }\nc = f(1);\nd = 2^9999;\ne = \0;\nload "main";\n`);
        const messages = (await editor.diagnostics(uri)).map(({ message }) => message);
        expect(messages).toEqual([/nests/, /1,000,000,000/, /calls are open/, /NUL/, /loads itself/].map(pattern => expect.stringMatching(pattern) as string));
    });
});
