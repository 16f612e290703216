import { headKey } from '../../../language/drawing/scene-index';
import { selectedKeys } from '../../../language/drawing/scene';
import type { FlowScene } from '../../../language/drawing/scene';
import type { TracedCell } from '../../../language/drawing/trace';

/** What of a head goes into a traced value. */
export interface UsedOfHead {
    /** Positions whose result is needed: they are the queries. */
    readonly queries: ReadonlySet<number>;
    /** Positions that these queries select. */
    readonly keys: ReadonlySet<number>;
    /** Ids of the steps that are the head's results. */
    readonly results: ReadonlySet<number>;
}

/** For each head that a traced value needs, by the key of its card, what it needs of it. A query that selects nothing needs no keys. */
export function usedOfHeads(scene: FlowScene, cells: readonly TracedCell[]): ReadonlyMap<string, UsedOfHead> {
    const positions = new Map<number, number[]>();
    for (const { step, position } of cells) {
        const known = positions.get(step);
        if (known === undefined) {
            positions.set(step, [position]);
        } else {
            known.push(position);
        }
    }
    return new Map(scene.heads.map(head => {
        const results = new Set(head.aggregates.map(({ step }) => step));
        const queries = new Set([...results].flatMap(step => positions.get(step) ?? []));
        return [headKey(head), { queries, results, keys: new Set([...queries].flatMap(query => selectedKeys(head.rows[query] ?? ''))) }];
    }));
}
