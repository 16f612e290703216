/** Values of some functions at points of a line. */
export interface Points {
    /** Ascending, each once. */
    readonly at: readonly number[];
    /** For each function its value at each point. */
    readonly values: readonly (readonly number[])[];
}

/** Piecewise linear functions as one hidden layer: base + sum of weight * relu(±(s - knot)). */
export interface PiecewiseFit {
    /** +1 for units that are active to the right of their knot, -1 to the left. */
    readonly direction: 1 | -1;
    readonly knots: readonly number[];
    /** For each function its units and their weights. */
    readonly weights: readonly (readonly (readonly [unit: number, weight: number])[])[];
    readonly bases: readonly number[];
    /** For each function how far its values can be off at the points, in float32. */
    readonly errors: readonly number[];
}
