import type { Linear } from './linear.js';
import { bosDimension } from './network-plan.js';
import type { Network } from './network.js';

/** Numbers that are multiples of a power of two, up to a size. */
export interface Grid {
    readonly size: number;
    readonly step: number;
}

/** Whether float32 holds all sums of such numbers that stay within the size, in whatever order they are added up. */
export function isExact({ size, step }: Grid): boolean {
    return size <= step * 2 ** 24;
}

export function gridOf(values: Iterable<number>): Grid {
    let size = 0;
    let step = Infinity;
    for (const value of values) {
        size = Math.max(size, Math.abs(value));
        step = Math.min(step, lowestBit(value));
    }
    return { size, step };
}

export function sumOf(a: Grid, b: Grid): Grid {
    return { size: a.size + b.size, step: Math.min(a.step, b.step) };
}

export function productOf(a: Grid, b: Grid): Grid {
    return a.size === 0 || b.size === 0 ? { size: 0, step: Infinity } : { size: a.size * b.size, step: a.step * b.step };
}

/** The largest power of two that a number is a multiple of. */
function lowestBit(value: number): number {
    if (value === 0) {
        return Infinity;
    }
    let step = 2 ** Math.floor(Math.log2(Math.abs(value)));
    while (!Number.isInteger(value / step)) {
        step /= 2;
    }
    return step;
}

/** What is known of the numbers of a network: those that are embedded, and the mark of BOS, are what they are meant to be. */
export class ExactSums {
    private readonly grids = new Map<number, Grid>([[bosDimension, { size: 1, step: 1 }]]);

    constructor({ dimensions }: Network) {
        for (const [index, { embedded }] of dimensions) {
            if (embedded.length > 0) {
                this.grids.set(index, embedded.map(({ values }) => gridOf(values)).reduce(sumOf));
            }
        }
    }

    /** @returns undefined where it reads a number that is computed */
    grid({ terms, constant }: Linear): Grid | undefined {
        let sum = gridOf([constant]);
        for (const [index, weight] of terms) {
            const grid = this.grids.get(index);
            if (grid === undefined) {
                return undefined;
            }
            sum = sumOf(sum, productOf(grid, gridOf([weight])));
        }
        return sum;
    }
}
