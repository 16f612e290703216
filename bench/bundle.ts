import { build } from 'esbuild';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleClient } from '../scripts/bundle-client.ts';
import { bundleCommand } from '../scripts/bundle-command.ts';
import { bundleOptions } from '../scripts/bundle-options.ts';
import { bundleServer } from '../scripts/bundle-server.ts';

/** The bundled programs that are measured. */
export interface Bundles {
    readonly folder: string;
    readonly server: string;
    readonly language: string;
    readonly evaluation: string;
    readonly cli: string;
    readonly empty: string;
    readonly client: string;
    /** Loads and activates the client. */
    readonly activation: string;
    /** The least server that Langium makes. */
    readonly emptyServer: string;
    /** Langium's server with RASP's grammar, which parses and runs nothing. */
    readonly grammarServer: string;
}

/** Bundles what is measured into a folder of its own, with the build's options, whatever stands in dist/. */
export async function bundle(): Promise<Bundles> {
    const root = join(import.meta.dirname, '..');
    const folder = mkdtempSync(join(tmpdir(), 'rasp-bench-'));
    await build({
        absWorkingDir: root,
        entryPoints: { language: 'bench/measure-language.ts', evaluation: 'bench/measure-evaluation.ts', activation: 'bench/activate-client.ts', emptyServer: 'bench/empty-server.ts', grammarServer: 'bench/grammar-server.ts' },
        outdir: folder,
        outExtension: { '.js': '.cjs' },
        ...bundleOptions
    });
    await bundleClient(folder, { ...bundleOptions, absWorkingDir: root });
    await bundleServer(folder, { ...bundleOptions, absWorkingDir: root });
    await bundleCommand(folder, { ...bundleOptions, absWorkingDir: root });
    const at = (name: string): string => join(folder, `${name}.cjs`);
    writeFileSync(at('empty'), '');
    return {
        folder, server: at('server'), language: at('language'), evaluation: at('evaluation'), cli: at('cli'), empty: at('empty'),
        client: at('extension'), activation: at('activation'), emptyServer: at('emptyServer'), grammarServer: at('grammarServer')
    };
}
