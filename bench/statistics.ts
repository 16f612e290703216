/** The value in the middle. */
export function median(values: readonly number[]): number {
    return quantile(values, 0.5);
}

/** The value that 95 of 100 do not exceed. */
export function percentile95(values: readonly number[]): number {
    return quantile(values, 0.95);
}

function quantile(values: readonly number[], part: number): number {
    const sorted = [...values].sort((a, b) => a - b);
    const at = part * (sorted.length - 1);
    const low = sorted[Math.floor(at)] ?? NaN;
    const high = sorted[Math.ceil(at)] ?? NaN;
    return low + (high - low) * (at - Math.floor(at));
}

/** The power of the size with which a time grows between two sizes: 1 is linear, 2 quadratic. */
export function growthExponent(small: { size: number; time: number }, large: { size: number; time: number }): number {
    return Math.log(large.time / small.time) / Math.log(large.size / small.size);
}

/** How often a piece of work is timed: as many runs as both ask for. */
export interface Repeats {
    readonly runs: number;
    readonly milliseconds: number;
}

/** Times a piece of work, after running it for half as long to warm it up. @returns the milliseconds of each run */
export function timeRuns(work: () => unknown, { runs, milliseconds }: Repeats): number[] {
    const repeat = (leastRuns: number, leastTime: number): number[] => {
        const times: number[] = [];
        for (let total = 0; times.length < leastRuns || total < leastTime;) {
            const start = performance.now();
            work();
            const time = performance.now() - start;
            times.push(time);
            total += time;
        }
        return times;
    };
    repeat(1, milliseconds / 2);
    return repeat(runs, milliseconds);
}
