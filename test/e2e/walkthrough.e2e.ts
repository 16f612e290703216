import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import texts from '../../package.nls.json' with { type: 'json' };
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';
const titles = Object.entries(texts).filter(([key]) => /^walkthrough\.\w+\.title$/.test(key)).map(([, title]) => title);

/** What the pictures of the steps say. */
const pictured = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps)
    .map(({ media }) => readFileSync(media.svg, 'utf8').replaceAll(/<[^>]*>/g, ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>'));

/** The page from which a newcomer starts, in a light and a dark theme. */
describe.skipIf(browser === undefined).each(['Default Light Modern', 'Default Dark Modern'])(browser === undefined ? `the walkthrough (${noBrowser})` : 'the walkthrough in %s', theme => {
    const isDark = theme.includes('Dark');
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'one.rasp': 'x = length;\n' }, size: { width: 1680, height: 900 }, settings: { 'workbench.colorTheme': theme } });
    }, 360_000);

    afterAll(() => workbench?.close());

    it('shows five steps, each with its picture', async () => {
        await workbench.input.open('F1');
        await workbench.quickInput('>Welcome: Open Walkthrough...', 'Open Walkthrough');
        await workbench.quickInput('Get Started with RASP', 'Get Started with RASP');
        expect(titles).toHaveLength(5);
        const steps = workbench.page.locator('.getting-started-step');
        await workbench.until({ what: 'five steps', read: () => steps.count(), isDone: count => count === 5 });
        for (const [i, title] of titles.entries()) {
            await steps.filter({ hasText: title }).first().click();
            const expanded = workbench.page.locator('.getting-started-step.expanded');
            await workbench.until({ what: `the step "${title}"`, read: async () => (await expanded.allInnerTexts()).join(), isDone: text => text.includes(title) });
            // The page keeps the picture of the step before for a while.
            await workbench.until({ what: 'its picture', read: async () => (await workbench.webview().locator('svg:visible').allTextContents()).map(wordsOf), isDone: seen => seen.includes(wordsOf(pictured[i] ?? '')) });
            await workbench.screenshot(`${pictures}/walkthrough-${i + 1}-${isDark ? 'dark' : 'light'}.png`);
        }
    });

    it('opens a program that runs beside it, by the button of the first step', async () => {
        const steps = workbench.page.locator('.getting-started-step');
        await steps.filter({ hasText: titles[0] ?? '' }).first().click();
        await workbench.page.locator('.getting-started-step.expanded').getByText('New Program').click();
        const lenses = workbench.page.locator('.codelens-decoration');
        // Where the walkthrough has the focus all the same, a reader clicks into the program.
        const program = workbench.page.locator('.editor-group-container .monaco-editor .view-line', { hasText: 'aggregate' }).first();
        let polls = 0;
        await workbench.until({ what: 'the result above its line', read: async () => (++polls % 40 === 0 ? program.click({ timeout: 1_000 }).catch(() => undefined) : Promise.resolve()).then(async () => (await lenses.allInnerTexts()).join(' ').replaceAll('\u00a0', ' ')), isDone: text => text.includes('[o, l, l, e, h]') && text.includes('L2 H1') });
        const done = workbench.page.locator('.getting-started-step.expanded .complete');
        await workbench.until({ what: 'the step to be ticked off', read: () => done.count(), isDone: count => count > 0 });
        await workbench.screenshot(`${pictures}/new-program-${isDark ? 'dark' : 'light'}.png`);
    });

    it('shows layers and heads, by the button of the second step', async () => {
        await button(1, 'Show Layers and Heads');
        // The cursor is on a comment of the new program, so there is a choice.
        await workbench.quickInput('reverse', 'reverse');
        const hover = workbench.page.locator('.monaco-hover:visible');
        await workbench.until({ what: 'the hover of reverse', read: async () => (await hover.allInnerTexts()).join('\n').replaceAll('\u00a0', ' '), isDone: text => /L 2 · H 1/.test(text) && text.includes('mirror') });
        // What takes the focus late would close it.
        await workbench.page.waitForTimeout(1_000);
        expect(await hover.count()).toBeGreaterThan(0);
        await workbench.screenshot(`${pictures}/walkthrough-cost-${isDark ? 'dark' : 'light'}.png`);
    });

    it('runs on an input, and sets the example of the program beside it, by the buttons of the third step', async () => {
        await button(2, 'Run on Input…');
        // The cursor is on reverse now.
        await workbench.quickInput('mirror', 'mirror');
        const lenses = workbench.page.locator('.codelens-decoration');
        const shown = async (): Promise<string> => (await lenses.allInnerTexts()).join(' ').replaceAll('\u00a0', ' ');
        await workbench.until({ what: 'the result of the run', read: shown, isDone: text => text.includes('[r, o, r, r, i, m]') });
        await button(2, 'Set Example…');
        await workbench.quickInput('abcd', 'abcd');
        await workbench.until({ what: 'the example in the program', read: shown, isDone: text => text.includes('"abcd" → 4×4') });
        expect((await workbench.page.locator('.editor-group-container.active .view-line').allInnerTexts()).join('\n')).toMatch(/set\sexample\s"abcd"/);
    });

    /** Clicks a button of a step of the walkthrough, which is in the first group. */
    async function button(step: number, label: string): Promise<void> {
        await workbench.page.locator('.getting-started-step').filter({ hasText: titles[step] ?? '' }).first().click();
        await workbench.page.locator('.getting-started-step.expanded').getByText(label, { exact: true }).click();
    }
});

function wordsOf(text: string): string {
    return text.split(/\s+/).filter(word => word !== '').join(' ');
}
