import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';

/** Leaves the commands about models to their own bundle, which is read when one of them is run. */
const modelsApart: Plugin = {
    name: 'models-apart',
    setup({ onResolve }) {
        onResolve({ filter: /^\.\/models\.js$/ }, () => ({ path: './cli-models.cjs', external: true }));
    }
};

/**
 * Bundles the `rasp` command into a folder: `cli.cjs`, which is started, `cli-main.cjs`, whose compiled code that one
 * keeps, `cli-models.cjs` with the commands about models, and `transformer-worker.cjs`, which runs them. What trains
 * them, `training-worker.cjs`, shares the language with the extension's processes: see `bundleServer`.
 */
export async function bundleCommand(folder: string, options: BuildOptions): Promise<void> {
    const main = join(folder, 'cli-main.cjs');
    await build({
        ...options, entryPoints: ['cli/main.ts'], outfile: main,
        // It is read a byte a character.
        charset: 'ascii',
        alias: { 'node:child_process': './cli/no-child-process.ts' },
        plugins: [modelsApart],
        // What the script is started with gives it `require`, and no other way to load.
        supported: { 'dynamic-import': false }
    });
    await build({ ...options, entryPoints: ['cli/models.ts'], outfile: join(folder, 'cli-models.cjs') });
    // The native package is found beside it, or is missing.
    await build({ ...options, entryPoints: ['transformer/runtime/worker-main.ts'], outfile: join(folder, 'transformer-worker.cjs'), external: ['onnxruntime-node'] });
    const digest = createHash('sha256').update(readFileSync(main)).digest('hex').slice(0, 16);
    await build({
        ...options, entryPoints: ['cli/start.ts'], outfile: join(folder, 'cli.cjs'),
        banner: { js: '#!/usr/bin/env node' }, define: { MAIN_DIGEST: JSON.stringify(digest) }
    });
    copyPictureAssets(folder);
}

/** What `rasp draw` makes PNGs with; the extension has no part in it. */
function copyPictureAssets(folder: string): void {
    mkdirSync(join(folder, 'fonts'), { recursive: true });
    copyFileSync('node_modules/@resvg/resvg-wasm/index_bg.wasm', join(folder, 'resvg.wasm'));
    for (const file of ['ttf/DejaVuSans.ttf', 'ttf/DejaVuSans-Bold.ttf', 'ttf/DejaVuSansMono.ttf', 'LICENSE']) {
        copyFileSync(`node_modules/dejavu-fonts-ttf/${file}`, join(folder, 'fonts', basename(file)));
    }
}
