/** The order within rows, chosen so that few lines cross. */

/** Lines between a row and the next, by the numbers of their ends. */
export type RowLines = readonly (readonly [upper: number, lower: number])[];

const mostSweeps = 24;
/** Sweeps without a better order after which the search ends. */
const patience = 6;

/**
 * Sorts rows by the means of their neighbours' places, downwards and upwards in turn, and keeps the best order seen
 * (Sugiyama, Tagawa, Toda 1981). A sweep takes about linear time.
 * @param rows the numbers, from 0 on, of what stands in each row, in any order
 * @param lines for each row those to the next
 */
export function orderRows(rows: readonly (readonly number[])[], lines: readonly RowLines[]): number[][] {
    const count = rows.reduce((sum, row) => sum + row.length, 0);
    const above: number[][] = Array.from({ length: count }, () => []);
    const below: number[][] = Array.from({ length: count }, () => []);
    for (const between of lines) {
        for (const [upper, lower] of between) {
            below[upper]?.push(lower);
            above[lower]?.push(upper);
        }
    }
    const current = rows.map(row => [...row]);
    const place = placesOf(current);
    const wanted = new Float64Array(count);
    let best = current.map(row => [...row]);
    let fewest = Infinity;
    for (let sweep = 0, idle = 0; sweep < mostSweeps && idle < patience && fewest > 0; sweep++) {
        const isDown = sweep % 2 === 0;
        const neighbours = isDown ? above : below;
        for (let i = 1; i < current.length; i++) {
            sortRow(current[isDown ? i : current.length - 1 - i] ?? [], neighbours, place, wanted);
        }
        const crossings = crossingsAt(current, lines, place);
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
    return crossingsAt(rows, lines, placesOf(rows));
}

function crossingsAt(rows: readonly (readonly number[])[], lines: readonly RowLines[], place: Int32Array): number {
    return lines.reduce((sum, between, i) => {
        const size = rows[i + 1]?.length ?? 0;
        // A pair of places is one number, so that sorting compares numbers.
        const pairs = Float64Array.from(between, ([upper, lower]) => (place[upper] ?? 0) * size + (place[lower] ?? 0)).sort();
        return sum + inversions(pairs, size);
    }, 0);
}

/** Pairs whose order differs above and below, counted with a tree of sums. */
function inversions(pairs: Float64Array, size: number): number {
    const sums = new Int32Array(size + 1);
    let count = 0;
    for (let seen = 0; seen < pairs.length; seen++) {
        const lower = (pairs[seen] ?? 0) % size;
        let notAfter = 0;
        for (let i = lower + 1; i > 0; i -= i & -i) {
            notAfter += sums[i] ?? 0;
        }
        count += seen - notAfter;
        for (let i = lower + 1; i <= size; i += i & -i) {
            sums[i] = (sums[i] ?? 0) + 1;
        }
    }
    return count;
}

function sortRow(row: number[], neighbours: readonly (readonly number[])[], place: Int32Array, wanted: Float64Array): void {
    for (const node of row) {
        const near = neighbours[node] ?? [];
        let sum = 0;
        for (const other of near) {
            sum += place[other] ?? 0;
        }
        wanted[node] = near.length === 0 ? place[node] ?? 0 : sum / near.length;
    }
    row.sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || (place[a] ?? 0) - (place[b] ?? 0));
    row.forEach((node, i) => { place[node] = i; });
}

/** Where each node stands in its row. */
function placesOf(rows: readonly (readonly number[])[]): Int32Array {
    const place = new Int32Array(rows.reduce((sum, row) => sum + row.length, 0));
    rows.forEach(row => { row.forEach((node, i) => { place[node] = i; }); });
    return place;
}
