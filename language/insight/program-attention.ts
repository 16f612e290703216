import { nodesBelow } from '../graph/below.js';
import { isSelector } from '../graph/nodes.js';
import type { GraphNode, Selector } from '../graph/nodes.js';
import { attentionOf } from './attention.js';
import type { SelectorAttention } from './attention.js';
import { compare, none, sum } from './pair-count.js';
import type { PairCount } from './pair-count.js';

/** What attention everything below a node needs. */
export interface ProgramAttention {
    /** Its heads with equal selectors taken as one, in the order in which they were made. */
    readonly heads: readonly SelectorAttention[];
    /** At most so many pairs over all heads. */
    readonly pairs: PairCount;
    /**
     * - `none`: it needs no attention;
     * - `linear`: a fixed number of pairs for each position, so fewer than n·log n on long inputs;
     * - `shared`: the same, once each dense head that is the same for every query reads its keys into one position, from
     *   which all others read them in a layer more;
     * - `dense`: some head may need a share of all n² pairs.
     */
    readonly verdict: 'none' | 'linear' | 'shared' | 'dense';
    /** The heads that decide: the dense ones, or else those with the most pairs. */
    readonly deciding: readonly SelectorAttention[];
}

/** Nodes of a program that are looked at. */
const mostNodes = 200_000;

/**
 * The attention that an s-op or selector needs, the selector itself included.
 * @param most nodes beyond which it gives up
 * @returns undefined when there are more
 */
export function programAttention(node: GraphNode, most = mostNodes): ProgramAttention | undefined {
    const nodes = nodesBelow(node, { most });
    if (nodes === undefined) {
        return undefined;
    }
    const selectors = new Map<number, Selector>();
    for (const part of nodes) {
        const selector = part.kind === 'aggregate' ? part.selector : part === node && isSelector(part) ? part : undefined;
        if (selector !== undefined && !selectors.has(selector.shared)) {
            selectors.set(selector.shared, selector);
        }
    }
    const heads = [...selectors.values()].sort((a, b) => a.id - b.id).map(attentionOf);
    const total = heads.reduce((before, { reach }) => sum(before, reach.upper), none);
    const dense = heads.filter(({ kind }) => kind === 'dense');
    const apart = dense.filter(({ reach }) => !reach.isUniform);
    if (apart.length > 0) {
        return { heads, pairs: total, verdict: 'dense', deciding: apart };
    }
    if (dense.length > 0) {
        return { heads, pairs: total, verdict: 'shared', deciding: dense };
    }
    const widest = heads.reduce((before, { reach }) => (compare(before, reach.upper) < 0 ? reach.upper : before), none);
    return { heads, pairs: total, verdict: heads.length === 0 ? 'none' : 'linear', deciding: heads.filter(({ reach }) => compare({ ...reach.upper, from: 0 }, { ...widest, from: 0 }) === 0) };
}
