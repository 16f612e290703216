import type { SOp } from '../../language/graph/nodes.js';
import { Float } from '../../language/values/atom.js';
import { CannotCompile } from './refusal.js';
import type { KnownValues } from './tables.js';

/** What a query can select at one position. */
export interface KeyOption {
    /** The values that a key which it selects can have. */
    readonly values: readonly number[];
    readonly rows: readonly number[];
    readonly may: boolean;
    readonly must: boolean;
}

/** Pairs of a number of selected keys and the sum of their values. */
const mostSums = 60_000;

/** Numbers that are added up for the means of one program. */
const mostAdded = 2 ** 28;
const addedFor = new WeakMap<KnownValues, number>();
/** Numbers that are added before it is asked whether to go on. */
const addedAtOnce = 65_536;

/** Ints whose sums doubles hold. */
const mostExact = 2 ** 40;

/**
 * All results of a mean over keys that may or must be selected: the value itself where one is selected, else sums over
 * numbers of keys, added up position by position as the interpreter does.
 */
export function meansOf(keys: readonly KeyOption[], known: KnownValues, about: SOp): Set<number> {
    const { atoms } = known;
    const constant = meansOfOne(keys, known);
    if (constant !== undefined) {
        return constant;
    }
    let sums: (Set<number> | undefined)[] = [new Set([0])];
    let single = new Set<number>();
    let total = 1;
    let added = 0;
    for (const { values, may, must } of keys) {
        if (!may) {
            continue;
        }
        known.checkpoint();
        const numbers = [...new Set(values.map(id => atoms.number(id) ?? 0))];
        const isFirst = sums[0] !== undefined;
        const next: (Set<number> | undefined)[] = must ? [undefined] : [sums[0]];
        total = 0;
        for (let count = 1; count <= sums.length; count++) {
            const reached = must ? new Set<number>() : new Set(sums[count]);
            for (const sum of sums[count - 1] ?? []) {
                numbers.forEach(number => reached.add(sum + number));
                added += numbers.length;
                if (added >= addedAtOnce) {
                    addedFor.set(known, (addedFor.get(known) ?? 0) + added);
                    added = 0;
                    known.checkpoint();
                }
                if (total + reached.size > mostSums || (addedFor.get(known) ?? 0) > mostAdded) {
                    throw new CannotCompile(about, `the mean that this computes has too many possible values for length ${known.maxLength}`, 'Average values of fewer kinds, or choose a shorter longest input.');
                }
            }
            next[count] = reached.size > 0 ? reached : undefined;
            total += reached.size;
        }
        single = new Set([...must ? [] : single, ...isFirst ? values : []]);
        sums = next;
    }
    const found = new Set(single);
    sums.forEach((set, count) => {
        if (count >= 2) {
            set?.forEach(sum => found.add(atoms.id(new Float(sum / count))));
        }
    });
    return found;
}

/** The same where all keys have one value, whose sums are exact; undefined where they do not. */
function meansOfOne(keys: readonly KeyOption[], { atoms }: KnownValues): Set<number> | undefined {
    const selected = keys.filter(({ may }) => may);
    const value = selected[0]?.values[0] ?? -1;
    const number = atoms.number(value);
    if (number === undefined || !Number.isInteger(number) || Math.abs(number) > mostExact || !selected.every(({ values }) => values.length === 1 && values[0] === value)) {
        return undefined;
    }
    const least = selected.filter(({ must }) => must).length;
    return new Set([...least <= 1 ? [value] : [], ...selected.length >= 2 ? [atoms.id(new Float(number))] : []]);
}
