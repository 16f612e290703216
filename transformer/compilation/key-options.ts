import type { KeyOption } from './mean-values.js';
import type { ScoreMatrix } from './score-matrix.js';

/** What a query of a kind may, or must, select at each position, and the values there. */
export function keyOptions({ keys, selects }: Pick<ScoreMatrix, 'keys' | 'selects'>, values: Int32Array): (query: number, position: number, length: number) => KeyOption {
    const known = selects.map(() => new Map<Int32Array, KeyOption>());
    return (query, position, length) => {
        const rows = keys.relation.rowsAt(position, length);
        let option = known[query]?.get(rows);
        if (option === undefined) {
            const row = selects[query] ?? new Uint8Array(0);
            const chosen = [...rows].filter(at => (keys.kinds[at] ?? -1) >= 0 && row[keys.kinds[at] ?? 0] === 1);
            option = {
                values: [...new Set(chosen.map(at => values[at] ?? -1))].filter(id => id >= 0),
                rows: chosen,
                may: chosen.length > 0,
                must: chosen.length > 0 && chosen.length === [...rows].filter(at => (keys.kinds[at] ?? -1) >= 0).length
            };
            known[query]?.set(rows, option);
        }
        return option;
    };
}
