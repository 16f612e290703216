import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}

const main = `load "parts";
width = 1;
twice = width + shifted;
width = selector_width(same);
histogram = width + indices;
ordered = sort(tokens, histogram);
`;
const parts = `# The tokens that are alike.
same = select(tokens, tokens, ==);
def move(seq) {
    return shift(seq, 1, 0);
}
shifted = move(indices);
`;
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

/** The ways through a program: to what sets a name, to what uses it, and to another name for it. */
describe.skipIf(browser === undefined)(browser === undefined ? `navigation (${noBrowser})` : 'navigation', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({
            vsix: 'dist/rasp.vsix', folder: { 'main.rasp': main, 'parts.rasp': parts }, file: 'main.rasp', size: { width: 1280, height: 860 },
            settings: { 'workbench.activityBar.location': 'hidden', 'editor.fontSize': 15 }
        });
        await workbench.lenses(seen => seen.some(lens => lens.text.includes('▶')));
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    it('marks the uses of the binding at the cursor, and not those of the other', async () => {
        await workbench.goTo(5, 14);
        const marks = workbench.page.locator('.editor-group-container.active .view-overlays').locator('.wordHighlightText, .wordHighlight, .wordHighlightStrong');
        await workbench.until({ what: 'two marks, of lines 4 and 5', read: () => marks.count(), isDone: count => count === 2 });
        await workbench.screenshot(`${pictures}/navigation-highlight.png`);
    });

    it('goes to the binding that holds', async () => {
        await workbench.goTo(5, 14);
        await workbench.page.keyboard.press('F12');
        await workbench.statusBarText(/Ln 4, Col 1\b/);
        await workbench.goTo(3, 10);
        await workbench.page.keyboard.press('F12');
        await workbench.statusBarText(/Ln 2, Col 1\b/);
    });

    it('goes into a loaded file', async () => {
        await workbench.goTo(4, 26);
        await workbench.page.keyboard.press('F12');
        await activeTab('parts.rasp');
        await workbench.statusBarText(/Ln 2, Col 1\b/);
        await workbench.openFile('main.rasp');
    });

    it('goes into the standard library, which is read-only and has no problems, and on from there', async () => {
        await workbench.goTo(6, 12);
        await workbench.page.keyboard.press('F12');
        await activeTab('library.rasp');
        await workbench.editorText('def sort(seq, key)');
        const text = await workbench.editorText('selector_width(before)');
        expect((await workbench.view()).squiggles).toEqual([]);
        expect((await workbench.view()).lenses).toEqual([]);
        await workbench.screenshot(`${pictures}/navigation-library.png`);
        await workbench.page.keyboard.type('x');
        expect(await workbench.editorText()).toBe(text);
        const line = (await workbench.view()).lines.find(each => each.text.includes('target = selector_width(before)'));
        await workbench.goTo(line?.line ?? 0, 20);
        await workbench.page.keyboard.press('F12');
        await workbench.editorText('def selector_width(sel)');
        await workbench.openFile('main.rasp');
    });

    it('opens the file of a load by its link', async () => {
        await workbench.openFile('main.rasp');
        const link = workbench.page.locator('.editor-group-container.active .detected-link').first();
        const tab = workbench.page.locator('.editor-group-container.active .tab.active');
        await workbench.until({ what: 'a link', read: () => link.isVisible(), isDone: isVisible => isVisible });
        await workbench.until({
            what: 'parts.rasp to be shown',
            read: async () => {
                // The text may still be moving under the mouse, as lenses come: a click that misses is made again.
                if (await link.isVisible()) {
                    await link.click({ modifiers: ['ControlOrMeta'], force: true, timeout: 1_000 });
                }
                return tab.getAttribute('data-resource-name');
            },
            isDone: seen => seen === 'parts.rasp'
        });
    });

    it('finds the uses in all files', async () => {
        await workbench.openFile('parts.rasp');
        await workbench.goTo(2, 2);
        await workbench.runCommand('References: Find All References');
        const pane = workbench.page.locator('.part.sidebar');
        await workbench.until({
            what: 'two uses in two files', read: async () => (await pane.innerText()).replaceAll('\u00a0', ' '),
            isDone: text => text.includes('2 results in 2 files') && text.includes('main.rasp') && text.includes('same = select')
        });
        await workbench.screenshot(`${pictures}/navigation-references.png`);
        await workbench.openFile('main.rasp');
    });

    it('shows who calls a function', async () => {
        await workbench.openFile('parts.rasp');
        await workbench.goTo(3, 5);
        await workbench.runCommand('Calls: Show Call Hierarchy');
        const tree = workbench.page.locator('.calls-tree, .call-hierarchy, .pane-body').locator('.monaco-list-row');
        await workbench.until({ what: 'the caller', read: async () => (await tree.allInnerTexts()).join('\n'), isDone: text => text.includes('shifted') });
        await workbench.screenshot(`${pictures}/navigation-calls.png`);
        await workbench.openFile('main.rasp');
    });

    it('renames one of two bindings', async () => {
        await rename(5, 14, 'heads');
        const text = await workbench.editorText(/heads = selector_width\(same\);\nhistogram = heads \+ indices;/);
        expect(text).toContain('width = 1;\ntwice = width + shifted;');
    });

    it('renames across load', async () => {
        await rename(3, 18, 'moved');
        await workbench.editorText('twice = width + moved;');
        await workbench.openFile('parts.rasp');
        await workbench.editorText('moved = move(indices);');
        await workbench.problemsText(/^(No problems.*)?$/);
        await workbench.screenshot(`${pictures}/navigation-renamed.png`);
        await workbench.page.keyboard.press('ControlOrMeta+KeyJ');
        await workbench.openFile('main.rasp');
    });

    it('says why a name cannot be had', async () => {
        const seen = async (): Promise<string> => (await workbench.page.locator('.monaco-editor-overlaymessage, .notification-list-item-message').allInnerTexts()).join('\n');
        await rename(3, 1, 'histogram');
        await workbench.until({ what: 'the reason', read: seen, isDone: text => text.includes('`histogram` is set already, on line 5') });
        await workbench.screenshot(`${pictures}/navigation-refused.png`);
        expect(await workbench.editorText()).toContain('twice = width + moved;');
        await workbench.page.keyboard.press('Escape');
        await workbench.goTo(6, 12);
        await workbench.page.keyboard.press('F2');
        await workbench.until({ what: 'the reason', read: seen, isDone: text => text.includes('`sort` belongs to the standard library') });
    });

    it('finds names in the workspace', async () => {
        await workbench.page.keyboard.press('Escape');
        await workbench.input.open('ControlOrMeta+KeyP');
        await workbench.quickInput('#moved', 'moved');
        await activeTab('parts.rasp');
        await workbench.statusBarText(/Ln 6, Col 1\b/);
    });

    async function rename(line: number, column: number, to: string): Promise<void> {
        await workbench.goTo(line, column);
        await workbench.page.keyboard.press('F2');
        const input = workbench.page.locator('.rename-box input');
        await workbench.until({ what: 'the box for the new name', read: () => input.isVisible(), isDone: visible => visible });
        await input.fill(to);
        await input.press('Enter');
        await workbench.until({ what: 'the box to close', read: () => input.isVisible(), isDone: visible => !visible });
    }

    async function activeTab(name: string): Promise<void> {
        const tab = workbench.page.locator('.editor-group-container.active .tab.active');
        await workbench.until({ what: `the tab ${name}`, read: () => tab.getAttribute('data-resource-name'), isDone: seen => seen === name });
    }
});
