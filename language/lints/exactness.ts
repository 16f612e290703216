import { dependencies } from '../graph/nodes.js';
import type { GraphNode, Operation, SOp } from '../graph/nodes.js';
import { Float } from '../values/atom.js';
import type { Atom } from '../values/atom.js';

/**
 * How far a value can be from the number that is meant: `exact` values are ints, bools and strings; `rounded` ones
 * are a quotient or a mean of those, or a float as it was written, rounded once, so that equal numbers are equal
 * floats; to compare `drifted` ones, which were computed from floats, is a matter of luck.
 */
export type Exactness = 'exact' | 'rounded' | 'drifted';

const order: readonly Exactness[] = ['exact', 'rounded', 'drifted'];
const known = new WeakMap<GraphNode, Exactness>();

export function exactnessOf(node: SOp): Exactness {
    // Graphs can be deeper than the stack.
    const waiting: GraphNode[] = [node];
    for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
        const unknown = dependencies(top).filter(input => !known.has(input));
        if (unknown.length === 0) {
            known.set(top, judge(top));
            waiting.pop();
        } else {
            waiting.push(...unknown);
        }
    }
    return known.get(node) ?? 'exact';
}

function judge(node: GraphNode): Exactness {
    switch (node.kind) {
        case 'input': return node.name === 'tokens_float' || node.name === 'tokens_asis' ? 'rounded' : 'exact';
        case 'constant': return ofAtom(node.value);
        case 'select': case 'combined': return 'exact';
        case 'aggregate': return known.get(node.values) === 'exact' ? 'rounded' : 'drifted';
        case 'elementwise': return ofOperation(node.operation, node.inputs.map(input => known.get(input) ?? 'exact'));
    }
}

function ofAtom(atom: Atom | null): Exactness {
    return atom instanceof Float ? 'rounded' : 'exact';
}

function worst(all: readonly Exactness[]): Exactness {
    return order.findLast(exactness => all.includes(exactness)) ?? 'exact';
}

function ofOperation(operation: Operation, inputs: readonly Exactness[]): Exactness {
    switch (operation.kind) {
        case 'comparison': case 'logic': case 'membership': return 'exact';
        case 'unary': return operation.operator === '-' || operation.operator === '+' ? worst(inputs) : 'exact';
        case 'ternary': return worst(inputs.slice(1));
        case 'lookup': {
            const { table } = operation;
            return worst((table.kind === 'dict' ? [...table.entries.values()] : table.items).map(ofAtom));
        }
        case 'arithmetic': return worst(inputs) !== 'exact' ? 'drifted' : operation.operator === '/' ? 'rounded' : 'exact';
    }
}
