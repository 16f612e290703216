import { afterEach, describe, expect, it } from 'vitest';
import { Editor } from './editor';

const uri = 'test:/main.rasp';
let editor: Editor;
afterEach(() => { editor.close(); });

const texts: Readonly<Record<string, string>> = {
    'brackets without end': `a = ${'('.repeat(20_000)}1;\nb = 1;\n`,
    'brackets of all kinds': `a = ${'([{'.repeat(10_000)}x${')'.repeat(30_000)};\n`,
    'blocks without end': `${'def f(x) {\n'.repeat(3_000)}y = x;\n`,
    'comprehensions in each other': `a = ${'[x for x in '.repeat(5_000)}`,
    'names without end': `a = ${'x + '.repeat(40_000)}`,
    'targets without end': `${'a, '.repeat(30_000)}b = 1;\n`,
    'a string without end': `a = "${'x'.repeat(100_000)}\nb = 1;\n`,
    'signs': `${'=,;:!<>{}[]()"#'.repeat(3_000)}\n`,
    'an unpaired surrogate': 'a = "\ud834";\n\udd1e = a;\n',
    'nothing': ''
};

describe('what is asked for while one types', () => {
    it.each(Object.entries(texts))('is answered in %s', async (_, text) => {
        editor = await Editor.open();
        await editor.show(uri, text);
        await editor.ask('textDocument/semanticTokens/full', uri);
        const lines = text.split('\n');
        const begin = performance.now();
        for (const position of [{ line: 0, character: 5 }, { line: 0, character: (lines[0] ?? '').length }, { line: lines.length - 1, character: 0 }, { line: 900, character: 900 }]) {
            for (const method of ['textDocument/completion', 'textDocument/signatureHelp']) {
                await editor.ask(method, uri, { position });
            }
            const range = { start: { line: 0, character: 0 }, end: position };
            await editor.ask('textDocument/inlayHint', uri, { range });
            await editor.ask('textDocument/semanticTokens/range', uri, { range });
        }
        // Sixteen requests; far more than they take, and far less than what grows with the square of a text would.
        expect(performance.now() - begin).toBeLessThan(8_000);
        expect(editor.errors).toEqual([]);
    });
});
