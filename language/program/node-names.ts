import type { AstNode } from 'langium';
import { atomRepr, atomText } from '../values/python-text.js';
import { isSelector } from '../graph/nodes.js';
import type { AggregateSOp, ElementwiseSOp, GraphNode, SOp } from '../graph/nodes.js';
import { isIndex, isMembership, isName } from '../syntax/generated/ast.js';

/** A name longer than this shows as `s-op` or `sel`. */
const longestName = 30;

/** As the reference writes a comparison whose left side is an atom. */
const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** A name as it is kept for an s-op or a selector: what is too long is replaced. */
export function keptName(node: GraphNode, name: string): string {
    return name.length <= longestName ? name : isSelector(node) ? 'sel' : 's-op';
}

/**
 * What the reference calls an s-op or a selector: the name it was given last, else one that is composed of its
 * parts' names, as `( indices + 1 )`.
 * @param given the names that were given, by node id
 * @param visit called for each node that is looked at; may throw to stop
 */
export function nodeName(node: GraphNode, given: ReadonlyMap<number, string>, visit: () => void = () => undefined): string {
    const names = new Map<number, string>();
    // Graphs can be deeper than the stack.
    const waiting: GraphNode[] = [node];
    for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
        const known = given.get(top.id);
        const missing = known === undefined ? namedParts(top).filter(part => !names.has(part.id)) : [];
        if (missing.length > 0) {
            waiting.push(...missing);
            continue;
        }
        waiting.pop();
        visit();
        names.set(top.id, known ?? composedName(top, part => names.get(part.id) ?? ''));
    }
    return names.get(node.id) ?? '';
}

/** The parts whose names stand in a node's name. */
function namedParts(node: GraphNode): readonly SOp[] {
    switch (node.kind) {
        case 'elementwise': return node.operation.kind === 'lookup' ? [] : node.inputs;
        case 'aggregate': return positionOf(node) === undefined ? [] : [node.values];
        default: return [];
    }
}

function composedName(node: GraphNode, nameOf: (part: SOp) => string): string {
    switch (node.kind) {
        case 'input': return node.name === 'tokens_str' ? 'tokens' : node.name;
        case 'constant': return atomText(node.value);
        case 'select': case 'combined': return 'plain select';
        case 'elementwise': return keptName(node, elementwiseName(node, nameOf));
        case 'aggregate': {
            const position = positionOf(node);
            return position === undefined ? 's-op' : keptName(node, `${nameOf(node.values)}[${position}]`);
        }
    }
}

function elementwiseName(node: ElementwiseSOp, nameOf: (part: SOp) => string): string {
    const { operation, inputs: [a, b, c] } = node;
    const name = (part: SOp | undefined): string => (part === undefined ? '' : nameOf(part));
    switch (operation.kind) {
        case 'arithmetic': return `( ${name(a)} ${operation.operator === '^' ? 'pow' : operation.operator} ${name(b)} )`;
        case 'comparison': {
            const { operator } = operation;
            return a?.kind === 'constant' ? `( ${name(b)} ${mirrored[operator] ?? operator} ${name(a)} )` : `( ${name(a)} ${operator} ${name(b)} )`;
        }
        case 'logic': return `( ${name(a)} ${operation.operator} ${name(b)})`;
        case 'unary': return operation.operator === 'indicator' ? `I(${name(a)})` : `( ${operation.operator} ${name(a)} )`;
        case 'ternary': {
            const kept = (part: SOp | undefined): string => (part === undefined ? '' : keptName(part, nameOf(part)));
            return `${kept(b)} if ${kept(a)} else ${kept(c)}`;
        }
        case 'membership': {
            const tree = node.origin?.tree as AstNode | undefined;
            return `${name(a)} in ${isMembership(tree) && isName(tree.container) ? tree.container.name : `[${operation.items.map(atomRepr).join(', ')}]`}`;
        }
        case 'lookup': {
            const tree = node.origin?.tree as AstNode | undefined;
            const written = (part: AstNode | undefined): string => (isName(part) ? part.name : 'out');
            return isIndex(tree) ? `${written(tree.target)}[${written(tree.index)}]` : 'out[out]';
        }
    }
}

/** The position in `s_op[i]`; undefined for any other aggregate. */
function positionOf(node: AggregateSOp): string | undefined {
    const { selector } = node;
    if (selector.kind !== 'select' || !isIndex(node.origin?.tree)) {
        return undefined;
    }
    const { queries } = selector;
    const location = queries.kind === 'elementwise' ? queries.inputs[1] : queries;
    return location?.kind === 'constant' ? atomText(location.value) : undefined;
}
