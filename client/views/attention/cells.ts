import type { Pair, Weights } from './matrix-model';
import type { Span } from './matrix-scale';

/** What the cells of a matrix are drawn from. */
export interface CellsDrawing {
    readonly weights: Weights;
    readonly cell: number;
    /** Print the weights in the cells. */
    readonly numbers: boolean;
    /** What can be seen; cells outside may be left undrawn. */
    readonly queries: Span;
    readonly keys: Span;
    /** What a screen reader says of the matrix, and of a pair. */
    readonly label: string;
    describe(pair: Pair): string;
}

/** The cells of a matrix, as SVG elements or on a canvas. */
export interface Cells {
    readonly element: HTMLElement | SVGElement;
    draw(drawing: CellsDrawing): void;
    /** Makes a pair the one that the keyboard is at. */
    setCursor(pair: Pair, isFocused: boolean): void;
    setHeld(pair: Pair | undefined): void;
}

/** Up to this many positions each cell is an element of its own. */
export const largestSvg = 64;

/** The font of the numbers in cells. */
export const numberSize = 10;

/** The pixels that a text of so many characters takes in a cell. */
export function numberRoom(columns: number): number {
    return columns * 6 + 4;
}
