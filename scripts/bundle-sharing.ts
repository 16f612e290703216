import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build, transform } from 'esbuild';
import type { BuildOptions } from 'esbuild';

/**
 * Bundles several programs into a folder as CommonJS; what they have in common is in files of its own, called
 * `chunkNames`.
 * @param later how what is loaded later is loaded
 */
export async function bundleSharing(folder: string, options: BuildOptions & { readonly entryPoints: Record<string, string>; readonly chunkNames: string }, later: 'import' | 'require' = 'import'): Promise<void> {
    const { target, minify } = options;
    const shared = { ...target === undefined ? {} : { target }, ...minify === undefined ? {} : { minify }, ...options.sourcemap === true ? { sourcemap: 'inline' as const } : {} };
    // Only ES modules can share: they become CommonJS, which starts sooner, one by one.
    const { outputFiles } = await build({ ...options, ...shared, outdir: folder, format: 'esm', splitting: true, outExtension: { '.js': '.cjs' }, write: false });
    for (const { path, text } of outputFiles) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, (await transform(text, { ...shared, format: 'cjs', platform: 'node', legalComments: 'none', supported: { 'dynamic-import': later === 'import' } })).code);
    }
}
