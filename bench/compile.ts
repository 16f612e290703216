/**
 * `npm run bench:compile`: what compiled models are like, whether they are right and how fast they run, for the examples,
 * the library and a set of programs. Writes its tables into docs/compiling.md.
 *
 *     npm run bench:compile -- --throughput       the table of batches on each device alone
 *     npm run bench:compile -- --only NAME        the programs of that name or table, or whose text holds it; nothing is written
 *     npm run bench:compile -- --check            ends with 1 where something is wrong; nothing is written
 *     npm run bench:compile -- --json             numbers for machines; nothing is written
 *
 * Options: `--inputs N` random inputs to check each model on (1,000); `--exhaustive N` checks all inputs where there are at
 * most N (100,000); both are cut for models whose check would take minutes. `--limit S` seconds for each program (120).
 * `--device webgpu` times a GPU in software, too; `--device cpu` no GPU at all.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bundleOptions } from '../scripts/bundle-options.ts';
import type { CompileCase } from './compile-case.ts';
import { compileCases } from './compile-cases.ts';
import { faultsOf, reasonWithout, wrongOf } from './compile-faults.ts';
import type { CompileRow } from './compile-faults.ts';
import { sectionsOf, throughputBatches, throughputSection } from './compile-tables.ts';
import type { CompileTask } from './measure-compile.ts';
import { runCompileCase } from './run-compile-case.ts';
import { asMarkdown, asText, withBetween } from './sections.ts';

const { values: options } = parseArgs({
    options: {
        only: { type: 'string' }, json: { type: 'boolean', default: false }, check: { type: 'boolean', default: false }, throughput: { type: 'boolean', default: false },
        inputs: { type: 'string', default: '1000' }, exhaustive: { type: 'string', default: '100000' }, limit: { type: 'string', default: '120' }, device: { type: 'string', default: 'auto' }
    }
});
const root = join(import.meta.dirname, '..');
const page = join(root, 'docs/compiling.md');
/** Inputs that are run together in the tables of sizes. */
const usualBatch = 64;

/** The folder for bundles, from where the native package is found. */
function newFolder(): string {
    const parent = join(root, 'node_modules/.rasp-bench');
    mkdirSync(parent, { recursive: true });
    return mkdtempSync(join(parent, 'compile-'));
}

async function bundles(folder: string): Promise<{ measure: string; lister: string; worker: string }> {
    const shared = { ...bundleOptions, absWorkingDir: root };
    await build({
        ...shared, entryPoints: { measure: 'bench/measure-compile.ts', lister: 'bench/list-sops.ts' }, outdir: folder, outExtension: { '.js': '.mjs' }, format: 'esm',
        banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' }
    });
    const worker = join(folder, 'transformer-worker.cjs');
    await build({ ...shared, entryPoints: ['transformer/runtime/worker-main.ts'], outfile: worker, external: ['onnxruntime-node'] });
    return { measure: join(folder, 'measure.mjs'), lister: join(folder, 'lister.mjs'), worker };
}

function wholeNumber(option: 'inputs' | 'exhaustive' | 'limit'): number {
    const text = options[option];
    if (!/^\d+$/.test(text)) {
        throw new Error(`--${option} takes a whole number; found ${text}`);
    }
    return Number(text);
}

class Bench {
    private readonly measure: string;
    private readonly task: Omit<CompileTask, 'text' | 'name' | 'alphabet' | 'maxLength' | 'devices'>;
    private devices: CompileTask['devices'] = ['cpu'];
    /** What is to be said of the devices. */
    machine = '';

    constructor(measure: string, worker: string) {
        this.measure = measure;
        this.task = { folder: join(root, 'examples'), worker, inputs: wholeNumber('inputs'), exhaustive: wholeNumber('exhaustive'), batches: [usualBatch] };
    }

    /** Finds out what there is to run models on. */
    async findDevices(example: CompileCase): Promise<void> {
        const asked = options.device === 'webgpu' || options.device === 'cpu' ? options.device : 'auto';
        const { figures: { speeds: [speed], missing } } = await this.run(example, { inputs: 0, devices: [asked], batches: [1] });
        if (speed?.device.kind === 'webgpu') {
            this.devices = ['cpu', 'webgpu'];
        }
        const where = speed === undefined ? missing[0]?.reason ?? 'models cannot be run' : speed.device.kind === 'webgpu' ? `GPU: ${speed.device.name}` : asked === 'cpu' ? 'no GPU asked for' : `no GPU (${speed.device.note ?? 'none found'})`;
        this.machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'}; ${where}.`;
    }

