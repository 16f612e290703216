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
            const chosen: number[] = [];
            const found = new Set<number>();
            let present = 0;
            for (const at of rows) {
                const kind = keys.kinds[at] ?? -1;
                present += Number(kind >= 0);
                if (kind >= 0 && row[kind] === 1) {
                    chosen.push(at);
                    found.add(values[at] ?? -1);
                }
            }
            found.delete(-1);
            option = { values: [...found], rows: chosen, may: chosen.length > 0, must: chosen.length > 0 && chosen.length === present };
            known[query]?.set(rows, option);
        }
        return option;
    };
}
