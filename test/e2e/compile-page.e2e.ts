import { afterEach, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import type { CompiledMemory, ToCompileHost, ToCompilePage } from '../../client/panels/compile-messages.ts';
import type { ModelReport, RunAnswer } from '../../server/protocol/compile.ts';
import { findBrowser, noBrowser } from './browser.ts';
import { openPanelPage } from './panel-page.ts';
import type { PanelPage } from './panel-page.ts';
import type { ThemeName } from './theme-colours.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';
/** What stands for VS Code inside the page. */
const stand = 'globalThis.told = []; globalThis.acquireVsCodeApi = () => ({ postMessage: message => { globalThis.told.push(message); }, setState: memory => { globalThis.kept = memory; } });';

declare const told: ToCompileHost[];
declare const kept: CompiledMemory | undefined;

const memory: CompiledMemory = { target: { uri: 'file:///tour.rasp', name: 'reverse', line: 3 }, choices: { alphabet: 'abc', maxLength: 1_000 } };

const hostile = '<img src=x onerror="alert(1)">';
const model: ModelReport = {
    name: 'reverse', source: 'reverse = aggregate(flip, tokens);', alphabet: 'abc', maxLength: 1_000, firstInput: '"abc"',
    blocks: [
        { layer: 1, promised: 2, heads: ['full_s', hostile], hidden: 1_234 },
        { heads: [], hidden: 12, reason: 'a product of two sums' },
        { layer: 2, promised: 1, heads: ['flip'], hidden: 0 }
    ],
    dModel: 620, parameters: 12_345, seconds: 0.5, device: 'CPU (plain)', deviceNote: 'There is a package.',
    verification: { inputs: 1_010, isExhaustive: false, wrong: 0, examples: [], failed: 0 },
    dimensions: Array.from({ length: 620 }, (_, i) => [
        ...i < 3 ? [{ sop: 'tokens', meaning: 'abc'.charAt(i), writtenBy: 0, ...i === 2 ? { emptiedBy: 1 } : {} }] : [],
        ...i < 2 ? [] : [{ sop: hostile, meaning: String(i), writtenBy: 2 }]
    ]),
    assumptions: [{ message: 'this can fail.', help: 'Give it a default.', place: { uri: 'file:///a.rasp', start: { line: 4, character: 2 }, end: { line: 4, character: 5 } } }]
};
const answer: RunAnswer = { ok: true, input: '"abc"', tokens: ['a', 'b', hostile], model: ['c', 'b', 'a'], expected: ['c', 'a', 'a'], differs: [false, true, false] };

/** The panel's page without an editor around it. */
describe.skipIf(browser === undefined)(browser === undefined ? `the page of a compiled model (${noBrowser})` : 'the page of a compiled model', () => {
    let opened: PanelPage | undefined;
    const all = (part: string): Locator => (opened as PanelPage).page.locator(part);
    const messages = (): Promise<readonly ToCompileHost[]> => (opened as PanelPage).page.evaluate(() => told);
    const tell = (message: ToCompilePage): Promise<void> => (opened as PanelPage).page.evaluate(data => { (globalThis as unknown as EventTarget).dispatchEvent(new MessageEvent('message', { data })); }, message);

    async function open(theme: ThemeName = 'light', shown: ModelReport = model): Promise<void> {
        opened = await openPanelPage(browser ?? '', { bundle: { entryPoints: { compile: 'client/views/compile/compile-page.ts' } }, theme, size: { width: 800, height: 1_000 }, before: stand });
        await tell({ type: 'model', model: shown, memory, file: 'tour.rasp' });
    }

    /** A Float32Array does not pass into the page as one. */
    async function tellHead(index: number): Promise<void> {
        await (opened as PanelPage).page.evaluate(at => {
            const weights = Float32Array.of(0, 0, 1, 0, 0.5, 0, 1, 0, 0);
            const bos = Float32Array.of(0, 0.5, 0);
            (globalThis as unknown as EventTarget).dispatchEvent(new MessageEvent('message', { data: { type: 'head', index: at, answer: { weights, bos, rows: ['2', '4', '8'] } } }));
        }, index);
    }

    afterEach(async () => {
        const complaints = opened?.complaints;
        await opened?.close();
        opened = undefined;
        expect(complaints ?? []).toEqual([]);
    });

    it('tells sizes, blocks beside the prediction, and what was verified', async () => {
        await open();
        expect(await all('.facts').innerText()).toMatch(/1 to 1,000 tokens of abc[\s\S]*620[\s\S]*12,345[\s\S]*0\.50 s[\s\S]*1,010 inputs: 0 wrong[\s\S]*CPU \(plain\)/);
        expect((await all('main table').first().locator('tbody tr').allInnerTexts()).map(row => row.replaceAll(/\s+/g, ' '))).toEqual([
            `blocks.0 layer 1: 2 heads 2 heads full_s, ${hostile} 1,234 units`, 'blocks.1 none – – 12 units', 'blocks.2 layer 2: 1 head 1 head flip none'
        ]);
        expect(await all('main p.note').allInnerTexts()).toContain('blocks.1 has a feed-forward only: a product of two sums.');
        await all('button').filter({ hasText: 'Go to line 5' }).click();
        expect((await messages()).at(-1)).toMatchObject({ type: 'reveal', place: { start: { line: 4 } } });
    });

    it('runs the first input by itself, and what is typed on Enter', async () => {
        await open();
        expect(await messages()).toEqual([{ type: 'ready' }, { type: 'run', input: '"abc"' }]);
        await all('#input').fill(hostile);
        await all('#input').press('Enter');
        expect((await messages()).at(-1)).toEqual({ type: 'run', input: hostile });
    });

    it('marks what differs, and asks for the head that is chosen', async () => {
        await open();
        await tell({ type: 'ran', answer });
        expect(await all('mark').allInnerTexts()).toEqual(['≠ b']);
        expect(await all('section .problem').innerText()).toBe('Model and interpreter differ at 1 of 3 positions.');
        expect((await messages()).at(-1)).toEqual({ type: 'head', index: 0 });
        await all('#head').selectOption({ label: 'layer 2, head 1: flip' });
        expect((await messages()).at(-1)).toEqual({ type: 'head', index: 2 });
        await tellHead(2);
        await all('.model button').filter({ hasText: 'Table' }).click();
        await all('.model button').filter({ hasText: 'Difference' }).click();
        // The model gives the middle token half of what the selector does, and BOS the rest.
        expect((await all('.model tbody td').allInnerTexts()).filter(text => /[1-9]/.test(text))).toEqual(['−0.5', '+0.5']);
        expect(await all('.selector table').isVisible()).toBe(true);
        // An answer about a head that is no longer chosen changes nothing.
        await tellHead(0);
        expect(await all('#head').inputValue()).toBe('2');
        expect((await all('.model tbody td').allInnerTexts()).filter(text => /[1-9]/.test(text))).toEqual(['−0.5', '+0.5']);
    });

    it.each<[string, RunAnswer, RegExp]>([
        ['an input that the model does not take', { ok: false, message: 'token 0 is not in the alphabet' }, /token 0 is not in the alphabet/],
        ['an input on which the program fails', { ok: true, input: '"a"', tokens: ['a'], model: ['1'], expected: 'oops', differs: [false] }, /The program fails on this input.*oops/]
    ])('tells of %s', async (_, given, text) => {
        await open();
        await tell({ type: 'ran', answer: given });
        expect(await all('section .problem').innerText()).toMatch(text);
    });

    it('finds dimensions by s-op and meaning, and draws no more than it should', async () => {
        await open();
        expect(await all('.tall tbody tr').count()).toBe(500);
        await all('#dimension').fill('tokens');
        expect((await all('.tall tbody tr').allInnerTexts()).map(row => row.split(/\s+/))).toEqual([['0', 'tokens', 'a', 'embeddings', 'the', 'end'], ['1', 'tokens', 'b', 'embeddings', 'the', 'end'], ['2', 'tokens', 'c', 'embeddings', 'blocks.0']]);
    });

    it('does not offer to save a model with wrong outputs', async () => {
        await open('light', { ...model, verification: { ...model.verification, wrong: 1, examples: ['on "a", position 0: expected 1, found 2'] } });
        expect(await all('header button').filter({ visible: true }).allInnerTexts()).toEqual(['Compile Again…']);
        expect(await all('ul.problem').innerText()).toMatch(/expected 1, found 2/);
    });

    it('says where and why the program fails, as the command does, and does not offer to save', async () => {
        const place = { uri: 'file:///tour.rasp', start: { line: 2, character: 8 }, end: { line: 2, character: 30 } };
        const failure = { message: 'on "aaaa" this fails: at position 3, index 3 is out of range for a list of length 3', help: 'The program fails on 324 of all 363 inputs, so the model is not written.', place };
        await open('light', { ...model, verification: { ...model.verification, failed: 324, failure } });
        expect(await all('header button').filter({ visible: true }).allInnerTexts()).toEqual(['Compile Again…']);
        expect(await all('main p.problem').innerText()).toBe('On "aaaa" this fails: at position 3, index 3 is out of range for a list of length 3. The program fails on 324 of all 363 inputs, so the model is not written. Go to line 3');
        expect(await all('.facts').innerText()).toMatch(/0 wrong; the program itself fails on 324/);
        await all('button').filter({ hasText: 'Go to line 3' }).click();
        expect((await messages()).at(-1)).toEqual({ type: 'reveal', place });
        await (opened as PanelPage).page.screenshot({ path: `${pictures}/compile-page-failing.png` });
    });

    it.each([['beside', 800], ['behind the model', 420]])('draws attention as large in the second model as in the first, with the selector %s', async (place, width) => {
        await open();
        const { page } = opened as PanelPage;
        await page.setViewportSize({ width, height: 1_000 });
        for (let compiled = 0; compiled < 2; compiled++) {
            await tell({ type: 'model', model, memory, file: 'tour.rasp' });
            expect(await page.evaluate(() => (globalThis as unknown as { scrollY: number }).scrollY)).toBe(0);
            await tell({ type: 'ran', answer });
            await tellHead(0);
            await page.evaluate(() => new Promise(done => { setTimeout(done, 100); }));
            const boxes = await Promise.all((await all('.rasp-cells-svg').filter({ visible: true }).all()).map(async cells => cells.boundingBox()));
            expect(boxes.map(box => [box?.width, box?.height])).toEqual(Array.from({ length: place === 'beside' ? 2 : 1 }, () => [84, 84]));
            expect(new Set(boxes.map(box => box?.y)).size).toBe(1);
            await all('.rasp-attention').last().scrollIntoViewIfNeeded();
        }
        expect(await all('.model .rasp-modes button').allInnerTexts()).toEqual(place === 'beside' ? ['model', 'Difference'] : ['model', 'full_s', 'Difference']);
        expect(await all('.model .rasp-modes [aria-pressed="true"]').innerText()).toBe('model');
        expect(await all('.model .rasp-aside-heading').innerText()).toBe('BOS');
        expect(await all('.model .rasp-aside title').allTextContents()).toEqual([expect.stringMatching(/^query 0, BOS: weight 0\n/), expect.stringMatching(/^query 1, BOS: weight 0\.5\n/), expect.stringMatching(/^query 2, BOS: weight 0\n.*no token of the program/)]);
        await page.screenshot({ path: `${pictures}/compile-page-${width}.png`, fullPage: true });
    });

    it('shows two matrices at one size, and the pair that is pointed at in both', async () => {
        await open();
        await tell({ type: 'ran', answer });
        await tellHead(0);
        await all('.selector button').filter({ hasText: '+' }).click();
        await all('.model [role="gridcell"]').nth(4).hover();
        const boxes = await Promise.all(['.selector', '.model'].map(part => all(`${part} .rasp-cells-svg`).boundingBox()));
        expect(boxes.map(box => box?.width)).toEqual([96, 96]);
        expect(await all('.selector .rasp-status').innerText()).toContain('looks at key 1 "b": selected');
    });

    it('fits both matrices with one size of cells, whatever the width', async () => {
        await open();
        await tell({ type: 'ran', answer: { ...answer, tokens: [...'abcdefghijkl'] } });
        const { page } = opened as PanelPage;
        const seen: (readonly [number, number])[] = [];
        await tellHead(0);
        for (let width = 560; width <= 900; width += 34) {
            await page.setViewportSize({ width, height: 1_000 });
            await page.evaluate(() => new Promise(done => { setTimeout(done, 60); }));
            const [left, right] = await Promise.all(['.selector', '.model'].map(async part => (await all(`${part} .rasp-cells-svg`).boundingBox())?.width ?? 0));
            seen.push([left ?? 0, right ?? 0]);
        }
        expect(seen.filter(([left, right]) => left !== right)).toEqual([]);
        expect(seen.at(-1)).toEqual([12 * 28, 12 * 28]);
    });

    it('shows why there is no model in place of the one before', async () => {
        await open();
        const place = { uri: 'file:///tour.rasp', start: { line: 2, character: 8 }, end: { line: 2, character: 30 } };
        await tell({ type: 'refused', refusals: [{ message: 'this value has more than 4,096 possibilities', help: 'Take fewer tokens.', place }], memory, file: 'tour.rasp' });
        expect((await all('body').innerText()).split('\n').filter(line => line.trim() !== '')).toEqual([
            'reverse as a transformer · tour.rasp', 'Compile Again…', 'This value has more than 4,096 possibilities. Take fewer tokens. Go to line 3'
        ]);
        await all('button').filter({ hasText: 'Go to line 3' }).click();
        expect((await messages()).at(-1)).toEqual({ type: 'reveal', place });
        await tell({ type: 'model', model, memory, file: 'tour.rasp' });
        expect(await all('.problem').filter({ visible: true }).count()).toBe(0);
    });

    it('tells a failure once, and numbers selectors of one name', async () => {
        const [assumption] = model.assumptions;
        const shown = { ...model, blocks: [{ layer: 1, promised: 2, heads: ['same', 'same'], hidden: 0 }], verification: { ...model.verification, failed: 1, ...assumption && { failure: assumption } } };
        await open('light', shown);
        expect(await all('button').filter({ hasText: 'Go to line 5' }).count()).toBe(1);
        expect(await all('h2').allInnerTexts()).not.toContain('On condition that');
        expect(await all('#head option').allTextContents()).toEqual(['layer 1, head 1: same (1 of 2)', 'layer 1, head 2: same (2 of 2)']);
    });

    it('keeps what it is compiled for, and shows nothing but what happens while there is no model', async () => {
        opened = await openPanelPage(browser ?? '', { bundle: { entryPoints: { compile: 'client/views/compile/compile-page.ts' } }, theme: 'light', size: { width: 800, height: 400 }, before: stand });
        await tell({ type: 'empty', memory, file: 'tour.rasp' });
        await tell({ type: 'told', message: 'Compiling reverse…', isProblem: false });
        expect(await opened.page.evaluate(() => kept)).toEqual(memory);
        expect((await all('body').innerText()).split('\n').filter(line => line.trim() !== '')).toEqual(['reverse as a transformer · tour.rasp', 'Compile Again…', 'Compiling reverse…']);
        await tell({ type: 'model', model, memory, file: 'tour.rasp' });
        await all('#dimension').fill('nothing of this name');
        await tell({ type: 'model', model, memory, file: 'tour.rasp' });
        expect(await all('.tall tbody tr').count()).toBe(500);
        expect(await all('[role="status"]').first().innerText()).toBe('');
        expect(await all('main').isVisible()).toBe(true);
    });

    it.each<ThemeName>(['light', 'dark', 'high-contrast', 'forced'])('is walked through by Tab alone, each stop with a name and a frame, in the theme %s', async theme => {
        await open(theme);
        await tell({ type: 'ran', answer });
        await tellHead(0);
        const { page } = opened as PanelPage;
        const seen: string[] = [];
        for (;;) {
            await page.keyboard.press('Tab');
            const stop = await page.evaluate<string>(describeFocus);
            if (stop === '' || seen.length > 60) {
                break;
            }
            seen.push(stop);
        }
        expect(seen).toEqual([
            'button "Save…"', 'button "Compile Again…"', 'pre "The statement that is compiled"', 'button "Go to line 5"', 'input "Input"', 'button "Run"', 'select "Head"',
            ...seen.slice(7, -2),
            'input "Find"', 'div "Dimensions of the residual stream"'
        ]);
        expect(seen.slice(7, -2).join()).toMatch(/button "Table"/);
        expect(seen.filter(stop => stop.includes('""') || stop.includes('no frame'))).toEqual([]);
    });

    it('has names and roles for those who hear it', async () => {
        await open();
        await tell({ type: 'ran', answer });
        await tellHead(0);
        const { page } = opened as PanelPage;
        expect(await page.getByRole('heading').allInnerTexts()).toEqual(['reverse as a transformer · tour.rasp', 'On condition that', 'Run', 'Attention', 'Selector', 'Model', 'Residual stream']);
        for (const name of ['Blocks', 'On "abc"', 'What each dimension means']) {
            expect(await page.getByRole('table', { name }).count()).toBe(1);
        }
        expect(await page.getByRole('table', { name: 'On "abc"' }).getByRole('rowheader').allInnerTexts()).toEqual(['token', 'model', 'interpreter']);
        expect([await page.getByRole('textbox', { name: 'Input' }).count(), await page.getByRole('searchbox', { name: 'Find' }).count(), await page.getByRole('combobox', { name: 'Head' }).count()]).toEqual([1, 1, 1]);
        expect(await page.getByRole('status').count()).toBeGreaterThan(0);
    });

    it('shows a model without attention', async () => {
        await open('light', { ...model, blocks: [] });
        expect(await all('main').innerText()).toContain('It has no blocks: embeddings and unembedding are enough.');
        expect(await all('#head').isVisible()).toBe(false);
        await tell({ type: 'ran', answer });
        expect((await messages()).filter(({ type }) => type === 'head')).toEqual([]);
    });

    it.each<ThemeName>(['light', 'dark', 'high-contrast', 'forced'])('has a picture in the theme %s', async theme => {
        await open(theme);
        await tell({ type: 'ran', answer });
        await tellHead(0);
        await (opened as PanelPage).page.screenshot({ path: `${pictures}/compile-page-${theme}.png`, fullPage: true });
        expect(await all('mark').count()).toBe(1);
        const [background = '', text = ''] = await (opened as PanelPage).page.evaluate<string[]>("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('dd')).color]");
        const lightness = [background, text].map(colour => (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0));
        expect(Math.abs((lightness[0] ?? 0) - (lightness[1] ?? 0))).toBeGreaterThan(300);
    });
});

/** The element with the focus: its tag and name, and whether nothing frames it. Empty outside of the page. */
const describeFocus = `(() => {
    const at = document.activeElement;
    if (at === null || at === document.body) { return ''; }
    const name = at.getAttribute('aria-label') ?? (at.labels?.[0]?.textContent || at.textContent || at.getAttribute('title') || '');
    // A cell of the matrix is framed by an element of its own.
    const { outlineStyle, outlineWidth } = getComputedStyle(at.localName === 'rect' ? document.querySelector('.rasp-cross-pair') : at);
    return at.localName + ' "' + name.trim() + '"' + (outlineStyle === 'none' || outlineWidth === '0px' ? ' no frame' : '');
})()`;
