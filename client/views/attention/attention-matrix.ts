import './attention.css';
import type { Lane } from './axis-layout';
import { numberRoom } from './cells';
import { element } from '../dom';
import { tokenLabel } from './label-text';
import { listenToGestures } from './matrix-gestures';
import { legend } from './matrix-legend';
import { matrixProblem, possibleMode, weightsOf } from './matrix-model';
import type { MatrixMode, MatrixShown, Pair, Weights } from './matrix-model';
import { canZoom, cellOfAtLeast, zoomedCell } from './matrix-scale';
import { isSame, MatrixSelection } from './matrix-selection';
import { MatrixSheet } from './matrix-sheet';
import { MatrixTable } from './matrix-table';
import { cellTextColumns, matrixLabel, pairSentence } from './matrix-text';
import { MatrixToolbar } from './matrix-toolbar';
import { onDisplayChange } from './theme';

/** How a reader wants a matrix. */
export interface MatrixView {
    /** Pixels; undefined fits the matrix. */
    readonly cell: number | undefined;
    readonly numbers: boolean;
    readonly isTable: boolean;
}

export interface MatrixListener {
    /** A pair was chosen, by click or Enter. */
    onCell(query: number, key: number): void;
    /** The mouse or the keyboard is at another pair, or at none. */
    onPoint?(pair: Pair | undefined): void;
    /** The reader has set how matrices are shown. */
    onView?(view: MatrixView): void;
    /** The reader has switched between two sources. */
    onMode?(mode: MatrixMode): void;
}

const idle = 'Point at a cell, or walk with the arrow keys. Click or Enter holds its row and column.';

/**
 * An attention matrix: rows are queries, columns are keys. It shows one source or compares two. What a reader has
 * set (zoom, scroll, numbers, table, the pair held) stays when other weights are shown.
 */
export class AttentionMatrix {
    private readonly legend = element('div', { class: 'rasp-legend' });
    private readonly sheet = new MatrixSheet();
    private readonly table = new MatrixTable();
    private readonly status = element('p', { class: 'rasp-status' }, idle);
    /** Where cells are no elements, a screen reader is told each pair that the keyboard comes to. */
    private readonly spoken = element('p', { class: 'rasp-spoken', attributes: { 'aria-live': 'polite' } });
    private readonly toolbar = new MatrixToolbar({
        onMode: mode => { this.setMode(mode); },
        onNumbers: isOn => { this.setNumbers(isOn); },
        onTable: isOn => { this.setTable(isOn); },
        onZoom: steps => { this.zoom(steps); }
    });
    private readonly element = element('div', { class: 'rasp-attention' }, this.toolbar.element, this.legend, this.sheet.element, this.table.element, this.status, this.spoken);
    private readonly selection = new MatrixSelection();
    private readonly stopWatching = onDisplayChange(() => { this.sheet.recolour(); });
    private readonly observer = new ResizeObserver(() => { this.resized(); });
    private shown: MatrixShown | undefined;
    private weights: Weights | undefined;
    private mode: MatrixMode = 'first';
    private numbers = false;
    private isTable = false;
    private width = 0;

    constructor(container: HTMLElement, private readonly listener: MatrixListener) {
        container.append(this.element);
        this.observer.observe(this.element);
        listenToGestures(this.sheet.body, {
            place: () => ({ cursor: this.selection.cursor, n: this.weights?.n ?? 0 }),
            pairAt: event => this.sheet.pairAt(event),
            onPoint: pair => { this.point(pair); },
            onHold: pair => { this.hold(pair); },
            onRelease: () => this.release(),
            onMove: pair => { this.move(pair); },
            onZoom: (steps, pointer) => { this.zoom(steps, pointer); }
        });
    }

    show(shown: MatrixShown): void {
        this.shown = shown;
        this.mode = shown.mode ?? this.mode;
        this.refresh();
    }

    /** Shows it as another matrix is shown. */
    setView({ cell, numbers, isTable }: MatrixView): void {
        this.numbers = numbers;
        this.isTable = isTable;
        this.sheet.setCell(cell);
        this.refresh();
    }

    /** Brings out the pair that the reader is at in another matrix. */
    follow(pair: Pair | undefined): void {
        this.selection.pointed = pair;
        this.tell();
    }

    /** Removes what was shown, and all that listens. */
    dispose(): void {
        this.stopWatching();
        this.observer.disconnect();
        this.sheet.dispose();
        this.table.stop();
        this.element.remove();
    }

