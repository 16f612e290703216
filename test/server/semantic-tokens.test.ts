import { afterEach, describe, expect, it } from 'vitest';
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { Random } from '../../bench/random';
import { generateProgram } from '../../bench/generate-program';
import { Editor } from './editor';

const uri = 'test:/main.rasp';
let editor: Editor;
afterEach(() => { editor.close(); });

function full(of = uri): Promise<SemanticTokens> {
    return editor.ask('textDocument/semanticTokens/full', of);
}

function delta(previousResultId: string): Promise<SemanticTokens | SemanticTokensDelta> {
    return editor.ask('textDocument/semanticTokens/full/delta', uri, { previousResultId });
}

/** What an editor makes of a delta. */
function applied(data: readonly number[], answer: SemanticTokens | SemanticTokensDelta): number[] {
    if (!('edits' in answer)) {
        return answer.data;
    }
    return answer.edits.toSorted((a, b) => b.start - a.start).reduce((before, { start, deleteCount, data = [] }) => before.toSpliced(start, deleteCount, ...data), [...data]);
}

describe('semantic tokens over the protocol', () => {
    it('are relative to each other, in UTF-16', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'a = "𝄞" + tokens;\r\n\r\n  s = select(a,\r\n    a, ==);\r\n');
        // Types: 0 s-op, 1 selector, 2 function. Modifiers: 2 definition, 4 library, 8 layer 0, 16 layer 1.
        expect((await full()).data).toEqual([0, 0, 1, 0, 2 + 8, 0, 11, 6, 0, 4 + 8, 2, 2, 1, 1, 2 + 16, 0, 4, 6, 2, 4, 0, 7, 1, 0, 8, 1, 4, 1, 0, 8]);
    });

    it('answers a range with the statements in it', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'a = 1;\nb = 2;\nc = 3;\n');
        const range = (start: number, end: number): Promise<SemanticTokens> => editor.ask('textDocument/semanticTokens/range', uri, { range: { start: { line: start, character: 0 }, end: { line: end, character: 2 } } });
        expect((await range(1, 1)).data.length).toBeLessThanOrEqual(10);
        expect((await range(0, 9)).data).toEqual((await full()).data);
        expect((await range(900, 901)).data.length).toBeLessThanOrEqual(5);
    });

    it('sends what has changed, and all to who has an old answer', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'a = 1;\nb = 2;\n');
        const { resultId = '', data } = await full();
        const same = await delta(resultId);
        expect(same).toMatchObject({ edits: [] });
        await editor.edit(uri, 2, 0, 0, 'c = indices;\n');
        expect(await delta(resultId)).toHaveProperty('data');
        expect((await full()).data.length).toBe(data.length + 10);
    });

    it('gives the same by deltas as at once, whatever is typed', async () => {
        editor = await Editor.open();
        const random = new Random(7);
        let lines = generateProgram(60, 3).split('\n');
        await editor.show(uri, lines.join('\n'));
        let { data, resultId = '' } = await full();
        const typed = ['', ' ', 'tokens', '(', ')', ';', '\n', 'x = select(tokens, tokens, ==);\n', 'def f(a) {', '}', '"', '#'];
        for (let i = 0; i < 120; i++) {
            const line = random.int(0, lines.length - 1);
            const length = lines[line]?.length ?? 0;
            const from = random.int(0, length);
            const to = Math.min(length, from + random.int(0, 4));
            const text = random.pick(typed);
            lines[line] = (lines[line] ?? '').slice(0, from) + text + (lines[line] ?? '').slice(to);
            lines = lines.join('\n').split('\n');
            await editor.edit(uri, line, from, to, text);
            const answer = await delta(resultId);
            data = applied(data, answer);
            resultId = answer.resultId ?? '';
            if (i % 10 === 9) {
                const whole = await full();
                expect(data).toEqual(whole.data);
                resultId = whole.resultId ?? '';
            }
        }
    });

    it('asks for new colours when a loaded file changes, not when the file itself does', async () => {
        editor = await Editor.open({ 'test:/a.rasp': 'n = 1;\n' }, { workspace: { semanticTokens: { refreshSupport: true } } });
        await editor.show(uri, 'load "a";\nx = n;\n');
        await full();
        await editor.edit(uri, 2, 0, 0, 'y = x;\n');
        const before = (await full()).data;
        expect(editor.refreshes).not.toContain('semanticTokens');
        await editor.show('test:/a.rasp', 'n = indices;\n');
        expect((await full()).data).not.toEqual(before);
        expect(editor.refreshes).toContain('semanticTokens');
        expect((await full('test:/nowhere.rasp')).data).toEqual([]);
    });
});
