import type { SOp } from '../../language/graph/nodes.js';
import { CannotCompile } from './refusal.js';
import type { ScoreMatrix } from './score-matrix.js';
import type { KnownValues } from './tables.js';

/** Kinds of positions that are compared with each other. */
const mostRows = 3_400;

/**
 * Whether the numbers of selected keys are different at all positions from one on: they are where "selects" puts these
 * positions in a strict order, as in sorting, so that each count is a place in that order.
 * @param matrix keys before that position do not count, or count for all queries alike
 * @returns the position, or undefined
 */
export function distinctFrom(known: KnownValues, matrix: ScoreMatrix, about: SOp, from: number): number | undefined {
    const { keys, queries, selects } = matrix;
    let joint;
    try {
        joint = known.joint([...keys.nodes, ...queries.nodes], about, [known.position]);
    } catch (error) {
        if (error instanceof CannotCompile) {
            return undefined;
        }
        throw error;
    }
    const { relation, values } = joint;
    const places = relation.columns[relation.variables.indexOf(known.position)];
    const rows: { position: number; key: number; query: number }[] = [];
    for (let row = 0; row < relation.size && rows.length <= mostRows; row++) {
        const key = keys.kindOf(keys.nodes.map((_, i) => values[i]?.[row] ?? -1));
        const query = queries.kindOf(queries.nodes.map((_, i) => values[keys.nodes.length + i]?.[row] ?? -1));
        const position = places?.[row] ?? 0;
        if (position >= from && key >= 0 && query >= 0) {
            rows.push({ position, key, query });
        }
    }
    if (rows.length > mostRows) {
        return undefined;
    }
    const before = rows.map(({ query }) => rows.reduce((count, { key }) => count + (selects[query]?.[key] ?? 0), 0));
    known.checkpoint();
    const isOrder = rows.every((x, i) => rows.every((y, j) => x.position === y.position || (selects[x.query]?.[y.key] === 1) === ((before[j] ?? 0) < (before[i] ?? 0)))
        // Two that count alike could stand at two positions.
        && rows.every((y, j) => x.position === y.position || before[i] !== before[j]));
    return isOrder ? from : undefined;
}
