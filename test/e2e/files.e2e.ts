import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

/** Files that change, move and go away behind the editor's back. */
describe.skipIf(browser === undefined)(browser === undefined ? `files (${noBrowser})` : 'files', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({
            vsix: 'dist/rasp.vsix', folder: { 'main.rasp': 'load "part";\nx = indices + n;\n', 'part.rasp': 'n = 1;\n', 'other.rasp': 'y = nope;\n' }, file: 'main.rasp',
            settings: { 'workbench.editor.closeOnFileDelete': true }
        });
    }, 360_000);

    afterAll(() => workbench?.close());

    const isClean = (seen: readonly unknown[]): boolean => seen.length === 0;

    it('marks what a loaded file breaks when it changes on disk, and takes the mark away', async () => {
        await workbench.lenses(seen => seen.some(({ text }) => text.includes('[1, 2, 3, 4, 5]')));
        await workbench.squiggles(isClean);
        writeFileSync(join(workbench.folder, 'part.rasp'), 'm = 1;\n');
        expect((await workbench.squiggles())[0]).toMatchObject({ line: 2, text: 'n' });
        await workbench.screenshot(`${pictures}/changed-on-disk.png`);
        writeFileSync(join(workbench.folder, 'part.rasp'), 'n = 2;\n');
        await workbench.squiggles(isClean);
        await workbench.lenses(seen => seen.some(({ text }) => text.includes('[2, 3, 4, 5, 6]')));
    });

    it('changes the loads of a file that is renamed in the explorer', async () => {
        await workbench.runCommand('File: Focus on Files Explorer');
        await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'part.rasp' }).click();
        await workbench.page.keyboard.press('F2');
        await workbench.page.keyboard.press('ControlOrMeta+A');
        await workbench.page.keyboard.type('piece.rasp');
        await workbench.page.keyboard.press('Enter');
        // The editor asks before it lets an extension change other files.
        await workbench.page.locator('.monaco-dialog-box .monaco-button', { hasText: 'OK' }).click();
        await workbench.page.locator('.tab[data-resource-name="main.rasp"]').click();
        await workbench.editorText(text => text.includes('load "piece";'));
        await workbench.squiggles(isClean);
        await workbench.lenses(seen => seen.some(({ text }) => text.includes('[2, 3, 4, 5, 6]')));
        await workbench.screenshot(`${pictures}/renamed.png`);
    });

    it('lets a file be deleted while it is open', async () => {
        await workbench.openFile('other.rasp');
        await workbench.squiggles(seen => seen.some(({ text }) => text === 'nope'));
        rmSync(join(workbench.folder, 'other.rasp'));
        // The editor closes what has gone, and its problems go with it.
        await workbench.until({
            what: 'the tab to close', read: () => workbench.page.locator('.tab[data-resource-name="other.rasp"]').count(), isDone: count => count === 0
        });
        await workbench.problemsText(text => !text.includes('nope'));
        expect(await workbench.notifications()).toEqual([]);
        expect(await workbench.page.locator('.monaco-dialog-box').count()).toBe(0);
        await workbench.screenshot(`${pictures}/deleted.png`);
    });
});
