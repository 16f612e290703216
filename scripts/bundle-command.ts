import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';

/** Bundles the `rasp` command into a folder: `cli.cjs`, which is started, and `cli-main.cjs`, whose compiled code that one keeps. */
export async function bundleCommand(folder: string, options: BuildOptions): Promise<void> {
    const main = join(folder, 'cli-main.cjs');
    await build({
        ...options, entryPoints: ['cli/main.ts'], outfile: main,
        // It is read a byte a character.
        charset: 'ascii',
        alias: { 'node:child_process': './cli/no-child-process.ts' }
    });
    const digest = createHash('sha256').update(readFileSync(main)).digest('hex').slice(0, 16);
    await build({
        ...options, entryPoints: ['cli/start.ts'], outfile: join(folder, 'cli.cjs'),
        banner: { js: '#!/usr/bin/env node' }, define: { MAIN_DIGEST: JSON.stringify(digest) }
    });
}
