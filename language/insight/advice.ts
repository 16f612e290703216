import { cost } from '../cost/cost.js';
import { rebuild } from '../cost/rebuild.js';
import type { Change, Rebuilding } from '../cost/rebuild.js';
import { nodesBelow } from '../graph/below.js';
import { isSelector } from '../graph/nodes.js';
import type { AggregateSOp, GraphNode, Selector, SOp } from '../graph/nodes.js';
import { arithmetic, isLastPosition, sortOf, widthOf } from './patterns.js';
import { positionFacts } from './position-facts.js';
import { selectorKeys } from './selector-keys.js';

/**
 * - `share`: equal selectors, made once and used under one name;
 * - `same-pairs`: selectors that are written differently and select the same pairs, likewise;
 * - `bos`: `selector_width` in one head, where inputs begin with a token that is not to be counted;
 * - `end-token`: the last position found by a token that only it holds, without the length;
 * - `factor`: a factor that is the same at all positions taken out of an aggregate's values;
 * - `sorted`: what is sorted already is not sorted again.
 */
export type AdviceKind = 'share' | 'same-pairs' | 'bos' | 'end-token' | 'factor' | 'sorted';

export interface Size {
    readonly layers: number;
    readonly heads: number;
}

/** A change that lowers layers or heads. */
export interface Advice {
    readonly kind: AdviceKind;
    /** What to change: for `share` and `same-pairs`, groups of selectors of which one is enough; for `bos`, what is counted. */
    readonly places: readonly (readonly GraphNode[])[];
    readonly before: Size;
    /** Counted on the changed graph. */
    readonly after: Size;
    /** The node as it is after the change, in a graph of its own. */
    readonly changed: GraphNode;
}

/** Nodes of a program for which changes are tried. */
const mostNodes = 20_000;
const known = new WeakMap<GraphNode, readonly Advice[]>();

/**
 * What would lower the layers or heads of a node. Each change is made, and counted, on a copy of its graph.
 * @param most nodes beyond which nothing is tried
 */
export function advise(node: GraphNode, most = mostNodes): readonly Advice[] {
    const found = known.get(node);
    if (found !== undefined) {
        return found;
    }
    const nodes = node.layer === 0 ? [] : nodesBelow(node, { most });
    if (nodes === undefined) {
        return [];
    }
    const advice = findAdvice(node, nodes);
    known.set(node, advice);
    return advice;
}

function findAdvice(node: GraphNode, nodes: readonly GraphNode[]): Advice[] {
    const before = sizeOf(node);
    const advice: Advice[] = [];
    const attempt = (kind: AdviceKind, places: readonly (readonly GraphNode[])[], change: Change, least = before): void => {
        if (places.length > 0) {
            const changed = rebuild(node, change);
            const after = sizeOf(changed);
            if (after.layers < least.layers || (after.layers === least.layers && after.heads < least.heads)) {
                advice.push({ kind, places, before, after, changed });
            }
        }
    };
    // Heads are made by aggregates; a selector that only takes part in another one costs nothing.
    const used = new Set<Selector>(nodes.flatMap(part => (part.kind === 'aggregate' ? [part.selector] : isSelector(part) && part === node ? [part] : [])));
    const equal = groups([...used], selector => selector.shared);
    attempt('share', equal, merge(equal));
    const keys = selectorKeys(nodes);
    const same = groups([...used], selector => keys.get(selector) ?? -1 - selector.id);
    if (same.flat().length > equal.flat().length || same.length < equal.length) {
        attempt('same-pairs', same, merge(same), advice[0]?.after);
    }
    attempt('bos', nodes.flatMap(part => widthOf(part) ?? []).map(({ sel }) => [sel]), widthBehindBos);
    attempt('end-token', nodes.filter(part => isSelector(part) && isLastPosition(part)).map(part => [part]), endToken);
    attempt('factor', nodes.filter(part => part.kind === 'aggregate' && factorOf(part) !== undefined).map(part => [part]), factorOut);
    attempt('sorted', nodes.filter(part => sortedAlready(part) !== undefined).map(part => [part]), leaveSorted);
    return advice;
}

function sizeOf(node: GraphNode): Size {
    const { layers, heads } = cost(node);
    return { layers, heads };
}

