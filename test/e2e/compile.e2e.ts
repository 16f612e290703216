import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { run } from '../../scripts/workbench/processes.ts';
import { findBrowser, noBrowser } from './browser.ts';
import { coldStart } from './polling.ts';
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
picky = [1, 2, 3, 4, 5, 6][indices];
`;

/** From the lens to a model that is run and saved. */
describe.skipIf(browser === undefined)(browser === undefined ? `compiling (${noBrowser})` : 'compiling', () => {
    let workbench: Workbench;
    const page = (selector: string): Locator => workbench.webview().locator(selector);

    beforeAll(async () => {
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'program.rasp': program }, file: 'program.rasp', size: { width: 1600, height: 1000 } });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    /** Types what is no answer: Enter leaves the question open, with a message. */
    async function isWrong(input: Locator, messages: Readonly<Record<string, string | RegExp>>): Promise<void> {
        for (const [typed, message] of Object.entries(messages)) {
            await input.fill(typed);
            await input.press('Enter');
            await workbench.until({ what: `what is wrong with ${typed.slice(0, 20)}`, read: () => workbench.page.locator('.quick-input-message').innerText(), isDone: text => (typeof message === 'string' ? text.includes(message) : message.test(text)) });
        }
    }

    it('asks alphabet and longest input, with the tests as a guess', async () => {
        await workbench.lenses(seen => seen.some(lens => lens.text === 'compile…'));
        await workbench.clickLens('compile…', () => workbench.input.asks('Compile reverse (1/2)'));
        const alphabet = await workbench.input.question('Compile reverse (1/2)');
        expect(await alphabet.inputValue()).toBe('abc');
        const many = String.fromCodePoint(...Array.from({ length: 10_000 }, (_, i) => 0x4e00 + i));
        await isWrong(alphabet, { aab: 'the second "a" is a double', ' ': 'the alphabet must not be empty', '': 'the alphabet must not be empty', [many]: 'has 10,000 tokens; the limit is 4,096', '0..9999': 'has 10,000 tokens', '[1, [2]]': 'token 1 is no string', '["a"': /the alphabet \["a"/ });
        await workbench.input.reply('Compile reverse (1/2)', 'abcd');
        const length = await workbench.input.question('(2/2)');
        expect(await length.inputValue()).toBe('10');
        await isWrong(length, Object.fromEntries(['0', '100000', 'ten', '-1', '1.5', ''].map(typed => [typed, 'Type a whole number from 1 to 1,024.'])));
        await workbench.input.dismiss();
    });

    it('shows the model', async () => {
        await workbench.clickLens('compile…', () => workbench.input.asks('Compile reverse (1/2)'));
        await workbench.input.reply('Compile reverse (1/2)', 'abcd');
        await workbench.input.reply('(2/2)', '10');
        const facts = await workbench.until({ what: 'the facts', read: () => page('.facts').innerText().catch(() => ''), isDone: text => text.includes('verified'), timeout: coldStart });
        expect(facts).toMatch(/1 to 10 tokens of abcd/);
        expect(facts).toMatch(/: 0 wrong\s+device\s+CPU \(plain\)/);
        expect(await page('main table').first().locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/^blocks\.0\s+layer 1: 1 head\s+1 head/), expect.stringMatching(/^blocks\.1\s+layer 2: 1 head\s+1 head/)]);
        await workbench.until({ what: 'the first run', read: () => page('.right').allInnerTexts(), isDone: texts => texts.includes('✓ Model and interpreter give the same.') });
        await workbench.screenshot(`${pictures}/compiled.png`);
    });

    it('runs an input, draws its heads, and finds dimensions', async () => {
        await page('#input').fill('abcdabcd');
        await page('#input').press('Enter');
        const result = await workbench.until({ what: 'the values', read: () => page('section table').first().innerText(), isDone: text => text.includes('On "abcdabcd"') });
        expect(result.split('\n').slice(-2).map(line => line.replaceAll(/\s+/g, ' ').trim())).toEqual(['model d c b a d c b a', 'interpreter d c b a d c b a']);
        await page('#head').selectOption('1');
        await page('.model .rasp-attention').scrollIntoViewIfNeeded();
        await workbench.until({ what: 'the heads', read: () => page('#head option').allTextContents(), isDone: texts => texts.length === 2 && texts[1]?.startsWith('layer 2, head 1: ') === true });
        const table = page('.model button').filter({ hasText: 'Table' });
        if (await table.getAttribute('aria-pressed') !== 'true') {
            await table.click();
        }
        const hasRows = (): Promise<number> => workbench.until({ what: 'a row for each position', read: () => page('.model tbody tr').count(), isDone: count => count === 8 });
        await hasRows();
        await page('.model button').filter({ hasText: /^model$/ }).click();
        await hasRows();
        await table.click();
        await page('#dimension').fill('tokens');
        await workbench.until({ what: 'fewer dimensions', read: () => page('section').last().innerText(), isDone: text => /\d+ of \d+ dimensions/.test(text) && /tokens/.test(text) });
        await workbench.screenshot(`${pictures}/compiled-heads.png`);
        await page('#input').fill('abz');
        await page('#input').press('Enter');
        await workbench.until({ what: 'the refusal', read: () => page('.problem').allInnerTexts(), isDone: texts => texts.some(text => text.includes("token 2 of the input, 'z', is not in the model's alphabet")) });
    });

    async function save(): Promise<void> {
        await page('button').filter({ hasText: 'Save…' }).click();
        await workbench.input.acceptFolder('Choose the Folder', workbench.folder);
    }

    it('saves a folder, and asks before it replaces a model', async () => {
        const folder = join(workbench.folder, 'reverse-model');
        rmSync(folder, { recursive: true, force: true });
        await save();
        const told = (wanted: string): Promise<string> => workbench.until({ what: wanted, read: () => page('[role="status"]').first().innerText(), isDone: text => (wanted === '' ? text === '' : text.includes(wanted)) });
        await told(`Saved to ${folder}.`);
        expect(readdirSync(folder).sort()).toEqual(['README.md', 'config.json', 'labels.json', 'model.onnx', 'model.safetensors']);
        writeFileSync(join(folder, 'README.md'), 'mine');
        const question = workbench.page.locator('.monaco-dialog-box');
        for (const [button, isReplaced] of [['Cancel', false], ['Replace', true]] as const) {
            await save();
            await workbench.until({ what: 'the question', read: () => question.innerText().catch(() => ''), isDone: text => text.includes('reverse-model is there already. Replace it?') });
            await workbench.screenshot(`${pictures}/compile-replace.png`);
            await question.getByRole('button', { name: button }).click();
            await told(isReplaced ? 'Saved to' : '');
            await workbench.until({ what: `the model after ${button}`, read: () => Promise.resolve(readFileSync(join(folder, 'README.md'), 'utf8') !== 'mine'), isDone: was => was === isReplaced });
        }
        rmSync(folder, { recursive: true });
        mkdirSync(folder);
        writeFileSync(join(folder, 'thesis.txt'), 'mine');
        await save();
        await told('this folder holds something else than a compiled model; it is not overwritten');
        expect(readdirSync(folder)).toEqual(['thesis.txt']);
    });

    it('says where and why a program fails on an input, and does not offer to save it', async () => {
        await workbench.goTo(5, 2);
        await workbench.runCommand('RASP: Compile to Transformer…');
        await workbench.input.reply('Compile picky (1/2)', 'ab');
        await workbench.input.reply('(2/2)', '8');
        await workbench.until({ what: 'the failure', read: () => page('main p.problem').innerText().catch(() => ''), isDone: text => text.startsWith('On "aaaaaaa" this fails: at position 6, index 6 is out of range for a list of length 6. The program fails on 384 of all 510 inputs') });
        expect(await page('button').filter({ hasText: 'Save…' }).isVisible()).toBe(false);
        await workbench.squiggles(seen => seen.some(({ severity, line }) => severity === 'error' && line === 5));
        await workbench.screenshot(`${pictures}/compile-failing.png`);
        await workbench.goTo(1, 1);
        await page('main p.problem button').click();
        await workbench.statusBarText(/Ln 5, Col 6 \(5 selected\)/);
        await workbench.runCommand('RASP: Compile to Transformer…');
        await workbench.input.reply('Compile picky (1/2)', 'ab');
        await workbench.input.reply('(2/2)', '6');
        await workbench.until({ what: 'the button', read: () => page('button').filter({ hasText: 'Save…' }).isVisible(), isDone: isShown => isShown });
    });

    it('marks what cannot be compiled, until the next edit', async () => {
        await workbench.page.locator('.editor-group-container .monaco-editor .view-lines').first().click();
        await workbench.goTo(3, 2);
        await workbench.runCommand('RASP: Check Compilability…');
        await workbench.input.reply('Check Compilability of shares (1/2)', 'abcdefghijklmnopqrstuvwxyz');
        await workbench.input.reply('(2/2)', '20');
        await workbench.notifications(seen => seen.some(text => text.includes('shares cannot be compiled')));
        await workbench.squiggles(seen => seen.length === 1 && seen[0]?.severity === 'error' && seen[0].line === 3);
        await workbench.screenshot(`${pictures}/compile-refused.png`);
        await workbench.typeAt(3, 1, ' ');
        await workbench.squiggles(seen => seen.length === 0);
    });

    it('ends a long compilation where it is asked to', async () => {
        await workbench.goTo(4, 2);
        await workbench.runCommand('RASP: Compile to Transformer…');
        await workbench.input.reply('Compile slow (1/2)', 'abcdefgh');
        await workbench.input.reply('(2/2)', '200');
        await workbench.notifications(seen => seen.some(text => /RASP: compiling slow.*(?:finding values|making weights)/.test(text)));
        await workbench.until({ what: 'a process of its own', read: processes, isDone: pids => pids.length === 2 });
        await workbench.page.locator('.notification-toast', { hasText: 'compiling slow' }).getByRole('button', { name: 'Cancel' }).click();
        await workbench.until({ what: 'the end of its process', read: processes, isDone: pids => pids.length === 1 });
        expect(await page('h1').innerText()).toMatch(/^picky as a transformer/);
        await workbench.notifications(seen => seen.some(text => text.includes('Compiling slow was cancelled.')));
    });

    it('shows in the panel what is refused, in place of the model before', async () => {
        await workbench.goTo(3, 2);
        await workbench.runCommand('RASP: Compile to Transformer…');
        await workbench.input.reply('Compile shares (1/2)', 'abcdefghijklmnopqrstuvwxyz');
        expect(await (await workbench.input.question('(2/2)')).inputValue()).not.toBe('');
        await workbench.until({ what: 'the alphabet that was read', read: () => workbench.page.locator('.quick-input-widget:visible').innerText(), isDone: text => text.includes('The alphabet has 26 tokens: a, b, c') });
        await workbench.screenshot(`${pictures}/compile-second-question.png`);
        await workbench.input.reply('(2/2)');
        await workbench.until({ what: 'the refusal', read: () => page('section .problem').first().innerText().catch(() => ''), isDone: text => /Go to line 3/.test(text) });
        expect(await page('h1').innerText()).toMatch(/^shares as a transformer/);
        expect(await page('main').isVisible()).toBe(false);
        await workbench.screenshot(`${pictures}/compile-panel-refused.png`);
        await workbench.until({ what: 'the end of its process', read: processes, isDone: pids => pids.length === 0 });
        await workbench.goTo(5, 2);
        await workbench.runCommand('RASP: Compile to Transformer…');
        await workbench.input.reply('Compile picky (1/2)');
        await workbench.input.reply('(2/2)');
        await workbench.until({ what: 'the model', read: () => page('main').isVisible(), isDone: isShown => isShown });
    });

    it('says so when the process of the model dies, and compiles again', async () => {
        (await processes()).forEach(pid => { process.kill(pid, 'SIGKILL'); });
        await workbench.until({ what: 'the end of the process', read: processes, isDone: pids => pids.length === 0 });
        await page('#input').fill('ab');
        await page('#input').press('Enter');
        await workbench.until({ what: 'what happened', read: () => page('[role="status"]').first().innerText(), isDone: text => /was ended by SIGKILL\. Compile again to go on\.$/.test(text) });
        await page('button').filter({ hasText: 'Compile Again…' }).click();
        expect(await (await workbench.input.question('Compile picky (1/2)')).inputValue()).toBe('ab');
        await workbench.input.reply('Compile picky (1/2)');
        await workbench.input.reply('(2/2)');
        await workbench.until({ what: 'the model', read: () => page('p').allInnerTexts(), isDone: texts => texts.includes('✓ Model and interpreter give the same.') });
    });

    it('comes back when the window is loaded again, compiled anew', async () => {
        const [before = 0] = await processes();
        await workbench.reload();
        await workbench.until({ what: 'the model', read: () => page('p').allInnerTexts().catch((): string[] => []), isDone: texts => texts.includes('✓ Model and interpreter give the same.'), timeout: coldStart });
        expect(await page('h1').innerText()).toBe('picky as a transformer · program.rasp');
        expect(await page('.facts').innerText()).toMatch(/1 to 6 tokens of ab\s/);
        await workbench.screenshot(`${pictures}/compiled-restored.png`);
        await workbench.until({ what: 'another process', read: processes, isDone: pids => pids.length === 1 && pids[0] !== before });
    });

    async function processes(): Promise<number[]> {
        const { output } = await run('pgrep', ['-g', String(workbench.serverPid), '-f', 'dist/model-process.cjs']);
        return output.trim().split('\n').filter(line => line !== '').map(Number);
    }
});
