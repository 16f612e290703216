import { afterEach, describe, expect, it } from 'vitest';
import { EXPECTATIONS_NOTIFICATION, EXPECTATIONS_REQUEST } from '../../server/protocol/expectations';
import type { ExpectationsCheckedParams, ExpectationState } from '../../server/protocol/expectations';
import { Editor } from './editor';

const uri = 'test:/main.rasp';
let editor: Editor;
let told: ExpectationsCheckedParams[];
afterEach(() => { editor.close(); });

async function open(text: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
    editor = await Editor.open(files);
    told = [];
    editor.connection.onNotification(EXPECTATIONS_NOTIFICATION, (params: ExpectationsCheckedParams) => { told.push(params); });
    await editor.show(uri, text);
}

function states(of = uri): Promise<ExpectationState[]> {
    return editor.connection.sendRequest<ExpectationState[]>(EXPECTATIONS_REQUEST, { uri: of });
}

/** The last notification, once it passes. */
async function notified(passes: (params: ExpectationsCheckedParams) => boolean): Promise<ExpectationsCheckedParams> {
    for (let tries = 0; tries < 300; tries++) {
        const last = told.at(-1);
        if (last !== undefined && passes(last)) {
            return last;
        }
        await new Promise(resolve => { setTimeout(resolve, 20); });
    }
    throw new Error(`no such notification; last: ${JSON.stringify(told.at(-1))}`);
}

describe('expectations in the language server', () => {
    it('are told with their state, and those that do not hold are diagnostics', async () => {
        await open('x = 1;\n  #? x == 1\n#? x == 2\n#? x ==\nbroken = oops;\n#? broken == 1\n#? x == 1\n');
        expect(await states()).toEqual([
            { id: '0 x == 1', text: 'x == 1', range: { start: { line: 1, character: 5 }, end: { line: 1, character: 11 } }, status: 'passed', message: '' },
            { id: '0 x == 2', text: 'x == 2', range: { start: { line: 2, character: 3 }, end: { line: 2, character: 9 } }, status: 'failed', message: 'found 1, expected 2', found: '1', expected: '2' },
            expect.objectContaining({ id: '0 x ==', status: 'unreadable' }),
            expect.objectContaining({ id: '0 broken == 1', status: 'blocked' }),
            expect.objectContaining({ id: '1 x == 1', status: 'passed' })
        ]);
        const diagnostics = await editor.diagnostics(uri, seen => seen.length === 3);
        expect(diagnostics.map(({ range: { start, end }, severity, source, code, message }) => [start.line, start.character, end.character, severity, source, code, message])).toEqual([
            [2, 3, 9, 1, 'rasp', 'expectation', 'expectation fails: found 1, expected 2'],
            [3, 6, 7, 1, 'rasp', 'expectation', 'found the end of the expectation, expected an expression'],
            [4, 9, 13, 1, 'rasp', 'undefined', 'there is no `oops` here']
        ]);
        expect((await notified(() => true)).expectations).toEqual(await states());
    });

    it('explain their names on hover, as they are where the test stands', async () => {
        await open('x = 1;\n#? x == indices("a") # x\nx = tokens;\n#? [x for x in [x]] == select(x, x, ==)\n');
        const hover = async (line: number, character: number): Promise<string | undefined> => {
            const found = await editor.ask<{ contents: { value: string }; range: { start: { character: number }; end: { character: number } } } | null>('textDocument/hover', uri, { position: { line, character } });
            return found === null ? undefined : `${found.range.start.character}-${found.range.end.character} ${found.contents.value.replace(/\s+/g, ' ')}`;
        };
        expect(await hover(1, 3)).toMatch(/^3-4 .*x.*: int ```text 1 ```/);
        expect(await hover(1, 10)).toMatch(/^8-15 .*indices.*The positions/);
        expect(await hover(1, 22)).toBeUndefined();
        expect(await hover(3, 16)).toMatch(/^16-17 .*s-op&lt;strings&gt; · .*hello/);
        expect(await hover(3, 10)).toBeUndefined();
        expect(await hover(3, 25)).toMatch(/^23-29 .*select\(keys/);
    });

    it('follow an edit of a statement above, in both directions', async () => {
        await open('x = 1;\n#? x == 1\n');
        await notified(({ expectations }) => expectations[0]?.status === 'passed');
        const version = await editor.edit(uri, 0, 4, 5, '2');
        expect(await notified(({ expectations }) => expectations[0]?.status === 'failed')).toMatchObject({ uri, version });
        expect(await editor.diagnostics(uri, seen => seen.length === 1)).toMatchObject([{ code: 'expectation' }]);
        await editor.edit(uri, 0, 4, 5, '1');
        await editor.diagnostics(uri, seen => seen.length === 0);
        expect(await states()).toMatchObject([{ status: 'passed' }]);
    });

    it('do not flash while one of them is half typed', async () => {
        await open('x = 1;\n#? x == 1\n');
        await notified(({ expectations }) => expectations[0]?.status === 'passed');
        const before = told.length;
        await editor.edit(uri, 1, 8, 9, '');
        await states();
        expect(editor.publications(uri)).toBeGreaterThan(0);
        expect(await editor.diagnostics(uri)).toEqual([]);
        expect(told).toHaveLength(before);
        await editor.edit(uri, 1, 8, 8, '1');
        await states();
        expect(await editor.diagnostics(uri)).toEqual([]);
        expect(told).toHaveLength(before + 1);
        await editor.edit(uri, 1, 8, 9, '');
        expect(await editor.diagnostics(uri, seen => seen.length === 1)).toMatchObject([{ code: 'expectation' }]);
    });

    it('are taken away with the last of them', async () => {
        await open('#? 1 == 2\n');
        await notified(({ expectations }) => expectations.length === 1);
        await editor.edit(uri, 0, 0, 3, '# ');
        await notified(({ expectations }) => expectations.length === 0);
        await editor.diagnostics(uri, seen => seen.length === 0);
    });

    it('follow a loaded file, and the setting of the example', async () => {
        await open('load "a";\n#? n == 1\n#? tokens == "hello"\n', { 'test:/a.rasp': 'n = 1;\n' });
        expect((await states()).map(({ status }) => status)).toEqual(['passed', 'failed']);
        await editor.show('test:/a.rasp', 'n = 2;\n');
        await notified(({ expectations }) => expectations[0]?.status === 'failed');
    });

    it('answer for a document that is not there', async () => {
        await open('');
        expect(await states('test:/none.rasp')).toEqual([]);
    });

    it('do not hold up the answers that typing waits for', async () => {
        const slow = Array.from({ length: 60 }, (_, i) => `#? sum(${i}) == 0\n`).join('');
        await open(`def sum(k) {\n    for i in range(40000) {\n        k = k + i;\n    }\n    return k;\n}\n${slow}y = indices;\n`);
        const begin = performance.now();
        await editor.lenses(uri);
        const first = performance.now() - begin;
        expect(told).toEqual([]);
        // The next keystroke takes the time from the checks.
        const again = performance.now();
        await editor.edit(uri, 66, 11, 11, ' + 1');
        await editor.lenses(uri);
        expect(performance.now() - again).toBeLessThan(first + 1_000);
        expect(told).toEqual([]);
        expect(await states()).toHaveLength(60);
    });
});
