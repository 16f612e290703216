import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { Editor } from './editor';

const uri = 'test:/main.rasp';
const shows = { window: { workDoneProgress: true } };
let editor: Editor;
afterEach(() => { editor.close(); });

/** Takes a second and more. */
const long = `set example "${'ab'.repeat(2_000)}"\n${Array.from({ length: 300 }, (_, i) => `x${i} = sort(tokens, indices - ${i});\n`).join('')}`;
const endless = { uri, name: 'next', line: 0, until: 'never', max: 100_000 };

type Told = Editor['progress'][number];

/** What the server has told, once one of it passes. */
async function told(passes: (told: Told) => boolean): Promise<Told> {
    for (let tries = 0; tries < 500; tries++) {
        const found = editor.progress.find(passes);
        if (found !== undefined) {
            return found;
        }
        await new Promise(resolve => { setTimeout(resolve, 20); });
    }
    throw new Error(`not told; told: ${JSON.stringify(editor.progress)}`);
}

const kinds = (): string[] => editor.progress.map(({ value }) => value.kind);

describe('progress', () => {
    it('of a long program is told from its begin to its end', async () => {
        editor = await Editor.open({}, shows);
        await editor.show(uri, long);
        await editor.lenses(uri);
        await told(({ value }) => value.kind === 'end');
        const [begin, ...reports] = editor.progress.map(({ value }) => value);
        expect(begin).toMatchObject({ kind: 'begin', title: 'RASP: running main.rasp', cancellable: false });
        expect(reports.pop()).toEqual({ kind: 'end' });
        expect(reports.length).toBeGreaterThan(1);
        const percentages = reports.map(report => ('percentage' in report ? report.percentage : undefined) ?? -1);
        expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
        expect(reports.every(report => report.kind === 'report' && /^statement \d+ of 301$/.test(report.message ?? ''))).toBe(true);
        expect(new Set(editor.progress.map(({ token }) => token)).size).toBe(1);
    });

    it('of a short program is not', async () => {
        editor = await Editor.open({}, shows);
        await editor.show(uri, 'x = indices;\n');
        await editor.lenses(uri);
        await new Promise(resolve => { setTimeout(resolve, 700); });
        expect(editor.progress).toEqual([]);
    });

    it('is not told to an editor that does not show it', async () => {
        editor = await Editor.open();
        await editor.show(uri, long);
        await editor.lenses(uri);
        expect(editor.progress).toEqual([]);
    });

    it('of a decoder loop can be cancelled by its button', async () => {
        editor = await Editor.open({}, shows);
        await editor.show(uri, 'next = tokens;\n');
        const asked = expect(editor.connection.sendRequest('rasp/decode', endless)).rejects.toMatchObject({ code: -32_800 });
        const { token, value } = await told(({ value: { kind } }) => kind === 'begin');
        expect(value).toMatchObject({ title: 'RASP: decoding with next', cancellable: true });
        expect((await told(({ value: { kind } }) => kind === 'report')).value).toMatchObject({ message: expect.stringMatching(/^\d+ of at most 100000 tokens$/) as string });
        await editor.connection.sendNotification('window/workDoneProgress/cancel', { token });
        await asked;
        await told(({ value: { kind } }) => kind === 'end');
        expect(kinds().filter(kind => kind === 'end')).toHaveLength(1);
        // The server is free again, and cancelling what is over does nothing.
        await editor.connection.sendNotification('window/workDoneProgress/cancel', { token });
        expect(await editor.connection.sendRequest('rasp/decode', { ...endless, max: 2 })).toMatchObject({ ok: true, short: '[o, o]' });
        expect(editor.errors).toEqual([]);
    });

    it('ends with the request that it is of', async () => {
        editor = await Editor.open({}, shows);
        await editor.show(uri, 'next = tokens;\n');
        const source = new CancellationTokenSource();
        const asked = expect(editor.connection.sendRequest('rasp/decode', endless, source.token)).rejects.toMatchObject({ code: -32_800 });
        await told(({ value }) => value.kind === 'begin');
        source.cancel();
        await asked;
        await told(({ value }) => value.kind === 'end');
        expect(editor.errors).toEqual([]);
    });
});
