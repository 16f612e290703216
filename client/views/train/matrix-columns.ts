/** Pixels of a cell, and of what stands around the cells, with which matrices stand side by side. */
const smallestBeside = 10;
const around = 96;
const narrowest = 230;
const gap = 20;

/** How many of `wanted` matrices of n positions stand side by side in so many pixels. */
export function columnsIn(width: number, n: number, wanted: number): number {
    return Math.max(1, Math.min(wanted, Math.floor((width + gap) / (Math.max(narrowest, around + smallestBeside * n) + gap))));
}
