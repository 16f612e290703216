import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../scripts/workbench/processes.ts';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}

const program = `set example "hello"
is_l = tokens == "l";
reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);
same = select(tokens, tokens, ==);
sum = tokens + 1;
histogram = selector_width(same);
`;

const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

/** The way of a newcomer through the extension, in a real workbench with the packaged extension. */
describe.skipIf(browser === undefined)(browser === undefined ? `the extension (${noBrowser})` : 'the extension', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'first.rasp': program }, file: 'first.rasp', size: { width: 1400, height: 900 } });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    it('colours the text', async () => {
        await workbench.editorText('reverse');
        const colours = await workbench.until({
            what: 'several colours of tokens',
            read: () => workbench.page.evaluate<number>(`new Set([...document.querySelectorAll('.view-line span[class*="mtk"]')].map(span => getComputedStyle(span).color)).size`),
            isDone: count => count >= 4
        });
        expect(colours).toBeGreaterThanOrEqual(4);
    });

    it('shows results, layers and heads above s-ops and selectors', async () => {
        const lenses = await workbench.lenses(seen => seen.filter(lens => lens.text === 'try another input…').length === 5 && seen.some(lens => lens.text.includes('▶ "hello" → [1, 1, 2, 2, 1]')));
        const texts = lenses.map(lens => lens.text);
        expect(texts).toContain('▶ "hello" → [o, l, l, e, h]');
        expect(texts).toContain('L2 H1');
        expect(texts).toContain('▶ "hello" → 5×5, 7 selected');
        expect(texts.filter(text => text === 'try another input…')).toHaveLength(5);
    });

    it('marks what fails on the example, with the input', async () => {
        await workbench.squiggles(seen => seen[0]?.severity === 'warning' && seen[0].text === 'tokens + 1');
        await workbench.problemsText(/on the example "hello", at position 0, `\+` does not work between string and int/);
        await workbench.screenshot(`${pictures}/problems.png`);
    });

    it('shows type, value and the table of layers on hover', async () => {
        const text = await workbench.hoverAt(3, 2, /full_s/);
        expect(text).toMatch(/s-op<strings>/);
        expect(text).toMatch(/L 2 · H 1/);
        expect(text).toMatch(/\[o, l, l, e, h\]/);
        expect(text).toMatch(/select\(indices, length - 1 - indices, ==\)/);
        await workbench.screenshot(`${pictures}/hover.png`);
    });

    it('explains a library function on hover', async () => {
        const text = await workbench.hoverAt(6, 14, /selector_width\(sel\)/);
        expect(text).toMatch(/How many positions/);
        expect(text).toMatch(/L 1 · H 2/);
    });

    it('shows a selector as a matrix on hover', async () => {
        await workbench.hoverAt(4, 2, /h | 1/);
        await workbench.screenshot(`${pictures}/matrix.png`);
    });

    it('runs on an input that the user types, beside the line and in the output', async () => {
        await workbench.goTo(3, 1);
        await workbench.runCommand('RASP: Run on Input…');
        await workbench.quickInput('abc', 'abc');
        const after = await workbench.until({
            what: 'the result beside the line',
            read: decorations,
            isDone: texts => texts.some(text => text.includes('[c, b, a]'))
        });
        expect(after.join()).toContain('abc\\" → [c, b, a]');
        await workbench.lenses(seen => seen.some(lens => lens.text === '▶ "abc" → [c, b, a]'));
        const output = await workbench.outputText('RASP', /c, b, a/);
        expect(output).toMatch(/reverse/);
        await workbench.screenshot(`${pictures}/run.png`);
    });

    it('runs from the lens', async () => {
        await workbench.clickLens('→ [1, 1, 2, 2, 1]', async () => (await decorations()).some(text => text.includes('[1, 1, 2, 2, 1]')));
    });

    it('keeps the lenses while a statement is half typed', async () => {
        await workbench.openUnchanged('first.rasp');
        const before = (await workbench.lenses(seen => seen.some(lens => lens.text.endsWith('[1, 1, 2, 2, 1]')))).filter(lens => lens.text.startsWith('▶')).length;
        await workbench.typeAt(6, 12, ' (');
        await workbench.squiggles(seen => seen.some(squiggle => squiggle.severity === 'error'));
        const during = (await workbench.lenses(seen => seen.some(lens => lens.text.endsWith('(last result)')))).filter(lens => lens.text.startsWith('▶'));
        expect(during).toHaveLength(before);
        expect(during.map(lens => lens.text)).toContain('▶ "hello" → [1, 1, 2, 2, 1] (last result)');
        await workbench.screenshot(`${pictures}/half-typed.png`);
        await workbench.setText(program);
    });

    it('changes the example from the status bar', async () => {
        await workbench.setText(program);
        await workbench.goTo(3, 1);
        await workbench.statusBarText(/RASP: "hello"/);
        const spoken = await workbench.page.getByRole('button', { name: 'RASP: The example here is "hello", from "set example" on line 1. Change it' }).count();
        expect(spoken, 'what a screen reader says of the status bar').toBe(1);
        await workbench.runCommand('RASP: Set Example…');
        await workbench.quickInput('abab', 'abab');
        await workbench.editorText('set example "abab"');
        await workbench.statusBarText(/RASP: "abab"/);
        await workbench.lenses(seen => seen.some(lens => lens.text === '▶ "abab" → [2, 2, 2, 2]'));
        await workbench.screenshot(`${pictures}/example.png`);
    });

    it('starts the server again when it dies', async () => {
        await killServer();
        await workbench.notifications(/was restarted/);
        await workbench.typeAt(6, 1, 'again = indices * 7;\n');
        await workbench.lenses(seen => seen.some(lens => lens.text.endsWith('[0, 7, 14, 21]')));
    });

    it('says in the status bar when it stays off, and starts it by a click there', async () => {
        await killServer();
        await workbench.notifications(seen => seen.some(text => text.includes('stays off')));
        await workbench.statusBarText(/RASP: server stopped/);
        const item = workbench.page.getByRole('button', { name: 'RASP: the language server is not running. Restart it' });
        await workbench.screenshot(`${pictures}/server-stopped.png`);
        await item.click();
        await workbench.statusBarText(/RASP: "abab"/);
        await workbench.typeAt(6, 1, 'more = indices * 8;\n');
        await workbench.lenses(seen => seen.some(lens => lens.text.endsWith('[0, 8, 16, 24]')));
    });

    async function killServer(): Promise<void> {
        const { output } = await run('pgrep', ['-g', String(workbench.serverPid), '-f', 'dist/server.cjs']);
        for (const pid of output.trim().split('\n').filter(line => line !== '')) {
            process.kill(Number(pid), 'SIGKILL');
        }
    }

    async function decorations(): Promise<string[]> {
        const contents = await workbench.page.evaluate<string[]>(`[...document.querySelectorAll('.view-line span')].map(span => getComputedStyle(span, '::after').content)`);
        return contents.map(content => content.replaceAll('\u00a0', ' ')).filter(content => content !== 'none' && content !== 'normal');
    }
});
