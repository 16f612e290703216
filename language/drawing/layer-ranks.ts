import type { ShownCard, ShownEdge } from './visible-steps.js';

/** The rows of a layer: the first and the last of them. */
export interface LayerRows {
    readonly layer: number;
    readonly first: number;
    readonly last: number;
}

export interface RankedCards {
    /** Rows from the top, each with its cards. */
    readonly rows: readonly (readonly ShownCard[])[];
    readonly layers: readonly LayerRows[];
}

/** A row of steps may be as wide as this, or as the layer's heads. */
const leastRoom = 1_400;

/**
 * Puts cards into rows: for each layer its heads side by side, or the inputs, then its steps, each below those that
 * it is computed of. A row that is full sends steps to the next.
 */
export function rankCards(cards: readonly ShownCard[], edges: readonly ShownEdge[], widthOf: (card: ShownCard) => number): RankedCards {
    const sources = new Map<string, string[]>();
    for (const { from, to } of edges) {
        const known = sources.get(to);
        if (known === undefined) {
            sources.set(to, [from]);
        } else {
            known.push(from);
        }
    }
    const byLayer = new Map<number, ShownCard[]>();
    for (const card of cards) {
        const known = byLayer.get(card.layer);
        if (known === undefined) {
            byLayer.set(card.layer, [card]);
        } else {
            known.push(card);
        }
    }
    const rows: ShownCard[][] = [];
    const layers: LayerRows[] = [];
    for (const [layer, members] of [...byLayer].sort(([a], [b]) => a - b)) {
        const isFirst = (card: ShownCard): boolean => (layer === 0 ? !sources.has(card.key) : card.kind === 'head');
        const top = members.filter(isFirst);
        const rest = members.filter(card => !isFirst(card));
        const room = Math.max(leastRoom, top.reduce((sum, card) => sum + widthOf(card), 0));
        const first = rows.length;
        const below = layRows(rest, sources, room, widthOf);
        rows.push(...(top.length > 0 ? [top] : []), ...below);
        layers.push({ layer, first, last: rows.length - 1 });
    }
    return { rows, layers };
}

function layRows(cards: readonly ShownCard[], sources: ReadonlyMap<string, readonly string[]>, room: number, widthOf: (card: ShownCard) => number): ShownCard[][] {
    const rows: ShownCard[][] = [];
    const used: number[] = [];
    const placed = new Map<string, number>();
    /** Rows before this one are full for any card that was looked at. */
    let open = 0;
    for (const card of cards) {
        const width = widthOf(card);
        let row = (sources.get(card.key) ?? []).reduce((lowest, from) => Math.max(lowest, (placed.get(from) ?? -1) + 1), open);
        while ((used[row] ?? 0) > 0 && (used[row] ?? 0) + width > room) {
            row++;
        }
        used[row] = (used[row] ?? 0) + width;
        (rows[row] ??= []).push(card);
        placed.set(card.key, row);
        while ((used[open] ?? 0) >= room) {
            open++;
        }
    }
    return rows;
}
