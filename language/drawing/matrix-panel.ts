import { svg } from './svg.js';
import type { SvgElement } from './svg.js';
import { fitText, textWidth, visibleText } from './text-width.js';

/** How much each query looks at each key; below 0 where a difference is drawn. */
export interface PanelMatrix {
    readonly label: string;
    readonly n: number;
    weight(query: number, key: number): number;
}

export interface MatrixPanel {
    readonly width: number;
    readonly height: number;
    /** Drawn from its upper left corner. */
    readonly elements: readonly SvgElement[];
}

/** Shades from faint to full. */
export const shades = 10;
const labelFont = 10;
const titleFont = 12;
const mostLabel = 96;
/** Pixels that a label along an axis needs. */
const labelRoom = 12;
const axisGap = 4;

/** The side of a cell, so that few positions are large and many still fit a page. */
export function cellSide(n: number, side: number): number {
    return Math.max(1.5, Math.min(22, side / Math.max(1, n)));
}

/** A square of shaded cells: rows are queries, columns keys, with the tokens along both; where they are many, every so-manieth. */
export function matrixPanel(matrix: PanelMatrix, tokens: readonly string[], cell: number): MatrixPanel {
    const { n, label } = matrix;
    const side = n * cell;
    const each = Math.max(1, Math.ceil(labelRoom / cell));
    const labels = Array.from({ length: Math.ceil(n / each) }, (_, i) => {
        const token = visibleText(tokens[i * each] ?? '');
        return { position: i * each, text: fitText(each > 1 ? `${i * each} ${token}` : token, 'mono', labelFont, mostLabel) };
    });
    const longest = labels.reduce((most, { text }) => Math.max(most, textWidth(text, 'mono', labelFont)), 8);
    const isUpright = longest <= cell * each - 2;
    const title = fitText(visibleText(label), 'bold', titleFont, Math.max(160, side + longest));
    const left = Math.ceil(Math.max(longest, 14) + axisGap + 12);
    const top = 20 + 13 + Math.ceil(isUpright ? labelFont : longest) + axisGap;
    return {
        width: Math.ceil(Math.max(left + side, textWidth(title, 'bold', titleFont)) + 2), height: Math.ceil(top + side + 2),
        elements: [
            svg('text', { class: 'rasp-title', x: 0, y: 12 }, svg('title', {}, label), title),
            svg('text', { class: 'rasp-axis', x: left + side / 2, y: 29 }, 'keys'),
            svg('text', { class: 'rasp-axis', x: 0, y: 0, transform: `translate(9 ${Math.round(top + side / 2)}) rotate(-90)` }, 'queries'),
            ...labels.map(({ position, text }) => svg('text', { 'class': 'rasp-row-token', 'data-row': 'query', 'data-position': position, 'x': left - axisGap, 'y': top + (position + 0.5) * cell + 3.5 }, text)),
            ...labels.map(({ position, text }) => {
                const x = left + (position + 0.5) * cell;
                return svg('text', {
                    'class': isUpright ? 'rasp-column-token' : 'rasp-column-token rasp-turned', 'data-row': 'key', 'data-position': position,
                    'x': isUpright ? x : 0, 'y': isUpright ? top - axisGap : 0, 'transform': isUpright ? undefined : `translate(${Math.round((x + 3.5) * 10) / 10} ${top - axisGap}) rotate(-90)`
                }, text);
            }),
            svg('rect', { class: 'rasp-grid-back', x: left, y: top, width: side, height: side }),
            ...[...shadePaths(matrix, left, top, cell)].map(([shade, path]) => svg('path', { class: shade, d: path })),
            ...cell >= 6 && n > 1 ? [svg('path', { class: 'rasp-grid-lines', d: lines(n, left, top, cell) })] : []
        ]
    };
}

/** For each shade the path of all its cells; neighbours in a row are one rectangle. */
function shadePaths({ n, weight }: PanelMatrix, left: number, top: number, cell: number): Map<string, string> {
    const parts = new Map<string, string[]>();
    for (let query = 0; query < n; query++) {
        for (let key = 0; key < n;) {
            const shade = shadeOf(weight(query, key));
            let end = key + 1;
            while (end < n && shadeOf(weight(query, end)) === shade) {
                end++;
            }
            if (shade !== '') {
                const path = `M${round(left + key * cell)} ${round(top + query * cell)}h${round((end - key) * cell)}v${round(cell)}h${round((key - end) * cell)}z`;
                const known = parts.get(shade);
                if (known === undefined) {
                    parts.set(shade, [path]);
                } else {
                    known.push(path);
                }
            }
            key = end;
        }
    }
    return new Map([...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([shade, paths]) => [shade, paths.join('')]));
}

function shadeOf(weight: number): string {
    const level = Math.min(shades, Math.ceil(Math.abs(weight) * shades - 1e-6));
    return level <= 0 ? '' : `${weight < 0 ? 'rasp-less' : 'rasp-weight'} rasp-shade-${level}`;
}

function lines(n: number, left: number, top: number, cell: number): string {
    return Array.from({ length: n - 1 }, (_, i) => `M${round(left + (i + 1) * cell)} ${top}v${round(n * cell)}M${left} ${round(top + (i + 1) * cell)}h${round(n * cell)}`).join('');
}

function round(value: number): number {
    return Math.round(value * 100) / 100;
}
