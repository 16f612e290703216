import { afterEach, describe, expect, test } from 'vitest';
import { CancellationToken } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeLens } from 'vscode-languageserver';
import type { FlowScene } from '../../language/drawing/scene';
import { openProgram } from '../../language/index';
import { Cancelled } from '../../language/values/error';
import { AnalyzedDocument } from '../../server/analyzed-document';
import { flow } from '../../server/flow';
import { LensInputs } from '../../server/lens-inputs';
import type { FlowParams, FlowResult } from '../../server/protocol/flow';
import { Editor } from './editor';

const uri = 'file:///p.rasp';

function open(text: string, version = 1): AnalyzedDocument {
    return new AnalyzedDocument(TextDocument.create(uri, 'rasp', version, text), openProgram(text, { uri }));
}

/** Asks for what stands at `|`. */
function at(marked: string, params: Partial<FlowParams> = {}, inputs = new LensInputs(), token = CancellationToken.None): Promise<FlowResult<FlowScene>> {
    const before = marked.slice(0, marked.indexOf('|'));
    const position = { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 };
    return flow(open(marked.replace('|', '')), { uri, target: { position }, policy: 'early', shared: false, ...params }, inputs, token);
}

function shown(result: FlowResult<FlowScene>): string {
    return !result.ok ? `${result.reason}: ${result.message}` : 'scene' in result ? `${result.scene.title} on ${result.scene.input}, ${result.name ?? 'nameless'} at ${result.line}` : 'unchanged';
}

describe('the flow at the cursor', () => {
    test.each<[string, string, string]>([
        ['a name that is set', 'a = indices + 1;\n|b = a * 2;\n', 'b on "hello", b at 1'],
        ['an expression', 'a = indices + 1;\nb = a| * 2;\n', 'b on "hello", b at 1'],
        ['one of two names', 'a, |b = indices + 1, indices + 2;\n', 'b on "hello", b at 0'],
        ['a selector', 'same = select(tokens, |tokens, ==);\n', 'same on "hello", same at 0'],
        ['a comment below', 'a = indices + 1;\n# he|re\nb = a * 2;\n', 'a on "hello", a at 0'],
        ['a blank line at the end', 'a = indices + 1;\nb = a * 2;\n\n|', 'b on "hello", b at 1'],
        ['a statement that sets no s-op', 'a = indices + 1;\nn = |3;\n', 'nothing here: `n` is the int 3: there is nothing to draw. S-ops and selectors have a flow.'],
        ['a function that was called', 'def f(x) {\n    y = x |+ 1;\n    return y * 2;\n}\nz = f(indices);\n', 'y on "hello", nameless at 0'],
        ['an example', 'set example "abc"\na = |indices;\n', 'a on "abc", a at 1'],
        ['draw with an input', 'a = indices + 1;\ndr|aw(a, [1, 2]);\n', 'a on [1, 2], a at 1'],
        ['draw of an expression', 'draw(indices |+ 1, "ab");\n', 'indices + 1 on "ab", nameless at 0'],
        ['draw on the example', 'a = indices + 1;\ndraw(a)|;\n', 'a on "hello", a at 1'],
        ['draw of what fails', 'a = tokens_int;\ndraw(|a, "xy");\n', 'a on "xy", a at 1'],
        ['a call on an input', 'a = indices + 1;\na(|"abcd");\n', 'a on "abcd", a at 1'],
        ['nothing above', '# nothing|\na = indices;\n', 'nothing here: There is no s-op or selector here or above. Put the cursor on one.'],
        ['an empty file', '|', 'nothing here: There is no s-op or selector here or above. Put the cursor on one.'],
        ['a statement that is half typed', 'a = indices;\nb = a + |;\n', expect.stringMatching(/^broken: line 2: /) as never],
        ['a name that is not there', 'a = indices;\nb = nope| + 1;\n', expect.stringMatching(/^broken: line 2: .*nope/) as never]
    ])('is that of %s', async (_, marked, expected) => {
        expect(shown(await at(marked))).toEqual(expected);
    });

    test('shows the input that the lens shows, unless the text or the request gives one', async () => {
        const inputs = new LensInputs();
        inputs.set(uri, 'a', 'lens');
        expect(shown(await at('a = |indices;', {}, inputs))).toBe('a on "lens", a at 0');
        expect(shown(await at('a = indices;\ndraw(a|, "own");', {}, inputs))).toBe('a on "own", a at 1');
        expect(shown(await at('a = |indices;', { input: '[1, 2]' }, inputs))).toBe('a on [1, 2], a at 0');
        expect(shown(await at('a = |indices;', { input: '' }, inputs))).toMatch(/^bad input: an input must not be empty/);
        expect(shown(await at('a = |indices;', { input: '[1, ' }, inputs))).toMatch(/^bad input: /);
        expect(shown(await at('a = |indices;', { input: 'x'.repeat(600) }, inputs))).toMatch(/^too large: the input has 600 tokens/);
    });
});

