/** What `bench/layout.ts` starts for each program: lays it out with both engines and prints the figures as JSON. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { instance } from '@viz-js/viz';
import { DiskLoadHost } from '../files/disk-load-host.js';
import { flowScene } from '../language/drawing/flow-scene.js';
import { layoutFlow } from '../language/drawing/flow-layout.js';
import type { FlowPicture } from '../language/drawing/flow-picture.js';
import { plainView } from '../language/drawing/flow-view.js';
import { ProgramNames } from '../language/drawing/program-names.js';
import { Input } from '../language/evaluation/input.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import { Program } from '../language/program/program.js';
import { readCommandInput } from '../language/program/typed-input.js';
import { measureLines, splineOf } from './line-figures.js';
import type { Line } from './line-figures.js';

export interface LayoutTask {
    readonly file: string;
    readonly name: string;
    readonly input: string;
}

export interface EngineFigures {
    readonly cold: number;
    readonly warm: number;
    readonly crossings: number;
    readonly length: number;
    readonly width: number;
    readonly height: number;
}

export interface LayoutFigures {
    readonly cards: number;
    readonly edges: number;
    readonly ours: EngineFigures;
    readonly graphviz: EngineFigures;
}

/** What is read of Graphviz's JSON: nodes are called by number there. */
interface VizPicture {
    /** Left, bottom, right and top. */
    readonly bb: string;
    readonly objects?: readonly { readonly _gvid: number; readonly name: string }[];
    readonly edges?: readonly { readonly tail: number; readonly head: number; readonly style?: string; readonly pos?: string }[];
}

const runs = 5;
/** Graphviz measures in points, and sizes of nodes in inches. */
const inch = 72;

const { folder, ...task } = JSON.parse(process.argv[2] ?? '') as LayoutTask & { readonly folder: string };
const path = join(folder, task.file);
const program = new Program({ uri: pathToFileURL(path).href, host: new DiskLoadHost({ folders: () => [folder] }), example: Input.ofString('hello') });
program.update(readFileSync(path, 'utf8'));
const node = program.valueOf(task.name);
if (!isSOp(node) && !isSelector(node)) {
    throw new Error(`${task.name} is no s-op or selector of ${task.file}`);
}
const made = flowScene(node, program.evaluationOn(readCommandInput(task.input)), { policy: 'early', shared: false, names: new ProgramNames(program), title: task.name });
if (!made.ok) {
    throw new Error(made.message);
}
const { scene } = made;
const ours = timed(() => layoutFlow(scene, plainView));
const dot = dotOf(ours.result);
const viz = await instance();
const theirs = timed(() => viz.renderJSON(dot, { engine: 'dot', yInvert: true }) as VizPicture);
const [, bottom = 0, width = 0, top = 0] = theirs.result.bb.split(',').map(Number);
const figures: LayoutFigures = {
    cards: ours.result.cards.length,
    edges: ours.result.edges.length,
    ours: { ...ours.times, ...measureLines(ours.result.edges.map(({ from, to, path: line }): Line => ({ from, to, points: splineOf(line) }))), width: ours.result.width, height: ours.result.height },
    graphviz: { ...theirs.times, ...measureLines(linesOf(theirs.result)), width, height: Math.abs(bottom - top) }
};
process.stdout.write(JSON.stringify(figures));

function timed<T>(work: () => T): { readonly result: T; readonly times: { readonly cold: number; readonly warm: number } } {
    const times: number[] = [];
    let result: T | undefined;
    for (let run = 0; run < runs && (run < 2 || (times[0] ?? 0) < 20_000); run++) {
        const start = performance.now();
        result = work();
        times.push(performance.now() - start);
    }
    const warm = times.slice(1).sort((a, b) => a - b);
    return { result: result as T, times: { cold: times[0] ?? NaN, warm: warm[warm.length >> 1] ?? NaN } };
}

/** The same cards and edges for Graphviz, in the same rows; lines go from below a card to the top of another. */
function dotOf({ cards, edges }: FlowPicture): string {
    const rows = Map.groupBy([...cards].sort((a, b) => a.y - b.y), ({ y }) => y);
    const first = [...rows.values()].map(([card]) => card?.key ?? '');
    return [
        'digraph {', 'graph [ranksep=0.5, nodesep=0.36];', 'node [shape=box, fixedsize=true, label=""];', 'edge [headport=n, tailport=s, arrowhead=none];',
        ...cards.map(({ key, width: w, height: h }) => `"${key}" [width=${w / inch}, height=${h / inch}];`),
        ...[...rows.values()].map(row => `{ rank=same; ${row.map(({ key }) => `"${key}"`).join('; ')} }`),
        ...first.slice(1).map((key, i) => `"${first[i] ?? ''}" -> "${key}" [style=invis, weight=0];`),
        ...edges.map(({ from, to }) => `"${from}" -> "${to}";`),
        '}'
    ].join('\n');
}

function linesOf({ objects = [], edges = [] }: VizPicture): Line[] {
    const names = new Map(objects.map(({ _gvid, name }) => [_gvid, name]));
    return edges.flatMap(({ tail, head, style, pos }) => (pos === undefined || style === 'invis' ? [] : [{ from: names.get(tail) ?? '', to: names.get(head) ?? '', points: splineOf(pathOf(pos)) }]));
}

/** Graphviz writes a line as `x,y x,y …`, the points of Bézier curves. */
function pathOf(pos: string): string {
    const points = pos.replace(/^[es],[^ ]+ /, '').replaceAll(',', ' ').trim().split(/\s+/);
    return `M${points.slice(0, 2).join(' ')}C${points.slice(2).join(' ')}`;
}
