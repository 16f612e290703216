import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { run } from '../../scripts/workbench/processes.ts';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

const program = `reverse = aggregate(select(indices, length - indices - 1, ==), tokens);
#? reverse("abca") == "acba"
shares = tokens + shift(tokens, 1, "") + shift(tokens, 2, "") + shift(tokens, 3, "") + shift(tokens, 4, "");
slow = aggregate(select(indices, indices, <=), aggregate(select(indices, indices, <=), indicator(tokens == "a"))) < 1;
`;

/** From the lens to a model that is run and saved. */
describe.skipIf(browser === undefined)(browser === undefined ? `compiling (${noBrowser})` : 'compiling', () => {
    let workbench: Workbench;
    const page = (selector: string): Locator => workbench.webview().locator(selector);

    beforeAll(async () => {
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'program.rasp': program }, file: 'program.rasp', size: { width: 1600, height: 1000 } });
    }, 360_000);

    afterAll(() => workbench?.close());

    async function questions(of: string): Promise<Locator> {
        const widget = workbench.page.locator('.quick-input-widget:visible');
        await workbench.until({ what: `the question ${of}`, read: () => widget.innerText().catch(() => ''), isDone: text => text.includes(of) });
        return widget.locator('input').first();
    }

    it('asks alphabet and longest input, with the tests as a guess, and shows the model', async () => {
        await workbench.lenses(seen => seen.some(lens => lens.text === 'compile…'));
        await workbench.clickLens('compile…');
        const alphabet = await questions('Compile reverse (1/2)');
        expect(await alphabet.inputValue()).toBe('abc');
        await alphabet.fill('aab');
        await workbench.until({ what: 'what is wrong', read: () => workbench.page.locator('.quick-input-message').innerText(), isDone: text => text.includes('token 1 is "a" once more') });
        await alphabet.fill('abcd');
        await workbench.page.keyboard.press('Enter');
        expect(await (await questions('(2/2)')).inputValue()).toBe('10');
        await workbench.page.keyboard.press('Enter');
        const facts = await workbench.until({ what: 'the facts', read: () => page('.facts').innerText().catch(() => ''), isDone: text => text.includes('verified') });
        expect(facts).toMatch(/1 to 10 tokens of abcd/);
        expect(facts).toMatch(/: 0 wrong\s+device\s+CPU \(plain\)/);
        expect(await page('main table').first().locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/^1\s+layer 1: 1 head\s+1 head/), expect.stringMatching(/^2\s+layer 2: 1 head\s+1 head/)]);
        await workbench.until({ what: 'the first run', read: () => page('.right').allInnerTexts(), isDone: texts => texts.includes('✓ Model and interpreter give the same.') });
        await workbench.screenshot(`${pictures}/compiled.png`);
    });

    it('runs an input, draws its heads, and finds dimensions', async () => {
        await page('#input').fill('abcdabcd');
        await page('#input').press('Enter');
        const result = await workbench.until({ what: 'the values', read: () => page('section table').first().innerText(), isDone: text => text.includes('On "abcdabcd"') });
        expect(result.split('\n').slice(-2).map(line => line.replaceAll(/\s+/g, ' ').trim())).toEqual(['model d c b a d c b a', 'interpreter d c b a d c b a']);
        await page('#head').selectOption('1');
        await page('.rasp-attention').scrollIntoViewIfNeeded();
        expect(await page('#head option').count()).toBe(2);
        await workbench.until({ what: 'the selector', read: () => page('.rasp-axis-titles').innerText(), isDone: text => /queries length - indices - 1\s*→ keys indices/.test(text) });
        await page('.rasp-attention button').filter({ hasText: 'Table' }).click();
        const read = (): Promise<string[]> => page('.rasp-attention tbody tr').allInnerTexts();
        const selected = await read();
        await page('.rasp-attention button').filter({ hasText: /^model$/ }).click();
        expect([selected.length, (await read()).length]).toEqual([8, 8]);
        await page('.rasp-attention button').filter({ hasText: 'Table' }).click();
        await page('#dimension').fill('tokens');
        await workbench.until({ what: 'fewer dimensions', read: () => page('section').last().innerText(), isDone: text => /\d+ of \d+ dimensions/.test(text) && /tokens/.test(text) });
        await workbench.screenshot(`${pictures}/compiled-heads.png`);
        await page('#input').fill('abz');
        await page('#input').press('Enter');
        await workbench.until({ what: 'the refusal', read: () => page('.problem').allInnerTexts(), isDone: texts => texts.some(text => text.includes("token 2 of the input, 'z', is not in the model's alphabet")) });
    });

    it('saves a folder', async () => {
        await page('button').filter({ hasText: 'Save…' }).click();
        await questions('Choose the Folder');
        await workbench.page.keyboard.press('Enter');
        const told = await workbench.until({ what: 'where it is', read: () => page('[role="status"]').innerText(), isDone: text => text !== '' });
        const [, folder = ''] = /^Saved to (.*)\.$/.exec(told) ?? [];
        expect(existsSync(folder) ? readdirSync(folder).sort() : told).toEqual(['README.md', 'config.json', 'labels.json', 'model.onnx', 'model.safetensors']);
        expect(folder.endsWith(join('reverse-model'))).toBe(true);
    });

    it('marks what cannot be compiled, until the next edit', async () => {
        await workbench.page.locator('.editor-group-container .monaco-editor .view-lines').first().click();
        await workbench.goTo(3, 2);
        await workbench.runCommand('RASP: Check Compilability…');
        await (await questions('Check Compilability of shares (1/2)')).fill('abcdefghijklmnopqrstuvwxyz');
        await workbench.page.keyboard.press('Enter');
        await (await questions('(2/2)')).fill('20');
        await workbench.page.keyboard.press('Enter');
        await workbench.notifications(seen => seen.some(text => text.includes('shares cannot be compiled')));
        expect((await workbench.squiggles()).map(({ severity, line }) => [severity, line])).toEqual([['error', 3]]);
        await workbench.screenshot(`${pictures}/compile-refused.png`);
        await workbench.typeAt(3, 1, ' ');
        await workbench.squiggles(seen => seen.length === 0);
    });

    it('ends a long compilation where it is asked to', async () => {
        await workbench.goTo(4, 2);
        await workbench.runCommand('RASP: Compile to Transformer…');
        await (await questions('Compile slow (1/2)')).fill('abcdefgh');
        await workbench.page.keyboard.press('Enter');
        await (await questions('(2/2)')).fill('200');
        await workbench.page.keyboard.press('Enter');
        await workbench.notifications(seen => seen.some(text => text.includes('RASP: compiling slow')));
        expect(await processes()).toHaveLength(2);
        await workbench.page.locator('.notification-toast', { hasText: 'compiling slow' }).getByRole('button', { name: 'Cancel' }).click();
        await workbench.until({ what: 'the end of its process', read: processes, isDone: pids => pids.length === 1 });
        expect(await page('h1').innerText()).toMatch(/^reverse as a transformer/);
    });

    it('says so when the process of the model dies, and compiles again', async () => {
        (await processes()).forEach(pid => { process.kill(pid, 'SIGKILL'); });
        await workbench.until({ what: 'the end of the process', read: processes, isDone: pids => pids.length === 0 });
        await page('#input').fill('ab');
        await page('#input').press('Enter');
        await workbench.until({ what: 'what happened', read: () => page('[role="status"]').first().innerText(), isDone: text => /was ended by SIGKILL\. Compile again to go on\.$/.test(text) });
        await page('button').filter({ hasText: 'Compile Again…' }).click();
        expect(await (await questions('Compile reverse (1/2)')).inputValue()).toBe('abcd');
        await workbench.page.keyboard.press('Enter');
        await questions('(2/2)');
        await workbench.page.keyboard.press('Enter');
        await workbench.until({ what: 'the model', read: () => page('p').allInnerTexts(), isDone: texts => texts.includes('✓ Model and interpreter give the same.') });
    });

    async function processes(): Promise<number[]> {
        const { output } = await run('pgrep', ['-g', String(workbench.serverPid), '-f', 'dist/model-process.cjs']);
        return output.trim().split('\n').filter(line => line !== '').map(Number);
    }
});
