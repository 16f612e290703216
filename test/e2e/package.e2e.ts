import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeVsix } from '../../scripts/packaging/make-vsix.ts';
import { onnxOf } from '../../transformer/onnx/onnx-of';
import { platformName, runtimePackage } from '../../transformer/runtime/missing-runtime';
import { ModelRuntime } from '../../transformer/runtime/model-runtime';
import type { RunnableModel } from '../../transformer/runtime/model-runtime';
import { isNativePlatform } from '../../transformer/runtime/native-platforms';
import { widthsOf } from '../../transformer/runtime/padded-batches';
import { RuntimeMissingError } from '../../transformer/runtime/worker-process';
import { identityModel } from '../transformer/tiny-models';
import { findBrowser, noBrowser } from './browser.ts';
import { coldStart } from './polling.ts';
import { filesInVsix, unpackVsix } from './vsix-files.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
const here = platformName();
/** No node_modules folder is in reach of it. */
const folder = mkdtempSync(join(tmpdir(), 'rasp-package-'));
const model = identityModel();
const runnable: RunnableModel = { onnx: onnxOf(model), widths: widthsOf(model.transformer) };

afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

async function unpacked(vsix: string, name: string): Promise<ModelRuntime> {
    await unpackVsix(vsix, join(folder, name));
    return new ModelRuntime(fork, join(folder, name, 'extension/dist/transformer-worker.cjs'), 'editor');
}

const isBinary = (name: string): boolean => /\.(node|dll|dylib|so|so\.\d+)$/.test(name);

describe('the extension for all platforms', () => {
    it('holds nothing native and no packages', async () => {
        expect([...(await filesInVsix('dist/rasp.vsix')).keys()].filter(name => isBinary(name) || name.includes('node_modules'))).toEqual([]);
    });

    it.runIf(isNativePlatform(here))('says what to install', async () => {
        const runtime = await unpacked('dist/rasp.vsix', 'universal');
        const loading = runtime.load(runnable, 'auto');
        await expect(loading).rejects.toThrow(RuntimeMissingError);
        await expect(loading).rejects.toThrow(`${runtimePackage}, which runs models natively, is not there; to have it: install rasp-${here}.vsix in place of rasp.vsix`);
        runtime.close();
    });
});

describe.runIf(isNativePlatform(here))(`the extension for ${here}`, () => {
    const vsix = join(folder, 'rasp-here.vsix');
    let workbench: Workbench | undefined;

    afterAll(() => workbench?.close());

    it('holds the binaries of that platform, and else what the other one holds', async () => {
        await makeVsix(resolve('.'), vsix, isNativePlatform(here) ? here : undefined);
        const files = await filesInVsix(vsix);
        expect([...files.keys()].filter(isBinary).length).toBeGreaterThan(1);
        expect([...files.keys()].filter(name => isBinary(name) && !name.startsWith(`extension/dist/node_modules/onnxruntime-node/bin/napi-v6/${here.replace('-', '/')}/`))).toEqual([]);
        expect([...files.keys()].filter(name => !name.includes('/dist/node_modules/')).sort()).toEqual([...(await filesInVsix('dist/rasp.vsix')).keys()].sort());
        expect(files.get('extension.vsixmanifest')?.toString()).toContain(`TargetPlatform="${here}"`);
    });

    it('runs models', async () => {
        const runtime = await unpacked(vsix, 'native');
        const loaded = await runtime.load(runnable, 'cpu');
        expect(loaded.device).toEqual({ kind: 'cpu', name: 'CPU' });
        const [output] = await loaded.run([Int32Array.of(2, 0)]);
        expect([...output?.logits ?? []]).toEqual([0, 0, 1, 1, 0, 0]);
        runtime.close();
    });

    it.skipIf(browser === undefined)(browser === undefined ? `runs compiled models in a workbench (${noBrowser})` : 'runs compiled models in a workbench', async () => {
        const opened = workbench = await Workbench.open({ vsix, folder: { 'p.rasp': 'echo = tokens;\n' }, file: 'p.rasp' });
        await workbench.lenses(seen => seen.some(lens => lens.text === 'compile…'));
        await workbench.clickLens('compile…', () => opened.input.asks('(1/2)'));
        await workbench.quickInput('abc');
        await workbench.input.reply('(2/2)', '4');
        const shown = workbench.webview().locator('.facts');
        const facts = await workbench.until({ what: 'the facts', read: () => shown.innerText().catch(() => ''), isDone: text => text.includes('verified'), timeout: coldStart });
        expect(facts).toMatch(/: 0 wrong\s+device\s+(CPU|.*\(WebGPU\))$/m);
    }, 360_000);
});
