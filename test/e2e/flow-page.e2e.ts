import { afterEach, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import type { FlowScene } from '../../language/drawing/scene.ts';
import { drawn, sceneOf, sceneOfExample } from '../language/drawing/scene-of-program.ts';
import { findBrowser, noBrowser } from './browser.ts';
import { openFlowPanelPage } from './flow-panel-page.ts';
import type { FlowPanelPage } from './flow-panel-page.ts';
import type { ThemeName } from './theme-colours.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

const of = { uri: 'file:///test.rasp', target: { name: 'x', line: 0 } };

/** The panel's page without an editor around it: scenes in, messages to its host out. */
describe.skipIf(browser === undefined)(browser === undefined ? `the page of the flow panel (${noBrowser})` : 'the page of the flow panel', () => {
    let opened: FlowPanelPage | undefined;

    async function show(scene: FlowScene, theme: ThemeName = 'light', size?: { width: number; height: number }): Promise<FlowPanelPage> {
        opened ??= await openFlowPanelPage(browser ?? '', theme, size);
        await opened.tell({ type: 'scene', scene, file: 'test.rasp', of });
        return opened;
    }

    const all = (part: string): Locator => (opened as FlowPanelPage).page.locator(part);
    const status = (): Promise<string> => all('.status').innerText();

    afterEach(async () => {
        const complaints = opened?.complaints;
        await opened?.close();
        opened = undefined;
        expect(complaints ?? []).toEqual([]);
    });

    it.each(drawn)('draws %s whole, without a complaint', async (_, scene) => {
        const made = scene();
        const { page } = await show(made);
        await page.locator('.toolbar button', { hasText: 'Fit' }).click();
        // Nothing is outside what is seen, so that every head is in the page.
        const seen = await all('g[data-head]').evaluateAll(heads => heads.map(head => head.getAttribute('data-head') ?? ''));
        expect(seen.sort()).toEqual(made.heads.map(({ id, layer }) => `${id}.${layer}`).sort());
    });

    it.each<ThemeName>(['light', 'dark', 'high-contrast', 'high-contrast-light', 'forced'])('has a picture in the theme %s', async theme => {
        const { page } = await show(sceneOfExample('tour.rasp', 'histogram', 'hello'), theme);
        await all('[data-card] [data-position="2"]').last().hover();
        await page.screenshot({ path: `${pictures}/flow-page-${theme}.png` });
        expect(await all('.is-traced').count()).toBeGreaterThan(0);
    });

    it('shows what programs and inputs say as text, whatever it looks like', async () => {
        const { page } = await show(sceneOf('x = "<script>alert(1)</script>" if tokens == "\'" else tokens;\ny = aggregate(select(indices, indices - 1, ==), x, "<img src=x onerror=alert(1)>");', 'y', '["\'", "<b>", " ", "🙂", "a b", "&amp;", "</text>"]'));
        expect(await all('script:not([nonce]), img, b:not(.title b)').count()).toBe(0);
        expect(await all('svg.sheet').first().textContent()).toContain('<b>');
        await page.screenshot({ path: `${pictures}/flow-page-hostile.png` });
    });

    it('can be read by keyboard alone', async () => {
        const { page, told } = await show(sceneOfExample('tour.rasp', 'reverse', 'hello'));
        await all('[data-card][tabindex="0"]').focus();
        const focused = (): Promise<string | null> => page.evaluate<string | null>('document.activeElement.getAttribute("aria-label")');
        expect(await focused()).toMatch(/^tokens, the input: strings h, e, l, l, o/);
        await page.keyboard.press('End');
        expect(await focused()).toMatch(/^Layer 2, head 1: select\(indices, length - 1 - indices, ==\), keys indices/);
        await page.keyboard.press('Shift+ArrowRight');
        expect(await status()).toMatch(/^o at position 0 \("h"\) of reverse: head .* in layer 2 selected position 4/);
        await page.keyboard.press('Enter');
        expect((await told()).at(-1)).toMatchObject({ type: 'reveal', place: { uri: expect.stringContaining('tour.rasp') as unknown } });
        await page.keyboard.press('ArrowUp');
        expect(await focused()).toMatch(/^length, layer 1/);
        await page.keyboard.press('ArrowUp');
        expect(await focused()).toMatch(/^Layer 1, head 1: full_s/);
        // A space folds the layer, and the focus stays.
        await page.keyboard.press(' ');
        expect(await focused()).toMatch(/^Layer 1, head 1: full_s/);
        await page.keyboard.press('m');
        expect(await all('.tab[aria-selected="true"]').innerText()).toBe('Attention');
    });

    it('marks where a value comes from, back to the tokens', async () => {
        const scene = sceneOfExample('tour.rasp', 'reverse', 'hello');
        await show(scene);
        const reverse = scene.steps.find(({ name }) => name === 'reverse');
        const tokens = scene.steps.find(({ name }) => name === 'tokens');
        await all(`[data-step="${reverse?.id ?? ''}"][data-position="1"]`).last().hover();
        expect(await status()).toMatch(/^l at position 1/);
        const marked = await all(`[data-card="s${tokens?.id ?? ''}"] .is-value`).evaluateAll(cells => cells.map(cell => cell.getAttribute('data-position')));
        expect(marked).toEqual(['3']);
    });

    it('keeps scroll, zoom and what is open while the text changes', async () => {
        const programs = [0, 1].map(shift => sceneOf(`same = select(tokens, tokens, ==);\nhist = selector_width(same);\nx = selector_width(select(hist, hist, ==)) + ${shift} + indices;`, 'x', 'hello'));
        const [first, second] = programs as [FlowScene, FlowScene];
        const { page } = await show(first, 'light', { width: 500, height: 500 });
        await page.locator('.toolbar button', { hasText: '+' }).click();
        await page.locator('.toolbar button', { hasText: 'Open steps' }).click();
        const place = (): Promise<number[]> => all('.viewport').evaluate(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]);
        await all('.viewport').evaluate(viewport => { viewport.scrollTo(40, 300); });
        const before = { place: await place(), zoom: await all('svg.sheet').getAttribute('viewBox') };
        await show(second);
        expect(await place()).toEqual(before.place);
        expect(await all('.toolbar button[aria-pressed="true"]').allInnerTexts()).toEqual(['Open steps']);
        expect(before.place[1]).toBe(300);
    });

    it('steps through the layers', async () => {
        await show(sceneOfExample('tour.rasp', 'reverse', 'hello'));
        const layers = (): Promise<(string | null)[]> => all('g[data-head]').evaluateAll(heads => heads.map(head => head.getAttribute('data-head')?.split('.')[1] ?? null));
        expect(await layers()).toEqual(['1', '2']);
        await all('input.layer').fill('1');
        expect(await layers()).toEqual(['1']);
        await all('input.layer').fill('0');
        expect(await layers()).toEqual([]);
        await all('input.layer').fill('2');
        expect(await layers()).toEqual(['1', '2']);
    });

    it('finds cards by name', async () => {
        await show(sceneOfExample('logic.rasp', 'answers', '["every", "man", "is", "mortal", ".", "is", "socrates", "mortal", "?"]'));
        await all('input.search').fill('begins');
        await all('input.search').press('Enter');
        expect(await all('.count').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^\d+ of \d+$/)]));
        expect(await all('.is-current').getAttribute('aria-label')).toContain('begins');
    });

    it('hands its host the picture as SVG and as PNG', async () => {
        const { tell, told, page } = await show(sceneOfExample('tour.rasp', 'reverse', 'hello'));
        await tell({ type: 'export', format: 'svg', copies: true });
        await tell({ type: 'export', format: 'png', copies: false });
        await page.waitForFunction(() => (globalThis as unknown as { told: { type: string; format?: string }[] }).told.some(({ format }) => format === 'png'));
        const messages = (await told()).filter(message => message.type === 'picture');
        expect(messages.map(({ format, name, copies }) => [format, name, copies])).toEqual([['svg', 'reverse-flow', true], ['png', 'reverse-flow', false]]);
        expect(messages[0]?.data).toMatch(/^<svg xmlns/);
        expect(messages[0]?.data).not.toMatch(/var\(|vscode/);
        expect(Buffer.from(messages[1]?.data ?? '', 'base64').subarray(1, 4).toString()).toBe('PNG');
    });

    it('shows the same picture again and again, and says how long it took', async () => {
        const scene = sceneOfExample('paper_examples.rasp', 'sort_by_most_freq', 'hello');
        const { page } = await show(scene);
        const cards = await all('[data-card]').count();
        const times = await page.evaluate(({ scene: data, of: target }) => Array.from({ length: 20 }, () => {
            const begin = performance.now();
            (globalThis as unknown as EventTarget).dispatchEvent(new MessageEvent('message', { data: { type: 'scene', scene: data, file: '', of: target } }));
            return performance.now() - begin;
        }), { scene, of });
        console.log(`a picture of ${scene.heads.length} heads: ${times.map(time => time.toFixed(0)).join(' ')} ms`);
        expect(await all('[data-card]').count()).toBe(cards);
        expect(cards).toBeGreaterThan(4);
    });
});
