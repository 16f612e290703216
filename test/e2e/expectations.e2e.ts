import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

const program = `reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);
#? reverse("abc") == "cba"
#? cost(reverse) == (2, 1)

same = select(tokens, tokens, ==);
hist = selector_width(same);
#? hist([1, 1, 2]) == [2, 2, 2]
#? same("aba") == ["101", "010", "101"]

numbers = tokens_int + 1;
#? numbers("ab") fails "is not an int"
#? numbers([1, 2]) == [2, 3
`;
const other = 'x = 1;\n#? x == 1\n';

/** Marks beside expectations, and the Test Explorer. */
describe.skipIf(browser === undefined)(browser === undefined ? `expectations (${noBrowser})` : 'expectations', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({
            vsix: 'dist/rasp.vsix', folder: { 'main.rasp': program, 'other.rasp': other, 'plain.rasp': 'x = 1;\n' }, file: 'main.rasp',
            settings: { 'rasp.example.input': '[1, 2]', 'workbench.colorTheme': 'Default Dark Modern' }
        });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    it('marks those that hold and those that do not, each with what was found', async () => {
        const marks = await marksOnce(seen => seen.length === 6);
        expect(marks).toEqual([
            '✓', '✓', '✗ found [2, 2, 1], expected [2, 2, 2]', '✓', '✓',
            expect.stringMatching(/^✗ found the end of the expectation, expected /)
        ]);
        expect((await workbench.squiggles(seen => seen.length === 2)).map(({ severity, line }) => [severity, line])).toEqual([['error', 7], ['error', 12]]);
        await workbench.screenshot(`${pictures}/expectations.png`);
    });

    it('fails after an edit above it, and holds again when that is undone', async () => {
        await workbench.openUnchanged('main.rasp');
        await workbench.typeAt(1, 47, '0');
        await marksOnce(seen => seen[0]?.startsWith('✗ found ') === true && seen[1] === '✓');
        await workbench.screenshot(`${pictures}/expectations-edited.png`);
        await workbench.page.keyboard.press('Backspace');
        await marksOnce(seen => seen[0] === '✓');
    });

    it('loses its mark while it is typed, and gets one when typing rests', async () => {
        await workbench.openUnchanged('main.rasp');
        await workbench.typeAt(2, 27, ' + 1');
        await marksOnce(seen => seen.length === 5);
        await marksOnce(seen => seen.length === 6 && seen[0]?.startsWith('✗') === true);
        for (let i = 0; i < 4; i++) {
            await workbench.page.keyboard.press('Backspace');
        }
        await marksOnce(seen => seen.length === 6 && seen[0] === '✓');
    });

    it('stands in the Test Explorer, that of files that are not open too', async () => {
        await workbench.runCommand('Testing: Focus on Test Explorer View');
        expect(await explorer(/main\.rasp[^]*other\.rasp/)).not.toContain('plain.rasp');
        await workbench.runCommand('Test: Run All Tests');
        await explorer(/5\/7/);
        await workbench.page.locator('.test-explorer .monaco-list-row', { hasText: 'main.rasp' }).first().click();
        await explorer(/hist\(\[1, 1, 2\]\) == \[2, 2, 2\]/);
        // VS Code writes what failed at the end of the line; the mark makes room for it.
        await marksOnce(seen => seen.filter(mark => mark === '✗').length === 2);
        await workbench.screenshot(`${pictures}/expectations-run.png`);
        await workbench.runCommand('Test Results: Focus on Test Results View');
        const output = workbench.page.locator('.part.panel .xterm-rows');
        await workbench.until({
            what: 'the output of the run', read: async () => (await output.allInnerTexts()).join('\n').replaceAll('\u00a0', ' '),
            isDone: text => /✓ main\.rasp:\d+ {2}#\? /.test(text) && /✗ main\.rasp:\d+ {2}#\? /.test(text)
        });
        await workbench.screenshot(`${pictures}/expectations-output.png`);
    });

    it('shows the difference of what was expected and found', async () => {
        await workbench.page.locator('.test-explorer .monaco-list-row', { hasText: 'hist([1' }).first().dblclick();
        const peek = workbench.page.locator('.test-output-peek, .test-output-peek-message-container').first();
        await workbench.until({ what: 'the peek view of the failure', read: () => peek.innerText(), isDone: text => text.replaceAll('\u00a0', ' ').includes('[2, 2, 2]') });
        await workbench.screenshot(`${pictures}/expectations-failure.png`);
    });

    it('follows the edits from then on', async () => {
        await workbench.page.keyboard.press('Escape');
        await workbench.openUnchanged('main.rasp');
        const panel = workbench.page.locator('.part.panel:visible');
        if (await panel.count() > 0) {
            await workbench.runCommand('View: Toggle Panel Visibility');
        }
        await workbench.typeAt(7, 30, '1');
        await workbench.page.keyboard.press('Delete');
        await stateOf('hist(', /Passed/);
        await workbench.typeAt(1, 47, '0');
        await stateOf('reverse("abc")', /Failed/);
        await marksOnce(seen => seen[0] === '✗' && seen[2] === '✓');
        await workbench.screenshot(`${pictures}/expectations-followed.png`);
        await workbench.page.keyboard.press('Backspace');
        await stateOf('reverse("abc")', /Passed/);
        expect(await panel.count()).toBe(0);
    });

    it('runs continuously what has not been run', async () => {
        await workbench.runCommand('Test: Start Continuous Run');
        await workbench.page.locator('.test-explorer .monaco-list-row', { hasText: 'other.rasp' }).first().click();
        await workbench.openUnchanged('other.rasp');
        await workbench.typeAt(1, 6, '0');
        await stateOf('x == 1', /Failed/);
        await workbench.page.keyboard.press('Backspace');
        await stateOf('x == 1', /Passed/);
        await workbench.runCommand('Test: Stop Continuous Run');
    });

    it('is legible in a light theme', async () => {
        await workbench.runCommand('Preferences: Toggle between Light/Dark Themes');
        await workbench.page.locator('.vs.monaco-workbench').waitFor();
        await workbench.openFile('plain.rasp');
        await workbench.setText('#? 1 == 2\n#? 1 == 1\nx = oops;\n#? x == 1\n');
        expect(await marksOnce(seen => seen.length === 3)).toEqual(['✗ found 1, expected 2', '✓', '○ not checked']);
        await workbench.screenshot(`${pictures}/expectations-light.png`);
    });

    async function explorer(wanted: RegExp = /./): Promise<string> {
        const view = workbench.page.locator('.test-explorer');
        return workbench.until({
            what: `the Test Explorer to show ${String(wanted)}`,
            read: async () => (await view.innerText()).replaceAll('\u00a0', ' '),
            isDone: text => wanted.test(text)
        });
    }

    /** Waits for what the Test Explorer says of an expectation, as a screen reader hears it. */
    function stateOf(part: string, wanted: RegExp): Promise<string> {
        const row = workbench.page.locator('.test-explorer .monaco-list-row', { hasText: part }).first();
        return workbench.until({ what: `${part} to be ${String(wanted)}`, read: async () => (await row.getAttribute('aria-label')) ?? '', isDone: text => wanted.test(text) });
    }

    /** The marks of the shown lines, from the top; they are drawn behind the text, so that only their style tells them. */
    function marksOnce(isDone: (marks: string[]) => boolean): Promise<string[]> {
        return workbench.until({
            what: 'marks beside expectations',
            read: async () => {
                const found = await workbench.page.evaluate<{ top: number; content: string }[]>(`[...document.querySelectorAll('.view-line span')]
                    .map(span => ({ top: span.getBoundingClientRect().top, content: getComputedStyle(span, '::after').content }))`);
                return found.sort((a, b) => a.top - b.top).map(({ content }) => content.replace(/^"|"$/g, '').replaceAll('\u00a0', ' ')).filter(content => /^[✓✗○]/u.test(content));
            },
            isDone
        });
    }
});
