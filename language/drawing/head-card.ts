import { cellRow } from './cell-row.js';
import { funnelHeight, metrics, mostGridCells } from './card-shape.js';
import type { HeadShape } from './card-shape.js';
import { gridLines, meanLines, selectedPath } from './grid-path.js';
import type { FlowHead, FlowScene, FlowStep } from './scene.js';
import { sceneIndex, stepTitle } from './scene-index.js';
import { svg } from './svg.js';
import type { SvgElement } from './svg.js';
import { fitText, visibleText } from './text-width.js';

/** What a head's card shows, from its upper left corner. */
export function headContent(scene: FlowScene, head: FlowHead, shape: HeadShape): SvgElement[] {
    const { padding, titleLine, sourceLine, titleFont, valueFont } = metrics;
    const texts = [
        svg('text', { class: head.isNamed ? 'rasp-title' : 'rasp-title rasp-anonymous', x: padding, y: padding + titleFont }, shape.title),
        ...shape.lines.map((line, i) => svg('text', { class: 'rasp-source', x: padding, y: padding + titleLine + i * sourceLine + 9 }, line))
    ];
    if (shape.message !== undefined) {
        return [...texts, svg('text', { class: 'rasp-message', x: padding, y: shape.grid.y + 12 }, fitText(shape.message, 'sans', valueFont, shape.width - 2 * padding))];
    }
    return [...texts, ...axes(scene, shape), grid(head, shape), ...shape.averages.flatMap(average => mean(scene, head, shape, average))];
}

/** A folded head is one line. */
export function foldedHead({ title, height }: HeadShape): SvgElement[] {
    return [svg('text', { class: 'rasp-chip', x: metrics.padding, y: height / 2 + 4 }, title)];
}

function axes(scene: FlowScene, { keys, queries, grid, cell, labelEnd }: HeadShape): SvgElement[] {
    const { rowHeight, gridRow, sourceLine } = metrics;
    const n = scene.tokens.length;
    const funnel = funnelHeight(n);
    const lastKey = keys.at(-1);
    const lastQuery = queries.at(-1);
    const shownWidth = (grid.width > 0 ? Math.max(grid.width, 1) : 0);
    return [
        ...keys.flatMap(step => [rowLabel('key', 'keys', step, labelEnd - 6, step.y + rowHeight / 2 + 4, labelEnd - 10), cellRow(scene, step, { x: grid.x, y: step.y, cell, axis: 'key' })]),
        ...queries.flatMap((step, i) => [
            rowLabel('query', 'queries', step, labelEnd - 6, grid.y + i * sourceLine + gridRow / 2 + 4, labelEnd - 10),
            cellRow(scene, step, { x: step.x, y: grid.y, cell: step.cell, isVertical: true, axis: 'query' })
        ]),
        ...funnel > 0 && lastKey !== undefined && lastQuery !== undefined ? [svg('path', {
            class: 'rasp-funnel',
            d: funnelPath(n, cell, shownWidth, (along, out) => [grid.x + along, lastKey.y + rowHeight + 2 + out * (grid.y - lastKey.y - rowHeight - 3)])
                + funnelPath(n, gridRow, grid.height, (along, out) => [lastQuery.x + lastQuery.cell + 1 + out * (grid.x - lastQuery.x - lastQuery.cell - 2), grid.y + along])
        })] : []
    ];
}

/** Lines from the first and the last cells of a row, whose middle is left out, to where their positions are in the grid. */
function funnelPath(n: number, cell: number, length: number, at: (along: number, out: number) => readonly [number, number]): string {
    const ends = 11;
    const scaled = length / n;
    return [[0, 0], [ends * cell, ends * scaled], [(ends + 1) * cell, length - ends * scaled], [(2 * ends + 1) * cell, length]]
        .map(([from = 0, to = 0]) => `M${point(at(from, 0))}L${point(at(to, 1))}`).join('');
}

function point([x, y]: readonly [number, number]): string {
    return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}

