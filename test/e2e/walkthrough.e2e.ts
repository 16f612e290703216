import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import texts from '../../package.nls.json' with { type: 'json' };
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';
const titles = Object.entries(texts).filter(([key]) => /^walkthrough\.\w+\.title$/.test(key)).map(([, title]) => title);

/** The page from which a newcomer starts, in a light and a dark theme. */
describe.skipIf(browser === undefined).each(['Default Light Modern', 'Default Dark Modern'])(browser === undefined ? `the walkthrough (${noBrowser})` : 'the walkthrough in %s', theme => {
    const isDark = theme.includes('Dark');
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'one.rasp': 'x = length;\n' }, size: { width: 1680, height: 900 }, settings: { 'workbench.colorTheme': theme } });
    }, 360_000);

    afterAll(() => workbench?.close());

    it('shows five steps, each with its picture', async () => {
        await workbench.page.keyboard.press('F1');
        await workbench.quickInput('>Welcome: Open Walkthrough...', 'Open Walkthrough');
        await workbench.quickInput('Get Started with RASP', 'Get Started with RASP');
        expect(titles).toHaveLength(5);
        const steps = workbench.page.locator('.getting-started-step');
        await workbench.until({ what: 'five steps', read: () => steps.count(), isDone: count => count === 5 });
        for (const [i, title] of titles.entries()) {
            await steps.filter({ hasText: title }).first().click();
            const expanded = workbench.page.locator('.getting-started-step.expanded');
            await workbench.until({ what: `the step "${title}"`, read: async () => (await expanded.allInnerTexts()).join(), isDone: text => text.includes(title) });
            await workbench.until({ what: 'its picture', read: () => workbench.webview().locator('svg:visible').count(), isDone: count => count > 0 });
            await workbench.screenshot(`${pictures}/walkthrough-${i + 1}-${isDark ? 'dark' : 'light'}.png`);
        }
    });

    it('opens a program that runs beside it, by the button of the first step', async () => {
        const steps = workbench.page.locator('.getting-started-step');
        await steps.filter({ hasText: titles[0] ?? '' }).first().click();
        await workbench.page.locator('.getting-started-step.expanded').getByText('New Program').click();
        // The walkthrough keeps the focus, so the program is not in the active group.
        const lenses = workbench.page.locator('.codelens-decoration');
        await workbench.until({ what: 'the result above its line', read: async () => (await lenses.allInnerTexts()).join(' ').replaceAll('\u00a0', ' '), isDone: text => text.includes('[o, l, l, e, h]') && text.includes('L2 H1') });
        const done = workbench.page.locator('.getting-started-step.expanded .complete');
        await workbench.until({ what: 'the step to be ticked off', read: () => done.count(), isDone: count => count > 0 });
        await workbench.screenshot(`${pictures}/new-program-${isDark ? 'dark' : 'light'}.png`);
    });
});
