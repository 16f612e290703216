import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Locator } from 'playwright-core';
import { run } from '../../scripts/workbench/processes.ts';
import { findBrowser } from './browser.ts';
import { bringRuntime, hasRuntime } from './native-runtime.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';
const vulkan = '/usr/lib/chromium/vk_swiftshader_icd.json';
const isPossible = browser !== undefined && hasRuntime && existsSync(vulkan);

const program = `reverse = aggregate(select(indices, length - indices - 1, ==), tokens);
counted = selector_width(select(tokens, tokens, ==));
`;

/** Models on a GPU, here one in software, from the setting to the panel. */
describe.skipIf(!isPossible)(isPossible ? 'the device of compiled models' : 'the device of compiled models (needs onnxruntime-node, Chromium and its SwiftShader)', () => {
    let workbench: Workbench;
    const page = (selector: string): Locator => workbench.webview().locator(selector);

    beforeAll(async () => {
        vi.stubEnv('VK_ICD_FILENAMES', vulkan);
        vi.stubEnv('LD_LIBRARY_PATH', '/usr/lib/chromium');
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'program.rasp': program }, file: 'program.rasp', prepare: bringRuntime, settings: { 'rasp.compile.device': 'webgpu' } });
    }, 360_000);

    afterAll(async () => {
        vi.unstubAllEnvs();
        await workbench?.close();
    });

    async function compile(name: string, line: number, alphabet: string, length: string): Promise<void> {
        await workbench.goTo(line, 2);
        await workbench.runCommand('RASP: Compile to Transformer…');
        await workbench.input.reply(`Compile ${name} (1/2)`, alphabet);
        await workbench.input.reply('(2/2)', length);
    }

    async function workers(): Promise<number[]> {
        const { output } = await run('pgrep', ['-g', String(workbench.serverPid), '-f', 'dist/transformer-worker.cjs']);
        return output.trim().split('\n').filter(line => line !== '').map(Number);
    }

    it('is the GPU where the setting says so, by its name', async () => {
        await workbench.lenses();
        await compile('reverse', 1, 'ab', '4');
        const facts = await workbench.until({ what: 'the facts', read: () => page('.facts').innerText().catch(() => ''), isDone: text => text.includes('verified'), timeout: 60_000 });
        expect(facts).toMatch(/30 inputs, all there are: 0 wrong\s+device\s+SwiftShader .*\(WebGPU\)/);
        await workbench.screenshot(`${pictures}/compiled-gpu.png`);
    });

    it('is another process when it is lost, which a message says; the next command starts one', async () => {
        const before = await workers();
        expect(before).toHaveLength(1);
        await compile('counted', 2, 'abcdefgh', '40');
        await workbench.notifications(seen => seen.some(text => /compiling counted.*verified \d+ of/.test(text)));
        (await workers()).filter(pid => !before.includes(pid)).forEach(pid => { process.kill(pid, 'SIGKILL'); });
        await workbench.notifications(seen => seen.some(text => /The process that runs the model was ended by SIGKILL.*Run the command again to start another, or set rasp\.compile\.device to auto/.test(text)));
        await workbench.screenshot(`${pictures}/compile-device-lost.png`);
        await workbench.runCommand('Notifications: Clear All Notifications');
        await compile('counted', 2, 'ab', '3');
        await workbench.until({ what: 'the other model', read: () => page('h1').innerText(), isDone: text => text.startsWith('counted as a transformer'), timeout: 60_000 });
        expect(await page('.facts').innerText()).toMatch(/SwiftShader/);
    });

    it('is told to be missing, with what to do', async () => {
        await workbench.close();
        vi.stubEnv('VK_ICD_FILENAMES', '/none.json');
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'program.rasp': program }, file: 'program.rasp', prepare: bringRuntime, settings: { 'rasp.compile.device': 'webgpu' } });
        await workbench.lenses();
        await compile('reverse', 1, 'ab', '4');
        await workbench.notifications(seen => seen.some(text => /^No GPU was found.*Compile again, or set rasp\.compile\.device to auto/.test(text)));
        await workbench.screenshot(`${pictures}/compile-device-missing.png`);
        await workbench.page.locator('.notification-toast').getByRole('button', { name: 'Open Setting' }).click();
        await workbench.until({ what: 'the setting', read: () => workbench.page.locator('.settings-editor').innerText().catch(() => ''), isDone: text => /Device/.test(text) });
    }, 240_000);
});
