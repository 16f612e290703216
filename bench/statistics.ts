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

/** How often work is timed: as many runs as both ask for. */
export interface Repeats {
    readonly runs: number;
    readonly milliseconds: number;
}

/**
 * Times pieces of work in turns, so that what else the machine does in between slows all of them alike; each
 * is warmed up first.
 * @returns for each, the median of its milliseconds
 */
export function timeInTurns<K extends string>(works: Readonly<Record<K, () => unknown>>, { runs, milliseconds }: Repeats): Record<K, number> {
    const keys = Object.keys(works) as K[];
    const timeOf = (work: () => unknown): number => {
        const start = performance.now();
        work();
        return performance.now() - start;
    };
    const rounds = (leastRounds: number, leastTime: number): Record<K, number>[] => {
        const times: Record<K, number>[] = [];
        for (let total = 0; times.length < leastRounds || total < leastTime;) {
            const start = performance.now();
            times.push(Object.fromEntries(keys.map(key => [key, timeOf(works[key])])) as Record<K, number>);
            total += performance.now() - start;
        }
        return times;
    };
    rounds(1, milliseconds / 2);
    const times = rounds(runs, milliseconds);
    return Object.fromEntries(keys.map(key => [key, median(times.map(round => round[key]))])) as Record<K, number>;
}
