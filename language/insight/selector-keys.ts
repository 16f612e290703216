import type { GraphNode, Selector, SelectSelector } from '../graph/nodes.js';
import type { ComparisonOperator } from '../values/comparison.js';
import { positionFacts } from './position-facts.js';

/**
 * Numbers for selectors, equal only for selectors that select the same pairs on every input: it sees through positions
 * that are shifted on both sides, through `not`, and through the order of what `and` and `or` join.
 * @param nodes each after what it depends on
 */
export function selectorKeys(nodes: readonly GraphNode[]): ReadonlyMap<Selector, number> {
    const numbers = new Map<string, number>();
    const keys = new Map<Selector, number>();
    const number = (text: string): number => {
        const found = numbers.get(text) ?? numbers.size;
        numbers.set(text, found);
        return found;
    };
    for (const node of nodes) {
        if (node.kind === 'select') {
            keys.set(node, number(selectText(node, node.operator)));
        } else if (node.kind === 'combined') {
            const [part] = node.parts;
            const parts = [...new Set(node.parts.map(inner => keys.get(inner) ?? -1))].sort((a, b) => a - b);
            const [only, second] = parts;
            keys.set(node, node.operator !== 'not' ? (second === undefined ? only ?? -1 : number(`${node.operator} ${parts.join(' ')}`))
                : part?.kind === 'combined' && part.operator === 'not' ? keys.get(part.parts[0] ?? part) ?? -1
                : number(part?.kind === 'select' && isByPlace(part) ? selectText(part, opposite[part.operator]) : `not ${parts.join(' ')}`));
        }
    }
    return keys;
}

const opposite: Readonly<Record<ComparisonOperator, ComparisonOperator>> = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };

function isByPlace({ keys, queries }: SelectSelector): boolean {
    return positionFacts(keys).affine !== undefined && positionFacts(queries).affine !== undefined;
}

function selectText({ keys, queries }: SelectSelector, operator: ComparisonOperator): string {
    const k = positionFacts(keys).affine;
    const q = positionFacts(queries).affine;
    if (k !== undefined && q !== undefined) {
        // k.index * key - q.index * query + length * n + constant  operator  0, as `==`, `!=` or `<=`.
        const terms = [k.index, -q.index, k.length - q.length, k.constant - q.constant];
        const isTurned = operator === '>' || operator === '>=' || (operator === '==' || operator === '!=') && (terms.find(term => term !== 0) ?? 0) < 0;
        const [key = 0, query = 0, length = 0, constant = 0] = isTurned ? terms.map(term => -term) : terms;
        const isStrict = operator === '<' || operator === '>';
        const sign = operator === '==' || operator === '!=' ? operator : '<=';
        return `place ${sign} ${[key, query, length, constant + (isStrict ? 1 : 0)].map(term => term + 0).join(' ')}`;
    }
    // Where a key equals an atom: `select(tokens == "a", True, ==)` is `select(tokens, "a", ==)`.
    if (operator === '==' && queries.kind === 'constant' && queries.value === true && keys.kind === 'elementwise' && keys.operation.kind === 'comparison' && keys.operation.operator === '==') {
        const [x, atom] = keys.inputs;
        if (x !== undefined && atom?.kind === 'constant') {
            return `select == ${x.shared} ${atom.shared}`;
        }
    }
    return `select ${operator} ${keys.shared} ${queries.shared}`;
}
