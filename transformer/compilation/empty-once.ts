import { conditionOf } from './conditions.js';
import type { KeyOption } from './mean-values.js';
import { unlessRefused } from './refusal.js';
import { scoreMatrix } from './score-matrix.js';
import type { ScoreMatrix } from './score-matrix.js';
import type { KnownValues } from './tables.js';
import type { Variable } from './variables.js';
import { widthOf } from './width-pattern.js';

/** Kinds of positions that are compared with each other. */
const mostKinds = 3_400;

interface Kind {
    readonly position: number;
    readonly key: number;
    readonly query: number;
}

/**
 * Whether what a query selects stands at one position at the most because all of it has itself selected nothing, and of
 * two such positions one would have selected the other: like the first position of a token, before which there is none.
 */
export function isEmptyOnce(known: KnownValues, matrix: ScoreMatrix, options: readonly KeyOption[]): boolean {
    return matrix.keys.relation.variables.some((variable, at) => {
        const empty = emptyValue(known, variable);
        const column = matrix.keys.relation.columns[at];
        const isEmpty = empty >= 0 && options.every(({ rows }) => rows.every(row => variable.domain[column?.[row] ?? 0] === empty));
        const kinds = isEmpty ? kindsOf(known, matrix, options, variable) : undefined;
        return kinds !== undefined && kinds.found.every(x => {
            known.checkpoint();
            return kinds.found.every(y => x.position === y.position || kinds.selects[x.query]?.[y.key] === 1 || kinds.selects[y.query]?.[x.key] === 1);
        });
    });
}

/** The value of what a head brings that says that it has selected nothing; -1 where no value says so. */
function emptyValue({ atoms, selections }: KnownValues, { role, node }: Variable): number {
    return role === 'width' && node !== undefined && widthOf(node) !== undefined ? atoms.id(0)
        : role === 'aggregate' && node !== undefined ? selections.get(node.shared)?.emptyValue ?? -1 : -1;
}

/** What the selector of a variable's head tells apart of the keys that are selected. */
function kindsOf(known: KnownValues, { keys }: ScoreMatrix, options: readonly KeyOption[], { node }: Variable): { found: readonly Kind[]; selects: ScoreMatrix['selects'] } | undefined {
    const selector = node === undefined ? undefined : widthOf(node) ?? (node.kind === 'aggregate' ? node.selector : undefined);
    if (node === undefined || selector === undefined) {
        return undefined;
    }
    const inner = unlessRefused(() => scoreMatrix(known, conditionOf(selector), node));
    const joint = inner === undefined ? undefined : unlessRefused(() => known.joint([...inner.keys.nodes, ...inner.queries.nodes], node, [...keys.relation.variables, known.position]));
    if (inner === undefined || joint === undefined) {
        return undefined;
    }
    const { relation, values } = joint;
    const selected = options.map(({ rows }) => new Set(rows));
    const rows = keys.relation.rowsOf(relation);
    const positions = relation.columns[relation.variables.indexOf(known.position)];
    const found = new Map<string, Kind>();
    for (let row = 0; row < relation.size; row++) {
        const position = positions?.[row] ?? 0;
        if (selected[position]?.has(rows[row] ?? -1) === true) {
            const ids = values.map(column => column[row] ?? -1);
            const kind = { position, key: inner.keys.kindOf(ids.slice(0, inner.keys.nodes.length)), query: inner.queries.kindOf(ids.slice(inner.keys.nodes.length)) };
            if (kind.key >= 0 && kind.query >= 0) {
                found.set(`${position} ${kind.key} ${kind.query}`, kind);
            }
        }
        if (found.size > mostKinds) {
            return undefined;
        }
    }
    return { found: [...found.values()], selects: inner.selects };
}
