import type { Selector } from '../graph/nodes.js';
import { compare, pairCountText } from './pair-count.js';
import type { Reach } from './reach.js';
import { reachOf } from './selector-reach.js';

/**
 * What attention a selector needs:
 * - `none`: it selects nothing;
 * - `local`: keys within a fixed distance of their query;
 * - `fixed`: a bounded number of keys for each query, or of positions in all, given by position and length;
 * - `sparse`: at most so many pairs times n, found by what the tokens are;
 * - `dense`: a share of all n² pairs.
 */
export type AttentionKind = 'none' | 'local' | 'fixed' | 'sparse' | 'dense';

export interface SelectorAttention {
    readonly selector: Selector;
    readonly kind: AttentionKind;
    readonly reach: Reach;
    /** Pairs that it may need at most, as a formula in n. */
    readonly pairs: string;
    /** Whether it selects exactly so many, on every input that is long enough. */
    readonly isExact: boolean;
}

/** Kind and pairs of a selector; sound for every input: never fewer pairs than it can select. */
export function attentionOf(selector: Selector): SelectorAttention {
    const reach = reachOf(selector);
    const { upper, lower } = reach;
    return { selector, kind: kindOf(reach), reach, pairs: pairCountText(upper), isExact: compare({ ...upper, from: 0 }, { ...lower, from: 0 }) === 0 };
}

function kindOf({ low, high, isPositional, keyPositions, upper }: Reach): AttentionKind {
    return low > high ? 'none'
        : Number.isFinite(low) && Number.isFinite(high) ? 'local'
        : upper.square > 0 ? 'dense'
        : isPositional || Number.isFinite(keyPositions) ? 'fixed'
        : 'sparse';
}

/** The pattern in a few words. */
export function attentionText({ kind, reach }: SelectorAttention): string {
    const { low, high, keysPerQuery, queriesPerKey, keyPositions, isUniform, isPositional } = reach;
    switch (kind) {
        case 'none': return 'selects nothing';
        case 'local': return low === 0 && high === 0 ? 'local: each position itself'
            : low === high ? `local: the key ${count(Math.abs(low), 'position')} ${low < 0 ? 'before' : 'behind'}`
            : `local: keys up to ${count(Math.max(Math.abs(low), Math.abs(high)), 'position')} away`;
        case 'fixed': return Number.isFinite(keyPositions) ? `fixed: the same ${count(keyPositions, 'position')} for every query`
            : keysPerQuery === 1 ? 'fixed: one position for each query, by place'
            : Number.isFinite(keysPerQuery) ? `fixed: at most ${count(keysPerQuery, 'position')} for each query, by place`
            : 'fixed: for a few queries only, by place';
        case 'sparse': return Number.isFinite(keysPerQuery) ? `sparse: by content, at most ${count(keysPerQuery, 'key')} for each query`
            : Number.isFinite(queriesPerKey) ? `sparse: by content, each key for at most ${queriesPerKey === 1 ? 'one query' : `${queriesPerKey} queries`}`
            : 'sparse: by content';
        case 'dense': return isPositional ? `dense: by place${isUniform ? ', the same for every query' : ''}` : `can be dense: by content${isUniform ? ', the same for every query' : ''}`;
    }
}

/** `n - 1 pairs`, `at most n² pairs`. */
export function pairsText({ pairs: text, isExact }: SelectorAttention): string {
    return `${isExact ? '' : 'at most '}${text} ${text === '1' ? 'pair' : 'pairs'}`;
}

function count(n: number, noun: string): string {
    return n === 1 ? `one ${noun}` : `${n} ${noun}s`;
}
