/** How far below what is selected the scores of other keys are; BOS is half as far. */
export const scoreDrop = 48;

/**
 * A part of a head's score: numbers for the kinds of queries and of keys, whose products add up to 0 for a query and a key
 * that it selects, and to -1 or less for one that it does not.
 */
export interface ScoreCode {
    readonly queries: readonly Float64Array[];
    readonly keys: readonly Float64Array[];
}

/** Kinds from which on equality is a square, or made of digits, rather than one dimension for each kind. */
const fewestSquared = 4;
/** Squares stay exact in float32. */
export const mostSquared = 2_000;

/** Numbers that queries and keys have by themselves, equal for those that are selected. */
export interface Labels {
    readonly queries: readonly number[];
    readonly keys: readonly number[];
}

/**
 * A mark for each kind of query, or of key.
 * @param selects for each kind of query, 1 at each kind of key that it selects; no two rows and no two columns are equal
 */
export function scoreCode(selects: readonly Uint8Array[]): ScoreCode {
    const isAll = selects.every(row => row.every(cell => cell === 1));
    return isAll ? { queries: [], keys: [] } : oneHots(selects, selects[0]?.length ?? 0);
}

function oneHots(selects: readonly Uint8Array[], kinds: number): ScoreCode {
    const columns = Array.from({ length: kinds }, (_, key) => Uint8Array.from(selects, row => row[key] ?? 0));
    const rows = selects.flatMap((row, i) => (row.includes(0) ? [i] : []));
    const others = columns.flatMap((column, i) => (column.includes(0) ? [i] : []));
    const oneHot = (chosen: number, size: number): Float64Array => Float64Array.from({ length: size }, (_, i) => Number(i === chosen));
    const missing = (cells: Uint8Array | undefined): Float64Array => Float64Array.from(cells ?? [], cell => (cell === 1 ? 0 : -1));
    return rows.length <= others.length
        ? { queries: rows.map(i => oneHot(i, selects.length)), keys: rows.map(i => missing(selects[i])) }
        : { queries: others.map(i => missing(columns[i])), keys: others.map(i => oneHot(i, kinds)) };
}

/** Numbers for the kinds of queries and keys, equal for those that are selected, where each goes with one at the most. */
export function matchingLabels(selects: readonly Uint8Array[]): Labels | undefined {
    const kinds = selects[0]?.length ?? 0;
    const keys = new Array<number>(kinds).fill(-1);
    const queries: number[] = [];
    let next = 0;
    for (const row of selects) {
        const key = row.indexOf(1);
        if (key !== row.lastIndexOf(1) || (key >= 0 && (keys[key] ?? -1) >= 0)) {
            return undefined;
        }
        queries.push(next);
        if (key >= 0) {
            keys[key] = next;
        }
        next++;
    }
    for (let key = 0; key < kinds; key++) {
        if ((keys[key] ?? -1) < 0) {
            keys[key] = next++;
        }
    }
    return next < fewestSquared ? undefined : { queries, keys };
}

/** Numbers of kinds in binary. Labels that follow each other differ in one digit of this code, which so is the smoother function of them. */
export function digitsOf({ queries, keys }: Labels): { readonly queries: readonly Float64Array[]; readonly keys: readonly Float64Array[] } {
    const count = Math.ceil(Math.log2(1 + Math.max(...queries, ...keys)));
    const digits = (labels: readonly number[]): Float64Array[] => Array.from({ length: count }, (_, place) => Float64Array.from(labels, label => ((label ^ (label >> 1)) >> place) & 1));
    return { queries: digits(queries), keys: digits(keys) };
}

/** Whether it takes two values, next to each other and one of them 0. */
export function isMark(values: Float64Array): boolean {
    return values.every(value => value === 0 || value === 1) || values.every(value => value === 0 || value === -1);
}
