import { difference, selectorSource } from './attention-source.js';
import type { AttentionSource } from './attention-source.js';
import { standalone } from './flow-svg.js';
import { cellSide, matrixPanel } from './matrix-panel.js';
import type { MatrixPanel } from './matrix-panel.js';
import type { FlowScene } from './scene.js';
import { svg, svgText } from './svg.js';
import type { SvgElement } from './svg.js';
import { fitText, textWidth, visibleText } from './text-width.js';

export interface AttentionPictureOptions {
    /** A label for each position. */
    readonly tokens: readonly string[];
    /** Drawn beside the first, with the difference of the two. */
    readonly other?: AttentionSource;
}

const margin = 16;
const gap = 28;
const bandLabel = 70;
/** Pixels of a matrix of many positions: alone, and among others. */
const largeSide = 600;
const smallSide = 150;

/** A matrix as a picture of its own: rows are queries, columns keys. Of two sources both, and how the second differs from the first. */
export function attentionSvg(source: AttentionSource, { tokens, other }: AttentionPictureOptions): string {
    const matrices = other === undefined ? [source] : [source, other, difference(source, other)];
    const n = matrices.reduce((most, matrix) => Math.max(most, matrix.n), 0);
    const side = cellSide(n, largeSide / (other === undefined ? 1 : 1.5));
    const row = placeRow(matrices.map(matrix => matrixPanel(matrix, tokens, side)), margin, margin);
    const names = matrices.map(({ label }) => label).join(', ');
    return svgText(standalone({ width: row.width + margin, height: row.height + 2 * margin, title: `Attention of ${names}`, description: describe(source, tokens) }, ...row.elements));
}

/** Pairs of sources, a row for each: both, and how the second differs from the first. */
export function attentionPairsSvg(title: string, pairs: readonly (readonly [AttentionSource, AttentionSource])[], tokens: readonly string[]): string {
    const heading = visibleText(title);
    const elements: SvgElement[] = [svg('text', { class: 'rasp-heading', x: margin, y: margin + 15 }, fitText(heading, 'bold', 16, 900))];
    let width = Math.min(900, textWidth(heading, 'bold', 16)) + margin;
    let y = margin + 40;
    for (const [first, second] of pairs) {
        const side = cellSide(Math.max(first.n, second.n), largeSide / 2);
        const row = placeRow([first, second, difference(first, second)].map(matrix => matrixPanel(matrix, tokens, side)), margin, y);
        elements.push(...row.elements);
        width = Math.max(width, row.width);
        y += row.height + gap;
    }
    return svgText(standalone({ width: width + margin, height: y, title: heading, description: `${pairs.length} pairs of matrices with their differences, a row for each, on ${tokens.length} tokens.` }, ...elements));
}

/** All heads of a scene, a row for each layer. */
export function attentionGridSvg(scene: FlowScene): string {
    const n = scene.tokens.length;
    const side = cellSide(n, smallSide);
    const heading = visibleText(`${scene.title} on ${scene.input}`);
    const elements: SvgElement[] = [svg('text', { class: 'rasp-heading', x: margin, y: margin + 15 }, fitText(heading, 'bold', 16, 900))];
    let width = Math.min(900, textWidth(heading, 'bold', 16)) + margin;
    let y = margin + 40;
    for (const layer of [...new Set(scene.heads.map(head => head.layer))]) {
        const heads = scene.heads.filter(head => head.layer === layer);
        const row = placeRow(heads.map(head => matrixPanel(selectorSource(head, n), scene.tokens, side)), margin + bandLabel, y, heads.map(({ id }) => `${id}.${layer}`));
        elements.push(svg('text', { class: 'rasp-band-name', x: margin, y: y + 12 }, `layer ${layer}`), ...row.elements);
        width = Math.max(width, row.width);
        y += row.height + gap;
    }
    if (scene.heads.length === 0) {
        elements.push(svg('text', { class: 'rasp-caption', x: margin, y: y + 4 }, 'It has no heads: it is computed at each position on its own.'));
        y += 20;
        width = Math.max(width, 380);
    }
    const count = scene.heads.length;
    return svgText(standalone({ width: width + margin, height: y, title: `Attention in ${heading}`, description: `${count} ${count === 1 ? 'head' : 'heads'}, a row for each layer.` }, ...elements));
}

/** Panels side by side. */
function placeRow(panels: readonly MatrixPanel[], left: number, top: number, heads: readonly string[] = []): { width: number; height: number; elements: SvgElement[] } {
    let x = left;
    const elements = panels.map((panel, i) => {
        const element = svg('g', { 'class': 'rasp-matrix', 'data-head': heads[i], 'transform': `translate(${x} ${top})` }, ...panel.elements);
        x += panel.width + gap;
        return element;
    });
    return { width: x - gap, height: panels.reduce((most, { height }) => Math.max(most, height), 0), elements };
}

function describe({ n, weight }: AttentionSource, tokens: readonly string[]): string {
    let count = 0;
    for (let query = 0; query < n; query++) {
        for (let key = 0; key < n; key++) {
            count += weight(query, key) > 0 ? 1 : 0;
        }
    }
    return `${n} queries by ${n} keys, ${count.toLocaleString('en-US')} pairs attended, on ${tokens.length} tokens.`;
}