    async run({ text, name, alphabet, maxLength, ...others }: CompileCase, more: Partial<CompileTask> = {}): Promise<CompileRow> {
        const figures = await runCompileCase(this.measure, { ...this.task, text, name, alphabet, maxLength, devices: this.devices, ...more }, wholeNumber('limit'));
        return { program: { text, name, alphabet, maxLength, ...others }, figures };
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
}

function told(row: CompileRow): string {
    const { program: { label, alphabet, maxLength }, figures: { compiled, verified: [verified] } } = row;
    return `${label.replaceAll(/\s+/g, ' ').slice(0, 80)}, ${alphabet.length} tokens, length ${maxLength}: ${reasonWithout(row)
        ?? `${compiled?.seconds.toFixed(2) ?? '?'} s${verified === undefined ? '' : `, ${wrongOf(row)} wrong of ${verified.inputs} (${verified.seconds.toFixed(1)} s)`}`}`;
}

function isAskedFor({ label, name, group }: CompileCase): boolean {
    const { only } = options;
    return only === undefined || only === name || only === group || label.includes(only);
}

async function main(bench: Bench, all: readonly CompileCase[]): Promise<void> {
    const programs = all.filter(isAskedFor);
    const [first] = all;
    if (first === undefined || programs.length === 0) {
        throw new Error(`no program is called ${options.only ?? ''}`);
    }
    await bench.findDevices(first);
    const rows = options.throughput ? [] : await bench.runAll(programs);
    const timed = options.throughput || options.only === undefined && !options.check ? await bench.runAll(programs.filter(({ group }) => group === 'letters'), { inputs: 0, batches: throughputBatches }) : [];
    const faults = rows.map(row => ({ program: row.program.label, maxLength: row.program.maxLength, faults: faultsOf(row) })).filter(({ faults: own }) => own.length > 0);
    const settings = `Each program in a process of its own of at most ${options.limit} s; compiled once, cold. Checked on ${options.inputs} random inputs and the edge cases, or all where there are at most ${options.exhaustive}, fewer for large models. Timed in batches of ${usualBatch} inputs of the greatest length.`;
    if (options.json) {
        process.stdout.write(`${JSON.stringify({ machine: bench.machine, settings, rows: rows.map(forMachines), throughput: timed.map(forMachines), faults }, undefined, 2)}\n`);
    } else {
        const [sections, throughput] = [rows.length > 0 ? sectionsOf(rows) : [], timed.length > 0 ? [throughputSection(timed)] : []];
        process.stdout.write(`\n${bench.machine}\n${rows.length > 0 ? `${settings}\n` : ''}\n${asText([...sections, ...throughput])}\n`);
        if (options.only === undefined && !options.check) {
            const written = rows.length === 0 ? readFileSync(page, 'utf8') : withBetween(readFileSync(page, 'utf8'), 'bench:compile', 'Measured', `\`npm run bench:compile\`: ${bench.machine} ${settings}\n\n${asMarkdown(sections)}`);
            writeFileSync(page, timed.length === 0 ? written : withBetween(written, 'bench:throughput', 'Throughput', `\`npm run bench:compile -- --throughput\`: ${bench.machine}\n\n${asMarkdown(throughput)}`));
        }
    }
    for (const { program, maxLength, faults: own } of faults) {
        process.stderr.write(`fault: ${program.replaceAll(/\s+/g, ' ')} up to length ${maxLength}: ${own.join('; ')}\n`);
    }
    if (options.check && faults.length > 0) {
        process.exitCode = 1;
    }
}

/** A row without the program's text, which may be a whole file. */
function forMachines({ program: { group, label, alphabet, maxLength, mustCompile }, figures }: CompileRow): object {
    return { group, label, alphabet: alphabet.map(({ value }) => value), maxLength, mustCompile, ...figures };
}

const folder = newFolder();
try {
    const { measure, lister, worker } = await bundles(folder);
    await main(new Bench(measure, worker), compileCases(lister));
} finally {
    rmSync(folder, { recursive: true, force: true });
}
