import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentSymbol, FoldingRange, SemanticTokens } from 'vscode-languageserver/node';
import { nameModifiers, nameTypes } from '../../language/annotation/marked-name';
import { libraryUri } from '../../language/program/library';
import { Editor } from './editor';

let editor: Editor;
let lines: string[];
beforeEach(async () => {
    editor = await Editor.open();
    lines = (await editor.connection.sendRequest<string>('rasp/libraryText', undefined)).split('\n');
    await editor.show(libraryUri, lines.join('\n'));
});
afterEach(() => {
    expect(editor.errors).toEqual([]);
    editor.close();
});

/** The line of the library that begins so. */
const lineOf = (start: string): number => lines.findIndex(line => line.startsWith(start));

/** The hover on a word in a line of the library. */
const hoverOn = (start: string, word: string): Promise<string> => editor.hover(libraryUri, lineOf(start), (lines[lineOf(start)] ?? '').indexOf(word));

describe('the standard library in an editor', () => {
    it('has an outline', async () => {
        const symbols = await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', libraryUri);
        expect(symbols.slice(0, 3).map(({ name, detail, selectionRange: { start } }) => [name, detail, start.line])).toEqual([
            ['full_s', 'selector', lineOf('full_s =')], ['length', 's-op', lineOf('length =')], ['selector_width', 'function', lineOf('def selector_width')]
        ]);
        expect(symbols[2]?.children?.map(({ name, detail }) => [name, detail])).toEqual([['sel', 'parameter'], ['first', undefined], ['with_first', undefined], ['only_first', undefined]]);
        expect(symbols.map(({ name }) => name)).toContain('sort');
    });

    it.each<[start: string, word: string, text: unknown]>([
        ['full_s =', 'full_s', expect.stringMatching(/^\*\*full\\_s\*\*: selector · L 1[^]*Selects every position/)],
        ['length =', 'length', expect.stringMatching(/^\*\*length\*\*: s-op&lt;ints&gt; · L 1 · H 1[^]*The length of the input[^]*\[5, 5, 5, 5, 5\]/)],
        ['length =', 'indices', expect.stringMatching(/^\*\*indices\*\*: s-op/)],
        ['    return round(length', 'length', expect.stringMatching(/^\*\*length\*\*: s-op/)],
        ['    return round(length', 'full_s', expect.stringMatching(/^\*\*full\\_s\*\*: selector/)],
        ['    return round(length', 'atom', expect.stringMatching(/^\*\*atom\*\*: parameter of `count`\n\nHow many values/)],
        ['def selector_width', 'sel)', expect.stringMatching(/^\*\*sel\*\*: parameter of `selector_width`/)],
        ['    only_first =', 'only_first', expect.stringMatching(/^\*\*only\\_first\*\*: local name of `selector_width`[^]*only_first = aggregate\(sel and/)],
        ['    only_first =', 'first, 0', expect.stringMatching(/^\*\*first\*\*: local name of `selector_width`[^]*first = indicator\(indices == 0\)/)],
        ['def sort', 'sort', expect.stringMatching(/def sort\(seq, key\)[^]*L 2/)],
        ['# The language itself', 'itself', '']
    ])('explains, in the line "%s", %s', async (start, word, text) => {
        expect(await hoverOn(start, word)).toEqual(text);
    });

    it('tells names apart by colours', async () => {
        const { data } = await editor.ask<SemanticTokens>('textDocument/semanticTokens/full', libraryUri);
        const seen = new Map<string, string>();
        for (let i = 0, line = 0, character = 0; i < data.length; i += 5) {
            const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(i, i + 5);
            [line, character] = [line + down, down === 0 ? character + right : right];
            const word = (lines[line] ?? '').slice(character, character + length);
            seen.set(word, seen.get(word) ?? [nameTypes[type], ...nameModifiers.filter((_, bit) => (bits & 1 << bit) !== 0)].join(' '));
        }
        expect(Object.fromEntries(['full_s', 'length', 'indices', 'selector_width', 'sel'].map(name => [name, seen.get(name)]))).toEqual({
            full_s: 'selector definition defaultLibrary layer1', length: 'sop definition defaultLibrary layer1', indices: 'sop defaultLibrary layer0',
            selector_width: 'function definition defaultLibrary', sel: 'parameter declaration'
        });
    });

    it('folds, and shows neither lenses nor marks', async () => {
        expect((await editor.ask<FoldingRange[]>('textDocument/foldingRange', libraryUri)).map(({ startLine }) => startLine)).toContain(lineOf('def selector_width'));
        expect(await editor.lenses(libraryUri)).toEqual([]);
        expect(editor.publications(libraryUri)).toBe(0);
    });

    it('follows the example of the settings', async () => {
        editor.example = '[1, 2]';
        expect(await hoverOn('length =', 'length')).toContain('[2, 2]');
    });
});