/** Selectors that come more than once, by what makes them the same. */
function groups(selectors: readonly Selector[], keyOf: (selector: Selector) => number): Selector[][] {
    const byKey = new Map<number, Selector[]>();
    for (const selector of selectors) {
        const group = byKey.get(keyOf(selector)) ?? [];
        group.push(selector);
        byKey.set(keyOf(selector), group);
    }
    return [...byKey.values()].filter(group => group.length > 1).map(group => group.sort((a, b) => a.id - b.id));
}

/** Takes the first of each group for all of it. */
function merge(same: readonly (readonly Selector[])[]): Change {
    const firsts = new Map<GraphNode, Selector>();
    for (const [first, ...others] of same) {
        for (const other of others) {
            if (first !== undefined) {
                firsts.set(other, first);
            }
        }
    }
    return (old, { selector }) => {
        const first = firsts.get(old);
        return first === undefined ? undefined : selector(first);
    };
}

/** `round(1 / aggregate(sel and not first or first, mark)) - 1` */
function widthBehindBos(old: GraphNode, { graph, sop, selector }: Rebuilding): GraphNode | undefined {
    const width = widthOf(old);
    if (width === undefined) {
        return undefined;
    }
    const { origin } = old;
    const first = selector(width.first);
    const behind = graph.combine('and', [selector(width.sel), graph.combine('not', [first], origin)], origin);
    const share = graph.aggregate(graph.combine('or', [behind, first], origin), sop(width.mark), 0, origin);
    const one = sop(width.one);
    const inverse = graph.elementwise({ kind: 'arithmetic', operator: '/' }, [one, share], origin);
    const rounded = graph.elementwise({ kind: 'unary', operator: 'round' }, [inverse], origin);
    return graph.elementwise({ kind: 'arithmetic', operator: '-' }, [rounded, one], origin);
}

/** The token that the advice's programs end with. */
export const endTokenSample = '$';

function endToken(old: GraphNode, { graph }: Rebuilding): GraphNode | undefined {
    return isSelector(old) && isLastPosition(old) ? graph.select(graph.input('tokens_str'), graph.constant(endTokenSample), '==', old.origin) : undefined;
}

/** In the values of an aggregate, what varies and the factor or divisor that does not and comes later. */
function factorOf({ selector, values, default: otherwise, layer }: AggregateSOp): { readonly rest: SOp; readonly factor: SOp; readonly operator: '*' | '/' } | undefined {
    // Where nothing is selected the result is 0, and so it is after the change.
    if (otherwise !== 0 || selector.layer === layer) {
        return undefined;
    }
    for (const operator of ['*', '/'] as const) {
        const [a, b] = arithmetic(values, operator);
        if (a !== undefined && b !== undefined && positionFacts(b).isUniform && b.layer > a.layer) {
            return { rest: a, factor: b, operator };
        }
        if (operator === '*' && a !== undefined && b !== undefined && positionFacts(a).isUniform && a.layer > b.layer) {
            return { rest: b, factor: a, operator };
        }
    }
    return undefined;
}

function factorOut(old: GraphNode, { graph, sop, selector }: Rebuilding): GraphNode | undefined {
    const found = old.kind === 'aggregate' ? factorOf(old) : undefined;
    if (old.kind !== 'aggregate' || found === undefined) {
        return undefined;
    }
    const mean = graph.aggregate(selector(old.selector), sop(found.rest), old.default, old.origin);
    return graph.elementwise({ kind: 'arithmetic', operator: found.operator }, [mean, sop(found.factor)], old.origin);
}

/** The s-op that `sort(s, s)` gives back as it is, since s is sorted so. */
function sortedAlready(node: GraphNode): SOp | undefined {
    const outer = sortOf(node);
    const inner = outer === undefined || outer.seq.shared !== outer.key.shared ? undefined : sortOf(outer.seq);
    return inner !== undefined && inner.seq.shared === inner.key.shared ? outer?.seq : undefined;
}

function leaveSorted(old: GraphNode, { sop }: Rebuilding): GraphNode | undefined {
    const sorted = sortedAlready(old);
    return sorted === undefined ? undefined : sop(sorted);
}
