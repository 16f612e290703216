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

/** VS Code with no server behind it, as on vscode.dev: the extension and the language server run in the page. */
describe.skipIf(browser === undefined)(browser === undefined ? `the web extension (${noBrowser})` : 'the web extension', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.openInPage({ folder: 'examples', file: 'tour.rasp', size: { width: 1280, height: 860 } });
    }, 300_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    it('shows results above the assignments and no problem', async () => {
        await workbench.lenses(seen => seen.some(lens => lens.text === '▶ "hello" → [o, l, l, e, h]'));
        await workbench.problemsText(/^(No problems.*)?$/);
        await workbench.page.keyboard.press('ControlOrMeta+KeyJ');
    });

    it('tells layers and heads on hover', async () => {
        expect(await workbench.hoverAt(lineOf('reverse ='), 2, /layer/)).toMatch(/L 2 · H 1/);
        await workbench.screenshot(`${pictures}/web.png`);
    });

    it('runs what loads a neighbour', async () => {
        await workbench.openFile('brackets.rasp');
        await workbench.lenses(seen => seen.some(lens => lens.text === '▶ "(()())" → [P, P, P, P, P, T]'));
        await workbench.problemsText(/^(No problems.*)?$/);
        await workbench.screenshot(`${pictures}/web-load.png`);
        await workbench.page.keyboard.press('ControlOrMeta+KeyJ');
    });

    it('completes names and files', async () => {
        await workbench.setText('reversed_text = tokens;\nx = reversed_t');
        await workbench.editorText('reversed_t');
        await workbench.page.keyboard.press('Control+Space');
        expect(await rows('reversed_text')).toMatch(/reversed_text/);
        await workbench.page.keyboard.press('Escape');
        await workbench.setText('load "paper');
        await workbench.page.keyboard.press('Control+Space');
        expect(await rows('paper_examples')).toMatch(/paper_examples/);
        await workbench.page.keyboard.press('Escape');
    });

    it('marks a broken statement, and a file that is not there', async () => {
        await workbench.setText('x = (1;\nload "nowhere";\ny = length;\n');
        const found = await workbench.squiggles(seen => seen.filter(squiggle => squiggle.severity === 'error').length === 2);
        expect(found.map(squiggle => squiggle.line)).toEqual([1, 2]);
        expect(await workbench.problemsText('nowhere')).toMatch(/cannot find "nowhere\.rasp"; looked for \/nowhere\.rasp/);
    });

    it('shows the flow of the s-op at the cursor', async () => {
        await workbench.setText('same = select(tokens, tokens, ==);\nhist = selector_width(same);\n');
        await workbench.lenses(seen => seen.some(lens => lens.text.includes('[1, 1, 2, 2, 1]')));
        await workbench.goTo(2, 3);
        await workbench.runCommand('RASP: Show Flow');
        const page = workbench.webview();
        await workbench.until({ what: 'the flow', read: () => page.locator('.toolbar .title').innerText(), isDone: text => /^hist · L1 H2/.test(text) });
        expect(await page.locator('g[data-head]').count()).toBe(2);
        await workbench.screenshot(`${pictures}/web-flow.png`);
        await workbench.runCommand('View: Close Editors in Other Groups');
    });

    it('says where s-ops can be compiled', async () => {
        await workbench.runCommand('RASP: Compile to Transformer…');
        await workbench.notifications(seen => seen.some(text => text.includes('Compiling needs VS Code on the desktop, or the command "rasp compile".')));
    });

    it('opens the page of a lint', async () => {
        await workbench.setText('strange = not tokens in ["h", "l"];\n');
        await workbench.squiggles(seen => seen.some(({ severity }) => severity === 'warning'));
        await workbench.goTo(1, 14);
        await workbench.runCommand('RASP: Explain Lint');
        const page = workbench.webview();
        await workbench.until({ what: 'the page of the lint', read: () => page.locator('body').innerText(), isDone: text => text.includes('Python reads') });
        await workbench.screenshot(`${pictures}/web-lint-page.png`);
        await workbench.runCommand('View: Close All Editors in Group');
    });

    it('lists all lints where none is at the cursor', async () => {
        await workbench.setText('x = length;\n');
        await workbench.squiggles(seen => seen.length === 0);
        await workbench.runCommand('RASP: Explain Lint');
        await workbench.quickInput('and-or', 'and-or');
        const page = workbench.webview();
        await workbench.until({ what: 'the page of the lint', read: () => page.locator('body').innerText(), isDone: text => text.includes('they bind equally') });
    });

    async function rows(wanted: string): Promise<string> {
        const list = workbench.page.locator('.suggest-widget.visible .monaco-list-row');
        return workbench.until({ what: `the completion ${wanted}`, read: async () => (await list.allInnerTexts()).join('\n'), isDone: text => text.includes(wanted) });
    }
});

function lineOf(start: string): number {
    return tour.findIndex(line => line.startsWith(start)) + 1;
}
