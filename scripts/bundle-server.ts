import { mkdir, writeFile } from 'node:fs/promises';
import { build, transform } from 'esbuild';
import type { BuildOptions } from 'esbuild';

/**
 * Bundles what the extension runs in processes of its own into a folder: `server.cjs`, the language server, and
 * `model-process.cjs`, which compiles and runs models. What both hold, the language, is in `server-shared.cjs` alone.
 */
export async function bundleServer(folder: string, options: BuildOptions): Promise<void> {
    const { target, minify } = options;
    const shared = { ...target === undefined ? {} : { target }, ...minify === undefined ? {} : { minify }, ...options.sourcemap === true ? { sourcemap: 'inline' as const } : {} };
    const { outputFiles } = await build({
        ...options, ...shared, entryPoints: { 'server': 'server/node.ts', 'model-process': 'server/model-process/main.ts' }, outdir: folder,
        // Only ES modules can share: they become CommonJS, which starts sooner, one by one.
        format: 'esm', splitting: true, chunkNames: 'server-shared', outExtension: { '.js': '.cjs' }, write: false
    });
    await mkdir(folder, { recursive: true });
    for (const { path, text } of outputFiles) {
        await writeFile(path, (await transform(text, { ...shared, format: 'cjs', platform: 'node', legalComments: 'none' })).code);
    }
}
