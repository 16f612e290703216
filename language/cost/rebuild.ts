import { nodesBelow } from '../graph/below.js';
import { Graph } from '../graph/graph.js';
import { isSelector } from '../graph/nodes.js';
import type { GraphNode, Selector, SOp } from '../graph/nodes.js';

/** A graph under construction that is to be like another one, but for some nodes. */
export interface Rebuilding {
    readonly graph: Graph;
    /** What stands for an s-op of the old graph. It must lie below the node that is being replaced. */
    sop(old: SOp): SOp;
    /** What stands for a selector of the old graph. */
    selector(old: Selector): Selector;
}

/** What stands for a node of the old graph; undefined to copy it. */
export type Change = (old: GraphNode, rebuilding: Rebuilding) => GraphNode | undefined;

/**
 * A node computed again in a graph of its own, with some of what it is made of replaced: "what would it cost if".
 * The old graph stays as it is.
 */
export function rebuild(node: GraphNode, change: Change): GraphNode {
    const graph = new Graph();
    const made = new Map<GraphNode, GraphNode>();
    const rebuilding: Rebuilding = {
        graph,
        sop: old => {
            const found = made.get(old);
            if (found === undefined || isSelector(found)) {
                throw new Error(`no s-op stands for node ${old.id}`);
            }
            return found;
        },
        selector: old => {
            const found = made.get(old);
            if (!isSelector(found)) {
                throw new Error(`no selector stands for node ${old.id}`);
            }
            return found;
        }
    };
    let last: GraphNode = node;
    for (const old of nodesBelow(node)) {
        last = change(old, rebuilding) ?? copy(old, rebuilding);
        made.set(old, last);
    }
    return last;
}

function copy(old: GraphNode, { graph, sop, selector }: Rebuilding): GraphNode {
    switch (old.kind) {
        case 'input': return graph.input(old.name);
        case 'constant': return graph.constant(old.value);
        case 'elementwise': return graph.elementwise(old.operation, old.inputs.map(sop), old.origin);
        case 'aggregate': return graph.aggregate(selector(old.selector), sop(old.values), old.default, old.origin);
        case 'select': return graph.select(sop(old.keys), sop(old.queries), old.operator, old.origin);
        case 'combined': return graph.combine(old.operator, old.parts.map(selector), old.origin);
    }
}
