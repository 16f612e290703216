/** The order within rows, chosen so that few lines cross. */

/** Lines between a row and the next, by the numbers of their ends. */
export type RowLines = readonly (readonly [upper: number, lower: number])[];

const mostSweeps = 24;
/** Sweeps without a better order after which the search ends. */
const patience = 6;

/**
 * Sorts rows by the means of their neighbours' places, downwards and upwards in turn, and keeps the best order seen
 * (Sugiyama, Tagawa, Toda 1981). A sweep takes about linear time.
 * @param rows the numbers of what stands in each row, in any order
 * @param lines for each row those to the next
 */
export function orderRows(rows: readonly (readonly number[])[], lines: readonly RowLines[]): number[][] {
    const above = new Map<number, number[]>();
    const below = new Map<number, number[]>();
    for (const [upper, lower] of lines.flat()) {
        push(below, upper, lower);
        push(above, lower, upper);
    }
    const current = rows.map(row => [...row]);
    const place = new Map<number, number>();
    current.forEach(row => { row.forEach((node, i) => place.set(node, i)); });
    let best = current.map(row => [...row]);
    let fewest = Infinity;
    for (let sweep = 0, idle = 0; sweep < mostSweeps && idle < patience && fewest > 0; sweep++) {
        const isDown = sweep % 2 === 0;
        const neighbours = isDown ? above : below;
        for (let i = 1; i < current.length; i++) {
            sortRow(current[isDown ? i : current.length - 1 - i] ?? [], neighbours, place);
        }
        const crossings = countCrossings(current, lines);
        idle++;
        if (crossings < fewest) {
            fewest = crossings;
            best = current.map(row => [...row]);
            idle = 0;
        }
    }
    return best;
}

/** How many pairs of lines cross. */
export function countCrossings(rows: readonly (readonly number[])[], lines: readonly RowLines[]): number {
    const place = new Map<number, number>();
    rows.forEach(row => { row.forEach((node, i) => place.set(node, i)); });
    const at = (node: number): number => place.get(node) ?? 0;
    return lines.reduce((sum, between, i) => sum + inversions(between.map(([upper, lower]): [number, number] => [at(upper), at(lower)]), rows[i + 1]?.length ?? 0), 0);
}

/** Pairs whose order differs above and below, counted with a tree of sums. */
function inversions(pairs: [number, number][], size: number): number {
    pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const sums = new Int32Array(size + 1);
    let count = 0;
    pairs.forEach(([, lower], seen) => {
        let notAfter = 0;
        for (let i = lower + 1; i > 0; i -= i & -i) {
            notAfter += sums[i] ?? 0;
        }
        count += seen - notAfter;
        for (let i = lower + 1; i <= size; i += i & -i) {
            sums[i] = (sums[i] ?? 0) + 1;
        }
    });
    return count;
}

function sortRow(row: number[], neighbours: ReadonlyMap<number, readonly number[]>, place: Map<number, number>): void {
    const wanted = new Map(row.map((node, i) => {
        const near = neighbours.get(node) ?? [];
        return [node, near.length === 0 ? i : near.reduce((sum, other) => sum + (place.get(other) ?? 0), 0) / near.length] as const;
    }));
    row.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0) || (place.get(a) ?? 0) - (place.get(b) ?? 0));
    row.forEach((node, i) => place.set(node, i));
}

function push(map: Map<number, number[]>, key: number, value: number): void {
    const known = map.get(key);
    if (known === undefined) {
        map.set(key, [value]);
    } else {
        known.push(value);
    }
}
