import { isNumbered, metrics } from './card-shape.js';
import type { StepShape } from './card-shape.js';
import { cellRow, positionRow } from './cell-row.js';
import type { FlowScene, FlowStep } from './scene.js';
import { svg } from './svg.js';
import type { SvgElement } from './svg.js';
import { fitText, textWidth } from './text-width.js';

/** What a step's card shows, from its upper left corner. */
export function stepContent(scene: FlowScene, step: FlowStep, { title, source, cell, message, width }: StepShape): SvgElement[] {
    const { padding, titleFont, titleLine, rowHeight, positionLine, valueFont } = metrics;
    const titleEnd = title === '' ? 0 : textWidth(title, 'bold', titleFont) + 6;
    const texts = [
        ...title === '' ? [] : [svg('text', { class: 'rasp-title', x: padding, y: padding + titleFont - 1 }, title)],
        ...source === '' ? [] : [svg('text', { class: 'rasp-source', x: padding + titleEnd, y: padding + titleFont - 1 }, source)]
    ];
    if (message !== undefined) {
        return [...texts, svg('text', { class: 'rasp-message', x: padding, y: padding + titleLine + rowHeight / 2 + 4 }, fitText(message, 'sans', valueFont, width - 2 * padding))];
    }
    const numbers = isNumbered(scene) ? positionLine : 0;
    return [
        ...texts,
        ...numbers > 0 ? [positionRow(scene.tokens.length, padding, padding + titleLine + positionLine - 3, cell)] : [],
        cellRow(scene, step, { x: padding, y: padding + titleLine + numbers, cell })
    ];
}
