import { nodesBelow } from '../graph/below.js';
import type { CombinedSelector, GraphNode, Selector, SelectSelector } from '../graph/nodes.js';
import type { ComparisonOperator } from '../values/comparison.js';
import { affineReach } from './affine-reach.js';
import { complement, higher, lower, pairs } from './pair-count.js';
import { positionFacts, zero } from './position-facts.js';
import type { PositionFacts } from './position-facts.js';
import { anyPair, both, either, outside, settled } from './reach.js';
import type { Reach } from './reach.js';

/** Nodes of one selector that are looked at; one of more parts counts as dense. */
const mostNodes = 20_000;

/** What a selector may select, and what its `not` may. */
interface Sides {
    readonly reach: Reach;
    readonly rest: Reach;
}

const known = new WeakMap<Selector, Sides>();
const unknown: Sides = { reach: anyPair, rest: anyPair };

/** The pairs that a selector may select. */
export function reachOf(selector: Selector): Reach {
    const found = known.get(selector);
    if (found !== undefined) {
        return found.reach;
    }
    for (const part of nodesBelow(selector, { most: mostNodes, skip: node => !isPart(node) || known.has(node) }) ?? []) {
        if (isPart(part)) {
            known.set(part, part.kind === 'select' ? selectSides(part) : combinedSides(part));
        }
    }
    const sides = known.get(selector) ?? unknown;
    known.set(selector, sides);
    return sides.reach;
}

function isPart(node: GraphNode): node is Selector {
    return node.kind === 'select' || node.kind === 'combined';
}

const opposite: Readonly<Record<ComparisonOperator, ComparisonOperator>> = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };

function selectSides({ keys, queries, operator }: SelectSelector): Sides {
    const k = positionFacts(keys);
    const q = positionFacts(queries);
    const plain = { ...anyPair, isUniform: q.isUniform, isPositional: k.isPositional && q.isPositional };
    if (k.affine !== undefined && q.affine !== undefined) {
        const side = (op: ComparisonOperator): Reach => settled({ ...plain, ...affineReach(k.affine ?? zero, op, q.affine ?? zero) });
        return { reach: side(operator), rest: side(opposite[operator]) };
    }
    const isSame = keys.shared === queries.shared;
    const reach = settled({ ...plain, ...contentClaims(operator, k, q, isSame) });
    return { reach, rest: settled({ ...plain, ...outside(reach), isUniform: plain.isUniform, isPositional: plain.isPositional }) };
}

/** What the operator says by itself. `isSame`: keys and queries are one s-op. */
function contentClaims(operator: ComparisonOperator, keys: PositionFacts, queries: PositionFacts, isSame: boolean): Partial<Reach> {
    const isReflexive = isSame && keys.isReflexive;
    switch (operator) {
        case '==': return { keysPerQuery: isInjective(keys) ? 1 : Infinity, queriesPerKey: isInjective(queries) ? 1 : Infinity, ...(isReflexive ? { lower: diagonal } : {}) };
        case '<=': case '>=': return isReflexive ? { lower: diagonal } : {};
        case '<': case '>': return { isAsymmetric: isSame };
        case '!=': return isReflexive ? { upper: complement(diagonal) } : {};
    }
}

const diagonal = pairs(0, 1, 0);

function isInjective({ affine }: PositionFacts): boolean {
    return affine !== undefined && affine.index !== 0;
}

function combinedSides(selector: CombinedSelector): Sides {
    const parts = selector.parts.map(part => known.get(part) ?? unknown);
    const [first = unknown, ...others] = parts;
    if (selector.operator === 'not') {
        return { reach: first.rest, rest: first.reach };
    }
    const plain = { isUniform: parts.every(({ reach }) => reach.isUniform), isPositional: parts.every(({ reach }) => reach.isPositional) };
    const [meet, join] = selector.operator === 'and' ? [both, either] : [either, both];
    const whole = others.reduce((reach, part) => meet(reach, part.reach), first.reach);
    const reach = settled({ ...whole, ...plain, isAsymmetric: whole.isAsymmetric || isLexicographic(selector) });
    const apart = settled({ ...others.reduce((rest, part) => join(rest, part.rest), first.rest), ...plain });
    const left = outside(reach);
    return { reach, rest: { ...apart, upper: lower(apart.upper, left.upper), lower: higher(apart.lower, left.lower) } };
}

/** `x < x or (x == x and r)` with an asymmetric r, as sorts have it: of two positions, at most one comes before the other. */
function isLexicographic({ operator, parts }: CombinedSelector): boolean {
    const [a, b] = parts;
    return operator === 'or' && a !== undefined && b !== undefined && (breaksTies(a, b) || breaksTies(b, a));
}

function breaksTies(order: Selector, ties: Selector): boolean {
    if (order.kind !== 'select' || (order.operator !== '<' && order.operator !== '>') || order.keys.shared !== order.queries.shared) {
        return false;
    }
    return ties.kind === 'combined' && ties.operator === 'and' && known.get(ties)?.reach.isAsymmetric === true
        && ties.parts.some(part => part.kind === 'select' && part.operator === '==' && part.keys.shared === order.keys.shared && part.queries.shared === order.keys.shared);
}
