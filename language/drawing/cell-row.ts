import { metrics, shownPositions } from './card-shape.js';
import type { FlowScene, FlowStep } from './scene.js';
import { valueAt } from './scene.js';
import { svg } from './svg.js';
import type { SvgElement } from './svg.js';
import { fitText, visibleText } from './text-width.js';

export interface CellRowOptions {
    readonly x: number;
    readonly y: number;
    /** The width of a cell. */
    readonly cell: number;
    readonly isVertical?: boolean;
    /** Whose axis of a grid the cells are. */
    readonly axis?: 'query' | 'key';
    /** Positions that stand out, such as those that have the default. */
    readonly marked?: { readonly positions: ReadonlySet<number>; readonly className: string };
}

/** The values of a step, a cell for each position; of many positions the first and the last. */
export function cellRow(scene: FlowScene, step: FlowStep, { x, y, cell, isVertical = false, axis, marked }: CellRowOptions): SvgElement {
    const { rowHeight, gridRow, valueFont } = metrics;
    const height = isVertical ? gridRow : rowHeight;
    const cells = shownPositions(scene.tokens.length).map((position, i): SvgElement => {
        const left = isVertical ? x : x + i * cell;
        const top = isVertical ? y + i * gridRow : y;
        const middle = left + cell / 2;
        const baseline = top + height / 2 + valueFont * 0.36;
        if (position === undefined) {
            return svg('text', { class: 'rasp-gap', x: middle, y: isVertical ? baseline - 2 : baseline }, isVertical ? '⋮' : '…');
        }
        const value = valueAt(scene, step, position);
        const text = value === undefined ? '' : visibleText(value);
        const fitted = fitText(text, 'mono', valueFont, cell - 4);
        const tip = fitted === text ? [] : [svg('title', {}, text)];
        return svg('g', {
            'class': marked?.positions.has(position) === true ? `rasp-cell ${marked.className}` : 'rasp-cell',
            'data-step': step.id, 'data-position': position, 'data-row': axis
        }, ...tip, svg('rect', { x: left + 0.5, y: top + 0.5, width: cell - 1, height: height - 1, rx: 2 }), svg('text', { x: middle, y: baseline }, fitted));
    });
    return svg('g', { class: `rasp-cells rasp-${step.error === undefined ? step.type ?? 'values' : 'failed'}` }, ...cells);
}

/** The numbers of the positions, small, above a row of cells. */
export function positionRow(n: number, x: number, y: number, cell: number): SvgElement {
    return svg('g', { class: 'rasp-positions' }, ...Array.from({ length: n }, (_, i) => svg('text', { x: x + (i + 0.5) * cell, y }, String(i))));
}
