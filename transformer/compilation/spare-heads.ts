import { cost } from '../../language/cost/cost.js';
import type { SOp } from '../../language/graph/nodes.js';
import { sourcesOf } from './inference.js';
import { isShareOfFirst, widthOf } from './width-pattern.js';

/** How many heads each layer, from 1, may have more than the s-ops of a program need where each selector is one head. */
export function spareHeads(target: SOp): number[] {
    const needed = cost(target).sharedWidths.map(() => new Set<string>());
    const seen = new Set([target]);
    // The set grows while it is gone through.
    for (const node of seen) {
        const selector = widthOf(node) ?? (node.kind === 'aggregate' ? node.selector : undefined);
        if (selector !== undefined) {
            const use = widthOf(node) !== undefined ? 'width' : isShareOfFirst(node) ? 'share' : 'values';
            needed[node.layer - 1]?.add(`${use} ${selector.shared}`);
        }
        sourcesOf(node).forEach(source => seen.add(source));
    }
    return cost(target).sharedWidths.map((promised, i) => Math.max(0, promised - (needed[i]?.size ?? 0)));
}
