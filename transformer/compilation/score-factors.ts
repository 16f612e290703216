/**
 * A part of a head's score: for each dimension the numbers of the kinds of queries and of keys. Their products add up
 * to 0 for a query and a key that it selects, and to -1 or less for one that it does not.
 */
export interface ScoreFactors {
    readonly queries: readonly Float64Array[];
    readonly keys: readonly Float64Array[];
}

/** Kinds from which on equality is a square rather than one dimension for each kind. */
const fewestSquared = 4;
/** Squares stay exact in float32. */
export const mostSquared = 2_000;

/** Numbers that queries and keys have by themselves, equal for those that are selected. */
export interface Labels {
    readonly queries: readonly number[];
    readonly keys: readonly number[];
}

/**
 * The ways to make a score, the narrowest first.
 * @param selects for each kind of query, 1 at each kind of key that it selects; no two rows and no two columns are equal
 * @param labels numbers to use where each query goes with one kind of key at the most
 * @param isNeverEmpty whether each query selects some key: then only differences of its scores matter
 */
export function scoreFactors(selects: readonly Uint8Array[], labels: Labels | undefined, isNeverEmpty: boolean): ScoreFactors[] {
    const kinds = selects[0]?.length ?? 0;
    if (selects.every(row => row.every(cell => cell === 1))) {
        return [{ queries: [], keys: [] }];
    }
    const matching = matchingLabels(selects, kinds);
    return [...matching === undefined ? [] : [squares(labels ?? matching, isNeverEmpty)], oneHots(selects, kinds)];
}

function oneHots(selects: readonly Uint8Array[], kinds: number): ScoreFactors {
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
function matchingLabels(selects: readonly Uint8Array[], kinds: number): Labels | undefined {
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
    return next < fewestSquared || next > mostSquared ? undefined : { queries, keys };
}

/** -(q - k)² = 2qk - k² - q². */
function squares({ queries, keys }: Labels, isNeverEmpty: boolean): ScoreFactors {
    const middle = Math.floor((Math.max(...queries, ...keys) + Math.min(...queries, ...keys)) / 2);
    const q = Float64Array.from(queries, label => label - middle);
    const k = Float64Array.from(keys, label => label - middle);
    const own = isNeverEmpty ? [] : [q.map(label => -label * label)];
    return {
        queries: [q.map(label => 2 * label), q.map(() => 1), ...own],
        keys: [k, k.map(label => -label * label), ...own.map(() => k.map(() => 1))]
    };
}

/** Whether it takes two values, next to each other and one of them 0. */
export function isMark(values: Float64Array): boolean {
    return values.every(value => value === 0 || value === 1) || values.every(value => value === 0 || value === -1);
}

/** How far off products with these numbers can be in all, for any kind. */
export function errorOf(features: readonly { readonly error: number }[], others: readonly Float64Array[]): number {
    const sums = others[0]?.map((_, kind) => others.reduce((sum, other, i) => sum + Math.abs(other[kind] ?? 0) * (features[i]?.error ?? 0), 0));
    return sizeOf(sums);
}

/** The largest of some numbers, whatever their signs. */
export function sizeOf(values: Float64Array | undefined): number {
    return values?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0;
}