    private refresh(): void {
        const { shown } = this;
        if (shown === undefined) {
            return;
        }
        const problem = matrixProblem(shown);
        const mode = possibleMode(shown, this.mode);
        this.table.stop();
        this.element.classList.toggle('is-failed', problem !== undefined);
        this.weights = problem === undefined ? weightsOf(shown, mode) : undefined;
        if (this.weights === undefined) {
            this.status.replaceChildren(problem ?? '');
            return;
        }
        this.selection.fit(this.weights.n);
        this.legend.replaceChildren(...legend(shown, this.weights));
        this.sheet.element.hidden = this.isTable;
        this.table.element.hidden = !this.isTable;
        const label = matrixLabel(shown, this.weights, mode);
        if (this.isTable) {
            this.table.show(shown, this.weights, label);
        } else {
            this.table.hide();
            this.sheet.draw({
                weights: this.weights, leavesRoomAside: shown.aside !== undefined, label, numbers: this.numbers, describe: pair => this.sentence(pair),
                keyLanes: lanes(shown.tokens, shown.keyValues), queryLanes: lanes(shown.tokens, shown.queryValues)
            });
        }
        this.tell();
        this.showTools();
    }

    private setMode(mode: MatrixMode): void {
        this.mode = mode;
        this.refresh();
        this.listener.onMode?.(mode);
    }

    /** Where numbers do not fit, cells grow until they do. */
    private setNumbers(isOn: boolean): void {
        this.numbers = isOn;
        const needed = this.weights === undefined ? 0 : numberRoom(cellTextColumns(this.weights));
        if (isOn && this.sheet.cellSize < needed) {
            this.sheet.setCell(cellOfAtLeast(needed));
        }
        this.refresh();
        this.tellView();
    }

    private setTable(isOn: boolean): void {
        this.isTable = isOn;
        this.refresh();
        this.tellView();
    }

    private tellView(): void {
        this.listener.onView?.({ cell: this.sheet.isFitted ? undefined : this.sheet.cellSize, numbers: this.numbers, isTable: this.isTable });
    }

    private zoom(steps: number, pointer?: MouseEvent): void {
        this.sheet.setCell(steps === 0 ? undefined : zoomedCell(this.sheet.cellSize, steps), pointer);
        this.showTools();
        this.tellView();
    }

    private point(pair: Pair | undefined): void {
        if (!isSame(pair, this.selection.pointed)) {
            this.selection.pointed = pair;
            this.tell();
            this.listener.onPoint?.(pair);
        }
    }

    private hold(pair: Pair): void {
        this.selection.toggle(pair);
        this.sheet.setCursor(pair, true);
        this.tell();
        this.spoken.textContent = this.selection.held === undefined ? 'let go' : `held: ${this.sentence(pair)}`;
        this.listener.onCell(pair.query, pair.key);
    }

    private release(): boolean {
        const wasHeld = this.selection.held !== undefined;
        if (wasHeld) {
            this.selection.held = undefined;
            this.tell();
            this.spoken.textContent = 'let go';
        }
        return wasHeld;
    }

    private move(pair: Pair): void {
        this.selection.cursor = pair;
        this.sheet.setCursor(pair, true);
        this.point(pair);
        this.spoken.textContent = this.sheet.isOnCanvas ? this.sentence(pair) : '';
    }

    private resized(): void {
        if (this.element.clientWidth !== this.width) {
            this.width = this.element.clientWidth;
            this.sheet.redraw();
            this.showTools();
        }
    }

    /** Brings out the pair that the reader is at, in the matrix and in words. */
    private tell(): void {
        const { shown, held } = this.selection;
        this.sheet.setCross(shown, held !== undefined);
        this.status.textContent = shown === undefined ? idle : `${this.sentence(shown)}${held === undefined ? '' : ' (held; Escape lets go)'}`;
    }

    private sentence(pair: Pair): string {
        return this.shown === undefined || this.weights === undefined ? '' : pairSentence(this.shown, this.weights, possibleMode(this.shown, this.mode), pair);
    }

    private showTools(): void {
        if (this.shown !== undefined) {
            const { cellSize, isFitted } = this.sheet;
            this.toolbar.show(this.shown, {
                mode: possibleMode(this.shown, this.mode), numbers: this.numbers, table: this.isTable,
                isFitted, canGrow: canZoom(cellSize, 1), canShrink: canZoom(cellSize, -1)
            });
        }
    }
}

function lanes(tokens: readonly string[], values: readonly string[] | undefined): Lane[] {
    return [
        { kind: 'position', labels: tokens.map((_, position) => String(position)) },
        { kind: 'token', labels: tokens.map(tokenLabel) },
        ...values === undefined ? [] : [{ kind: 'value' as const, labels: values.map(tokenLabel) }]
    ];
}
