import { selectedKeys } from './scene.js';

/**
 * What a matrix selects, where a few words say it: "each position looks at the one before itself". It holds for this
 * matrix, whatever the selector says of other inputs.
 * @param rows a row for each query, as a scene holds them
 * @returns undefined where no pattern fits
 */
export function rowPattern(rows: readonly string[]): string | undefined {
    const n = rows.length;
    const keys = rows.map(selectedKeys);
    return n === 0 ? undefined : patterns.find(({ row }) => keys.every((selected, query) => isSame(selected, row(query, n))))?.text(n)
        ?? shifted(keys) ?? fixed(keys) ?? band(keys);
}

interface Pattern {
    readonly text: (n: number) => string;
    /** The keys that a query selects. */
    readonly row: (query: number, n: number) => readonly number[];
}

const upTo = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

const patterns: readonly Pattern[] = [
    { text: () => 'no position looks anywhere', row: () => [] },
    { text: n => (n === 1 ? 'the only position looks at itself' : 'each position looks at every position'), row: (_, n) => upTo(0, n) },
    { text: () => 'each position looks at itself', row: query => [query] },
    { text: () => 'each position looks at the one before itself', row: query => upTo(Math.max(0, query - 1), query) },
    { text: () => 'each position looks at the one after itself', row: (query, n) => upTo(query + 1, Math.min(n, query + 2)) },
    { text: () => 'each position looks at itself and all before', row: query => upTo(0, query + 1) },
    { text: () => 'each position looks at itself and all after', row: (query, n) => upTo(query, n) },
    { text: () => 'each position looks at all before itself', row: query => upTo(0, query) },
    { text: () => 'each position looks at all after itself', row: (query, n) => upTo(query + 1, n) },
    { text: () => 'each position looks at all but itself', row: (query, n) => [...upTo(0, query), ...upTo(query + 1, n)] },
    { text: () => 'each position looks at its mirror image, the first at the last', row: (query, n) => [n - 1 - query] }
];

function isSame(a: readonly number[], b: readonly number[]): boolean {
    return a.length === b.length && a.every((key, i) => key === b[i]);
}

/** One key at the same distance from each query, where there is one. */
function shifted(keys: readonly (readonly number[])[]): string | undefined {
    const n = keys.length;
    const query = keys.findIndex(selected => selected.length === 1);
    const distance = (keys[query]?.[0] ?? 0) - query;
    const isShifted = query >= 0 && Math.abs(distance) > 1
        && keys.every((selected, at) => isSame(selected, at + distance >= 0 && at + distance < n ? [at + distance] : []));
    return isShifted ? `each position looks at the one ${Math.abs(distance)} ${distance < 0 ? 'before' : 'after'} itself` : undefined;
}

/** The same keys for each query. */
function fixed(keys: readonly (readonly number[])[]): string | undefined {
    const [first = []] = keys;
    const [key = 0] = first;
    if (!keys.every(selected => isSame(selected, first))) {
        return undefined;
    }
    const place = key === 0 ? 'the first position' : key === keys.length - 1 ? 'the last position' : `position ${key}`;
    return first.length === 1 ? `each position looks at ${place}` : `each position looks at the same ${first.length} positions`;
}

/** All keys within the same distances from each query, as far as there are any. */
function band(keys: readonly (readonly number[])[]): string | undefined {
    const n = keys.length;
    const before = Math.max(...keys.map((selected, query) => query - (selected[0] ?? query)));
    const after = Math.max(...keys.map((selected, query) => (selected.at(-1) ?? query) - query));
    const isBand = before < n - 1 && after < n - 1 && keys.every((selected, query) => isSame(selected, upTo(Math.max(0, query - before), Math.min(n, query + after + 1))));
    const parts = [before > 0 ? `the ${counted(before)} before` : '', after > 0 ? `the ${counted(after)} after` : ''].filter(part => part !== '');
    return isBand ? `each position looks at itself and ${parts.join(' and ')}` : undefined;
}

function counted(count: number): string {
    return count === 1 ? 'one' : String(count);
}
