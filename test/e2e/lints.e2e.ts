import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

const program = `# Which letters stand in neither word, and how often each one comes.
strange = not tokens in ["h", "l"];
counts = selector_width(select(tokens, tokens, ==));
before = aggregate(select(indices, indices - 1, ==), tokens, "-");
_left_over = 1;
`;

/** A lint's mark with its quick fix and its page, and refactorings, in the editor. */
describe.skipIf(browser === undefined)(browser === undefined ? `lints (${noBrowser})` : 'lints', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'words.rasp': program }, file: 'words.rasp', settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.fontSize': 15 } });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    it('marks what reads otherwise than it means', async () => {
        await workbench.squiggles(([mark]) => mark?.severity === 'warning' && mark.line === 2 && mark.text === 'not tokens in ["h", "l"]');
        expect(await workbench.hoverAt(2, 14, /not-in/)).toMatch(/`?not`? binds tighter than `?in`?/);
        await workbench.page.keyboard.press('Escape');
    });

    it('opens the page of the lint', async () => {
        await workbench.goTo(2, 14);
        await choose('ControlOrMeta+Period', 'Explain', `${pictures}/lint-menu.png`);
        const page = workbench.webview();
        await workbench.until({ what: 'the page of the lint', read: () => page.locator('body').innerText(), isDone: text => text.includes('Python reads') });
        await workbench.screenshot(`${pictures}/lint-page.png`);
        await workbench.runCommand('View: Close All Editors in Group');
    });

    it('changes it to what was meant', async () => {
        await workbench.openUnchanged('words.rasp');
        await workbench.goTo(2, 14);
        await choose('ControlOrMeta+Period', 'Change the meaning to');
        await workbench.editorText(text => text.includes('strange = not (tokens in ["h", "l"]);'));
        await workbench.squiggles(seen => seen.every(({ severity }) => severity !== 'warning'));
    });

    it('extracts a function from a selection, and asks for its name', async () => {
        await workbench.openUnchanged('words.rasp');
        await workbench.goTo(3, 25);
        for (let i = 'select(tokens, tokens, ==)'.length; i > 0; i--) {
            await workbench.page.keyboard.press('Shift+ArrowRight');
        }
        await choose('Control+Shift+R', 'Extract to function', `${pictures}/refactor-menu.png`);
        await workbench.editorText(text => text.includes('def extracted() {') && text.includes('counts = selector_width(extracted());'));
        const box = workbench.page.locator('.rename-box input');
        await box.waitFor();
        await workbench.screenshot(`${pictures}/extracted.png`);
        await box.fill('same_token');
        await box.press('Enter');
        await workbench.editorText(text => text.includes('def same_token() {') && text.includes('counts = selector_width(same_token());'));
    });

    /** Opens a menu of code actions with a key, and takes the one that begins so. */
    async function choose(key: string, title: string, picture?: string): Promise<void> {
        const menu = workbench.page.locator('.action-widget:visible');
        const row = menu.locator('.monaco-list-row', { hasText: title }).first();
        let pressed = 0;
        await workbench.until({
            what: `the action "${title}"`,
            read: async () => {
                // The menu waits for the server; a second press too early would close it.
                if (await menu.count() === 0 && Date.now() - pressed > 3_000) {
                    pressed = Date.now();
                    await workbench.page.keyboard.press(key);
                }
                return row.count();
            },
            isDone: count => count > 0
        });
        if (picture !== undefined) {
            await workbench.screenshot(picture);
        }
        await row.click();
    }
});
