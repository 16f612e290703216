import type { Pair } from './matrix-model';

/** Which pairs of a matrix the reader is at. */
export class MatrixSelection {
    /** Where the keyboard is. */
    cursor: Pair = { query: 0, key: 0 };
    /** Where the mouse or the focus is. */
    pointed: Pair | undefined;
    /** What stays brought out, wherever the mouse goes. */
    held: Pair | undefined;

    /** The pair that is brought out. */
    get shown(): Pair | undefined {
        return this.held ?? this.pointed;
    }

    /** Holds a pair, or lets go of it where it is held already. */
    toggle(pair: Pair): void {
        this.cursor = pair;
        this.pointed = pair;
        this.held = isSame(this.held, pair) ? undefined : pair;
    }

    /** Forgets what lies outside of a matrix of n positions. */
    fit(n: number): void {
        this.cursor = { query: Math.max(0, Math.min(this.cursor.query, n - 1)), key: Math.max(0, Math.min(this.cursor.key, n - 1)) };
        this.pointed = within(this.pointed, n);
        this.held = within(this.held, n);
    }
}

export function isSame(a: Pair | undefined, b: Pair | undefined): boolean {
    return a?.query === b?.query && a?.key === b?.key;
}

function within(pair: Pair | undefined, n: number): Pair | undefined {
    return pair !== undefined && pair.query < n && pair.key < n ? pair : undefined;
}
