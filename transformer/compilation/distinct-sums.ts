import type { AggregateSOp, SOp } from '../../language/graph/nodes.js';
import { conditionOf } from './conditions.js';
import { unlessRefused } from './refusal.js';
import type { Relation } from './relation.js';
import { scoreMatrix } from './score-matrix.js';
import type { ScoreMatrix } from './score-matrix.js';
import type { KnownValues } from './tables.js';

/** Sums that are compared with a product of a mean, which may be off in its last digits. */
const mostOff = 1e-3;
/** Sums up to which a mean times their number is that close. */
const mostSum = 2 ** 32;

/**
 * The s-op that is added up, where an s-op counts it: its value is the sum over what a selector selects, as in
 * (indices + 1) * mean, and each position selects all that the one before it selects and itself, or the other way round.
 * So it differs between all positions at which the s-op that is added up is positive.
 */
export function countedBy(known: KnownValues, node: SOp): SOp | undefined {
    const { relation, values } = known.table(node);
    for (const [i, variable] of relation.variables.entries()) {
        const source = variable.node;
        if ((variable.role === 'sum' || variable.role === 'aggregate') && source?.kind === 'aggregate') {
            const selected = unlessRefused(() => growing(known, source));
            const isSum = (row: number, width: number): boolean => {
                const mean = known.atoms.number(variable.domain[relation.columns[i]?.[row] ?? 0] ?? -1) ?? NaN;
                const sum = known.atoms.number(values[row] ?? -1) ?? NaN;
                return Number.isInteger(sum) && Math.abs((variable.role === 'sum' ? mean : mean * width) - sum) <= mostOff;
            };
            if (selected !== undefined && holdsEverywhere(known, relation, variable.role === 'sum' ? () => 0 : selected.widthOf, isSum)) {
                return source.values;
            }
        }
    }
    return undefined;
}

function holdsEverywhere(known: KnownValues, relation: Relation, widthOf: (position: number, length: number) => number, holds: (row: number, width: number) => boolean): boolean {
    const checked = new Map<Int32Array, Set<number>>();
    for (let length = 1; length <= known.maxLength; length++) {
        known.checkpoint();
        for (let position = 0; position < length; position++) {
            const rows = relation.rowsAt(position, length);
            const width = widthOf(position, length);
            const widths = checked.get(rows) ?? new Set();
            if (!widths.has(width) && !rows.every(row => holds(row, width))) {
                return false;
            }
            checked.set(rows, widths.add(width));
        }
    }
    return true;
}

/** How many positions are selected, where each position whose value is positive adds to the sum of one and all on one side of it. */
function growing(known: KnownValues, node: AggregateSOp): { widthOf: (position: number, length: number) => number } | undefined {
    const { atoms, maxLength } = known;
    const numbers = known.table(node.values).values.filter(id => id >= 0);
    const isExact = [...new Set(numbers)].map(id => atoms.number(id) ?? -1).every(number => Number.isInteger(number) && number >= 0 && number <= mostSum / maxLength);
    const selected = isExact ? selectedAt(known, node) : undefined;
    const isGrowing = [0, 1, 2, 3].some(way => {
        const [isShrinking, own] = [way >= 2, way % 2];
        return selected?.slice(1).every((after, i) => {
            const before = selected[i] ?? after;
            const [less, more] = isShrinking ? [after, before] : [before, after];
            return less[i + own] === 0 && more[i + own] === 1 && less.every((value, key) => value <= (more[key] ?? 0));
        });
    });
    const widths = isGrowing ? selected?.map(sumsOfFirst) : undefined;
    return widths === undefined ? undefined : { widthOf: (position, length) => widths[position]?.[length] ?? 0 };
}

/** For each number of first values their sum. */
function sumsOfFirst(values: Uint8Array): Int32Array {
    const sums = new Int32Array(values.length + 1);
    for (let i = 0; i < values.length; i++) {
        sums[i + 1] = (sums[i] ?? 0) + (values[i] ?? 0);
    }
    return sums;
}

/** For each position 1 at each that it selects; undefined where that is not all a matter of positions. */
function selectedAt(known: KnownValues, node: AggregateSOp): Uint8Array[] | undefined {
    const { keys, queries, selects } = scoreMatrix(known, conditionOf(node.selector), node);
    if ([keys, queries].some(({ relation }) => relation.variables.some(({ role }) => role !== 'position'))) {
        return undefined;
    }
    const kindAt = ({ relation, kinds }: ScoreMatrix['keys'], position: number): number => kinds[relation.rowsAt(position, known.maxLength)[0] ?? 0] ?? -1;
    const places = Array.from({ length: known.maxLength }, (_, position) => position);
    const kindsOfKeys = places.map(position => kindAt(keys, position));
    return places.map(position => {
        known.checkpoint();
        const row = selects[kindAt(queries, position)];
        return Uint8Array.from(kindsOfKeys, kind => row?.[kind] ?? 0);
    });
}

/** The rows of keys, 1 each, at which an s-op is positive for sure: by what their rows are of, or by one of the values that are compared. */
export function positiveRows(known: KnownValues, { keys }: ScoreMatrix, where: SOp): Uint8Array {
    const positive = new Uint8Array(keys.relation.size);
    const isPositive = (id: number): boolean => id >= 0 && (known.atoms.number(id) ?? 0) > 0;
    const ofRows = unlessRefused(() => known.joint([where], where, keys.relation.variables));
    if (ofRows !== undefined) {
        const rows = keys.relation.rowsOf(ofRows.relation);
        positive.fill(1);
        rows.forEach((row, at) => { positive[row] = Number(positive[row] === 1 && isPositive(ofRows.values[0]?.[at] ?? -1)); });
    }
    keys.nodes.forEach((node, i) => {
        const joint = unlessRefused(() => known.joint([node, where], where));
        const isSure = new Map<number, boolean>();
        joint?.values[0]?.forEach((id, row) => { isSure.set(id, isSure.get(id) !== false && isPositive(joint.values[1]?.[row] ?? -1)); });
        keys.values[i]?.forEach((id, row) => { positive[row] = Number(positive[row] === 1 || isSure.get(id) === true); });
    });
    return positive;
}
