import { AsideColumn } from './aside-column';
import { Axis } from './axis';
import { axisLayout } from './axis-layout';
import type { AxisLayout, Lane } from './axis-layout';
import { CanvasCells } from './canvas-cells';
import { largestSvg } from './cells';
import type { Cells, CellsDrawing } from './cells';
import { Cross } from './cross';
import { element } from '../dom';
import type { Pair, Weights } from './matrix-model';
import { fittingCell, positionAt, scrollAfterZoom, scrollShowing, visibleSpan } from './matrix-scale';
import type { Span } from './matrix-scale';
import { SvgCells } from './svg-cells';

export interface SheetDrawing extends Pick<CellsDrawing, 'numbers' | 'label' | 'describe'> {
    readonly weights: Weights;
    /** Whether room is left for the column beside the cells also where there is none, so that cells keep their size. */
    readonly leavesRoomAside: boolean;
    readonly keyLanes: readonly Lane[];
    readonly queryLanes: readonly Lane[];
}

/** Pixels that are drawn beyond what can be seen, so that scrolling shows no gap before the next drawing. */
const overdrawn = 160;
/** The part of the window's height that a fitted matrix takes, with its axes and what stands around it. */
const tallest = 0.7;

/** The matrix itself: cells, axes and cross, in a box that scrolls. */
export class MatrixSheet {
    readonly element = element('div', { class: 'rasp-sheet' });
    readonly body = element('div', { class: 'rasp-sheet-body' });
    private readonly keys = new Axis('keys');
    private readonly queries = new Axis('queries');
    private readonly aside = new AsideColumn();
    private readonly cross = new Cross();
    private readonly svg = new SvgCells();
    private readonly canvas = new CanvasCells();
    private cells: Cells = this.svg;
    private drawing: SheetDrawing | undefined;
    private chosen: number | undefined;
    private cell = 1;
    private layouts: { readonly keys: AxisLayout; readonly queries: AxisLayout } | undefined;
    private frame = 0;

    constructor() {
        this.element.append(element('div', { class: 'rasp-sheet-content' }, element('div', { class: 'rasp-sheet-corner' }, this.aside.heading), this.keys.element, this.queries.element, this.body));
        this.queries.element.append(this.aside.element);
        this.body.append(this.svg.element, ...this.cross.elements);
        this.element.addEventListener('scroll', () => {
            cancelAnimationFrame(this.frame);
            this.frame = requestAnimationFrame(() => { this.paint(this.isOnCanvas); });
        }, { passive: true });
    }

    get cellSize(): number {
        return this.cell;
    }

    /** Whether cells have the size with which the matrix fits. */
    get isFitted(): boolean {
        return this.chosen === undefined;
    }

    get isOnCanvas(): boolean {
        return this.cells === this.canvas;
    }

    draw(drawing: SheetDrawing): void {
        this.drawing = drawing;
        const cells = drawing.weights.n > largestSvg ? this.canvas : this.svg;
        if (this.cells !== cells) {
            const hadFocus = this.body.contains(document.activeElement);
            this.cells.element.replaceWith(cells.element);
            this.cells = cells;
            cells.setCursor({ query: 0, key: 0 }, hadFocus);
        }
        this.redraw();
    }

    /** Gives the cells their size and draws all; needed as well when the box has another size. */
    redraw(): void {
        if (this.drawing === undefined) {
            return;
        }
        const { weights: { n }, keyLanes, queryLanes, leavesRoomAside } = this.drawing;
        const aside = leavesRoomAside ? AsideColumn.extent(this.cell) : 0;
        const room = this.roomWithout(axisLayout(queryLanes, 'queries', this.cell).extent + aside, axisLayout(keyLanes, 'keys', this.cell).extent);
        if (room === undefined) {
            return;
        }
        this.cell = this.chosen ?? fittingCell(n, room);
        this.layouts = { keys: axisLayout(keyLanes, 'keys', this.cell), queries: axisLayout(queryLanes, 'queries', this.cell) };
        this.body.style.width = this.body.style.height = `${n * this.cell}px`;
        this.paint();
    }

