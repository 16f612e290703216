import { denseSource } from '../../../language/drawing/attention-source';
import type { AttentionSource } from '../../../language/drawing/attention-source';
import { selectedKeys } from '../../../language/drawing/scene';

/** What a head that is exact gives keys and BOS for what its selector selects. */
export interface ExpectedAttention {
    readonly source: AttentionSource;
    readonly bos: Float32Array;
    /** Whether BOS weighs as much as each selected key, as in a head that counts. */
    readonly counts: boolean;
}

/**
 * A mean gives each of c selected keys 1/c, and BOS nothing unless none is selected. A head that counts gives 1/(1+c)
 * to each of them and to BOS. Which it is shows in what BOS gets.
 */
export function expectedAttention(label: string, rows: readonly string[], bos: Float32Array): ExpectedAttention {
    const n = rows.length;
    const selected = rows.map(selectedKeys);
    const some = selected.flatMap((keys, query) => (keys.length > 0 ? [query] : []));
    const given = some.reduce((sum, query) => sum + (bos[query] ?? 0), 0);
    const shares = some.reduce((sum, query) => sum + 1 / (1 + (selected[query]?.length ?? 0)), 0);
    const counts = shares > 0 && given > shares / 2;
    const weights = new Float32Array(n * n);
    const forBos = new Float32Array(n);
    selected.forEach((keys, query) => {
        const share = 1 / (keys.length + (counts ? 1 : 0));
        keys.forEach(key => { weights[query * n + key] = share; });
        forBos[query] = keys.length === 0 ? 1 : counts ? share : 0;
    });
    return { source: denseSource(label, n, weights), bos: forBos, counts };
}
