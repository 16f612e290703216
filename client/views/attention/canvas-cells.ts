import { drawPixels, sized } from './canvas-surface';
import { numberRoom, numberSize } from './cells';
import type { Cells, CellsDrawing } from './cells';
import { element } from '../dom';
import { setAttributes } from './svg-element';
import { cellText, cellTextColumns } from './matrix-text';
import { paletteAt } from './theme';
import type { Palette } from './theme';
import { weightPixels } from './weight-image';

/** From this size on, cells have lines between them. */
const smallestWithLines = 6;

/**
 * Cells on a canvas, for matrices with too many for elements. It is as large as what can be seen, not as the matrix, so
 * that zooming in takes no memory. To a screen reader it is one thing; the table beside it holds the pairs.
 */
export class CanvasCells implements Cells {
    readonly element = element('canvas', { class: 'rasp-cells rasp-cells-canvas', attributes: { role: 'application', tabindex: '0', 'aria-roledescription': 'attention matrix' } });
    private palette: Palette | undefined;

    /** Reads the colours again before the next drawing. */
    forgetColours(): void {
        this.palette = undefined;
    }

    draw({ weights, cell, numbers, queries, keys, label }: CellsDrawing): void {
        setAttributes(this.element, { 'aria-label': `${label}. Arrow keys move, Enter holds a pair; the button Table shows it as a table` });
        this.palette ??= paletteAt(this.element);
        const width = (keys.to - keys.from) * cell;
        const height = (queries.to - queries.from) * cell;
        const context = sized(this.element, width, height);
        // The canvas begins at the first position that can be seen, which can lie partly outside.
        this.element.style.transform = `translate(${keys.from * cell}px, ${queries.from * cell}px)`;
        if (context === null) {
            return;
        }
        drawPixels(context, weightPixels(weights, queries, keys, this.palette), keys.to - keys.from, 0, 0, { width, height });
        if (cell >= smallestWithLines) {
            drawLines(context, cell, width, height, this.palette.grid);
        }
        if (numbers && cell >= numberRoom(cellTextColumns(weights))) {
            drawNumbers(context, { weights, cell, queries, keys }, this.palette);
        }
    }

    setCursor(_: unknown, isFocused: boolean): void {
        if (isFocused) {
            this.element.focus({ preventScroll: true });
        }
    }

    setHeld(): void {
        // What is held is drawn by the cross, and told by the status line.
    }
}

function drawLines(context: CanvasRenderingContext2D, cell: number, width: number, height: number, colour: string): void {
    context.fillStyle = colour;
    for (let x = 0; x <= width; x += cell) {
        context.fillRect(x - 0.5, 0, 1, height);
    }
    for (let y = 0; y <= height; y += cell) {
        context.fillRect(0, y - 0.5, width, 1);
    }
}

function drawNumbers(context: CanvasRenderingContext2D, { weights, cell, queries, keys }: Pick<CellsDrawing, 'weights' | 'cell' | 'queries' | 'keys'>, { text, inverse }: Palette): void {
    context.font = `${numberSize}px monospace`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (let query = queries.from; query < queries.to; query++) {
        for (let key = keys.from; key < keys.to; key++) {
            const weight = weights.values[query * weights.n + key] ?? 0;
            if (weight !== 0) {
                context.fillStyle = Math.abs(weight) > 0.5 * weights.top ? inverse : text;
                context.fillText(cellText(weight, weights.isDifference), (key - keys.from + 0.5) * cell, (query - queries.from + 0.5) * cell);
            }
        }
    }
}
