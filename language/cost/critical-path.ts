import { dependencies } from '../graph/nodes.js';
import type { GraphNode } from '../graph/nodes.js';

/**
 * The longest chain that puts a node at its layer: from an input or a constant to the node itself, each step an
 * argument of the next one that leaves it no earlier layer. Among equal chains it takes the first argument that is
 * no constant.
 */
export function criticalPath(node: GraphNode): GraphNode[] {
    const path: GraphNode[] = [node];
    for (let next = deciding(node); next !== undefined; next = deciding(next)) {
        path.push(next);
    }
    return path.reverse();
}

/** The argument that decides a node's layer. */
function deciding(node: GraphNode): GraphNode | undefined {
    let found: GraphNode | undefined;
    let latest = -1;
    for (const input of dependencies(node)) {
        // The values of an aggregate must be there one layer before it, its selector is made in its own.
        const reach = node.kind === 'aggregate' && input === node.values ? input.layer + 1 : input.layer;
        if (reach > latest || (reach === latest && found?.kind === 'constant' && input.kind !== 'constant')) {
            found = input;
            latest = reach;
        }
    }
    return found;
}
