import type { AggregateSOp, Selector } from '../graph/nodes.js';
import type { SceneNodes } from './scene-nodes.js';
import type { HeadSelect } from './scene.js';

/** A head before it has a picture. */
export interface HeadNodes {
    readonly selector: Selector;
    readonly layer: number;
    readonly aggregates: readonly AggregateSOp[];
}

/** The heads of all layers, first to last, and in each by the age of their selectors. */
export function headsByLayer(nodes: SceneNodes): HeadNodes[] {
    const heads = new Map<string, { selector: Selector; layer: number; aggregates: AggregateSOp[] }>();
    for (const aggregate of nodes.sops) {
        if (aggregate.kind !== 'aggregate') {
            continue;
        }
        const layer = nodes.layer(aggregate);
        const selector = nodes.selector(aggregate.selector);
        const key = `${layer} ${selector.id}`;
        const head = heads.get(key);
        if (head === undefined) {
            heads.set(key, { selector, layer, aggregates: [aggregate] });
        } else {
            head.aggregates.push(aggregate);
        }
    }
    return [...heads.values()].sort((a, b) => a.layer - b.layer || a.selector.id - b.selector.id);
}

/** The comparisons that a selector is made of, each once, in the order in which they are written. */
export function selectsOf(selector: Selector, nodes: SceneNodes): HeadSelect[] {
    const found = new Map<string, HeadSelect>();
    const seen = new Set<Selector>();
    // Selectors can be deeper than the stack.
    const waiting: Selector[] = [selector];
    for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
        if (seen.has(top)) {
            continue;
        }
        seen.add(top);
        if (top.kind === 'combined') {
            waiting.push(...top.parts.toReversed());
        } else {
            const select = { keys: nodes.sop(top.keys).id, queries: nodes.sop(top.queries).id, operator: top.operator };
            found.set(`${select.keys} ${select.operator} ${select.queries}`, select);
        }
    }
    return [...found.values()];
}
