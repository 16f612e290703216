import { nodesBelow } from '../graph/below.js';
import { dependencies, isSelector } from '../graph/nodes.js';
import type { GraphNode, SOp } from '../graph/nodes.js';
import type { NamedNodes } from './named-nodes.js';

const partOf = 'part of ';

/**
 * What the nodes of an s-op are called in reports on its model: by the program's own names and texts. What a library
 * function computes on its way is part of that which the program computes by it.
 */
export function namesInModel(names: NamedNodes, target: SOp): (node: GraphNode) => string {
    const found = new Map<GraphNode, string>();
    const users = new Map<GraphNode, string>();
    // What uses a node stands behind it; of several, the first.
    for (const node of nodesBelow(target).reverse()) {
        const user = users.get(node);
        const isInside = user !== undefined && !isSelector(node) && names.named(node) === undefined && names.libraryFunction(node) !== undefined;
        const name = isInside ? `${user.startsWith(partOf) ? '' : partOf}${user}` : names.text(node);
        found.set(node, name);
        dependencies(node).forEach(part => users.set(part, name));
    }
    return node => found.get(node) ?? names.text(node);
}