    /** Draws again with the colours that hold now. */
    recolour(): void {
        this.canvas.forgetColours();
        this.paint(this.isOnCanvas);
    }

    /** Gives cells another size, around the mouse or the middle of the box; undefined fits them. */
    setCell(size: number | undefined, pointer?: MouseEvent): void {
        const { element, margin, cell: before } = this;
        const box = element.getBoundingClientRect();
        const x = pointer === undefined ? (element.clientWidth - margin.x) / 2 : pointer.clientX - box.left - margin.x;
        const y = pointer === undefined ? (element.clientHeight - margin.y) / 2 : pointer.clientY - box.top - margin.y;
        const { scrollLeft, scrollTop } = element;
        this.chosen = size;
        this.redraw();
        element.scrollLeft = scrollAfterZoom(scrollLeft, x, before, this.cell);
        element.scrollTop = scrollAfterZoom(scrollTop, y, before, this.cell);
        this.paint(this.isOnCanvas);
    }

    /** The pair under the mouse. */
    pairAt({ clientX, clientY }: MouseEvent): Pair | undefined {
        const n = this.drawing?.weights.n ?? 0;
        const box = this.body.getBoundingClientRect();
        const query = positionAt(clientY - box.top, this.cell, n);
        const key = positionAt(clientX - box.left, this.cell, n);
        return query === undefined || key === undefined ? undefined : { query, key };
    }

    /** Brings out a row and a column; undefined none. */
    setCross(pair: Pair | undefined, isHeld: boolean): void {
        this.body.classList.toggle('is-held', isHeld);
        this.keys.setMark(pair?.key);
        this.queries.setMark(pair?.query);
        this.cells.setHeld(isHeld ? pair : undefined);
        this.cross.place(pair, this.cell, this.drawing?.weights.n ?? 0);
    }

    /** Moves the keyboard to a pair; where it has the focus, scrolls there. */
    setCursor(pair: Pair, isFocused: boolean): void {
        this.cells.setCursor(pair, isFocused);
        if (isFocused) {
            const { element, margin, cell } = this;
            element.scrollLeft = scrollShowing(pair.key, cell, element.scrollLeft, element.clientWidth - margin.x);
            element.scrollTop = scrollShowing(pair.query, cell, element.scrollTop, element.clientHeight - margin.y);
        }
    }

    dispose(): void {
        cancelAnimationFrame(this.frame);
    }

    /**
     * What the axes leave of the width around the box, which is as wide as its own cells at the most, and of the window's
     * height. Undefined while nothing is laid out, as in a part of the page that is hidden.
     */
    private roomWithout(queries: number, keys: number): number | undefined {
        const width = this.element.parentElement?.clientWidth ?? 0;
        return width === 0 ? undefined : Math.min(width - queries, window.innerHeight * tallest - keys);
    }

    /** What the axes take of the box. */
    private get margin(): { readonly x: number; readonly y: number } {
        const aside = this.drawing === undefined ? 0 : AsideColumn.room(this.drawing.weights, this.cell);
        return { x: (this.layouts?.queries.extent ?? 0) + aside, y: this.layouts?.keys.extent ?? 0 };
    }

    /** Draws what can be seen; cells that are elements stay as they are where only that has changed. */
    private paint(withCells = true): void {
        if (this.drawing === undefined || this.layouts === undefined) {
            return;
        }
        const { element, cell, drawing, layouts, drawing: { weights: { n } } } = this;
        const span = (scroll: number, room: number): Span => visibleSpan(scroll - overdrawn, room + 2 * overdrawn, cell, n);
        const queries = span(element.scrollTop, element.clientHeight);
        const keys = span(element.scrollLeft, element.clientWidth);
        this.keys.draw(layouts.keys, cell, n, keys);
        this.queries.draw(layouts.queries, cell, n, queries);
        this.aside.draw(drawing.weights, cell, queries, drawing.numbers);
        if (withCells) {
            this.cells.draw({ ...drawing, cell, queries, keys });
        }
        this.cross.place(this.cross.pair, cell, n);
    }
}
