/** What is known of a sum at some points: how far float32 can be off there, in whatever order it adds up. */
export interface Rounding {
    /** Roundings of products and of sums of several, each as large as all that is added up at the most. */
    readonly steps: number;
    /** For each point the sum of the sizes of what is added up. */
    readonly sizes: readonly number[];
    /** Whether float32 holds all parts, and their sums, exactly. */
    readonly exact: readonly boolean[];
}

/** Half of the distance of neighbouring numbers of float32, in parts of themselves. */
export const unit = 2 ** -24;

/** Whether float32 holds it, and sums of such, exactly. */
export function isWhole(value: number): boolean {
    return Number.isInteger(value * 16) && Math.abs(value) < 2 ** 18;
}

/** Whether a product with it has the same digits. */
export function isPower(value: number): boolean {
    return Number.isInteger(Math.log2(Math.abs(value)));
}

/** How far a point less a knot can be off: the last sum is rounded by a part of itself, those before it by a part of their parts. */
export function differenceError({ steps, sizes, exact }: Rounding, point: number, knot: number, difference: number): number {
    if (exact[point] === true && isWhole(knot)) {
        return 0;
    }
    const ofKnot = Math.fround(knot) === knot ? 0 : Math.abs(knot);
    return unit * (steps * ((sizes[point] ?? 0) + Math.abs(knot)) + ofKnot + Math.abs(difference));
}

/** How far a sum can be rounded off that is no larger than this: half of the distance of neighbouring numbers there. */
export function halfStep(size: number): number {
    // What is rounded off before makes it a little larger.
    return size === 0 ? 0 : 2 ** Math.floor(Math.log2(size * (1 + 2 ** -10))) * unit;
}
