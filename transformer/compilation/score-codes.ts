/** How far below what is selected the scores of other keys are; BOS is half as far. */
export const scoreDrop = 48;

/** A sum of numbers of one side, each times its weight, and a constant. */
export interface Sum {
    readonly weights: readonly (readonly [number: number, weight: number])[];
    readonly constant: number;
}

/**
 * A part of a head's score: numbers for the kinds of queries and of keys, and products of sums of these, which add up
 * to 0 for a query and a key that it selects, and to -1 or less for one that it does not.
 */
export interface ScoreCode {
    readonly queries: readonly Float64Array[];
    readonly keys: readonly Float64Array[];
    readonly products: readonly { readonly query: Sum; readonly key: Sum }[];
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
 * The ways to make a score, the narrowest first.
 * @param selects for each kind of query, 1 at each kind of key that it selects; no two rows and no two columns are equal
 * @param labels numbers to use where each query goes with one kind of key at the most
 * @param isNeverEmpty whether each query selects some key: then only differences of its scores matter
 */
export function scoreCodes(selects: readonly Uint8Array[], labels: Labels | undefined, isNeverEmpty: boolean): ScoreCode[] {
    const kinds = selects[0]?.length ?? 0;
    if (selects.every(row => row.every(cell => cell === 1))) {
        return [{ queries: [], keys: [], products: [] }];
    }
    const matching = matchingLabels(selects);
    const isSquared = matching !== undefined && Math.max(...matching.queries, ...matching.keys) <= mostSquared;
    return [...isSquared ? [squares(labels ?? matching, isNeverEmpty)] : [], oneHots(selects, kinds)];
}

const itself = (number: number, weight = 1): Sum => ({ weights: [[number, weight]], constant: 0 });
const one: Sum = { weights: [], constant: 1 };

function oneHots(selects: readonly Uint8Array[], kinds: number): ScoreCode {
    const columns = Array.from({ length: kinds }, (_, key) => Uint8Array.from(selects, row => row[key] ?? 0));
    const rows = selects.flatMap((row, i) => (row.includes(0) ? [i] : []));
    const others = columns.flatMap((column, i) => (column.includes(0) ? [i] : []));
    const oneHot = (chosen: number, size: number): Float64Array => Float64Array.from({ length: size }, (_, i) => Number(i === chosen));
    const missing = (cells: Uint8Array | undefined): Float64Array => Float64Array.from(cells ?? [], cell => (cell === 1 ? 0 : -1));
    const numbers = rows.length <= others.length
        ? { queries: rows.map(i => oneHot(i, selects.length)), keys: rows.map(i => missing(selects[i])) }
        : { queries: others.map(i => missing(columns[i])), keys: others.map(i => oneHot(i, kinds)) };
    return { ...numbers, products: numbers.queries.map((_, i) => ({ query: itself(i), key: itself(i) })) };
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

/** -(q - k)² = 2qk - k² - q². */
function squares({ queries, keys }: Labels, isNeverEmpty: boolean): ScoreCode {
    const middle = Math.floor((Math.max(...queries, ...keys) + Math.min(...queries, ...keys)) / 2);
    const q = Float64Array.from(queries, label => label - middle);
    const k = Float64Array.from(keys, label => label - middle);
    const squared = (numbers: Float64Array): Float64Array => numbers.map(number => -number * number);
    return {
        queries: isNeverEmpty ? [q] : [q, squared(q)],
        keys: [k, squared(k)],
        products: [{ query: itself(0, 2), key: itself(0) }, { query: one, key: itself(1) }, ...isNeverEmpty ? [] : [{ query: itself(1), key: one }]]
    };
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
