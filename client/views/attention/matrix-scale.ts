/** The sizes of a cell in pixels, from the smallest to the largest. */
export const cellSizes: readonly number[] = [2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64];

/** A matrix that is fitted has cells between these. */
const smallestFit = 3;
const largestFit = 28;

/** The largest size of a cell with which n of them fit into the room, within reason. */
export function fittingCell(n: number, room: number): number {
    const fitting = cellSizes.filter(size => size <= largestFit && size * n <= room);
    return Math.max(smallestFit, fitting.at(-1) ?? smallestFit);
}

/** The size that is so many steps larger, or smaller for a negative number. */
export function zoomedCell(cell: number, steps: number): number {
    const at = cellSizes.findIndex(size => size >= cell);
    const next = Math.min(Math.max((at < 0 ? cellSizes.length - 1 : at) + steps, 0), cellSizes.length - 1);
    return cellSizes[next] ?? cell;
}

/** The smallest size of at least so many pixels. */
export function cellOfAtLeast(pixels: number): number {
    return cellSizes.find(size => size >= pixels) ?? cellSizes[cellSizes.length - 1] ?? pixels;
}

/** Every how manieth position can have a label that takes so many pixels: 1, 2, 5, 10, 20, 50 and so on. */
export function labelStep(cell: number, extent: number): number {
    for (let power = 1; ; power *= 10) {
        for (const factor of [1, 2, 5]) {
            if (power * factor * cell >= extent || power > 1e9) {
                return power * factor;
            }
        }
    }
}

/** The position under a point of an axis; undefined beside it. */
export function positionAt(offset: number, cell: number, n: number): number | undefined {
    const position = Math.floor(offset / cell);
    return position >= 0 && position < n ? position : undefined;
}

/** The positions from `from` up to but without `to`. */
export interface Span {
    readonly from: number;
    readonly to: number;
}

/** The positions that can be seen, wholly or in part. */
export function visibleSpan(scroll: number, room: number, cell: number, n: number): Span {
    return { from: Math.min(Math.max(Math.floor(scroll / cell), 0), n), to: Math.min(Math.max(Math.ceil((scroll + room) / cell), 0), n) };
}

/** Where to scroll so that a position is seen: nowhere else than needed. */
export function scrollShowing(position: number, cell: number, scroll: number, room: number): number {
    return Math.min(Math.max(scroll, (position + 1) * cell - room), position * cell);
}

/** Where to scroll so that what lies `at` pixels from the edge of the room stays there when cells change their size. */
export function scrollAfterZoom(scroll: number, at: number, before: number, after: number): number {
    return Math.max(0, (scroll + at) * after / before - at);
}

/** Whether cells can be larger, or smaller for a negative number. */
export function canZoom(cell: number, steps: number): boolean {
    return zoomedCell(cell, steps) !== cell;
}
