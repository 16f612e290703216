import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

const built: string[] = [];
// Not where it is built: a hook that is asked for within another is never called.
afterAll(() => { built.forEach(file => { rmSync(file, { force: true }); }); });

/** Builds the process that runs models, at a place from where it finds the package; it is gone when the tests of the file are done. */
export async function builtWorker(folder = resolve('node_modules/.rasp-test'), entry: 'worker-main' | 'training-main' = 'worker-main'): Promise<string> {
    mkdirSync(folder, { recursive: true });
    const outfile = resolve(folder, `${entry}-${process.pid}-${performance.now()}.cjs`);
    await build({ entryPoints: [`transformer/runtime/${entry}.ts`], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node22', external: ['onnxruntime-node'], loader: { '.rasp': 'text' }, logLevel: 'warning' });
    built.push(outfile);
    return outfile;
}
