import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver/node';
import { applyEdits } from '../../language/syntax/edit';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Editor } from './editor';

const uri = 'test:/main.rasp';
let editor: Editor;
afterEach(() => { editor.close(); });

async function open(text: string, lints: Record<string, string> = {}): Promise<void> {
    editor = await Editor.open();
    editor.settings['rasp.lints'] = lints;
    await editor.show(uri, text);
}

/** The actions at a place: line and character of its start, and of its end where it is no cursor. */
async function actions(line: number, character: number, endLine = line, endCharacter = character, only?: string[]): Promise<CodeAction[]> {
    const diagnostics: Diagnostic[] = [];
    return editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri }, range: { start: { line, character }, end: { line: endLine, character: endCharacter } }, context: { diagnostics, ...(only === undefined ? {} : { only }) }
    });
}

function apply(text: string, action: CodeAction | undefined): string {
    const document = TextDocument.create(uri, 'rasp', 0, text);
    const changes = action?.edit?.changes?.[uri] ?? (action?.edit?.documentChanges as TextDocumentEdit[] | undefined)?.[0]?.edits ?? [];
    return applyEdits(text, changes.flatMap(edit => ('newText' in edit ? [{ start: document.offsetAt(edit.range.start), end: document.offsetAt(edit.range.end), text: edit.newText }] : [])));
}

const isLint = ({ code }: Diagnostic): boolean => code === 'not-in';

describe('lints in an editor', () => {
    it('are diagnostics with a code, and follow the edits', async () => {
        await open('x = not 1 in [1];\n_y = 1;\n');
        const shown = await editor.diagnostics(uri, all => all.length === 2);
        expect(shown.map(({ code, severity, tags, range }) => [code, severity, tags, range.start.line])).toEqual([['not-in', 2, undefined, 0], ['unused-name', 4, [1], 1]]);
        await editor.edit(uri, 0, 0, 0, '# A line more.\n');
        await editor.diagnostics(uri, all => all.length === 2 && all[0]?.range.start.line === 1);
        await editor.edit(uri, 1, 4, 8, '');
        await editor.diagnostics(uri, all => all.map(({ code }) => code).join() === 'unused-name');
    });

    it('keep their marks while a line elsewhere is typed', async () => {
        await open('x = not 1 in [1];\ny = 1;\n');
        await editor.diagnostics(uri, all => all.some(isLint));
        const before = editor.publications(uri);
        await editor.edit(uri, 1, 4, 5, '2');
        await editor.lenses(uri);
        expect(editor.publications(uri)).toBe(before + 1);
        expect((await editor.diagnostics(uri)).some(isLint)).toBe(true);
    });

    it('follow the setting at once', async () => {
        await open('x = not 1 in [1];\n');
        await editor.diagnostics(uri, all => all.some(isLint));
        editor.settings['rasp.lints'] = { 'not-in': 'off' };
        await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
        await editor.diagnostics(uri, all => all.length === 0);
        editor.settings['rasp.lints'] = { 'not-in': 'information' };
        await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
        await editor.diagnostics(uri, all => all[0]?.severity === 3);
    });

    it('are as loud as the setting says, also those that are hints by themselves', async () => {
        await open('x = tokens[0];\ny = True and False or True;\n');
        expect((await editor.diagnostics(uri, all => all.length === 2)).map(({ code, severity }) => [code, severity])).toEqual([['hidden-layer', 4], ['and-or', 4]]);
        editor.settings['rasp.lints'] = { 'hidden-layer': 'warning', 'and-or': 'information' };
        await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
        expect((await editor.diagnostics(uri, all => all[0]?.severity === 2)).map(({ code, severity }) => [code, severity])).toEqual([['hidden-layer', 2], ['and-or', 3]]);
    });

    it('are at most a thousand with the problems', async () => {
        await open(Array.from({ length: 1_200 }, (_, i) => `x${i} = not 1 in [1];\n`).join(''));
        expect(await editor.diagnostics(uri, all => all.length > 0)).toHaveLength(1_000);
    });
});

