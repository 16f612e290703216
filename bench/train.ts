/**
 * `npm run bench:train`: training at the paper's setting (`reverse`, 100 tokens, lengths 1..100, 2 layers of 1 head, width
 * 256, batches of 50), on the CPU and, where one works, on a GPU. `-- --torch` compares with PyTorch's loop in the same
 * run (Debian's python3-torch), `-- --seconds N` measures for so long. Figures are in docs/training.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../scripts/bundle-options.ts';
import type { TrainFigures, TrainTask } from './measure-train.ts';
import { table } from './table.ts';

const root = join(import.meta.dirname, '..');
const wantsTorch = process.argv.includes('--torch');
const secondsAt = process.argv.indexOf('--seconds');
const seconds = secondsAt < 0 ? 30 : Number(process.argv[secondsAt + 1]);
/** A place from where the native package is found. */
const folder = join(root, `node_modules/.rasp-bench-${process.pid}`);

function measured(script: string, device: TrainTask['device'], supervised: boolean): TrainFigures | string {
    const task: TrainTask = { device, supervised, seconds, examples: join(root, 'examples/paper_examples.rasp') };
    try {
        return JSON.parse(execFileSync(process.execPath, [script, JSON.stringify(task)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })) as TrainFigures;
    } catch (error) {
        return (error instanceof Error ? error.message : String(error)).split('\n').find(line => /Error: /.test(line)) ?? String(error);
    }
}

function row(label: string, { sequencesPerSecond, stepsPerSecond, meanLength, dataShare, flops, peakFlops, gradientError, peakBytes }: TrainFigures): string[] {
    return [label, sequencesPerSecond.toFixed(1), stepsPerSecond.toFixed(2), meanLength.toFixed(1), `${(100 * dataShare).toFixed(1)}%`, (flops / 1e9).toFixed(1), `${(100 * flops / peakFlops).toFixed(0)}%`, gradientError.toExponential(1), (peakBytes / 1e6).toFixed(0)];
}

interface TorchFigures {
    readonly version: string;
    readonly threads: number;
    readonly secondsPerStep: number;
    readonly sequencesPerSecond: number;
}

function torch(): TorchFigures | undefined {
    for (const python of ['python3', '/usr/bin/python3']) {
        try {
            return JSON.parse(execFileSync(python, [join(root, 'bench/torch-loop.py'), String(seconds), String(availableParallelism())], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as TorchFigures;
        } catch {
            // Another Python may have it.
            continue;
        }
    }
    return undefined;
}

try {
    mkdirSync(folder, { recursive: true });
    const script = join(folder, 'measure.mjs');
    await build({
        ...bundleOptions, absWorkingDir: root, entryPoints: ['bench/measure-train.ts'], outfile: script, format: 'esm', external: ['onnxruntime-node'],
        banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' }
    });
    console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}, Node ${process.version}\n`);
    const rows: string[][] = [];
    const notes: string[] = [];
    for (const [device, name] of [['cpu', 'CPU'], ['webgpu', 'GPU']] as const) {
        for (const supervised of [false, true]) {
            const figures = measured(script, device, supervised);
            if (typeof figures === 'string') {
                notes.push(`${name}: ${figures.replace(/^.*?Error: /, '')}`);
                break;
            }
            rows.push(row(`${name}, ${supervised ? 'supervised' : 'attention free'}`, figures));
        }
    }
    const theirs = wantsTorch ? torch() : undefined;
    if (theirs !== undefined) {
        rows.push([`PyTorch ${theirs.version}, ${theirs.threads} threads`, theirs.sequencesPerSecond.toFixed(1), (1 / theirs.secondsPerStep).toFixed(2)]);
    } else if (wantsTorch) {
        notes.push('PyTorch: not there; on Debian: apt-get install python3-torch');
    }
    console.log(table(['training', 'seq/s', 'steps/s', 'length', 'data', 'GFLOP/s', 'of peak', 'gradient', 'MB'], rows));
    console.log(`\nlength: of a batch on average, padding included; data: the part of the time in which batches are made; of peak: of what one product of 2,048 x 2,048 matrices reaches; gradient: its relative difference from finite differences along it; load at the end ${(loadavg()[0] ?? 0).toFixed(1)}`);
    notes.forEach(note => { console.log(note); });
} finally {
    rmSync(folder, { recursive: true, force: true });
}
