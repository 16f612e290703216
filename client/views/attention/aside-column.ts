import { element } from '../dom';
import { numberRoom, numberSize } from './cells';
import type { Weights } from './matrix-model';
import { cellText, weightText } from './matrix-text';
import type { Span } from './matrix-scale';
import { setAttributes, svgElement } from './svg-element';
import { weightLook } from './weight-look';

/** Room for the heading, and between the column and the cells. */
const narrowest = 24;
const gap = 4;

/**
 * A key that is no position of the input, as a column of its own between the labels of the queries and the cells: a row
 * and its part of this column add up.
 */
export class AsideColumn {
    readonly heading = element('span', { class: 'rasp-aside-heading' });
    readonly element = svgElement('svg', { class: 'rasp-aside', role: 'img' });

    /** Pixels that it takes of the width. */
    static room(weights: Weights, cell: number): number {
        return weights.aside === undefined ? 0 : AsideColumn.extent(cell);
    }

    static extent(cell: number): number {
        return Math.max(cell, narrowest) + gap;
    }

    /** Draws a part of the column; nothing where the weights have none. */
    draw(weights: Weights, cell: number, { from, to }: Span, numbers: boolean): void {
        const { aside, n, isDifference, top } = weights;
        const width = AsideColumn.room(weights, cell) - gap;
        this.heading.hidden = aside === undefined;
        this.element.replaceChildren();
        setAttributes(this.element, { width: aside === undefined ? 0 : width + gap, height: n * cell, 'aria-label': aside === undefined ? undefined : `${aside.label}: ${aside.note}` });
        if (aside === undefined) {
            return;
        }
        this.heading.textContent = aside.label;
        this.heading.title = aside.note;
        for (let query = from; query < to; query++) {
            const weight = aside.values[query] ?? 0;
            const rect = svgElement('rect', { ...weightLook(weights, weight), x: 0, y: query * cell, width, height: cell },
                svgElement('title', {}, `query ${query}, ${aside.label}: ${isDifference ? 'difference' : 'weight'} ${weightText(weight, isDifference)}\n${aside.note}`));
            this.element.append(rect);
            const text = numbers && cell >= numberSize && width >= numberRoom(isDifference ? 4 : 3) ? cellText(weight, isDifference) : '';
            if (text !== '') {
                const look = Math.abs(weight) > 0.5 * top ? ' is-inverse' : '';
                this.element.append(svgElement('text', { x: width / 2, y: (query + 0.5) * cell + numberSize * 0.36, class: `rasp-aside-number${look}` }, text));
            }
        }
    }
}
