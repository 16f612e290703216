import { build } from 'esbuild';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The bundled programs that are measured. */
export interface Bundles {
    readonly folder: string;
    readonly server: string;
    readonly language: string;
}

/** Bundles what is measured into a folder of its own, with the options of scripts/build.ts, whatever stands in dist/. */
export async function bundle(): Promise<Bundles> {
    const root = join(import.meta.dirname, '..');
    const folder = mkdtempSync(join(tmpdir(), 'rasp-bench-'));
    await build({
        absWorkingDir: root,
        entryPoints: { server: 'server/node.ts', language: 'bench/measure-language.ts' },
        outdir: folder,
        outExtension: { '.js': '.cjs' },
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target: 'node22',
        loader: { '.rasp': 'text' },
        minify: true,
        logLevel: 'warning',
        legalComments: 'none'
    });
    return { folder, server: join(folder, 'server.cjs'), language: join(folder, 'language.cjs') };
}
