import type { ShownEdge } from './visible-steps.js';

/** What stands in a row: a card by its key, or the lane of a line that passes. */
export interface LaneItem {
    readonly card?: string;
    /** The number of the line's source: all lines from one step share their lanes. */
    readonly lane: number;
}

/** A piece of a line from one row to the next. */
export interface LanePiece {
    readonly upper: number;
    readonly lower: number;
    /** The step whose values go along it. */
    readonly step: number;
    /** What it is for the card at its lower end; absent where it goes on. */
    readonly role?: ShownEdge['role'];
}

/** A part of a line that is straight: rows from `first` to `last`. */
export interface StraightPiece {
    readonly first: number;
    readonly last: number;
    readonly item: number;
}

/** Gives lines that span rows a lane in each row between, so that everything goes from one row to the next. */
export class Lanes {
    readonly items: LaneItem[] = [];
    /** The numbers of the items in each row. */
    readonly rows: number[][];
    /** Between each row and the next. */
    readonly pieces: LanePiece[][];
    private readonly numbers = new Map<string, number>();
    private readonly rowOfCard = new Map<string, number>();
    /** For each source of lines its lanes, from the row below it on. */
    private readonly lanesOf = new Map<string, number[]>();
    private readonly straight = new Map<string, StraightPiece[]>();

    constructor(cards: readonly (readonly string[])[], edges: readonly ShownEdge[]) {
        this.rows = cards.map((row, i) => row.map(card => {
            this.rowOfCard.set(card, i);
            this.numbers.set(card, this.items.length);
            return this.items.push({ card, lane: -1 }) - 1;
        }));
        this.pieces = cards.slice(1).map(() => []);
        for (const edge of edges) {
            this.add(edge);
        }
    }

    numberOf(card: string): number {
        return this.numbers.get(card) ?? -1;
    }

    rowOf(card: string): number {
        return this.rowOfCard.get(card) ?? -1;
    }

    /** What a map says of the card that an item is. */
    cardAt<T>(item: number, by: ReadonlyMap<string, T>): T | undefined {
        return by.get(this.items[item]?.card ?? '');
    }

    /** The item from which a line goes to its card. */
    lastPiece(edge: ShownEdge): number {
        const lanes = this.lanesOf.get(sourceKey(edge)) ?? [];
        return lanes[this.rowOf(edge.to) - this.rowOf(edge.from) - 2] ?? this.numberOf(edge.from);
    }

    /** The lanes of a line with those joined that stand below each other; it may leave them before their end. */
    straightPieces(edge: ShownEdge, x: readonly number[]): readonly StraightPiece[] {
        const key = sourceKey(edge);
        let found = this.straight.get(key);
        if (found === undefined) {
            const joined: StraightPiece[] = [];
            (this.lanesOf.get(key) ?? []).forEach((item, i) => {
                const row = this.rowOf(edge.from) + 1 + i;
                const last = joined.at(-1);
                if (last !== undefined && Math.abs((x[last.item] ?? 0) - (x[item] ?? 0)) < 0.5) {
                    joined[joined.length - 1] = { ...last, last: row };
                } else {
                    joined.push({ first: row, last: row, item });
                }
            });
            found = joined;
            this.straight.set(key, found);
        }
        return found;
    }

    private add(edge: ShownEdge): void {
        const start = this.rowOf(edge.from);
        const end = this.rowOf(edge.to);
        if (start < 0 || end <= start) {
            return;
        }
        const key = sourceKey(edge);
        let lanes = this.lanesOf.get(key);
        if (lanes === undefined) {
            lanes = [];
            this.lanesOf.set(key, lanes);
        }
        for (let row = start + 1 + lanes.length; row < end; row++) {
            const upper = lanes.at(-1) ?? this.numberOf(edge.from);
            const lower = this.items.push({ lane: this.lanesOf.size }) - 1;
            this.rows[row]?.push(lower);
            this.pieces[row - 1]?.push({ upper, lower, step: edge.step });
            lanes.push(lower);
        }
        this.pieces[end - 1]?.push({ upper: this.lastPiece(edge), lower: this.numberOf(edge.to), step: edge.step, role: edge.role });
    }
}

function sourceKey({ from, step }: ShownEdge): string {
    return `${from} ${step}`;
}
