import { afterEach, describe, expect, it } from 'vitest';
import type { SignatureHelp } from 'vscode-languageserver';
import { Editor } from './editor';

const uri = 'test:/main.rasp';
let editor: Editor;
afterEach(() => { editor.close(); });

function ask(character: number, line = 0): Promise<SignatureHelp | null> {
    return editor.ask('textDocument/signatureHelp', uri, { position: { line, character } });
}

describe('signature help over the protocol', () => {
    it('follows the cursor through nested calls', async () => {
        editor = await Editor.open({}, { textDocument: { signatureHelp: { signatureInformation: { parameterInformation: { labelOffsetSupport: true }, noActiveParameterSupport: true } } } });
        await editor.show(uri, 'x = count(shift(tokens, 1, "-"), "l")\n');
        expect(await ask(10)).toMatchObject({ signatures: [{ label: 'count(seq, atom)', parameters: [{ label: [6, 9] }, { label: [11, 15] }] }], activeParameter: 0 });
        expect(await ask(24)).toMatchObject({ signatures: [{ label: 'shift(seq, n, filler)' }], activeParameter: 1 });
        expect(await ask(33)).toMatchObject({ signatures: [{ label: 'count(seq, atom)' }], activeParameter: 1 });
        expect(await ask(37)).toBeNull();
    });

    it('tells what a parameter is, and which of several signatures fits', async () => {
        editor = await Editor.open();
        await editor.show(uri, 'x = range(1, ');
        const help = await ask(13);
        expect(help).toMatchObject({ activeSignature: 1, activeParameter: 1 });
        expect(help?.signatures[1]?.parameters?.map(({ label }) => label)).toEqual(['start', 'stop']);
        await editor.edit(uri, 0, 4, 13, 'load_from_location(');
        const [load] = (await ask(23))?.signatures ?? [];
        expect(load?.documentation).toMatchObject({ value: expect.stringMatching(/^The value of `seq` at position `location`.* 0 where/) as string });
        expect(load?.parameters?.[1]?.documentation).toMatchObject({ value: 'The value of `seq` at position `location`, which may be an s\\-op\\.' });
        await editor.edit(uri, 0, 4, 23, 'average(');
        expect((await ask(12))?.signatures[0]?.parameters?.[0]).not.toHaveProperty('documentation');
    });

    it('tells of no parameter where there is one argument too many', async () => {
        editor = await Editor.open({}, { textDocument: { signatureHelp: { signatureInformation: { noActiveParameterSupport: true } } } });
        await editor.show(uri, 'x = has_focus(full_s, ');
        expect((await ask(22))?.activeParameter).toBeNull();
        expect(await editor.ask('textDocument/signatureHelp', 'test:/nowhere.rasp', { position: { line: 4, character: 4 } })).toBeNull();
    });
});
