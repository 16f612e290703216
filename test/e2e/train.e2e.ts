import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { run } from '../../scripts/workbench/processes.ts';
import { findBrowser, noBrowser } from './browser.ts';
import { bringRuntime, hasRuntime } from './native-runtime.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
const missing = browser === undefined ? noBrowser : hasRuntime ? undefined : 'needs onnxruntime-node';
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

const program = `reverse = aggregate(select(indices, length - indices - 1, ==), tokens);
#? reverse("abca") == "acba"
histogram = selector_width(select(tokens, tokens, ==));
`;
/** Small enough to be trained while one waits. */
const small = { alphabet: 'abcd', lengths: '1..8', size: '2000/100/100', dModel: '32', lr: '0.002', epochs: '60' };

/** From the lens to a model that was trained and is saved, through everything that can come between. */
describe.skipIf(missing !== undefined)(missing === undefined ? 'training' : `training (${missing})`, () => {
    let workbench: Workbench;
    const page = (selector: string): Locator => workbench.webview().locator(selector);
    const button = (text: string): Locator => page('.runs button').filter({ hasText: text }).last();

    beforeAll(async () => {
        workbench = await Workbench.open({
            vsix: 'dist/rasp.vsix', folder: { 'program.rasp': program }, file: 'program.rasp', prepare: bringRuntime,
            settings: { 'rasp.compile.device': 'cpu' }, size: { width: 1700, height: 1100 }
        });
    }, 360_000);

    afterAll(() => workbench?.close());

    const status = (wanted: RegExp, timeout = 15_000): Promise<string> =>
        workbench.until({ what: `a run that is ${wanted}`, read: () => page('.runs .status').last().innerText(), isDone: text => wanted.test(text), timeout });
    const epochs = async (): Promise<number> => Number((await page('.runs tbody tr').filter({ has: workbench.webview().locator('.status') }).last().innerText()).match(/(\d+) \/ \d+/)?.[1]);
    const told = (wanted: RegExp): Promise<string> => workbench.until({ what: `the page to tell ${wanted}`, read: () => page('.told').innerText(), isDone: text => wanted.test(text) });

    async function fill(choices: Readonly<Record<string, string>>): Promise<void> {
        await page('details.form').evaluate(form => { form.setAttribute('open', ''); });
        for (const [field, value] of Object.entries(choices)) {
            await page(`#choice-${field}`).fill(value);
        }
    }

    async function processes(script: string): Promise<number[]> {
        const { output } = await run('pgrep', ['-g', String(workbench.serverPid), '-f', `dist/${script}`]);
        return output.trim().split('\n').filter(line => line !== '').map(Number);
    }

    /** By the workbench's own command, which waits until it has kept what is open. */
    async function reload(): Promise<void> {
        const address = new URL(workbench.page.url());
        address.searchParams.delete('payload');
        await workbench.page.evaluate(`history.replaceState(null, '', ${JSON.stringify(address.toString())})`);
        const loaded = workbench.page.waitForEvent('load');
        await workbench.runCommand('Developer: Reload Window');
        await loaded;
    }

    it('begins at the lens, with what the cost predicts and a form that checks what is typed', async () => {
        await workbench.lenses(seen => seen.some(lens => lens.text === 'train…'));
        await workbench.clickLens('train…');
        await workbench.until({ what: 'the prediction', read: () => page('.predicted').innerText().catch(() => ''), isDone: text => text.includes('2 layers of 1 head') });
        expect(await page('h1').innerText()).toBe('reverse · program.rasp');
        await fill({ ...small, lengths: '8..1' });
        await workbench.until({ what: 'what is wrong with the lengths', read: () => page('#choice-lengths-hint').getAttribute('class'), isDone: name => name === 'problem' });
        await fill({ lengths: small.lengths });
        await workbench.until({ what: 'what would be trained', read: () => page('.verdict').innerText(), isDone: text => /parameters · at least 4 classes · 40 steps an epoch/.test(text) });
        await workbench.screenshot(`${pictures}/train-form.png`);
    });

    it('trains, and shows curves, attention beside selectors, outputs and lengths', async () => {
        await page('button[type=submit]').filter({ hasText: 'Train' }).click();
        await status(/training/);
        await workbench.until({ what: 'the first epochs', read: epochs, isDone: count => count >= 2, timeout: 30_000 });
        await workbench.screenshot(`${pictures}/training.png`);
        await status(/ended|epochs/i, 60_000);
        await workbench.until({ what: 'the attention', read: () => page('.attention-section .match').innerText(), isDone: text => /mass \d\.\d+, correlation/.test(text) });
        await workbench.until({ what: 'outputs', read: () => page('.samples .sample').count(), isDone: count => count === 12 });
        await workbench.screenshot(`${pictures}/trained.png`);
        await page('.attention-section h2').evaluate(title => { title.scrollIntoView(); });
        await workbench.screenshot(`${pictures}/trained-attention.png`);
        await workbench.runCommand('Preferences: Toggle between Light/Dark Themes');
        await workbench.until({ what: 'the dark theme', read: () => page('body').getAttribute('class'), isDone: name => name?.includes('vscode-dark') === true });
        await workbench.screenshot(`${pictures}/trained-attention-dark.png`);
        await page('h1').evaluate(title => { title.scrollIntoView(); });
        await workbench.screenshot(`${pictures}/trained-dark.png`);
        await workbench.runCommand('Preferences: Toggle between Light/Dark Themes');
    });

    it('saves the model', async () => {
        await button('Save…').click();
        await workbench.input.acceptFolder('Choose the Folder', workbench.folder);
        const folder = join(workbench.folder, 'reverse-trained');
        await told(/^Saved to .*reverse-trained\.$/);
        expect(readdirSync(folder).sort()).toEqual(['README.md', 'config.json', 'labels.json', 'model.onnx', 'model.safetensors', 'training.json']);
        expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toMatchObject({ kind: 'trained' });
        expect(readdirSync(workbench.folder).sort()).toEqual(['program.rasp', 'reverse-trained']);
    });

    it('goes on in another process when the one that trains dies', async () => {
        // It learns too slowly to be done.
        await fill({ epochs: '2000', seed: '1', lr: '0.00001' });
        await page('button[type=submit]').filter({ hasText: 'Train' }).click();
        await workbench.until({ what: 'the second run', read: () => page('.runs .status').count(), isDone: count => count === 2 });
        await workbench.until({ what: 'its first epoch', read: epochs, isDone: count => count >= 2, timeout: 30_000 });
        const before = await epochs();
        const [worker = 0] = await processes('training-worker.cjs');
        process.kill(worker, 'SIGKILL');
        await workbench.until({ what: 'the message', read: () => page('.runs .remarks').last().innerText(), isDone: text => /SIGKILL|again|another process/i.test(text) });
        await workbench.until({ what: 'epochs after that', read: epochs, isDone: count => count > before + 1, timeout: 30_000 });
        await page('.runs .remarks').last().evaluate(row => { row.scrollIntoView(); });
        await workbench.screenshot(`${pictures}/training-killed.png`);
    });

    it('is paused when its panel is closed, and shown again', async () => {
        await workbench.page.locator('.tab', { hasText: 'Training: reverse' }).click();
        await workbench.runCommand('View: Close All Editors in Group');
        await workbench.notifications(seen => seen.some(text => text.includes('The training of reverse is paused, with a checkpoint.')));
        await workbench.until({ what: 'the end of its process', read: () => processes('training-process.cjs'), isDone: pids => pids.length === 0 });
        await workbench.page.locator('.notification-toast').getByRole('button', { name: 'Show Again' }).click();
        await status(/paused/);
        expect(await page('.runs .status').count()).toBe(2);
    });

    it('comes back with its window, paused where it was, and goes on when it is asked to', async () => {
        const resumed = async (): Promise<number> => {
            const before = await epochs();
            await button('Resume').click();
            return workbench.until({ what: 'more epochs', read: epochs, isDone: count => count > before + 1, timeout: 30_000 });
        };
        const before = await resumed();
        await reload();
        await status(/paused/, 60_000);
        expect(await epochs()).toBeGreaterThanOrEqual(before);
        await workbench.screenshot(`${pictures}/training-restored.png`);
        await resumed();
    });

    it('asks before it is left for another s-op, and keeps what is there', async () => {
        await workbench.goTo(3, 2);
        const question = workbench.page.locator('.monaco-dialog-box');
        await workbench.runCommand('RASP: Train Transformer…');
        await workbench.until({ what: 'the question', read: () => question.innerText().catch(() => ''), isDone: text => text.includes('Pause the training of reverse and show histogram?') });
        await workbench.screenshot(`${pictures}/training-left.png`);
        await question.getByRole('button', { name: 'Pause and Show' }).click();
        await workbench.until({ what: 'the other s-op', read: () => page('h1').innerText(), isDone: text => text === 'histogram · program.rasp' });
        await workbench.until({ what: 'its form', read: () => page('.predicted').innerText(), isDone: text => text.includes('1 layer of 2 heads') });
        await workbench.goTo(1, 2);
        await workbench.runCommand('RASP: Train Transformer…');
        await status(/paused/);
    });

    it('says that the process ended, and reads the trainings again', async () => {
        const [pid = 0] = await processes('training-process.cjs');
        process.kill(pid, 'SIGKILL');
        await told(/The process that trains was ended by SIGKILL\. Reload the program to start another/);
        await workbench.screenshot(`${pictures}/training-gone.png`);
        await page('header button').click();
        await status(/paused/);
        await workbench.until({ what: 'the workers of the ended process to be gone', read: () => processes('training-worker.cjs'), isDone: pids => pids.length <= 1 });
    });
});
