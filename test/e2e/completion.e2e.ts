import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { lostAfter } from './quick-input.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}

const program = `# Who looks where: each token at its equals.
same = select(tokens, tokens, ==);
wide = selector_width(same);
prices = {"pear": 1, "plum": 2};

# How often \`token\` stands in \`sequence\`.
def often(sequence, token) {
    return count(sequence, token);
}
ells = often(tokens, "l");

`;
const lastLine = program.split('\n').length;

/** What helps while one types, in the real editor. */
describe.skipIf(browser === undefined)(browser === undefined ? `typing (${noBrowser})` : 'typing', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({
            vsix: 'dist/rasp.vsix', folder: { 'main.rasp': program, 'lib/brackets.rasp': 'x = 1;\n', 'other.rasp': 'y = 1;\n', 'note.txt': '' }, file: 'main.rasp',
            settings: { 'editor.inlayHints.enabled': 'on', 'workbench.colorTheme': 'Default Dark Modern', 'editor.acceptSuggestionOnEnter': 'on', 'editor.suggest.showStatusBar': false }
        });
        await workbench.lenses(seen => seen.some(lens => lens.text.includes('▶')));
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    it('shows types and the names of parameters, and hides them at once when switched off', async () => {
        await settings({});
        await workbench.editorText(text => text.includes('same: selector =') && text.includes('wide: s-op<ints> =') && text.includes('often(sequence:tokens, token:"l")'));
        await workbench.screenshot('.e2e/screenshots/inlay-hints.png');
        await settings({ 'rasp.inlayHints.types': false });
        await workbench.editorText(text => text.includes('same =') && text.includes('often(sequence:tokens'));
        await settings({ 'rasp.inlayHints.types': false, 'rasp.inlayHints.parameterNames': false });
        await workbench.editorText(text => text.includes('often(tokens, "l")'));
        await settings({ 'rasp.inlayHints.cost': true });
        await workbench.editorText(text => text.includes('wide: s-op<ints> · L1 H2 ='));
        await workbench.screenshot('.e2e/screenshots/inlay-hints-cost.png');
        await settings({ 'rasp.inlayHints.types': false, 'rasp.inlayHints.parameterNames': false });
        await workbench.editorText(text => text.includes('wide =') && text.includes('often(tokens, "l")'));
    });

    it('colours s-ops, selectors, functions and parameters apart', async () => {
        const colours = await workbench.until({
            what: 'different colours',
            read: () => Promise.all(['same', 'wide', 'often', 'sequence', 'prices'].map(name => styleOf(name))),
            isDone: seen => new Set(seen).size === seen.length
        });
        expect(colours).not.toContain('');
    });

    it('offers what can be written, with its type and documentation', async () => {
        await workbench.openUnchanged('main.rasp');
        await typeFor('x = sa', 60, seen => seen[0]?.includes('same') === true && seen[0].includes('selector · L1'));
        await workbench.page.keyboard.press('ControlOrMeta+Space');
        await details(/Who looks where/);
        await workbench.screenshot('.e2e/screenshots/completion.png');
        await workbench.page.keyboard.press('Enter');
        await workbench.editorText(/x = same$/m);
        await clearLine();
    });

    it('inserts a function with its parameters, and shows them', async () => {
        await workbench.openUnchanged('main.rasp');
        await typeFor('x = oft', 60, seen => seen[0]?.includes('often (sequence, token)') === true);
        await workbench.page.keyboard.press('Enter');
        await workbench.editorText(/x = often\(sequence, token\)/);
        await workbench.page.keyboard.type('count(tokens, ');
        await signature(/count\(seq, atom\)[^]*equal atom/);
        await workbench.screenshot('.e2e/screenshots/signature.png');
        await workbench.page.keyboard.type('"a"), ');
        await signature(/often\(sequence, token\)/);
        await workbench.page.keyboard.type('"b")');
        await workbench.until({ what: 'no signature', read: () => workbench.page.locator('.parameter-hints-widget.visible').count(), isDone: count => count === 0 });
        await clearLine();
    });

    it('offers the operators, keys and files unasked', async () => {
        await workbench.openUnchanged('main.rasp');
        await typeFor('x = select(tokens, tokens,', 20, seen => seen.length === 6 && seen[0]?.startsWith('==') === true);
        await workbench.screenshot('.e2e/screenshots/completion-operators.png');
        await workbench.page.keyboard.type(' ');
        await rows(seen => seen.length === 6);
        await workbench.page.keyboard.press('Enter');
        await workbench.editorText(/tokens, ==$/m);
        await clearLine();
        await typeFor('x = prices[', 20, seen => seen.length === 2 && seen[0]?.startsWith('"pear"') === true);
        await clearLine();
        await typeFor('load "', 20, seen => seen.length === 2 && seen[0]?.startsWith('other') === true && seen[1]?.startsWith('lib/') === true);
        await workbench.page.keyboard.type('lib/');
        await rows(seen => seen.length === 1 && seen[0]?.startsWith('brackets') === true);
        await workbench.screenshot('.e2e/screenshots/completion-files.png');
        await workbench.page.keyboard.press('Enter');
        await workbench.editorText(/load "lib\/brackets/);
        await clearLine();
    });

    it('begins a statement with its snippet', async () => {
        await workbench.openUnchanged('main.rasp');
        await typeFor('def', 60, seen => seen[0]?.startsWith('def') === true);
        await workbench.screenshot('.e2e/screenshots/completion-statement.png');
        await workbench.page.keyboard.press('Enter');
        await workbench.editorText(/def name\(x\) \{\n\s*\n\s+return x;\n\}/);
    });

    async function settings(changed: object): Promise<void> {
        await mkdir(join(workbench.folder, '.vscode'), { recursive: true });
        await writeFile(join(workbench.folder, '.vscode/settings.json'), JSON.stringify(changed));
    }

    /** Types on the last line, and waits for the list that comes by itself. */
    async function typeFor(text: string, delay: number, wanted: (seen: readonly string[]) => boolean): Promise<void> {
        await workbench.typeAt(lastLine, 1, text, delay);
        const list = workbench.page.locator('.suggest-widget.visible');
        let typed = Date.now();
        await rows(wanted, async () => {
            // The editor gives up a list that comes much later than the key: typing the last character again brings it.
            if (Date.now() - typed >= lostAfter && await list.count() === 0) {
                await workbench.page.keyboard.press('Backspace');
                await workbench.page.keyboard.type(text.slice(-1));
                typed = Date.now();
            }
        });
    }

    function rows(wanted: (seen: readonly string[]) => boolean, before: () => Promise<void> = () => Promise.resolve()): Promise<readonly string[]> {
        const list = workbench.page.locator('.suggest-widget.visible .monaco-list-row');
        return workbench.until({
            what: 'the completion list',
            read: async () => {
                await before();
                return (await list.allInnerTexts()).map(text => text.replaceAll(/[\s\u00a0]+/g, ' ').trim());
            },
            isDone: wanted
        });
    }

    function details(wanted: RegExp): Promise<string> {
        const pane = workbench.page.locator('.suggest-details-container:visible');
        return workbench.until({ what: `details that match ${String(wanted)}`, read: async () => (await pane.allInnerTexts()).join('\n'), isDone: text => wanted.test(text) });
    }

    function signature(wanted: RegExp): Promise<string> {
        const widget = workbench.page.locator('.parameter-hints-widget.visible');
        return workbench.until({ what: `a signature that matches ${String(wanted)}`, read: async () => (await widget.allInnerTexts()).join('\n').replaceAll('\u00a0', ' '), isDone: text => wanted.test(text) });
    }

    async function clearLine(): Promise<void> {
        await workbench.page.keyboard.press('Escape');
        await workbench.page.keyboard.press('Escape');
        await workbench.goTo(lastLine, 1);
        await workbench.page.keyboard.press('Shift+End');
        await workbench.page.keyboard.press('Delete');
        await workbench.page.keyboard.press('Escape');
    }

    /** The colour and the slant of the first place that is drawn as this text alone. */
    async function styleOf(name: string): Promise<string> {
        const drawn = workbench.page.locator('.editor-group-container.active .view-line span span').filter({ hasText: new RegExp(`^\\s*${name}$`) });
        return (await drawn.count()) === 0 ? '' : drawn.first().evaluate(element => {
            const { color, fontStyle } = (globalThis as unknown as { getComputedStyle(of: unknown): { color: string; fontStyle: string } }).getComputedStyle(element);
            return `${color} ${fontStyle}`;
        });
    }
});
