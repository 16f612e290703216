import { denseSource } from '../../../language/drawing/attention-source';
import type { AttentionSource } from '../../../language/drawing/attention-source';
import { selectedKeys } from '../../../language/drawing/scene';

/** What a head gives keys and BOS where it shares its attention in a simple way. */
export interface ExpectedAttention {
    /**
     * `mean`: each of c selected keys gets 1/c, and BOS nothing unless none is selected. `count`: each of them and BOS get
     * 1/(1+c). `other`: neither is what the head does, as where BOS takes what makes all sums alike; it is compared with a mean.
     */
    readonly kind: 'mean' | 'count' | 'other';
    readonly source: AttentionSource;
    readonly bos: Float32Array;
}

/** Weights that are farther off are shared in another way. */
const near = 0.005;

/**
 * The attention that a head is compared with.
 * @param rows what its selector selects
 * @param weights what it gives each query and key
 * @param bos what it gives each query for BOS
 */
export function expectedAttention(label: string, rows: readonly string[], weights: Float32Array, bos: Float32Array): ExpectedAttention {
    const selected = rows.map(selectedKeys);
    const mean = shares(selected, false);
    const count = shares(selected, true);
    const kind = fits(mean, weights, bos) ? 'mean' : fits(count, weights, bos) ? 'count' : 'other';
    const { ofKeys, ofBos } = kind === 'count' ? count : mean;
    return { kind, source: denseSource(label, rows.length, ofKeys), bos: ofBos };
}

interface Shares {
    readonly ofKeys: Float32Array;
    readonly ofBos: Float32Array;
}

function shares(selected: readonly (readonly number[])[], counts: boolean): Shares {
    const n = selected.length;
    const ofKeys = new Float32Array(n * n);
    const ofBos = new Float32Array(n);
    selected.forEach((keys, query) => {
        const share = 1 / (keys.length + (counts ? 1 : 0));
        keys.forEach(key => { ofKeys[query * n + key] = share; });
        ofBos[query] = keys.length === 0 ? 1 : counts ? share : 0;
    });
    return { ofKeys, ofBos };
}

function fits({ ofKeys, ofBos }: Shares, weights: Float32Array, bos: Float32Array): boolean {
    const isNear = (share: number, given = 0): boolean => Math.abs(share - given) < near;
    return ofKeys.every((share, at) => isNear(share, weights[at])) && ofBos.every((share, query) => isNear(share, bos[query]));
}
