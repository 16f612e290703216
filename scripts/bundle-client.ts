import { mkdir, writeFile } from 'node:fs/promises';
import { build, transform } from 'esbuild';
import type { BuildOptions } from 'esbuild';

/**
 * Bundles the extension as the desktop runs it into a folder: `extension.cjs`, which is loaded at activation, and
 * `extension-models.cjs`, which it loads when something is compiled or trained for the first time. What both hold is in
 * `extension-shared.cjs` alone.
 */
export async function bundleClient(folder: string, options: BuildOptions): Promise<void> {
    const { target, minify } = options;
    // The editor gives `vscode` to what is required alone.
    const shared = { ...target === undefined ? {} : { target }, ...minify === undefined ? {} : { minify }, supported: { 'dynamic-import': false }, ...options.sourcemap === true ? { sourcemap: 'inline' as const } : {} };
    const { outputFiles } = await build({
        ...options, ...target === undefined ? {} : { target }, entryPoints: { 'extension': 'client/desktop.ts', 'extension-models': 'client/models.ts' }, external: ['vscode'], outdir: folder,
        // Only ES modules can share: they become CommonJS, which starts sooner, one by one.
        format: 'esm', splitting: true, chunkNames: 'extension-shared', outExtension: { '.js': '.cjs' }, write: false
    });
    await mkdir(folder, { recursive: true });
    for (const { path, text } of outputFiles) {
        await writeFile(path, (await transform(text, { ...shared, format: 'cjs', platform: 'node', legalComments: 'none' })).code);
    }
}
