import { renameSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

const main = 'load "part";\nx = indices + n;\n';
const other = 'y = nope;\n';

/** Files that change, move and go away behind the editor's back. */
describe.skipIf(browser === undefined)(browser === undefined ? `files (${noBrowser})` : 'files', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({
            vsix: 'dist/rasp.vsix', folder: { 'main.rasp': main, 'part.rasp': 'n = 1;\n', 'other.rasp': other }, file: 'main.rasp',
            settings: { 'workbench.editor.closeOnFileDelete': true }
        });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    const isClean = (seen: readonly unknown[]): boolean => seen.length === 0;

    it('marks what a loaded file breaks when it changes on disk, and takes the mark away', async () => {
        writeFileSync(join(workbench.folder, 'part.rasp'), 'n = 1;\n');
        await workbench.lenses(seen => seen.some(({ text }) => text.includes('[1, 2, 3, 4, 5]')));
        await workbench.squiggles(isClean);
        writeFileSync(join(workbench.folder, 'part.rasp'), 'm = 1;\n');
        await workbench.squiggles(seen => seen[0]?.line === 2 && seen[0].text === 'n');
        await workbench.screenshot(`${pictures}/changed-on-disk.png`);
        writeFileSync(join(workbench.folder, 'part.rasp'), 'n = 2;\n');
        await workbench.squiggles(isClean);
        await workbench.lenses(seen => seen.some(({ text }) => text.includes('[2, 3, 4, 5, 6]')));
    });

    it('changes the loads of a file that is renamed in the explorer', async () => {
        if (existsSync(join(workbench.folder, 'piece.rasp'))) {
            await workbench.openUnchanged('main.rasp');
            renameSync(join(workbench.folder, 'piece.rasp'), join(workbench.folder, 'part.rasp'));
            writeFileSync(join(workbench.folder, 'main.rasp'), main);
        }
        await workbench.runCommand('File: Focus on Files Explorer');
        await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'part.rasp' }).click();
        await workbench.page.keyboard.press('F2');
        const name = workbench.page.locator('.explorer-folders-view .explorer-item-edited input');
        await name.fill('piece.rasp');
        await name.press('Enter');
        // The editor asks before it lets an extension change other files.
        await workbench.page.locator('.monaco-dialog-box .monaco-button', { hasText: 'OK' }).click();
        await workbench.page.locator('.tab[data-resource-name="main.rasp"]').click();
        await workbench.editorText(text => text.includes('load "piece";'));
        await workbench.squiggles(isClean);
        await workbench.lenses(seen => seen.some(({ text }) => text.includes('[2, 3, 4, 5, 6]')));
        await workbench.screenshot(`${pictures}/renamed.png`);
    });

    it('lets a file be deleted while it is open', async () => {
        writeFileSync(join(workbench.folder, 'other.rasp'), other);
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
