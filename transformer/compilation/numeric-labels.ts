import type { Condition } from './conditions.js';
import type { Inference } from './inference.js';
import { mostSquared } from './score-codes.js';
import type { Labels } from './score-codes.js';
import type { ScoreMatrix, Side } from './score-matrix.js';

/** What both sides of an equality are as whole numbers, where each kind is one. */
export function numericLabels({ atoms }: Inference, clause: Condition, { keys, queries }: ScoreMatrix): Labels | undefined {
    if (clause.kind !== 'compare' || clause.operator !== '==' || clause.isNegated) {
        return undefined;
    }
    const labelsOf = ({ kinds }: Side, values: Int32Array | undefined): number[] | undefined => {
        const labels: number[] = [];
        for (const [row, kind] of kinds.entries()) {
            const number = atoms.number(values?.[row] ?? -1);
            if (kind >= 0 && (number === undefined || !Number.isInteger(number) || Math.abs(number) > mostSquared / 2 || (labels[kind] ?? number) !== number)) {
                return undefined;
            }
            if (kind >= 0) {
                labels[kind] = number ?? 0;
            }
        }
        return labels;
    };
    const q = labelsOf(queries, queries.values[0]);
    const k = labelsOf(keys, keys.values[0]);
    return q === undefined || k === undefined ? undefined : { queries: q, keys: k };
}

/**
 * The sides of an equality with a kind for each whole number, also for those that no key, or no query, equals: so that
 * each is as it is, where it is made into squares. Undefined where a side is no whole number.
 */
export function partedKinds({ atoms }: Inference, clause: Condition, { keys, queries }: ScoreMatrix): { readonly keys: Side; readonly queries: Side; readonly labels: Labels } | undefined {
    if (clause.kind !== 'compare' || clause.operator !== '==' || clause.isNegated) {
        return undefined;
    }
    const parted = (side: Side): { side: Side; labels: number[] } | undefined => {
        const labels: number[] = [];
        const places = new Map<number, number>();
        const kindOf = (id: number): number => {
            const number = atoms.number(id);
            if (number === undefined || !Number.isInteger(number) || Math.abs(number) > mostSquared / 2) {
                return -1;
            }
            const place = places.get(number) ?? labels.push(number) - 1;
            places.set(number, place);
            return place;
        };
        const kinds = side.kinds.map((kind, row) => (kind < 0 ? -1 : kindOf(side.values[0]?.[row] ?? -1)));
        const isWhole = kinds.every((kind, row) => kind >= 0 || (side.kinds[row] ?? -1) < 0);
        return isWhole ? { labels, side: { ...side, kinds, kindOf: ([id = -1]) => places.get(atoms.number(id) ?? NaN) ?? -1 } } : undefined;
    };
    const q = parted(queries);
    const k = parted(keys);
    return q === undefined || k === undefined ? undefined : { queries: q.side, keys: k.side, labels: { queries: q.labels, keys: k.labels } };
}
