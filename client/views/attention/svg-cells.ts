import { numberRoom, numberSize } from './cells';
import type { Cells, CellsDrawing } from './cells';
import { element } from '../dom';
import { setAttributes, svgElement } from './svg-element';
import { weightAt } from './matrix-model';
import type { Pair } from './matrix-model';
import { cellText, cellTextColumns } from './matrix-text';
import { weightLook } from './weight-look';

/** Cells as SVG: a grid that the keyboard walks through and a screen reader reads. */
export class SvgCells implements Cells {
    readonly element = element('div', { class: 'rasp-cells' });
    private readonly root = svgElement('svg', { class: 'rasp-cells-svg', role: 'grid', 'aria-readonly': 'true' });
    private readonly rows = svgElement('g', { role: 'presentation' });
    private readonly numbers = svgElement('g', { class: 'rasp-numbers', 'aria-hidden': 'true' });
    private rects: SVGRectElement[] = [];
    private n = 0;
    private cursor: Pair = { query: 0, key: 0 };
    private held: Pair | undefined;

    constructor() {
        this.root.append(this.rows, this.numbers);
        this.element.append(this.root);
    }

    draw(drawing: CellsDrawing): void {
        const { weights, cell, label } = drawing;
        const size = weights.n * cell;
        setAttributes(this.root, { width: size, height: size, 'aria-label': label });
        this.rows.setAttribute('transform', `scale(${cell})`);
        const hadFocus = this.root.contains(document.activeElement);
        if (this.n !== weights.n) {
            this.build(weights.n);
        }
        this.rects.forEach((rect, i) => {
            const pair = { query: Math.floor(i / weights.n), key: i % weights.n };
            setAttributes(rect, { ...weightLook(weights, weightAt(weights, pair)), 'aria-label': drawing.describe(pair) });
        });
        this.setCursor(inside(this.cursor, weights.n), hadFocus);
        this.drawNumbers(drawing);
    }

    setCursor(pair: Pair, isFocused: boolean): void {
        this.rectOf(this.cursor)?.removeAttribute('tabindex');
        this.cursor = pair;
        const rect = this.rectOf(pair);
        rect?.setAttribute('tabindex', '0');
        if (isFocused) {
            rect?.focus({ preventScroll: true });
        }
    }

    setHeld(pair: Pair | undefined): void {
        if (this.held !== undefined) {
            this.rectOf(this.held)?.removeAttribute('aria-selected');
        }
        this.held = pair;
        if (pair !== undefined) {
            this.rectOf(pair)?.setAttribute('aria-selected', 'true');
        }
    }

    private rectOf({ query, key }: Pair): SVGRectElement | undefined {
        return query < this.n && key < this.n ? this.rects[query * this.n + key] : undefined;
    }

    private build(n: number): void {
        this.n = n;
        this.rects = [];
        const model = svgElement('rect', { width: 1, height: 1, role: 'gridcell' });
        this.rows.replaceChildren(...Array.from({ length: n }, (_, query) => {
            const row = svgElement('g', { role: 'row', transform: `translate(0,${query})` });
            for (let key = 0; key < n; key++) {
                const rect = row.appendChild(model.cloneNode() as SVGRectElement);
                rect.setAttribute('x', String(key));
                this.rects.push(rect);
            }
            return row;
        }));
    }

    private drawNumbers({ weights, cell, numbers }: CellsDrawing): void {
        this.numbers.replaceChildren();
        if (!numbers || cell < numberRoom(cellTextColumns(weights))) {
            return;
        }
        weights.values.forEach((weight, i) => {
            if (weight !== 0) {
                const x = (i % weights.n + 0.5) * cell;
                const y = (Math.floor(i / weights.n) + 0.5) * cell + numberSize * 0.36;
                const isFull = Math.abs(weight) > 0.5 * weights.top;
                this.numbers.append(svgElement('text', { x, y, class: isFull ? 'is-inverse' : undefined }, cellText(weight, weights.isDifference)));
            }
        });
    }
}

function inside({ query, key }: Pair, n: number): Pair {
    return { query: Math.min(query, n - 1), key: Math.min(key, n - 1) };
}
