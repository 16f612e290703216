import { dependencies } from './nodes.js';
import type { GraphNode } from './nodes.js';

export interface Bounds {
    /** Nodes beyond which the walk gives up; graphs hold up to a million. */
    readonly most?: number;
    /** Nodes to leave out, with what only they need. */
    readonly skip?: (node: GraphNode) => boolean;
}

/**
 * A node and all that it is computed of, each after what it depends on.
 * @returns undefined when there are more than `most`
 */
export function nodesBelow(node: GraphNode): GraphNode[];
export function nodesBelow(node: GraphNode, bounds: Bounds): GraphNode[] | undefined;
export function nodesBelow(node: GraphNode, { most = Infinity, skip = () => false }: Bounds = {}): GraphNode[] | undefined {
    // A set that is walked while it grows: graphs can be deeper than the stack.
    const found = new Set<GraphNode>([node]);
    for (const part of found) {
        for (const input of dependencies(part)) {
            if (!skip(input)) {
                found.add(input);
            }
        }
        if (found.size > most) {
            return undefined;
        }
    }
    return [...found].sort((a, b) => a.id - b.id);
}
