import { mkdirSync, mkdtempSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../scripts/bundle-options.ts';
import type { CompileCase } from './compile-case.ts';
import { reasonWithout, wrongOf } from './compile-faults.ts';
import type { CompileRow } from './compile-faults.ts';
import type { BenchOptions } from './compile-options.ts';
import type { CompileTask } from './measure-compile.ts';
import { runCompileCase } from './run-compile-case.ts';

const root = join(import.meta.dirname, '..');
/** Inputs that are run together in the tables of sizes. */
export const usualBatch = 64;

/** The bundled programs that are measured. */
export interface CompileBundles {
    readonly measure: string;
    readonly lister: string;
    readonly worker: string;
}

/** A folder for bundles, from where the native package is found. */
export function newBundleFolder(): string {
    const parent = join(root, 'node_modules/.rasp-bench');
    mkdirSync(parent, { recursive: true });
    return mkdtempSync(join(parent, 'compile-'));
}

/** Bundles what is measured with the build's options. */
export async function bundleCompile(folder: string): Promise<CompileBundles> {
    const shared = { ...bundleOptions, absWorkingDir: root };
    await build({
        ...shared, entryPoints: { measure: 'bench/measure-compile.ts', lister: 'bench/list-sops.ts' }, outdir: folder, outExtension: { '.js': '.mjs' }, format: 'esm',
        banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' }
    });
    const worker = join(folder, 'transformer-worker.cjs');
    await build({ ...shared, entryPoints: ['transformer/runtime/worker-main.ts'], outfile: worker, external: ['onnxruntime-node'] });
    return { measure: join(folder, 'measure.mjs'), lister: join(folder, 'lister.mjs'), worker };
}

/** Compiles, checks and times programs on this machine. */
export class CompileBench {
    private readonly script: string;
    private readonly options: BenchOptions;
    private readonly task: Pick<CompileTask, 'folder' | 'worker' | 'inputs' | 'exhaustive' | 'batches'>;
    private devices: CompileTask['devices'] = ['cpu'];
    private gpu = '';

    constructor({ measure, worker }: CompileBundles, options: BenchOptions) {
        this.script = measure;
        this.options = options;
        this.task = { folder: join(root, 'examples'), worker, inputs: options.inputs, exhaustive: options.exhaustive, batches: [usualBatch] };
    }

    /** What it runs on. */
    get machine(): string {
        return `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'}; ${this.gpu}.`;
    }

    /** Finds out what there is to run models on, with a program that compiles. */
    async findDevices(example: CompileCase): Promise<void> {
        const { device } = this.options;
        const { figures: { speeds: [speed], missing: [missing], broken } } = await this.run(example, { inputs: 0, devices: [device], batches: [1] });
        if (speed?.device.kind === 'webgpu') {
            this.devices = ['cpu', 'webgpu'];
        }
        // What would be chosen unasked tells whether a GPU that was asked for is one in software.
        const chosen = speed?.device.kind === 'webgpu' && device === 'webgpu' ? (await this.run(example, { inputs: 0, devices: ['auto'], batches: [1] })).figures.speeds[0]?.device : undefined;
        this.gpu = speed === undefined ? missing?.reason ?? broken ?? 'models cannot be run'
            : speed.device.kind === 'webgpu' ? `GPU: ${speed.device.name}${chosen?.note === undefined ? '' : `, asked for; otherwise ${chosen.note}`}`
            : device === 'cpu' ? 'no GPU asked for'
            : speed.device.note ?? 'no GPU was found';
    }

    /** Runs programs one after the other, so that none is timed while another one works. */
    async runAll(programs: readonly CompileCase[], more: Partial<CompileTask> = {}): Promise<CompileRow[]> {
        const rows: CompileRow[] = [];
        for (const program of programs) {
            const row = await this.run(program, more);
            rows.push(row);
            process.stderr.write(`${rows.length}/${programs.length} ${told(row)}\n`);
        }
        return rows;
    }

    private async run(program: CompileCase, more: Partial<CompileTask>): Promise<CompileRow> {
        const { text, name, alphabet, maxLength } = program;
        return { program, figures: await runCompileCase(this.script, { ...this.task, text, name, alphabet, maxLength, devices: this.devices, ...more }, this.options.limit) };
    }
}

function told(row: CompileRow): string {
    const { program: { label, alphabet, maxLength }, figures: { compiled, verified: [verified] } } = row;
    return `${label.replaceAll(/\s+/g, ' ').slice(0, 80)}, ${alphabet.length} tokens, length ${maxLength}: ${reasonWithout(row)
        ?? `${compiled?.seconds.toFixed(2) ?? '?'} s${verified === undefined ? '' : `, ${wrongOf(row)} wrong of ${verified.inputs} (${verified.seconds.toFixed(1)} s)`}`}`;
}
