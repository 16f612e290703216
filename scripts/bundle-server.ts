import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build, transform } from 'esbuild';
import type { BuildOptions } from 'esbuild';

/**
 * Bundles what the extension runs in processes of its own into a folder: `server.cjs`, the language server,
 * `model-process.cjs`, which compiles and runs models, `training-process.cjs`, which looks after trainings, and
 * `training-worker.cjs`, which trains, for the command too. What several of them hold, the language above all, is in
 * the folder `shared` alone.
 */
export async function bundleServer(folder: string, options: BuildOptions): Promise<void> {
    const { target, minify } = options;
    const shared = { ...target === undefined ? {} : { target }, ...minify === undefined ? {} : { minify }, ...options.sourcemap === true ? { sourcemap: 'inline' as const } : {} };
    const { outputFiles } = await build({
        ...options, ...shared, outdir: folder,
        entryPoints: {
            'server': 'server/node.ts', 'model-process': 'server/model-process/main.ts',
            'training-process': 'server/training-process/main.ts', 'training-worker': 'transformer/runtime/training-main.ts'
        },
        // The native package is found beside it, or is missing.
        external: ['onnxruntime-node'],
        // Only ES modules can share: they become CommonJS, which starts sooner, one by one.
        format: 'esm', splitting: true, chunkNames: 'shared/[hash]', outExtension: { '.js': '.cjs' }, write: false
    });
    for (const { path, text } of outputFiles) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, (await transform(text, { ...shared, format: 'cjs', platform: 'node', legalComments: 'none' })).code);
    }
}
