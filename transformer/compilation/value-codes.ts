import type { AtomTable } from './atom-table.js';

/** The number that stands for each value of an s-op in the residual stream. */
export interface Codes {
    readonly of: ReadonlyMap<number, number>;
    /** Whether the numbers are the values themselves, so that sums and means of them have a meaning. */
    readonly isNumeric: boolean;
    /** The least distance of two different ones. */
    readonly gap: number;
}

/** The widest range of values, in their least distances, for which float32 holds sums and means with some digits to spare. */
const widestRange = 2 ** 17;

/** Values closer than this part of the largest are one number, as far as float32 can tell. */
export const lastDigits = 1e-9;

/** Numbers for values: themselves if they are numbers close enough to each other, else 0, 1, 2 … */
export function valueCodes(atoms: AtomTable, ids: readonly number[]): Codes {
    const numbers = ids.map(id => atoms.number(id));
    const sorted = [...new Set(numbers.filter(number => number !== undefined))].sort((a, b) => a - b);
    const range = Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted.at(-1) ?? 0));
    // Sums in doubles differ in their last digits: what is this close is one place, and whoever tells it apart is refused.
    const gap = leastGap(sorted.filter((number, i) => i === 0 || number - (sorted[i - 1] ?? 0) > lastDigits * range));
    if (numbers.every(number => number !== undefined) && range <= widestRange * gap) {
        return { of: new Map(ids.map((id, i) => [id, numbers[i] ?? 0])), isNumeric: true, gap };
    }
    // Numbers that are equal are one value, whatever their types.
    const places = new Map<string, number>();
    const of = new Map(ids.map((id, i) => {
        const key = numbers[i] === undefined ? `id ${id}` : `${numbers[i]}`;
        const place = places.get(key) ?? places.size;
        places.set(key, place);
        return [id, place] as const;
    }));
    return { of, isNumeric: false, gap: 1 };
}

/** The least distance of neighbours in an ascending list; 1 where there are none. */
export function leastGap(sorted: readonly number[]): number {
    let gap = Infinity;
    for (let i = 1; i < sorted.length; i++) {
        gap = Math.min(gap, (sorted[i] ?? 0) - (sorted[i - 1] ?? 0));
    }
    return Number.isFinite(gap) ? gap : 1;
}