describe('the flow of a name', () => {
    const text = 'a = indices + 1;\na = a * 2;\nn = 3;\ndraw(a, "xyz");\n';

    test.each<[string, number, string]>([
        ['a', 0, 'a on "hello", a at 0'],
        ['a', 1, 'a on "hello", a at 1'],
        // A statement has moved: the last that sets the name.
        ['a', 2, 'a on "hello", a at 1'],
        ['a', 3, 'a on "xyz", a at 3'],
        ['a', 900, 'a on "hello", a at 1'],
        ['n', 2, 'broken: `n` has no value now: mend the errors in its statement.'],
        ['nope', 0, 'broken: `nope` has no value now: mend the errors in its statement.']
    ])('%s at line %i', async (name, line, expected) => {
        expect(shown(await flow(open(text), { uri, target: { name, line }, policy: 'early', shared: false }, new LensInputs(), CancellationToken.None))).toBe(expected);
    });

    test('is not had of a file that is not open', async () => {
        expect(await flow(undefined, { uri, target: { name: 'a', line: 0 }, policy: 'early', shared: false }, new LensInputs(), CancellationToken.None)).toMatchObject({ ok: false, reason: 'nothing here' });
    });
});

describe('what does not change', () => {
    const text = 'same = select(tokens, tokens, ==);\ny = selector_width(same);\n';
    const params: FlowParams = { uri, target: { name: 'y', line: 1 }, policy: 'early', shared: false };
    const ask = (document: AnalyzedDocument, more: Partial<FlowParams> = {}): Promise<FlowResult<FlowScene>> => flow(document, { ...params, ...more }, new LensInputs(), CancellationToken.None);

    test('is neither made nor sent again', async () => {
        const document = open(text);
        const first = await ask(document);
        const again = await ask(document, { target: { position: { line: 1, character: 8 } } });
        if (!first.ok || !again.ok || !('scene' in first) || !('scene' in again)) {
            throw new Error('no scene');
        }
        expect(again.scene).toBe(first.scene);
        expect(await ask(document, { known: first.key })).toEqual({ ok: true, unchanged: true, key: first.key, name: 'y', line: 1, version: 1 });
        // Another document of the same text, as after an edit that was taken back.
        expect(await ask(open(text, 7), { known: first.key })).toMatchObject({ unchanged: true, version: 7 });
        for (const more of [{ policy: 'late' }, { shared: true }, { input: 'hell' }, { target: { name: 'same', line: 0 } }] as const) {
            const other = await ask(document, { known: first.key, ...more });
            expect(other).toHaveProperty('scene');
            expect(other).not.toHaveProperty('key', first.key);
        }
        expect(await ask(open(`# A line above moves all places.\n${text}`), { known: first.key })).toHaveProperty('scene');
    });
});

test('a cancelled request ends, as one that an edit overtakes', async () => {
    const long = 'y = indices;\nfor i in range(3000) { y = y * 2 + indices; }\n|';
    await expect(at(long, {}, new LensInputs(), CancellationToken.Cancelled)).rejects.toThrow(Cancelled);

    const document = open(long.replace('|', ''));
    const asked = flow(document, { uri, target: { name: 'y', line: 1 }, policy: 'early', shared: false }, new LensInputs(), CancellationToken.None);
    document.program.update('y = tokens;\n');
    await expect(asked).rejects.toThrow(Cancelled);
});

describe('over the protocol', () => {
    let editor: Editor | undefined;
    afterEach(() => { editor?.close(); });

    test('draw has a lens that leads to its flow, and to nothing else', async () => {
        editor = await Editor.open();
        await editor.show('test:/p.rasp', 'a = indices + 1;\ndraw(a, "ab");\n');
        const lenses = await editor.ask<CodeLens[]>('textDocument/codeLens', 'test:/p.rasp');
        const ofDraw = await Promise.all(lenses.filter(({ range }) => range.start.line > 0).map(lens => editor?.connection.sendRequest<CodeLens>('codeLens/resolve', lens)));
        expect(ofDraw.map(lens => lens?.command)).toEqual([{ title: 'Show flow', command: 'rasp.showFlow', arguments: [{ uri: 'test:/p.rasp', position: { line: 1, character: 0 } }] }]);
        const answer = await editor.connection.sendRequest<FlowResult<FlowScene>>('rasp/flow', { uri: 'test:/p.rasp', target: { position: { line: 1, character: 0 } }, policy: 'early', shared: false } satisfies FlowParams);
        expect(shown(answer)).toBe('a on "ab", a at 1');
        expect(editor.errors).toEqual([]);
    });

    test.each<[string, unknown]>([
        ['a place outside the text', { position: { line: 900, character: 900 } }],
        ['a name that is no name', { name: '<script>', line: -1 }]
    ])('%s is answered', async (_, target) => {
        editor = await Editor.open();
        await editor.show('test:/p.rasp', 'a = indices + 1;\n');
        const answer = await editor.connection.sendRequest<FlowResult<FlowScene>>('rasp/flow', { uri: 'test:/p.rasp', target, policy: 'early', shared: false });
        expect(shown(answer)).toMatch(/^a on "hello"|^broken/);
        expect(editor.errors).toEqual([]);
    });
});
