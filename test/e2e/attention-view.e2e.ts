import { afterEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { FlowScene } from '../../language/drawing/scene.ts';
import { sceneOf } from '../client/views/attention/scene-of.ts';
import { openAttentionPage } from './attention-page.ts';
import type { PanelPage } from './panel-page.ts';
import { findBrowser, noBrowser } from './browser.ts';
import type { ThemeName } from './theme-colours.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

/** What the tests put into the page as a source: selected pairs as hex rows, or weights. */
interface Given {
    readonly label: string;
    readonly rows?: readonly string[];
    readonly weights?: readonly number[];
}

/** A word as the page shows it: each letter looks at its equals. */
const hello: Given = { label: 'same', rows: ['80', '40', '30', '30', '08'] };
const trained: Given = { label: 'trained', weights: [1, 0, 0, 0, 0, 0, 0.5, 0, 0.5, 0, 0, 0, 1 / 3, 2 / 3, 0, 0, 0, 0.5, 0.5, 0, 0.9, 0, 0, 0, 0.1] };

/** Each position at the one before it. */
function before(n: number): Given {
    const rows = Array.from({ length: n }, (_, query) => Array.from({ length: Math.ceil(n / 4) }, (__, digit) => {
        const bit = query - 1 - digit * 4;
        return bit >= 0 && bit < 4 ? (8 >> bit).toString(16) : '0';
    }).join(''));
    return { label: 'before', rows };
}

describe.skipIf(browser === undefined)(browser === undefined ? `the attention views (${noBrowser})` : 'the attention views', () => {
    let opened: PanelPage | undefined;
    let page: Page;

    async function open(theme: ThemeName = 'light', size?: { width: number; height: number }): Promise<void> {
        opened = await openAttentionPage(browser ?? '', theme, size);
        ({ page } = opened);
    }

    afterEach(async () => {
        const complaints = opened?.complaints;
        await opened?.close();
        opened = undefined;
        expect(complaints).toEqual([]);
    });

    /** Shows a matrix in the page, the one that is there already if there is one. @returns milliseconds, layout included. */
    function show(tokens: readonly string[], source: Given, more: { other?: Given; keyValues?: readonly string[]; mode?: string } = {}): Promise<number> {
        return page.evaluate(`(() => {
            const { tokens, source, other, more } = ${JSON.stringify({ tokens, source, other: more.other, more: { ...more, other: undefined } })};
            const made = ({ label, rows, weights }) => weights ? rasp.denseSource(label, tokens.length, Float32Array.from(weights)) : rasp.selectorSource({ name: label, rows }, tokens.length);
            window.chosen ??= [];
            window.matrix ??= new rasp.AttentionMatrix(document.getElementById('root'), { onCell: (query, key) => window.chosen.push([query, key]) });
            const start = performance.now();
            window.matrix.show({ tokens, source: made(source), other: other && made(other), keysTitle: 'tokens', queriesTitle: 'tokens', ...more });
            document.body.getBoundingClientRect();
            return performance.now() - start;
        })()`);
    }

    const status = (): Promise<string | null> => page.locator('.rasp-status').textContent();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const letters = (n: number): string[] => Array.from({ length: n }, (_, i) => 'abc'[i % 3] ?? '');

    /** Moves the mouse over a pair, at whatever size the cells are. */
    async function point(query: number, key: number, n: number): Promise<void> {
        const box = await page.locator('.rasp-sheet-body').boundingBox();
        const cell = (box?.width ?? 0) / n;
        await page.mouse.move((box?.x ?? 0) + (key + 0.5) * cell, (box?.y ?? 0) + (query + 0.5) * cell);
    }

    it('has an element for each pair of 1, 5 and 64 positions, and a canvas above', async () => {
        await open();
        for (const n of [1, 5, 64]) {
            await show(letters(n), before(n));
            expect(await page.getByRole('gridcell').count()).toBe(n * n);
            expect(await page.locator('.is-selected[role="gridcell"]').count()).toBe(n - 1);
            expect(await page.locator('canvas').count()).toBe(0);
        }
        for (const n of [65, 200]) {
            await show(letters(n), before(n));
            expect(await page.getByRole('gridcell').count()).toBe(0);
            expect(await page.locator('canvas').count()).toBe(1);
            await point(7, 6, n);
            expect(await status()).toBe('query 7 "b" looks at key 6 "a": selected');
        }
        await show(letters(1), before(1));
        await point(0, 0, 1);
        expect(await status()).toBe('query 0 "a" looks at key 0 "a": not selected');
    });

    it('shows 200 positions after five, on one canvas, and says how long it took', async () => {
        await open();
        await show(letters(5), hello);
        const times: number[] = [];
        for (let i = 0; i < 7; i++) {
            await show(letters(5), hello);
            times.push(await show(letters(200), before(200)));
        }
        console.warn(`show() of 200 positions: ${times.map(time => time.toFixed(1)).join(', ')} ms`);
        expect(await page.locator('#root canvas').count()).toBeGreaterThan(0);
        expect(await page.locator('#root [role="gridcell"]').count()).toBe(0);
    });

    it('draws on the canvas what is selected', async () => {
        await open();
        await show(letters(200), before(200));
        const colours = await page.evaluate(`(() => {
            const canvas = document.querySelector('canvas');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const cell = canvas.width / Math.round(canvas.getBoundingClientRect().width / (document.querySelector('.rasp-sheet-body').clientWidth / 200));
            const at = (query, key) => [...data.slice((Math.floor((query + 0.5) * cell) * canvas.width + Math.floor((key + 0.5) * cell)) * 4)].slice(0, 3).join(' ');
            return [at(5, 4), at(5, 5), at(100, 99), at(0, 0)];
        })()`);
        expect(colours).toEqual(['26 133 255', '255 255 255', '26 133 255', '255 255 255']);
    });

    it('tells the pair under the mouse, and holds it on a click until Escape', async () => {
        await open();
        await show([...'hello'], hello);
        await point(3, 2, 5);
        expect(await status()).toBe('query 3 "l" looks at key 2 "l": selected');
        expect(await page.locator('.rasp-axis-mark text').allTextContents()).toEqual(['2', 'l', '3', 'l']);
        await page.mouse.down();
        await page.mouse.up();
        await point(0, 0, 5);
        expect(await status()).toBe('query 3 "l" looks at key 2 "l": selected (held; Escape lets go)');
        expect(await page.locator('[aria-selected="true"]').getAttribute('aria-label')).toMatch(/^query 3 .* key 2 /);
        await page.keyboard.press('Escape');
        await point(0, 1, 5);
        expect(await status()).toBe('query 0 "h" looks at key 1 "e": not selected');
        await page.mouse.move(5, 800);
        expect(await status()).toMatch(/^Point at a cell/);
        expect(await page.evaluate('chosen')).toEqual([[3, 2]]);
    });

    it.each([5, 200])('is walked through with the keyboard, with %d positions', async n => {
        await open();
        await show(letters(n), before(n));
        await page.locator('.rasp-sheet-body [tabindex="0"]').focus();
        for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) {
            await page.keyboard.press(key);
        }
        expect(await status()).toBe('query 2 "c" looks at key 1 "b": selected');
        expect(await page.locator('.rasp-spoken').textContent()).toBe(n === 5 ? '' : 'query 2 "c" looks at key 1 "b": selected');
        expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(n === 5 ? /^query 2 "c" looks at key 1 "b": selected$/ : /^before: 200 queries by 200 keys/);
        await page.keyboard.press('Enter');
        await page.keyboard.press('Control+End');
        expect(await status()).toBe('query 2 "c" looks at key 1 "b": selected (held; Escape lets go)');
        await page.keyboard.press('Escape');
        await page.keyboard.press('ArrowLeft');
        expect(await status()).toMatch(new RegExp(`^query ${n - 1} .* key ${n - 2} .*: selected$`));
        // The focus can leave: nothing in the matrix keeps Tab.
        await page.keyboard.press('Shift+Tab');
        expect(await page.evaluate('document.activeElement.tagName')).toBe('BUTTON');
    });

    it('zooms with buttons, keys and the wheel, and keeps the axes in sight', async () => {
        await open('light', { width: 700, height: 600 });
        await show(letters(200), before(200));
        const width = async (): Promise<number> => (await page.locator('.rasp-sheet-body').boundingBox())?.width ?? 0;
        expect(await width()).toBe(600);
        await button('+').click();
        expect(await width()).toBe(800);
        await point(60, 59, 200);
        const held = await status();
        await page.keyboard.down('Control');
        for (let i = 0; i < 6; i++) {
            await page.mouse.wheel(0, -120);
        }
        await page.keyboard.up('Control');
        await expect.poll(width).toBeGreaterThan(2000);
        await page.mouse.move(300, 300);
        expect(held).toBe('query 60 "a" looks at key 59 "c": selected');
        expect(await status()).toMatch(/^query \d+/);
        const sheet = await page.locator('.rasp-sheet').boundingBox();
        const keys = await page.locator('.rasp-axis-keys').boundingBox();
        expect(keys?.y).toBe(sheet?.y);
        expect(await page.locator('.rasp-axis-queries').evaluate(axis => axis.getBoundingClientRect().left)).toBe(sheet?.x);
        await page.screenshot({ path: `${pictures}/attention-zoomed.png` });
        await button('Fit').click();
        expect(await width()).toBe(600);
        await page.locator('canvas').focus();
        await page.keyboard.press('+');
        expect(await width()).toBe(800);
        await page.keyboard.press('0');
        expect(await width()).toBe(600);
    });

    it('keeps zoom, scroll and what is held when it shows other weights', async () => {
        await open('light', { width: 700, height: 600 });
        await show(letters(60), before(60));
        for (let i = 0; i < 6; i++) {
            await button('+').click();
        }
        const sheet = page.locator('.rasp-sheet');
        await sheet.evaluate(element => { element.scrollTop = 300; element.scrollLeft = 200; });
        await page.mouse.click(400, 400);
        const held = await status();
        const selected = await page.locator('[aria-selected="true"]').getAttribute('aria-label');
        await show(letters(60), { label: 'none', rows: before(60).rows?.map(row => row.replace(/./g, '0')) ?? [] });
        expect(await sheet.evaluate(element => [element.scrollTop, element.scrollLeft])).toEqual([300, 200]);
        expect(await status()).toBe(held?.replace(/: (not )?selected/, ': not selected'));
        expect(await page.locator('[aria-selected="true"]').getAttribute('aria-label')).toBe(selected?.replace(/: (not )?selected/, ': not selected'));
    });

    it('prints the weights where asked, with cells that are large enough', async () => {
        await open();
        await show([...'hello'], trained);
        expect(await page.locator('.rasp-numbers text').count()).toBe(0);
        await button('Numbers').click();
        expect(await page.locator('.rasp-numbers text').allTextContents()).toEqual(['1', '.5', '.5', '.33', '.67', '.5', '.5', '.9', '.1']);
        await show(letters(200), { label: 'even', weights: new Array<number>(40_000).fill(1 / 200) });
        await button('Numbers').click();
        await button('Fit').click();
        await button('Numbers').click();
        expect((await page.locator('.rasp-sheet-body').boundingBox())?.width).toBeGreaterThanOrEqual(200 * 22);
    });

    it('compares two sources', async () => {
        await open();
        await show([...'hello'], hello);
        expect(await page.locator('[data-mode]:visible').count()).toBe(0);
        await show([...'hello'], hello, { other: trained });
        expect(await page.locator('[data-mode]').allTextContents()).toEqual(['same', 'trained', 'Difference']);
        await point(3, 2, 5);
        expect(await status()).toBe('query 3 "l" looks at key 2 "l": selected');
        await button('trained').click();
        await point(3, 2, 5);
        expect(await status()).toBe('query 3 "l" looks at key 2 "l": weight 0.5');
        await button('Difference').click();
        await point(4, 0, 5);
        expect(await status()).toBe('query 4 "o" looks at key 0 "h": same 0, trained 0.9, difference +0.9');
        expect(await page.locator('[role="gridcell"].is-negative').count()).toBe(3);
        expect(await page.locator('[role="gridcell"].is-positive').count()).toBe(3);
        await page.screenshot({ path: `${pictures}/attention-difference.png` });
        await show([...'hello'], hello);
        await point(3, 2, 5);
        expect(await status()).toBe('query 3 "l" looks at key 2 "l": selected');
    });

    it('has a table with the same pairs', async () => {
        await open();
        await show([...'hello'], hello, { keyValues: ['0', '1', '2', '3', '4'] });
        await button('Table').click();
        const table = page.getByRole('table');
        expect(await table.locator('caption').textContent()).toBe('same: 5 queries by 5 keys, queries tokens, keys tokens');
        expect(await table.locator('thead th').allTextContents()).toEqual(['0 h 0', '1 e 1', '2 l 2', '3 l 3', '4 o 4']);
        expect(await table.locator('tbody tr').allInnerTexts()).toEqual(['0 h\t1\t0\t0\t0\t0', '1 e\t0\t1\t0\t0\t0', '2 l\t0\t0\t1\t1\t0', '3 l\t0\t0\t1\t1\t0', '4 o\t0\t0\t0\t0\t1']);
        await button('Table').click();
        expect(await page.getByRole('gridcell').count()).toBe(25);
    });

    it('builds the table of 200 positions without freezing the page', async () => {
        await open();
        await show(letters(200), before(200));
        await page.evaluate('window.longest = []; new PerformanceObserver(list => window.longest.push(...list.getEntries().map(entry => entry.duration))).observe({ type: "longtask" })');
        const start = performance.now();
        await button('Table').click();
        await page.locator('.rasp-table:not([aria-busy])').waitFor();
        const took = performance.now() - start;
        const longest = await page.evaluate<number[]>('longest');
        console.warn(`table of 200 positions: ${took.toFixed(0)} ms, tasks above 50 ms: ${longest.map(Math.round).join(', ') || 'none'}`);
        expect(await page.locator('.rasp-table tbody td').count()).toBe(40_000);
        expect(await page.locator('.rasp-table td.is-weight').count()).toBe(199);
        // Built in one go it takes seconds on any machine.
        expect(longest.length === 0 || Math.max(...longest) < took / 2).toBe(true);
    });

    it('shows what a program has in its tokens as text', async () => {
        await open();
        const tokens = ['<script>window.hit = 1</script>', '"', ' ', '👩‍👩‍👧', '', '\u202ex'];
        await show(tokens, before(6));
        expect(await page.locator('.rasp-axis-queries .rasp-token').allTextContents()).toEqual(['<script>wind…', '"', '␣', '👩‍👩‍👧', 'ε', '\\u202ex']);
        await point(1, 0, 6);
        expect(await status()).toBe('query 1 "\\"" looks at key 0 "<script>window.hit = 1</script>": selected');
        await button('Table').click();
        expect(await page.locator('tbody th').allTextContents()).toEqual(['0 <script>window.hit␣=␣1</script>', '1 "', '2 ␣', '3 👩‍👩‍👧', '4 ε', '5 \\u202ex']);
        expect(await page.evaluate('window.hit')).toBeUndefined();
        expect(await page.locator('#root script').count()).toBe(0);
    });

    it('tells why there is no matrix', async () => {
        await open();
        await show([], { label: 'none', rows: [] });
        expect(await status()).toBe('The input has no positions.');
        await show([...'hello'], hello);
        await point(3, 2, 5);
        expect(await status()).toBe('query 3 "l" looks at key 2 "l": selected');
    });

    it('leaves nothing behind', async () => {
        await open();
        await show(letters(200), before(200));
        await button('Table').click();
        await page.evaluate('matrix.dispose()');
        expect(await page.locator('#root > *').count()).toBe(0);
    });

    describe('all heads of a scene', () => {
        const scene = sceneOf(`set example "hello"
before = select(indices, indices - 1, ==);
same = select(tokens, tokens, ==);
earlier = select(indices, indices, <) and same;
width = selector_width(same);
moved = aggregate(before, width);
all = moved + aggregate(select(width, width, ==), indices) + selector_width(earlier);`, 'all');

        function showScene(shown: FlowScene): Promise<void> {
            return page.evaluate(`(() => {
                window.heads ??= [];
                window.grid ??= new rasp.AttentionGrid(document.getElementById('root'), { onHead: head => heads.push(head.name), onCell: (head, query, key) => heads.push([head.name, query, key]) });
                window.grid.show(${JSON.stringify(shown)});
            })()`);
        }

        it('are small pictures, one of which is shown large', async () => {
            await open();
            await showScene(scene);
            expect(await page.locator('.rasp-head').count()).toBe(scene.heads.length);
            expect(await page.locator('.rasp-layer h3').allTextContents()).toEqual(['layer 1', 'layer 2']);
            const name = scene.heads.at(-1)?.name ?? '';
            await page.locator('.rasp-head').last().click();
            expect(await page.locator('.rasp-chosen').textContent()).toBe(`${name} layer 2`);
            await page.locator('.rasp-head').first().focus();
            await page.keyboard.press('ArrowDown');
            await page.keyboard.press('Enter');
            expect(await page.locator('.rasp-head[aria-pressed="true"]').count()).toBe(1);
            await point(1, 0, 5);
            await page.mouse.down();
            await page.mouse.up();
            const heads = await page.evaluate<unknown[]>('heads');
            expect(heads).toHaveLength(3);
            expect(heads.at(-1)).toEqual([heads[1], 1, 0]);
            expect(await page.locator('.rasp-head').first().getAttribute('aria-label')).toMatch(/layer 1/i);
        });

        it('keep what the reader has chosen when the program changes', async () => {
            await open();
            await showScene(scene);
            const wanted = scene.heads.find(({ layer }) => layer === 2);
            await page.evaluate(`grid.choose(${wanted?.id ?? -1}, 2)`);
            const title = await page.locator('.rasp-chosen').textContent();
            await point(2, 1, 5);
            await page.mouse.down();
            await page.mouse.up();
            await button('+').click();
            await showScene({ ...scene, heads: scene.heads.slice(1).map(head => ({ ...head, id: head.id + 100 })) });
            expect(await page.locator('.rasp-chosen').textContent()).toBe(title);
            expect(await status()).toMatch(/^query 2 .*held/);
            expect((await page.locator('.rasp-sheet-body').boundingBox())?.width).toBe(5 * 32);
            await showScene({ ...scene, heads: [] });
            expect(await page.locator('.rasp-heads').textContent()).toMatch(/No attention/);
            expect(await page.locator('.rasp-large').isVisible()).toBe(false);
        });

        it('are drawn when they come into sight', async () => {
            await open();
            const heads = Array.from({ length: 160 }, (_, i) => ({ ...scene.heads[0], id: i, layer: 1 + Math.floor(i / 2), name: `head ${i}` }));
            await showScene({ ...scene, heads } as FlowScene);
            const drawn = (): Promise<number> => page.locator('.rasp-thumbnail').evaluateAll(canvases => canvases.filter(canvas => canvas.getAttribute('width') !== null).length);
            await expect.poll(drawn).toBeGreaterThan(5);
            expect(await drawn()).toBeLessThan(100);
            await page.locator('.rasp-head').last().scrollIntoViewIfNeeded();
            await expect.poll(() => page.locator('.rasp-thumbnail').last().getAttribute('width')).toBe('112');
        });

        it.each<ThemeName>(['light', 'dark', 'high-contrast', 'high-contrast-light', 'forced'])('can be told apart in %s', async theme => {
            await open(theme);
            await showScene(scene);
            await point(3, 2, 5);
            await page.mouse.down();
            await page.mouse.up();
            await page.mouse.move(5, 890);
            await page.screenshot({ path: `${pictures}/attention-${theme}.png` });
            const fills = await page.evaluate<string[]>(`['.is-selected', '.rasp-pair:not(.is-selected)'].map(kind => getComputedStyle(document.querySelector('.rasp-cells-svg ' + kind)).fill)`);
            const [selected, empty] = fills;
            expect(contrast(selected ?? '', empty ?? '')).toBeGreaterThan(3);
        });
    });
});

/** The contrast of two colours as WCAG counts it; 3 is enough for what is no text. */
function contrast(a: string, b: string): number {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(part => Number(part) / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
