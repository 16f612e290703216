import type { AggregateSOp } from '../../language/graph/nodes.js';
import { Float } from '../../language/values/atom.js';
import { comparisonsOf, conditionOf } from './conditions.js';
import { keyOptions } from './key-options.js';
import { unlessRefused } from './refusal.js';
import { scoreMatrix } from './score-matrix.js';
import type { KnownValues } from './tables.js';
import { valueCodes } from './value-codes.js';

/** Sums over the keys that are selected, where the position of the query alone says how many these are. */
export interface SumValues {
    /** For each position how many keys it selects. */
    readonly widths: Int32Array;
    /** The sums that can occur at a position, as atom ids. */
    valuesAt(position: number): readonly number[];
    /** What the aggregate gives for a sum: the mean, or the default; -1 where it has no value. */
    resultOf(position: number, sum: number): number;
}

/** Sums at one position. */
const mostSums = 4_096;

/** @returns undefined where widths are not known, or sums are not numbers that float32 tells apart */
export function sumValues(known: KnownValues, node: AggregateSOp): SumValues | undefined {
    const { atoms, maxLength } = known;
    const ids = [...new Set(known.table(node.values).values)].filter(id => id >= 0);
    const idOf = new Map(ids.map(id => [atoms.number(id), id]));
    const isNumeric = !idOf.has(undefined) && idOf.size === ids.length && !ids.every(id => typeof atoms.atom(id) === 'boolean');
    const condition = conditionOf(node.selector);
    const isPositional = comparisonsOf(condition).every(({ queries }) => known.table(queries).relation.variables.every(({ role }) => role === 'position'));
    const matrix = isNumeric && isPositional ? unlessRefused(() => scoreMatrix(known, condition, node, { nodes: [node.values] })) : undefined;
    const valuesOfKeys = matrix?.keys.companions[0];
    if (matrix === undefined || valuesOfKeys === undefined) {
        return undefined;
    }
    const { keys, queries: { relation, kinds } } = matrix;
    const options = keyOptions(matrix, valuesOfKeys);
    const widths = new Int32Array(maxLength).fill(-1);
    const sums = Array.from({ length: maxLength }, () => new Set<number>());
    const done = new Map<string, ReadonlySet<number>>();
    // Without what depends on the length, a longer input differs only by the keys behind a shorter one.
    const isByLength = [...keys.relation.variables, ...relation.variables].some(({ byLength }) => byLength);
    for (let length = isByLength ? 1 : maxLength; length <= maxLength; length++) {
        for (let position = 0; position < length; position++) {
            const query = kinds[relation.rowsAt(position, length)[0] ?? 0] ?? -1;
            const row = query < 0 ? [] : Array.from({ length }, (_, key) => options(query, key, length));
            const selected = row.filter(({ may }) => may);
            const isFixed = isByLength ? [-1, selected.length].includes(widths[position] ?? -1) : row.findLastIndex(({ may }) => may) <= position;
            if (query < 0 || selected.some(({ must }) => !must) || !isFixed) {
                return undefined;
            }
            widths[position] = selected.length;
            const key = selected.map(({ values }) => values.join()).join(' ');
            const found = done.get(key) ?? sumsOf(selected.map(({ values }) => values.map(id => atoms.number(id) ?? 0)), known.checkpoint);
            if (found === undefined) {
                return undefined;
            }
            done.set(key, found);
            found.forEach(sum => sums[position]?.add(sum));
        }
    }
    const byPosition = sums.map(set => [...set].map(sum => atoms.id(Number.isInteger(sum) ? sum : new Float(sum))));
    if (!valueCodes(atoms, [...new Set(byPosition.flat())]).isNumeric) {
        return undefined;
    }
    return {
        widths,
        valuesAt: position => byPosition[position] ?? [],
        resultOf: (position, sum) => {
            const width = widths[position] ?? 0;
            const number = atoms.number(sum) ?? 0;
            return width > 1 ? atoms.id(new Float(number / width)) : width === 1 ? idOf.get(number) ?? -1 : node.default === null ? -1 : atoms.id(node.default);
        }
    };
}

function sumsOf(keys: readonly (readonly number[])[], checkpoint: () => void): ReadonlySet<number> | undefined {
    let sums = new Set([0]);
    for (const numbers of keys) {
        checkpoint();
        const next = new Set<number>();
        sums.forEach(sum => { numbers.forEach(number => next.add(sum + number)); });
        if (next.size > mostSums) {
            return undefined;
        }
        sums = next;
    }
    return sums;
}
