import { dependencies, isSelector, isSOp } from '../graph/nodes.js';
import type { GraphNode } from '../graph/nodes.js';
import type { StatementResult } from '../program/session.js';
import { RaspDict, RaspList, Shown } from '../program/value.js';
import type { Value } from '../program/value.js';

/** Values inside of lists and dicts that are looked at, for one statement. */
const mostValues = 10_000;

const known = new WeakMap<StatementResult, readonly GraphNode[]>();

/**
 * The s-ops and selectors that a statement's values depend on and those of the statements before it do not, oldest first.
 * @param seen the ids that those before it depend on; gets the new ones
 */
export function nodesReachedBy(result: StatementResult, seen: Set<number>): readonly GraphNode[] {
    const before = known.get(result);
    if (before !== undefined) {
        before.forEach(node => seen.add(node.id));
        return before;
    }
    const found: GraphNode[] = [];
    const waiting: GraphNode[] = rootsOf(result);
    for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
        if (!seen.has(top.id)) {
            seen.add(top.id);
            found.push(top);
            waiting.push(...dependencies(top));
        }
    }
    found.sort((a, b) => a.id - b.id);
    known.set(result, found);
    return found;
}

/** The s-ops and selectors among a statement's values, those in lists and dicts included. */
export function rootsOf({ bindings, value }: StatementResult): GraphNode[] {
    const roots: GraphNode[] = [];
    const waiting: Value[] = [...bindings.values(), ...value === undefined ? [] : [value]];
    for (let left = mostValues, top = waiting.pop(); top !== undefined && left > 0; left--, top = waiting.pop()) {
        if (isSOp(top) || isSelector(top)) {
            roots.push(top);
        } else if (top instanceof RaspList) {
            waiting.push(...top.items.slice(0, left));
        } else if (top instanceof RaspDict) {
            waiting.push(...[...top.entries.values()].slice(0, left).map(([, inner]) => inner));
        } else if (top instanceof Shown) {
            roots.push(top.node);
        }
    }
    return roots;
}
