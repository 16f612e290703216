import type { SOp } from '../../language/graph/nodes.js';
import { comparisonsOf } from './conditions.js';
import type { Condition } from './conditions.js';
import { CannotCompile } from './refusal.js';
import type { ScoreMatrix } from './score-matrix.js';
import type { KnownValues } from './tables.js';
import type { Distinct } from './variables.js';

/** Kinds of positions that are compared with each other. */
const mostRows = 3_400;

interface Row {
    readonly position: number;
    readonly key: number;
    readonly query: number;
    /** The values of the s-ops within which it may be an order. */
    readonly shared: readonly number[];
}

/**
 * Between which positions the numbers of selected keys differ: where "selects" puts them in a strict order, as in
 * sorting, so that each number is a place in that order. Where keys must equal queries, there is an order for each value.
 * @param from keys before this position do not count, or count for all queries alike
 */
export function distinctWidths(known: KnownValues, matrix: ScoreMatrix, condition: Condition, about: SOp, from: number): Distinct | undefined {
    const equal = comparisonsOf(condition).filter(({ operator, isNegated, keys, queries }) => operator === '==' && !isNegated && keys.shared === queries.shared).map(({ keys }) => keys);
    const rows = rowsOf(known, matrix, equal, about)?.filter(({ position }) => position >= from);
    if (rows === undefined || rows.length > mostRows) {
        return undefined;
    }
    for (const within of [[], ...equal.map((_, i) => [i]), [...equal.keys()]]) {
        known.checkpoint();
        const groups = new Map<string, Row[]>();
        for (const row of rows) {
            const key = within.map(i => row.shared[i]).join();
            groups.set(key, [...groups.get(key) ?? [], row]);
        }
        if ([...groups.values()].every(group => isOrder(group, matrix, known.checkpoint))) {
            return { from, within: within.flatMap(i => equal[i]?.shared ?? []) };
        }
    }
    return undefined;
}

function rowsOf(known: KnownValues, { keys, queries }: ScoreMatrix, equal: readonly SOp[], about: SOp): Row[] | undefined {
    try {
        const { relation, values } = known.joint([...keys.nodes, ...queries.nodes, ...equal], about, [known.position]);
        const places = relation.columns[relation.variables.indexOf(known.position)];
        const ofQueries = keys.nodes.length;
        const others = ofQueries + queries.nodes.length;
        return Array.from({ length: relation.size }, (_, row) => ({
            position: places?.[row] ?? 0,
            key: keys.kindOf(keys.nodes.map((_node, i) => values[i]?.[row] ?? -1)),
            query: queries.kindOf(queries.nodes.map((_node, i) => values[ofQueries + i]?.[row] ?? -1)),
            shared: equal.map((_node, i) => values[others + i]?.[row] ?? -1)
        })).filter(({ key, query }) => key >= 0 && query >= 0).filter(unseen());
    } catch (error) {
        if (error instanceof CannotCompile) {
            return undefined;
        }
        throw error;
    }
}

/** Rows that look alike are one. */
function unseen(): (row: Row) => boolean {
    const seen = new Set<string>();
    return ({ position, key, query, shared }) => {
        const text = `${position} ${key} ${query} ${shared.join()}`;
        const isNew = !seen.has(text);
        seen.add(text);
        return isNew;
    };
}

function isOrder(rows: readonly Row[], { selects }: ScoreMatrix, checkpoint: () => void): boolean {
    const before = rows.map(({ query }) => {
        checkpoint();
        return rows.reduce((count, { key }) => count + (selects[query]?.[key] ?? 0), 0);
    });
    // Two that count alike could stand at two positions.
    return rows.every((x, i) => {
        checkpoint();
        return rows.every((y, j) => x.position === y.position
            || (before[i] !== before[j] && (selects[x.query]?.[y.key] === 1) === ((before[j] ?? 0) < (before[i] ?? 0))));
    });
}
