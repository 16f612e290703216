import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const tour = readFileSync('examples/tour.rasp', 'utf8').split('\n');
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

/** The README's tour through the examples, step by step; nothing is saved. */
describe.skipIf(browser === undefined)(browser === undefined ? `the tour (${noBrowser})` : 'the tour', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({
            vsix: 'dist/rasp.vsix', folder: 'examples', file: 'tour.rasp', size: { width: 1280, height: 860 },
            settings: { 'workbench.colorTheme': 'Default Dark Modern', 'workbench.activityBar.location': 'hidden', 'editor.fontSize': 15, 'editor.inlayHints.enabled': 'on' }
        });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    it('opens with results above the assignments and no problem', async () => {
        await workbench.lenses(seen => seen.some(lens => lens.text === '▶ "hello" → [o, l, l, e, h]'));
        await workbench.problemsText(/^(No problems.*)?$/);
        await workbench.page.keyboard.press('ControlOrMeta+KeyJ');
    });

    it('explains reverse, a selector and a library function', async () => {
        const text = await workbench.hoverAt(lineOf('reverse ='), 2, /layer/);
        expect(text).toMatch(/L 2 · H 1/);
        await workbench.screenshot(`${pictures}/tour.png`);
        expect(await workbench.hoverAt(lineOf('same_token ='), 2, /h \| 1/)).toMatch(/selector · L 1/);
    });

    it('marks a broken statement and leaves the others alone', async () => {
        await workbench.openUnchanged('tour.rasp');
        const line = lineOf('histogram =');
        await workbench.typeAt(line, 13, '(');
        await workbench.squiggles(seen => seen[0]?.severity === 'error' && seen[0].line === line);
        await workbench.page.keyboard.press('Backspace');
        await workbench.problemsText(/^(No problems.*)?$/);
        await workbench.page.keyboard.press('ControlOrMeta+KeyJ');
    });

    it('tries another input', async () => {
        await workbench.goTo(lineOf('histogram ='), 1);
        await workbench.runCommand('RASP: Run on Input…');
        await workbench.quickInput('mississippi', 'mississippi');
        await workbench.lenses(seen => seen.some(lens => lens.text === '▶ "mississippi" → [1, 4, 4, 4, 4, 4, 4, 4, 2, 2, 4]'));
        await workbench.screenshot(`${pictures}/tour-run.png`);
    });

    it('shows the example that rules at the cursor', async () => {
        await workbench.goTo(lineOf('running_mean ='), 1);
        await workbench.statusBarText(/RASP: \[3, 1, 2, 3\]/);
    });

    it('runs the programs of the paper, loaded from beside', async () => {
        await workbench.openFile('brackets.rasp');
        await workbench.lenses(seen => seen.some(lens => lens.text === '▶ "(()())" → [P, P, P, P, P, T]'));
        await workbench.lenses(seen => seen.some(lens => lens.text === '"({)}" → [P, P, F, F]'));
        await workbench.problemsText(/^(No problems.*)?$/);
        await workbench.screenshot(`${pictures}/brackets.png`);
    });
});

function lineOf(start: string): number {
    return tour.findIndex(line => line.startsWith(start)) + 1;
}