describe('code actions', () => {
    it('mend a lint, all of its kind, or silence it', async () => {
        const text = 'x = not 1 in [1];\ny = not 2 in [2];\n';
        await open(text);
        await editor.diagnostics(uri, all => all.length === 2);
        const offered = await actions(0, 6);
        expect(offered.filter(({ kind }) => kind === 'quickfix').map(({ title, isPreferred, diagnostics }) => [title, isPreferred === true, diagnostics?.map(({ code }) => code)])).toEqual([
            ['Write the brackets: `(not 1) in [1]`', true, ['not-in']],
            ['Change the meaning to `not (1 in [1])`', false, ['not-in']],
            ['Fix all 2 `not-in` in this file', false, ['not-in']],
            ['Allow `not-in` here', false, ['not-in']]
        ]);
        expect(apply(text, offered[1])).toBe('x = not (1 in [1]);\ny = not 2 in [2];\n');
        expect(apply(text, offered[2])).toBe('x = (not 1) in [1];\ny = (not 2) in [2];\n');
        expect(apply(text, offered[3])).toBe('# rasp: allow not-in\nx = not 1 in [1];\ny = not 2 in [2];\n');
    });

    it('mend errors, and are of the kinds that are asked for', async () => {
        const text = 'x = indicse + 1;\n';
        await open(text);
        const offered = await actions(0, 6);
        expect(offered.map(({ title, kind }) => [title, kind])).toEqual([['Change to `indices`', 'quickfix']]);
        expect(apply(text, offered[0])).toBe('x = indices + 1;\n');
        expect(await actions(0, 6, 0, 6, ['refactor'])).toEqual([]);
        expect(await actions(0, 6, 0, 6, ['source.organizeImports'])).toEqual([]);
    });

    it('extract a selection', async () => {
        const text = 'x = "𝄞"; \ny = aggregate(select(tokens, tokens, ==), indices);\r\n';
        await open(text);
        const offered = await actions(1, 14, 1, 40, ['refactor.extract']);
        expect(offered.map(({ title, kind }) => [title, kind])).toEqual([['Extract to variable', 'refactor.extract'], ['Extract to function', 'refactor.extract'], ['Name this selector', 'refactor.extract']]);
        expect(offered.map(({ command }) => command)).toEqual([undefined, undefined, undefined]);
        expect(apply(text, offered[0])).toBe('x = "𝄞"; \npattern = select(tokens, tokens, ==);\ny = aggregate(pattern, indices);\r\n');
    });

    it.each([
        ['Extract to variable', 2, 14, 'y = aggregate(', 'pattern, indices)'],
        ['Extract to function', 4, 14, 'y = aggregate(', 'extracted(), indices)'],
        ['Name this selector', 2, 14, 'y = aggregate(', 'pattern, indices)']
    ])('%s asks for the name, where the editor can', async (wanted, line, character, before, behind) => {
        const text = 'x = "𝄞"; \ny = aggregate(select(tokens, tokens, ==), indices);\r\n';
        editor = await Editor.open({}, { experimental: { raspRenameNewName: true } });
        await editor.show(uri, text);
        const action = (await actions(1, 14, 1, 40)).find(({ title }) => title === wanted);
        expect(action?.command).toEqual({ title: 'Rename', command: 'rasp.renameNewName', arguments: [{ uri, position: { line, character } }] });
        const changed = TextDocument.create(uri, 'rasp', 0, apply(text, action));
        const at = changed.offsetAt({ line, character });
        expect([changed.getText().slice(at - before.length, at), changed.getText().slice(at, at + behind.length)]).toEqual([before, behind]);
    });

    it('create the file that `load` misses, where the editor can', async () => {
        await open('load "helpers";\n');
        expect(await actions(0, 3)).toEqual([]);
        editor.close();
        editor = await Editor.open({}, { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } } });
        await editor.show(uri, 'load "helpers";\n');
        const [create] = await actions(0, 3);
        expect(create?.title).toBe('Create helpers.rasp');
        expect(create?.edit?.documentChanges).toEqual([{ kind: 'create', uri: 'test:/helpers.rasp', options: { ignoreIfExists: true } }]);
    });

    it('explain lints and refusals to editors that show them', async () => {
        editor = await Editor.open({}, { textDocument: { codeAction: { disabledSupport: true } }, experimental: { raspExplainLint: true }, workspace: { configuration: true } });
        editor.settings['rasp.lints'] = {};
        await editor.show(uri, 'x = not 1 in [1];\nx = x;\n');
        await editor.diagnostics(uri, all => all.some(isLint));
        const offered = await actions(0, 6);
        expect(offered.find(({ title }) => title === 'Explain `not-in`')?.command).toEqual({ title: 'Explain', command: 'rasp.explainLint', arguments: ['not-in'] });
        expect((await actions(0, 0)).find(({ title }) => title === 'Inline `x`')?.disabled).toEqual({ reason: '`x` is set more than once' });
    });

    it('survive places that make no sense', async () => {
        await open('x = (1;\n');
        expect(await actions(900, 900, 901, 3)).toEqual([]);
        expect(await actions(5, 5, 0, 0)).toEqual([]);
        await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
        expect(await actions(0, 1)).toEqual([]);
    });
});