function grid({ rows }: FlowHead, { grid: { x, y, width, height }, message }: HeadShape): SvgElement {
    const size = { x, y, width, height };
    const lines = message === undefined ? gridLines(rows.length, size) : '';
    return svg('g', { class: 'rasp-grid' },
        svg('rect', { class: 'rasp-grid-back', x, y, width, height }),
        ...lines === '' ? [] : [svg('path', { class: 'rasp-grid-lines', d: lines })],
        svg('path', { class: 'rasp-selected', d: selectedPath(rows, size, mostGridCells) }));
}

function mean(scene: FlowScene, { rows }: FlowHead, { grid, cell, labelEnd }: HeadShape, { step, values, valuesY, resultY, hasLines, default: otherwise }: HeadShape['averages'][number]): SvgElement[] {
    const { steps } = sceneIndex(scene);
    const { rowHeight, labelFont, padding } = metrics;
    const averaged = steps.get(values);
    const result = steps.get(step);
    if (averaged === undefined || result === undefined) {
        return [];
    }
    // Labels of these rows may reach over the query column, which is not beside them.
    const end = grid.x - 6;
    const room = end - padding;
    const n = scene.tokens.length;
    const empty = new Set(rows.flatMap((row, query) => (/[^0]/.test(row) ? [] : [query])));
    const funnel = funnelHeight(n);
    const [top, bottom] = [valuesY + rowHeight + 1 + funnel, resultY - 2 - funnel];
    const { path, each } = hasLines ? meanLines(rows, grid.x, grid.width, top, bottom) : { path: '', each: 1 };
    const note = [each > 1 ? `lines: every ${each} positions` : '', empty.size > 0 ? `default ${otherwise}` : ''].filter(text => text !== '');
    return [
        rowLabel('value', 'values', averaged, Math.max(end, labelEnd - 6), valuesY + rowHeight / 2 + 4, room),
        cellRow(scene, averaged, { x: grid.x, y: valuesY, cell }),
        ...hasLines && funnel > 0 ? [svg('path', {
            class: 'rasp-funnel',
            d: funnelPath(n, cell, grid.width, (along, out) => [grid.x + along, valuesY + rowHeight + 2 + out * (funnel - 2)])
                + funnelPath(n, cell, grid.width, (along, out) => [grid.x + along, resultY - 2 - out * (funnel - 2)])
        })] : [],
        ...hasLines ? [
            svg('path', { class: 'rasp-mean', d: path }),
            ...note.map((text, i) => svg('text', { class: 'rasp-note', x: end, y: (top + bottom) / 2 + 3 + (i - (note.length - 1) / 2) * 12 }, fitText(visibleText(text), 'sans', labelFont, room)))
        ] : [],
        resultLabel(result, end, resultY + rowHeight / 2 + 4, room),
        result.error === undefined
            ? cellRow(scene, result, { x: grid.x, y: resultY, cell, marked: { positions: empty, className: 'rasp-default' } })
            : svg('text', { 'class': 'rasp-message', 'data-step': step, 'x': grid.x, 'y': resultY + rowHeight / 2 + 4 }, svg('title', {}, result.error.message), fitText(result.error.message, 'sans', metrics.valueFont, Math.max(60, grid.width)))
    ];
}

/** What a row is for the head, and of which step its values are. */
function rowLabel(word: string, role: 'keys' | 'queries' | 'values', step: FlowStep, x: number, y: number, room: number): SvgElement {
    const { labelFont } = metrics;
    const title = visibleText(stepTitle(step));
    const fitted = fitText(title, 'sans', labelFont, room - 34);
    return svg('text', { 'class': `rasp-label rasp-${role}`, 'data-step': step.id, x, y },
        ...fitted === title ? [] : [svg('title', {}, title)], svg('tspan', { class: 'rasp-role' }, `${word} `), fitted);
}

function resultLabel(step: FlowStep, x: number, y: number, room: number): SvgElement {
    const { labelFont } = metrics;
    const name = step.name ?? 'result';
    return svg('text', { 'class': step.name === undefined ? 'rasp-label rasp-result rasp-anonymous' : 'rasp-label rasp-result', 'data-step': step.id, x, y },
        svg('title', {}, step.name === undefined ? step.source : `${step.name} = ${step.source}`), fitText(visibleText(name), 'bold', labelFont, room));
}
