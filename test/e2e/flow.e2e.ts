import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { coldStart } from './polling.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

/** Heads in each layer, as the command counts them. */
function headsPerLayer(file: string, name: string): readonly number[] {
    const costs = JSON.parse(execFileSync(process.execPath, ['dist/cli.cjs', 'cost', `examples/${file}`, name, '--json'], { encoding: 'utf8' })) as Record<string, { readonly widths: readonly number[] }>;
    return costs[name]?.widths ?? [];
}

function lineOf(file: string, start: string): number {
    return readFileSync(`examples/${file}`, 'utf8').split('\n').findIndex(line => line.startsWith(start)) + 1;
}

/** The panel beside the text that shows layers, heads and values. */
describe.skipIf(browser === undefined)(browser === undefined ? `the flow panel (${noBrowser})` : 'the flow panel', () => {
    let workbench: Workbench;
    const page = (selector: string): Locator => workbench.webview().locator(selector);
    const title = (): Promise<string> => page('.toolbar .title').innerText();
    const titleIs = (text: RegExp): Promise<string> => workbench.until({ what: `the title ${String(text)}`, read: title, isDone: seen => text.test(seen), timeout: coldStart });

    beforeAll(async () => {
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: 'examples', file: 'tour.rasp', size: { width: 1800, height: 1000 } });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    async function pin(isPinned: boolean): Promise<void> {
        const button = page('button').filter({ hasText: /^Pin$/ });
        if (await button.getAttribute('aria-pressed') !== String(isPinned)) {
            await button.click();
        }
        await workbench.until({ what: isPinned ? 'the pin' : 'no pin', read: () => button.getAttribute('aria-pressed'), isDone: pressed => pressed === String(isPinned) });
    }

    it('opens beside the text, on the s-op at the cursor', async () => {
        await workbench.lenses();
        await workbench.openUnchanged('tour.rasp');
        await workbench.goTo(lineOf('tour.rasp', 'reverse ='), 3);
        await workbench.runCommand('RASP: Show Flow');
        expect(await titleIs(/^reverse/)).toMatch(/reverse · L2 H1 · on "hello"/);
        await workbench.screenshot(`${pictures}/flow.png`);
    });

    it.each([['tour.rasp', 'reverse'], ['tour.rasp', 'in_order'], ['paper_examples.rasp', 'sort_by_most_freq']])('shows each head of %s %s once, in its layer', async (file, name) => {
        await workbench.openUnchanged(file);
        await workbench.goTo(lineOf(file, `${name} =`), 2);
        await titleIs(new RegExp(`^${name} · `));
        await page('.toolbar button').filter({ hasText: 'Fit' }).click();
        const wanted = headsPerLayer(file, name);
        const heads = await workbench.until({
            what: 'all heads', isDone: seen => seen.length === wanted.reduce((sum, heads) => sum + heads, 0),
            read: () => page('g[data-head]').evaluateAll(all => all.map(head => head.getAttribute('data-head') ?? ''))
        });
        expect(new Set(heads).size).toBe(heads.length);
        const layers = heads.map(head => Number(head.split('.')[1]));
        expect(wanted.map((_, i) => layers.filter(layer => layer === i + 1).length)).toEqual(wanted);
        await workbench.screenshot(`${pictures}/flow-${name}.png`);
    });

    it('stays with its s-op when it is pinned, and follows again afterwards', async () => {
        await pin(false);
        await workbench.openUnchanged('tour.rasp');
        await workbench.goTo(lineOf('tour.rasp', 'histogram ='), 2);
        await titleIs(/^histogram/);
        await pin(true);
        await workbench.goTo(lineOf('tour.rasp', 'reverse ='), 2);
        expect(await title()).toMatch(/^histogram/);
        await pin(false);
        await titleIs(/^reverse/);
    });

    it('says where a value comes from, and goes to its text', async () => {
        await workbench.openUnchanged('tour.rasp');
        await workbench.goTo(lineOf('tour.rasp', 'histogram ='), 2);
        await titleIs(/^histogram/);
        const cell = page('g[data-head] [data-step][data-position="2"]').last();
        await workbench.until({
            what: 'the sentence, and the trace',
            read: async () => {
                // The picture may still be laid out anew, away from under the mouse.
                await cell.hover({ timeout: 5_000 });
                return { told: await page('.status').innerText(), traced: await page('.is-traced').count() };
            },
            isDone: ({ told, traced }) => /position 2/.test(told) && traced > 0
        });
        await workbench.screenshot(`${pictures}/flow-trace.png`);
        // The value is made in the library's `selector_width`, which opens read-only.
        await cell.click();
        await workbench.until({ what: 'the library', read: () => workbench.page.locator('.tab.active').first().innerText(), isDone: text => /library\s*\.rasp/.test(text) });
        // Going to a text is no wish for another picture.
        expect(await title()).toMatch(/^histogram/);
        await workbench.openUnchanged('tour.rasp');
        await workbench.goTo(lineOf('tour.rasp', 'histogram ='), 2);
        await page('[data-card]').filter({ hasText: 'histogram' }).locator('[data-position="1"]').first().click();
        // The panel is active now, so that the status bar tells of no line.
        await workbench.until({ what: 'the selection of histogram', read: () => workbench.page.locator('.editor-group-container .monaco-editor .view-overlays .selected-text').count(), isDone: count => count > 0 });
    });

    it('keeps the last picture, marked, while the program is broken', async () => {
        await workbench.openUnchanged('tour.rasp');
        await workbench.goTo(lineOf('tour.rasp', 'reverse ='), 2);
        await titleIs(/^reverse/);
        const before = await page('[data-card]').count();
        const line = lineOf('tour.rasp', 'reverse =');
        await workbench.goTo(line, 11);
        await workbench.page.keyboard.insertText('( ');
        await workbench.until({ what: 'the notice', read: () => page('.notice').innerText(), isDone: text => text.includes('Not up to date') });
        expect(await page('[data-card]').count()).toBe(before);
        await workbench.screenshot(`${pictures}/flow-stale.png`);
        await workbench.page.keyboard.press('Backspace');
        await workbench.page.keyboard.press('Backspace');
        await workbench.until({ what: 'no notice', read: () => page('.notice').isHidden(), isDone: hidden => hidden });
    });

    it('shows the layers and heads of another schedule', async () => {
        await workbench.openUnchanged('paper_examples.rasp');
        await workbench.goTo(lineOf('paper_examples.rasp', 'sort_by_most_freq ='), 2);
        await titleIs(/^sort_by_most_freq/);
        await page('select[aria-label="Schedule"]').selectOption('late');
        await workbench.until({ what: 'the late schedule', read: title, isDone: text => /L3/.test(text) });
        await page('select[aria-label="Schedule"]').selectOption('early');
    });

    it('opens from the lens of a draw statement, on its input', async () => {
        await workbench.openUnchanged('tour.rasp');
        await workbench.setText('hist = selector_width(select(tokens, tokens, ==));\ndraw(hist, "abba");\n');
        await workbench.clickLens('Show flow', async () => (await title()).startsWith('hist '));
        await titleIs(/^hist · L1 H2 · on "abba"/);
        await workbench.runCommand('File: Revert File');
        await workbench.openUnchanged('paper_examples.rasp');
        await workbench.goTo(lineOf('paper_examples.rasp', 'sort_by_most_freq ='), 2);
        await titleIs(/^sort_by_most_freq/);
    });

    it('follows into a program of two thousand steps', async () => {
        await workbench.openUnchanged('logic.rasp');
        await workbench.lenses();
        await workbench.goTo(lineOf('logic.rasp', 'answers ='), 2);
        const begin = Date.now();
        await titleIs(/^answers · L16/);
        await workbench.until({ what: 'cards', read: () => page('[data-card]').count(), isDone: count => count > 5 });
        console.log(`the flow of logic.rasp was there ${Date.now() - begin} ms after the cursor`);
        await workbench.screenshot(`${pictures}/flow-logic.png`);
        await workbench.openUnchanged('paper_examples.rasp');
        await workbench.goTo(lineOf('paper_examples.rasp', 'sort_by_most_freq ='), 2);
        await titleIs(/^sort_by_most_freq/);
    });

    it('shows the attention of all heads', async () => {
        await page('button[role="tab"]').filter({ hasText: 'Attention' }).click();
        await workbench.until({ what: 'the heads', read: () => page('.attention-tab button').count(), isDone: count => count > 0 });
        await workbench.screenshot(`${pictures}/flow-attention.png`);
        await page('button[role="tab"]').filter({ hasText: 'Flow' }).click();
    });

    it('comes back when the window is loaded again, with the s-op that it showed', async () => {
        await pin(false);
        await workbench.openUnchanged('tour.rasp');
        await workbench.goTo(lineOf('tour.rasp', 'histogram ='), 2);
        await titleIs(/^histogram/);
        await pin(true);
        // Neither the cursor nor the file in front leads back to it.
        await workbench.openUnchanged('paper_examples.rasp');
        await workbench.goTo(lineOf('paper_examples.rasp', 'sort_by_most_freq ='), 2);
        await titleIs(/^histogram/);
        await workbench.reload();
        await titleIs(/^histogram · L1 H2 · on /);
        await workbench.until({ what: 'cards', read: () => page('[data-card]').count(), isDone: count => count > 2 });
        await pin(false);
        await workbench.openUnchanged('paper_examples.rasp');
        await workbench.goTo(lineOf('paper_examples.rasp', 'sort_by_most_freq ='), 2);
        await titleIs(/^sort_by_most_freq/);
    });
});
