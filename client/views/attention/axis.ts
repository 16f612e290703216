import { lineHeight } from './axis-layout';
import type { AxisLayout, LaneLayout } from './axis-layout';
import { element } from '../dom';
import { setAttributes, svgElement } from './svg-element';
import type { Span } from './matrix-scale';

/** The labels of the keys above the cells, or of the queries beside them. They stay in sight while the cells scroll. */
export class Axis {
    readonly element: HTMLElement;
    private readonly root = svgElement('svg', { 'aria-hidden': 'true' });
    private readonly labels = svgElement('g');
    private readonly mark = svgElement('g', { class: 'rasp-axis-mark' });
    private layout: AxisLayout = { lanes: [], extent: 0, step: 1 };
    private cell = 1;
    private along = 0;
    private marked: number | undefined;

    constructor(private readonly role: 'keys' | 'queries') {
        this.root.append(this.labels, this.mark);
        this.element = element('div', { class: `rasp-axis rasp-axis-${role}` }, this.root);
    }

    /** Draws the labels of a part of the axis; each place at which one stands is far enough from the next. */
    draw(layout: AxisLayout, cell: number, n: number, { from, to }: Span): void {
        this.layout = layout;
        this.cell = cell;
        this.along = n * cell;
        setAttributes(this.root, this.role === 'keys' ? { width: this.along, height: layout.extent } : { width: layout.extent, height: this.along });
        this.labels.replaceChildren();
        for (let position = Math.ceil(from / layout.step) * layout.step; position < to; position += layout.step) {
            this.labels.append(...layout.lanes.flatMap(lane => this.label(lane, position)));
        }
        this.setMark(this.marked !== undefined && this.marked < n ? this.marked : undefined);
    }

    /** Brings out the labels of a position, also where there is no room for all of them. */
    setMark(position: number | undefined): void {
        this.marked = position;
        if (position === undefined) {
            this.mark.replaceChildren();
            return;
        }
        const wide = this.role === 'keys' && this.layout.lanes.some(lane => !lane.isTurned) ? this.layout.step * this.cell : lineHeight;
        const along = Math.max(this.cell, Math.min(wide, 5 * lineHeight));
        const start = this.centred(position) - along / 2;
        const box = this.role === 'keys' ? { x: start, y: 0, width: along, height: this.layout.extent } : { x: 0, y: start, width: this.layout.extent, height: along };
        this.mark.replaceChildren(svgElement('rect', box), ...this.layout.lanes.flatMap(lane => this.label(lane, position)));
    }

    /** The middle of a position's labels, moved inwards at the ends where a label is larger than a cell. */
    private centred(position: number): number {
        const half = Math.max(this.cell, lineHeight - 1) / 2;
        return Math.max(half, Math.min((position + 0.5) * this.cell, this.along - half));
    }

    private label(lane: LaneLayout, position: number): SVGTextElement[] {
        const text = lane.labels[position];
        if (text === undefined) {
            return [];
        }
        const centre = this.centred(position);
        const end = lane.end - 3;
        const baseline = lineHeight * 0.28;
        const place = this.role === 'queries' ? { x: end, y: centre + baseline, class: `rasp-${lane.kind} is-at-end` }
            : lane.isTurned ? { x: 0, y: 0, transform: `translate(${centre + baseline},${end}) rotate(-90)`, class: `rasp-${lane.kind}` }
                : { x: centre, y: end - 2, class: `rasp-${lane.kind} is-centred` };
        return [svgElement('text', place, text)];
    }
}
