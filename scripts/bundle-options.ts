import type { BuildOptions } from 'esbuild';

/** How everything that runs in Node is bundled; the benchmark measures bundles made in the same way. */
export const bundleOptions: BuildOptions = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    loader: { '.rasp': 'text' },
    minify: true,
    logLevel: 'warning',
    legalComments: 'none'
};

/** How what runs in a browser is bundled. It gets none of Node's modules: one that is imported fails the build. */
export const browserOptions: BuildOptions = { ...bundleOptions, platform: 'browser', target: 'es2023' };
