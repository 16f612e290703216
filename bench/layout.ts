/**
 * `npm run bench:layout`: the layout of flow pictures beside Graphviz's (`@viz-js/viz`, the engine dot), on three
 * programs, with the same cards at the same sizes in the same rows. Figures are in docs/drawing.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../scripts/bundle-options.ts';
import type { LayoutFigures, LayoutTask } from './measure-layout.ts';
import { milliseconds, table } from './table.ts';

const root = join(import.meta.dirname, '..');
const words = ['socrates', 'is', 'a', 'man', '.', 'every', 'man', 'is', 'mortal', '.', 'is', 'socrates', 'mortal', '?'];
const tasks: readonly (LayoutTask & { readonly label: string })[] = [
    { label: 'tour, reverse', file: 'tour.rasp', name: 'reverse', input: 'hello' },
    { label: 'paper, most frequent', file: 'paper_examples.rasp', name: 'sort_by_most_freq', input: '§abbccdddd' },
    { label: 'logic, answers', file: 'logic.rasp', name: 'answers', input: JSON.stringify(words) }
];

const folder = mkdtempSync(join(tmpdir(), 'rasp-bench-'));
try {
    const script = join(folder, 'measure.mjs');
    await build({
        ...bundleOptions, absWorkingDir: root, entryPoints: ['bench/measure-layout.ts'], outfile: script, format: 'esm',
        banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' }
    });
    const rows = tasks.flatMap(({ label, ...task }) => {
        const figures = JSON.parse(execFileSync(process.execPath, [script, JSON.stringify({ ...task, folder: join(root, 'examples') })], { encoding: 'utf8', maxBuffer: 1 << 24 })) as LayoutFigures;
        return (['ours', 'graphviz'] as const).map(engine => {
            const { cold, warm, crossings, length, width, height } = figures[engine];
            return [`${label} (${figures.cards} cards, ${figures.edges} edges): ${engine}`, milliseconds(cold), milliseconds(warm), crossings.toLocaleString('en-US'), Math.round(length).toLocaleString('en-US'), `${Math.round(width).toLocaleString('en-US')} x ${Math.round(height).toLocaleString('en-US')}`, (width * height / 1e6).toFixed(2)];
        });
    });
    console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}, Node ${process.version}\n`);
    console.log(table(['layout', 'cold ms', 'warm ms', 'crossings', 'ink px', 'size px', 'area Mpx'], rows));
    console.log('\ncold: the first in a process, Graphviz once loaded; crossings: places where lines cross; ink: the length of all lines, what overlaps once');
} finally {
    rmSync(folder, { recursive: true, force: true });
}
