import type { GraphNode } from '../graph/nodes.js';
import { costWithin } from './cost.js';
import type { Allowance } from './cost.js';

const known = new WeakMap<GraphNode, string>();

/**
 * `L2 H1`, with the shared head count where it is lower; only the layer for a selector that needs no head before it.
 * Kept for each node, since editors ask for many at once and again.
 * @param allowance nodes that may be looked at; undefined when they are not enough
 */
export function shortCost(node: GraphNode, allowance: Allowance): string | undefined {
    const before = known.get(node);
    if (before !== undefined) {
        return before;
    }
    const counted = costWithin(node, allowance);
    if (counted === undefined) {
        return undefined;
    }
    const { layers, heads, sharedHeads } = counted;
    const text = heads === 0 && layers > 0 ? `L${layers}` : `L${layers} H${heads}${sharedHeads < heads ? ` (${sharedHeads} shared)` : ''}`;
    known.set(node, text);
    return text;
}
