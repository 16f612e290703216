import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { generateProgram } from '../../bench/generate-program';
import { Editor } from './editor';

const text = '# "ä𝄞"\na=1;\nb = 2;\n\n\n\ndef f( x ) {\nreturn x;\n}\nx = (;\n';
const formatted = '# "ä𝄞"\na = 1;\nb = 2;\n\ndef f(x) {\n    return x;\n}\nx = (;\n';
const uri = 'test:/format.rasp';
const options = { tabSize: 4, insertSpaces: true };

describe('formatting requests', () => {
    let editor: Editor;
    beforeAll(async () => {
        editor = await Editor.open();
        await editor.show(uri, text);
    });
    afterAll(() => { editor.close(); });

    const request = (method: string, params: object, of = uri): Promise<TextEdit[]> => editor.connection.sendRequest<TextEdit[]>(`textDocument/${method}`, { textDocument: { uri: of }, options, ...params });
    const apply = (edits: TextEdit[], before = text): string => TextDocument.applyEdits(TextDocument.create(uri, 'rasp', 1, before), edits);

    test('a document: an edit for each statement and gap that changes', async () => {
        const edits = await request('formatting', {});
        expect(apply(edits)).toBe(formatted);
        expect(edits.map(({ range }) => range.start.line)).toEqual([1, 2, 6]);
    });

    test('with tabs, and with a size that cannot be', async () => {
        expect(apply(await request('formatting', { options: { tabSize: 3, insertSpaces: false } }))).toBe(formatted.replace('    ', '\t'));
        expect(apply(await request('formatting', { options: { tabSize: -1, insertSpaces: true } }))).toBe(formatted);
    });

    test('a range, also backwards and outside the document', async () => {
        const [first, last] = [{ line: 1, character: 2 }, { line: 1, character: 3 }];
        expect(apply(await request('rangeFormatting', { range: { start: first, end: last } }))).toBe(text.replace('a=1', 'a = 1'));
        expect(apply(await request('rangeFormatting', { range: { start: last, end: first } }))).toBe(text.replace('a=1', 'a = 1'));
        expect(await request('rangeFormatting', { range: { start: { line: 900, character: 0 }, end: { line: 901, character: 7 } } })).toEqual([]);
        expect(apply(await request('rangeFormatting', { range: { start: { line: 0, character: 0 }, end: { line: 900, character: 0 } } }))).toBe(formatted);
    });

    test('on type', async () => {
        expect(apply(await request('onTypeFormatting', { position: { line: 1, character: 4 }, ch: ';' }))).toBe(text.replace('a=1', 'a = 1'));
        expect(apply(await request('onTypeFormatting', { position: { line: 8, character: 1 }, ch: '}' }))).toBe(text.replace('f( x ) {\nreturn', 'f(x) {\n    return'));
        expect(apply(await request('onTypeFormatting', { position: { line: 7, character: 0 }, ch: '\n' }))).toBe(text.replace('return', '    return'));
        expect(await request('onTypeFormatting', { position: { line: 77, character: 4 }, ch: ';' })).toEqual([]);
    });

    test('what has just been typed, before it has run', async () => {
        await editor.show('test:/edit.rasp', 'a = 1;\n');
        await editor.edit('test:/edit.rasp', 1, 0, 0, 'b=a;');
        const edits = await request('onTypeFormatting', { position: { line: 1, character: 4 }, ch: ';' }, 'test:/edit.rasp');
        expect(apply(edits, 'a = 1;\nb=a;')).toBe('a = 1;\nb = a;');
    });

    test('a file that is not open', async () => {
        expect(await request('formatting', {}, 'test:/none.rasp')).toEqual([]);
    });

    test('a long program again is a matter of milliseconds', async () => {
        const long = 'test:/long.rasp';
        await editor.show(long, generateProgram(1_000));
        await request('formatting', {}, long);
        const start = performance.now();
        const times = 20;
        for (let i = 0; i < times; i++) {
            await request('formatting', {}, long);
        }
        // Far more than it takes, for a machine that is busy.
        expect((performance.now() - start) / times).toBeLessThan(100);
    });
});
