import { dependencies } from '../graph/nodes.js';
import type { AggregateSOp, ElementwiseSOp, GraphNode, Selector } from '../graph/nodes.js';

/** One attention head: a selector and what is averaged through it in this layer. */
export interface FlowHead {
    readonly selector: Selector;
    readonly aggregates: readonly AggregateSOp[];
}

/** One layer: its heads, then the elementwise steps that need it and no later one. */
export interface FlowLayer {
    /** 0 for what is computed from the input before any attention. */
    readonly layer: number;
    readonly heads: readonly FlowHead[];
    readonly elementwise: readonly ElementwiseSOp[];
}

/**
 * How a node is computed, layer by layer, each step as early as possible (paper, section 3).
 * Nodes are in the order in which they were made, so that every step comes after what it needs.
 */
export function flowOf(node: GraphNode): FlowLayer[] {
    const nodes = below(node).sort((a, b) => a.id - b.id);
    return Array.from({ length: node.layer + 1 }, (_, layer) => {
        const aggregates = nodes.filter((part): part is AggregateSOp => part.kind === 'aggregate' && part.layer === layer);
        const heads = new Map<number, { selector: Selector; aggregates: AggregateSOp[] }>();
        for (const aggregate of aggregates) {
            const head = heads.get(aggregate.selector.id) ?? { selector: aggregate.selector, aggregates: [] };
            head.aggregates.push(aggregate);
            heads.set(aggregate.selector.id, head);
        }
        return {
            layer,
            heads: [...heads.values()],
            elementwise: nodes.filter((part): part is ElementwiseSOp => part.kind === 'elementwise' && part.layer === layer)
        };
    });
}

function below(node: GraphNode): GraphNode[] {
    const found = new Set<GraphNode>([node]);
    for (const part of found) {
        dependencies(part).forEach(input => found.add(input));
    }
    return [...found];
}
