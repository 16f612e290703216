import { afterEach, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import type { ToTrainHost, ToTrainPage } from '../../client/panels/train-messages.ts';
import type { RunReport } from '../../server/protocol/train.ts';
import { findBrowser, noBrowser } from './browser.ts';
import { openPanelPage } from './panel-page.ts';
import type { PanelPage } from './panel-page.ts';
import type { ThemeName } from './theme-colours.ts';
import { choices, epochs, hostile, manyRuns, memory, runs, stand, target } from './train-page-stand.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

declare const told: ToTrainHost[];
declare const held: Extract<ToTrainHost, { type: 'ask' }>[];
declare function say(message: ToTrainPage): void;
declare function requestAnimationFrame(callback: () => void): void;
declare const document: { readonly activeElement: { readonly textContent: string; getAttribute(name: string): string | null }; readonly documentElement: { readonly scrollWidth: number } };

/** The training panel's page without an editor around it. */
describe.skipIf(browser === undefined)(browser === undefined ? `the page of trainings (${noBrowser})` : 'the page of trainings', () => {
    let opened: PanelPage | undefined;
    const page = (): Page => (opened as PanelPage).page;
    const all = (part: string): Locator => page().locator(part);
    const tell = (message: ToTrainPage): Promise<void> => page().evaluate(data => { say(data); }, message);
    const questions = async (kind: string): Promise<readonly Extract<ToTrainHost, { type: 'ask' }>['question'][]> =>
        (await page().evaluate(() => told)).flatMap(message => (message.type === 'ask' && message.question.kind === kind ? [message.question] : []));
    /** Until the page has drawn what it was told. */
    const drawn = (): Promise<void> => page().evaluate(() => new Promise(done => { requestAnimationFrame(() => { requestAnimationFrame(() => { done(); }); }); }));
    /** Answers what the page asks of this kind, where the stand does not. */
    const answer = (kind: string, value: unknown): Promise<void> => page().evaluate(([asked, given]) => {
        for (const { id } of held.filter(({ question }) => question.kind === asked)) {
            say({ type: 'answer', id, value: given as null });
        }
        held.length = 0;
    }, [kind, value] as const);

    async function open(shown: readonly RunReport[] = runs, { theme = 'light', width = 1_200, before = '' }: { theme?: ThemeName; width?: number; before?: string } = {}): Promise<void> {
        opened = await openPanelPage(browser ?? '', { bundle: { entryPoints: { train: 'client/views/train/train-page.ts' } }, theme, size: { width, height: 1_000 }, before: stand + before });
        await tell({ type: 'target', target, runs: shown, memory, file: 'tour.rasp' });
        await drawn();
    }

    afterEach(async () => {
        const complaints = opened?.complaints;
        await opened?.close();
        opened = undefined;
        expect(complaints ?? []).toEqual([]);
    });

    it('begins with the choices that are offered, checked, and says what to do', async () => {
        await open([]);
        expect(await all('h1').innerText()).toBe('reverse · tour.rasp');
        expect(await all('.predicted').innerText()).toContain('predicts 2 layers of 1 head.');
        await expect.poll(() => all('.verdict').innerText()).toBe('66,000 parameters · 11 classes · 160 steps an epoch · 10 tokens: a to j');
        expect(await all('.runs-section p').innerText()).toMatch(/^No training yet\. .*press Train/);
        expect(await questions('check')).toEqual([{ kind: 'check', choices }]);
        expect(await all('.presets [aria-pressed="true"]').allInnerTexts()).toEqual(['For this machine']);
        await all('.presets button').filter({ hasText: 'paper' }).click();
        expect(await all('#choice-lengths').inputValue()).toBe('1..100');
    });

    it('asks once for what is typed fast, and shows what is wrong beside its field', async () => {
        await open([]);
        await expect.poll(() => all('.verdict').innerText()).not.toBe('');
        await all('#choice-lengths').pressSequentially('xx', { delay: 20 });
        await expect.poll(() => all('#choice-lengths-hint').innerText()).toBe('lengths are such as 1..20');
        expect((await questions('check')).length).toBe(2);
        expect(await all('#choice-lengths').getAttribute('aria-invalid')).toBe('true');
        expect(await all('.verdict').innerText()).toMatch(/has to be corrected/);
        await all('#choice-lengths').fill('1..5');
        await expect.poll(() => all('.verdict').innerText()).toMatch(/66,000/);
        expect(await all('#choice-lengths-hint').innerText()).toBe('Each length is as likely as any other.');
        await all('#choice-epochs').fill('0');
        await expect.poll(() => all('.verdict.problem').allInnerTexts()).toEqual(['nothing to train']);
    });

    it('lets the latest answer win', async () => {
        await open([], { before: 'delete globalThis.answers.check;' });
        const verdict = (parameters: number): unknown => ({ ok: true, tokens: 'a', parameters, classes: 2, stepsPerEpoch: 1, notes: [] });
        await expect.poll(async () => (await questions('check')).length).toBe(1);
        await all('#choice-lengths').fill('1..7');
        await expect.poll(async () => (await questions('check')).length).toBe(2);
        const ids = await page().evaluate(() => held.map(({ id }) => id));
        await tell({ type: 'answer', id: ids[1] ?? 0, value: verdict(222) as null });
        await tell({ type: 'answer', id: ids[0] ?? 0, value: verdict(111) as null });
        expect(await all('.verdict').innerText()).toMatch(/^222 parameters/);
    });

    it('trains with several seeds, one after the other, and shows why one is refused', async () => {
        await open([]);
        await all('#seeds').fill('3');
        await all('button').filter({ hasText: 'Train 3 Models' }).click();
        expect(await questions('start')).toEqual([{ kind: 'start', choices }]);
        const first = { ...runs[2], run: 'new', epochs: [], status: 'opening' } as RunReport;
        await tell({ type: 'run', run: first });
        await answer('start', first);
        await expect.poll(async () => (await questions('start')).length).toBe(2);
        expect((await questions('start'))[1]).toEqual({ kind: 'start', choices: { ...choices, seed: '1' } });
        expect(await all('details.form').getAttribute('open')).toBeNull();
        await answer('start', { refused: 'There is another training of this name.', field: 'seed' });
        await expect.poll(() => all('#choice-seed-hint').textContent()).toBe('There is another training of this name.');
        expect((await questions('start')).length).toBe(2);
        expect(await all('.runs tbody tr:not(.below)').count()).toBe(1);
    });

    it('says at the field which numbers of seeds there are, and takes one seed for another s-op', async () => {
        await open([]);
        await all('#seeds').fill('9');
        expect([await all('#seeds-hint.problem').innerText(), await all('#seeds').getAttribute('aria-invalid'), await all('.go button').innerText()]).toEqual(['Seeds are a whole number from 1 to 5.', 'true', 'Train']);
        await all('.go button').click();
        expect(await questions('start')).toEqual([]);
        expect(await page().evaluate(() => document.activeElement.getAttribute('id'))).toBe('seeds');
        await all('#seeds').fill('4');
        await tell({ type: 'target', target, runs: [], memory, file: 'tour.rasp' });
        await drawn();
        expect(await all('#seeds').inputValue()).toBe('4');
        await tell({ type: 'target', target: { ...target, name: 'identity', layers: 0, heads: 0 }, runs: [], memory: { target: { ...memory.target, name: 'identity' } }, file: 'tour.rasp' });
        await drawn();
        expect([await all('#seeds').inputValue(), await all('.go button').innerText(), await all('.predicted').innerText()]).toEqual(['1', 'Train', 'Train a transformer on what identity gives. It needs no attention; one layer is the least that is trained.']);
    });

    it('says that there may be more classes than were seen', async () => {
        await open([], { before: 'const whole = globalThis.answers.check; globalThis.answers.check = asked => ({ ...whole(asked), classesAreLeast: true });' });
        await expect.poll(() => all('.verdict').innerText()).toContain(' · at least 11 classes · ');
    });

    it('tells how runs stand, what differs, and what came in their way, as text', async () => {
        await open();
        const rows = (await all('.runs tbody tr:not(.below)').allInnerTexts()).map(row => row.replaceAll(/\s+/g, ' ').trim());
        expect(rows[0]).toMatch(/^2 layers of 1 head, width 64, supervised, seed 0 ended 30 \/ 40 4\.2e-4 test 99\.98% test 0\.98 \/ 0\.99 – – Pause Save… Use These Choices Remove$/);
        expect(rows[2]).toMatch(/1 layer of 1 head, width 64, attention free, seed 0 training 15 \/ 40 [\d.]+ validation [\d.]+% validation – 12\.3 5 min 37 s/);
        expect(rows[3]).toContain(hostile);
        expect(await all('.below').filter({ visible: true }).allInnerTexts()).toEqual([
            expect.stringContaining(`No head is left for: flip, ${hostile}.`), expect.stringContaining(`The loss is no number in epoch 2. ${hostile}`)
        ]);
        expect(await all('img').count()).toBe(0);
        await all('.run-title').first().click();
        expect(await all('.below').first().innerText()).toBe('Every validation output was right in 3 epochs in a row, the last of them epoch 30.\n\n66,000 parameters · 11 classes · batches of 50 · CPU · trained for 3 min 04 s, tested on 1,000 inputs\n\nNo GPU was found.');
    });

    it('pauses, resumes, saves, takes choices over, and removes when asked twice', async () => {
        await open();
        const row = (at: number): Locator => all('.runs tbody tr:not(.below)').nth(at);
        const press = (at: number, name: string): Promise<void> => row(at).getByRole('button', { name, exact: true }).click();
        await press(2, 'Pause');
        await press(3, 'Resume');
        await tell({ type: 'told', message: 'Saved to /models/a.', isProblem: false });
        await press(0, 'Save…');
        expect(await all('[role="status"]').innerText()).toBe('');
        expect(await row(2).getByRole('button', { name: 'Save…' }).getAttribute('title')).toBe('Pause it to save the best model so far');
        // What cannot be done now does nothing.
        await row(0).getByRole('button', { name: 'Pause' }).click({ force: true });
        await row(2).getByRole('button', { name: 'Save…' }).click({ force: true });
        expect((await page().evaluate(() => told)).filter(message => message.type !== 'ask' || !['check', 'inspect', 'lengths'].includes(message.question.kind))).toEqual([
            { type: 'ready' }, { type: 'ask', id: expect.any(Number) as number, question: { kind: 'pause', run: 'c' } }, { type: 'ask', id: expect.any(Number) as number, question: { kind: 'resume', run: 'd' } }, { type: 'save', run: 'a' }
        ]);
        await answer('resume', { refused: 'No device.' });
        expect(await all('[role="status"]').innerText()).toBe('No device.');
        await press(2, 'Use These Choices');
        expect([await all('#choice-layers').inputValue(), await all('#choice-supervise').inputValue(), await all('details.form').getAttribute('open')]).toEqual(['1', '0', '']);
        await press(1, 'Remove');
        await press(1, 'No');
        expect(await questions('remove')).toEqual([]);
        await press(1, 'Remove');
        await press(1, 'Yes');
        await expect.poll(() => all('.run-title').allInnerTexts()).toEqual([runs[0]?.title, runs[2]?.title, hostile]);
    });

    it('draws all runs that are not hidden, and reads them by pointer and by keyboard', async () => {
        await open();
        const lines = all('.charts').first().locator('.chart').first().locator('.chart-picture .chart-line:not(.is-faint)');
        expect(await lines.count()).toBe(4);
        await all('.runs tbody input').nth(1).uncheck();
        await drawn();
        expect(await lines.count()).toBe(3);
        const [loss, accuracy] = [all('.chart').nth(0), all('.chart').nth(1)];
        await loss.locator('.chart-picture').hover({ position: { x: 57, y: 60 } });
        expect((await loss.locator('.chart-readout').innerText()).replaceAll(/\s+/g, ' ')).toMatch(/^epoch 1 2 layers, supervised, seed 0 2\.07 1 layer, attention free, seed 0 2\.07/);
        expect(await accuracy.locator('.chart-readout').innerText()).toMatch(/^epoch 1[\s\S]*10\.00%/);
        await accuracy.locator('.chart-picture').focus();
        await page().keyboard.press('End');
        await page().keyboard.press('ArrowLeft');
        expect(await accuracy.locator('.chart-picture').getAttribute('aria-valuetext')).toBe('epoch 29: 2 layers, supervised, seed 0 99.98%');
        await all('#error-log').check();
        expect(await accuracy.locator('figcaption').innerText()).toBe('Error (1 − accuracy)');
        expect(await accuracy.locator('text.is-at-end').allTextContents()).toEqual(expect.arrayContaining(['100%', '1%', '0.01%']));
        await all('summary').filter({ hasText: 'Curves as a table' }).click();
        await expect.poll(() => page().getByRole('table', { name: /^Cross-entropy, attention error and accuracy/ }).locator('tbody tr').count()).toBe(30);
    });

    it('draws twenty runs of a hundred epochs fast enough to follow them', async () => {
        const many = manyRuns(20, 100);
        await open(many, { width: 900 });
        const times = await page().evaluate(async shown => {
            const measured: number[] = [];
            for (const run of shown) {
                // Frames call in the order of their requests: the first is before the page draws, the second behind it.
                measured.push(await new Promise<number>(done => {
                    let begun = 0;
                    requestAnimationFrame(() => { begun = performance.now(); });
                    say({ type: 'run', run });
                    requestAnimationFrame(() => { done(performance.now() - begun); });
                }));
            }
            return measured.sort((a, b) => a - b);
        }, many);
        console.log(`drawing 20 runs of 100 epochs: least ${times[0]?.toFixed(1)} ms, median ${times[10]?.toFixed(1)} ms, most ${times.at(-1)?.toFixed(1)} ms`);
        // A quiet machine needs less than 10 ms; one that has other work, too, is not the page's fault.
        expect(times[0]).toBeLessThan(30);
    });

    it('keeps the keyboard in a row while figures and rows come', async () => {
        await open();
        await all('.runs tbody tr').nth(0).getByRole('button', { name: 'Remove' }).focus();
        await tell({ type: 'run', run: { ...runs[0], run: 'new' } as RunReport });
        await tell({ type: 'run', run: { ...runs[0], status: 'testing' } as RunReport });
        await drawn();
        expect(await page().evaluate(() => document.activeElement.textContent)).toBe('Remove');
        expect(await all('.runs tbody tr:not(.below)').count()).toBe(5);
    });

    it('shows a head beside the selector that it is told to follow, and keeps what is chosen after an epoch', async () => {
        await open();
        await all('.run-title').nth(2).click();
        await expect.poll(() => all('#attention-head option').allTextContents()).toEqual(['layer 1, head 1: told to follow full_s, correlation 0.00', 'layer 2, head 1: told to follow flip, correlation 1.00']);
        // The selector of length says little, though it is the first.
        expect(await all('#attention-selector option:checked').innerText()).toBe('flip → layer 2, head 1');
        await all('.head-pictures button').nth(0).click();
        expect(await all('.match').innerText()).toMatch(/correlation –, .*full_s selects all positions: the library computes length with it\./);
        await all('.head-pictures button').nth(1).click();
        expect(await all('.match').innerText()).toMatch(/^On this input, layer 2, head 1 and flip: mass 0\.958, correlation 1\.000, largest difference 0\.042\. Queries that select nothing are free/);
        expect(await all('.matrices h3').filter({ visible: true }).allInnerTexts()).toEqual(['Selector', 'Model', 'Difference']);
        // BOS selects nothing, and is left out of the difference.
        await all('.difference [role="gridcell"]').first().hover();
        expect(await all('.difference .rasp-status').innerText()).toMatch(/query 0 "§".*flip selects nothing here, model 0\.167: not compared/);
        await all('.model [role="gridcell"]').nth(11).click();
        const asked = (await questions('inspect')).length;
        await tell({ type: 'run', run: { ...runs[2], epochs: epochs(15, 0.97) } as RunReport });
        await expect.poll(async () => (await questions('inspect')).length, { timeout: 4_000 }).toBe(asked + 2);
        await drawn();
        expect(await all('#attention-selector option:checked').innerText()).toBe('flip → layer 2, head 1');
        expect(await all('.model .rasp-status').innerText()).toMatch(/held/);
        await all('#attention-input').fill('zzz');
        await all('#attention-input').press('Enter');
        await expect.poll(() => all('.attention-section .problem').innerText()).toBe('token 0 is not in the alphabet');
    });

    it('shows what the model gives on the input, with what is wrong in it, and says where it is too long', async () => {
        await open(runs.slice(0, 1), { before: `const right = globalThis.answers.inspect; globalThis.answers.inspect = asked => {
            const answer = right(asked);
            if (asked.inputs.length > 0) { answer.rows[0].given[2] = 'x'; answer.rows[0].wrong[2] = true; }
            return answer;
        };` });
        const outputs = all('.attention-section .sample');
        await expect.poll(() => outputs.locator('tr').allInnerTexts()).toEqual(['input\t§\th\te\tl\tl\to', 'model\t·\to\t≠ x\tl\te\th', 'right\t·\to\tl\tl\te\th']);
        expect(await outputs.locator('mark').allInnerTexts()).toEqual(['≠ x']);
        const edges = await outputs.locator('tr:first-child td').evaluateAll(cells => cells.map(cell => (cell as unknown as { getBoundingClientRect(): { left: number } }).getBoundingClientRect().left));
        expect(new Set(edges.slice(1).map((left, at) => Math.round(left - (edges[at] ?? 0)))).size).toBe(1);
        await all('#attention-input').fill('a'.repeat(21));
        await all('#attention-input').press('Enter');
        await expect.poll(() => all('.attention-section > .note').innerText()).toBe('Longer than the 20 tokens it was trained on; a saved model takes at most 20.');
        await all('#attention-input').fill('a'.repeat(20));
        await all('#attention-input').press('Enter');
        await expect.poll(() => all('.attention-section > .note').filter({ visible: true }).count()).toBe(0);
    });

    it.each([400, 640])('keeps long names of selectors within %d pixels, whole in their titles', async width => {
        const long = 'select(indices, length - indices - 1 + length - length, ==) and not select(tokens, "a", ==)';
        await open(runs, { width, before: `const inspected = globalThis.answers.inspect; globalThis.answers.inspect = asked => { const answer = inspected(asked); answer.targets[1].selector = ${JSON.stringify(long)}; return answer; };` });
        await expect.poll(() => all('.rasp-modes button').filter({ visible: true }).count()).toBeGreaterThan(1);
        expect(await page().evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        const modes = all('.rasp-modes button').filter({ visible: true });
        for (const mode of await modes.all()) {
            const box = await mode.boundingBox();
            expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThanOrEqual(width - 16);
        }
        expect(await all('.model [data-mode="difference"]').getAttribute('title')).toContain(long);
        await page().screenshot({ path: `${pictures}/train-page-long-names-${width}.png`, fullPage: true });
    });

    it('has the figures of a run in one line, and its buttons below, at 640 pixels', async () => {
        await open(runs, { width: 640 });
        const row = all('.runs tbody tr:not(.below)');
        const tops = (at: number): Promise<readonly number[]> => row.nth(at).locator('td').evaluateAll(cells => (cells as unknown as { readonly dataset: { readonly title: string }; getBoundingClientRect(): { readonly top: number; readonly width: number } }[])
            .filter(cell => cell.dataset.title !== 'In charts' && cell.getBoundingClientRect().width > 0).map(cell => Math.round(cell.getBoundingClientRect().top)));
        const [ended, training] = [await tops(0), await tops(2)];
        expect([ended.length, new Set(ended.slice(0, -1)).size, training.length, new Set(training.slice(0, -1)).size]).toEqual([6, 1, 8, 1]);
        expect([(ended.at(-1) ?? 0) > (ended[0] ?? 0), (training.at(-1) ?? 0) > (training[0] ?? 0)]).toEqual([true, true]);
    });

    it('compares any head with any selector where heads are free, beginning with the best', async () => {
        await open(runs.slice(0, 1), { before: 'globalThis.isSupervised = false; globalThis.nHeads = 3;' });
        await expect.poll(() => all('.head-pictures button').count()).toBe(6);
        await all('#attention-selector').selectOption('flip');
        expect(await all('#attention-head option:checked').innerText()).toBe('layer 2, head 1: correlation 1.00');
        await all('#attention-head').selectOption({ index: 5 });
        expect(await all('#attention-selector').inputValue()).toBe('flip');
        expect(await all('.head-pictures [aria-pressed="true"]').getAttribute('aria-label')).toBe('layer 2, head 3: correlation 0.00');
        await all('.head-pictures [aria-pressed="true"]').focus();
        await page().keyboard.press('Home');
        expect(await page().evaluate(() => document.activeElement.getAttribute('aria-label'))).toMatch(/^layer 1, head 1/);
    });

    it.each([[1_200, 3], [620, 2], [500, 1], [400, 1]])('at %d pixels has %d matrices beside each other, and is no wider than its panel', async (width, count) => {
        await open(runs, { width });
        await expect.poll(() => all('.matrices > div').filter({ visible: true }).count()).toBe(count);
        expect(await page().evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });

    it('marks wrong outputs by more than a colour', async () => {
        await open();
        await expect.poll(() => all('.summary').innerText()).toBe('16 of 17 outputs right (94.11%); all outputs right on 4 of 5 inputs.');
        expect(await all('.samples mark').allInnerTexts()).toEqual([`≠ ${hostile.replaceAll(' ', '␣')}`]);
        await all('#only-wrong').check();
        expect(await all('.samples .sample caption').allInnerTexts()).toEqual(['✗ 1 output wrong']);
        expect(await all('.samples .sample tr').last().innerText()).toBe('right\t·\tc\tj\tj');
    });

    it('measures lengths once a run has ended, when asked while it trains, and marks what is beyond training', async () => {
        await open(runs.slice(0, 3));
        await all('.run-title').nth(0).click();
        await expect.poll(() => questions('lengths')).toEqual([{ kind: 'lengths', run: 'a' }]);
        await all('.run-title').nth(2).click();
        await drawn();
        expect((await questions('lengths')).length).toBe(1);
        await page().getByRole('button', { name: 'Measure', exact: true }).click();
        await expect.poll(async () => (await questions('lengths')).length).toBe(2);
        const chart = page().getByRole('figure').nth(2);
        await expect.poll(() => chart.locator('.chart-picture .chart-line').count()).toBe(2);
        expect(await chart.locator('.chart-note').textContent()).toBe('beyond training');
        expect(await chart.locator('.chart-beyond').count()).toBe(1);
        // No curve crosses what is written above the plot.
        expect(Number(await chart.locator('.chart-note').getAttribute('y'))).toBeLessThan(Number(await chart.locator('.chart-beyond').getAttribute('y')));
        await tell({ type: 'run', run: { ...runs[2], status: 'ended', epochs: epochs(20, 0.9) } as RunReport });
        await expect.poll(() => questions('lengths')).toHaveLength(3);
    });

    it('shows nothing but why while there is no process, and keeps what is typed when it comes back', async () => {
        await open();
        await all('summary').filter({ hasText: 'New training' }).click();
        await all('#choice-lengths').fill('1..9');
        await tell({ type: 'empty', memory, file: 'tour.rasp', message: `It was ended. ${hostile}`, isProblem: true });
        expect(await all('main').isVisible()).toBe(false);
        expect(await all('[role="status"]').innerText()).toBe(`It was ended. ${hostile}`);
        await all('button').filter({ hasText: 'Reload Program' }).click();
        expect((await page().evaluate(() => told)).at(-1)).toEqual({ type: 'again' });
        await tell({ type: 'target', target, runs, memory, file: 'tour.rasp' });
        await drawn();
        expect([await all('#choice-lengths').inputValue(), await all('[role="status"]').innerText(), await all('main').isVisible()]).toEqual(['1..9', '', true]);
        await expect.poll(() => all('.attention-section > .problem').filter({ visible: true }).count()).toBe(0);
    });

    it.each<ThemeName>(['light', 'dark', 'high-contrast', 'high-contrast-light', 'forced'])('is walked through by Tab alone, each stop with a name and a frame, in the theme %s', async theme => {
        await open(runs, { theme });
        await expect.poll(() => all('.matrices .rasp-sheet').first().isVisible()).toBe(true);
        await all('summary').first().click();
        const seen: string[] = [];
        for (let stop = await next(); stop !== '' && seen.length < 120; stop = await next()) {
            seen.push(stop);
        }
        expect(seen.length).toBeGreaterThan(50);
        expect(seen.filter(stop => stop.includes('""') || stop.includes('no frame'))).toEqual([]);

        async function next(): Promise<string> {
            await page().keyboard.press('Tab');
            return page().evaluate<string>(describeFocus);
        }
    });

    it.each([['light', 1_280], ['dark', 1_280], ['high-contrast', 1_280], ['forced', 1_280], ['light', 520], ['dark', 860]] as const)('has a picture in the theme %s at %d pixels', async (theme, width) => {
        await open(runs, { theme, width });
        await all('.run-title').nth(1).click();
        await expect.poll(() => all('.matrices .rasp-sheet').first().isVisible()).toBe(true);
        await all('.head-pictures button').nth(1).click();
        await all('.chart-picture').first().hover({ position: { x: 200, y: 90 } });
        await page().screenshot({ path: `${pictures}/train-page-${theme}-${width}.png`, fullPage: true });
        // Lines and text can be told from the ground.
        const [background = '', ...inks] = await page().evaluate<string[]>("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color, ...[...document.querySelectorAll('.runs .swatch > path')].map(each => getComputedStyle(each).stroke)]");
        const lightness = (colour: string): number => (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
        expect(inks.length).toBe(5);
        expect(inks.filter(ink => Math.abs(lightness(ink) - lightness(background)) < 250)).toEqual([]);
    });
});

/** The element with the focus: its tag and name, and whether nothing frames it. Empty outside of the page. */
const describeFocus = `(() => {
    const at = document.activeElement;
    if (at === null || at === document.body) { return ''; }
    const name = at.getAttribute('aria-label') ?? (at.labels?.[0]?.textContent || at.textContent || at.getAttribute('title') || '');
    const { outlineStyle, outlineWidth } = getComputedStyle(at.localName === 'rect' ? document.querySelector('.rasp-cross-pair') : at);
    return at.localName + ' "' + name.trim() + '"' + (outlineStyle === 'none' || outlineWidth === '0px' ? ' no frame' : '');
})()`;
