import { dependencies } from '../graph/nodes.js';
import type { AggregateSOp, GraphNode, Selector } from '../graph/nodes.js';

/** The heads of one attention layer. */
export interface LayerCost {
    /** The layer, counted from 1. */
    readonly layer: number;
    /** The different selectors whose aggregates are scheduled here, in the order in which they were made. */
    readonly selectors: readonly Selector[];
    /** The same with equal selectors taken as one: the first of each kind. */
    readonly sharedSelectors: readonly Selector[];
}

export interface Cost {
    /** L: the attention layers that a transformer needs. */
    readonly layers: number;
    /** H: the most heads in one layer, each evaluation of `select` counted as the reference counts it. */
    readonly heads: number;
    /** The same with equal selectors shared. */
    readonly sharedHeads: number;
    /** Heads per layer, from layer 1 to L. */
    readonly widths: readonly number[];
    readonly sharedWidths: readonly number[];
    readonly perLayer: readonly LayerCost[];
}

/** Nodes do not change, and an editor asks for the cost of the same ones again and again. */
const known = new WeakMap<GraphNode, Cost>();

/**
 * Layers and heads of an s-op or selector, each aggregate scheduled as early as possible
 * (paper, section 3: "Thinking Like Transformers", the number of layers and heads of a program).
 * For a selector, the layers count the one that it is to be used in, and the heads are those needed before it.
 */
export function cost(node: GraphNode): Cost {
    let found = known.get(node);
    if (found === undefined) {
        found = costOf(node, aggregatesBelow(node, { left: Infinity }) ?? []);
        known.set(node, found);
    }
    return found;
}

/** Nodes and layers that may still be looked at. */
export interface Allowance {
    left: number;
}

/** The same for many at once, where each may depend on all before it: undefined when the allowance does not suffice. */
export function costWithin(node: GraphNode, allowance: Allowance): Cost | undefined {
    const found = known.get(node);
    if (found !== undefined) {
        return found;
    }
    const aggregates = aggregatesBelow(node, allowance);
    // The lists of a layer take about as long as this many nodes.
    allowance.left -= 8 * node.layer;
    if (aggregates === undefined) {
        return undefined;
    }
    const counted = costOf(node, aggregates);
    known.set(node, counted);
    return counted;
}

function costOf(node: GraphNode, aggregates: readonly AggregateSOp[]): Cost {
    const perLayer: { selectors: Map<number, Selector>; shared: Map<number, Selector> }[] = Array.from({ length: node.layer }, () => ({ selectors: new Map(), shared: new Map() }));
    for (const aggregate of aggregates) {
        const layer = perLayer[aggregate.layer - 1];
        layer?.selectors.set(aggregate.selector.id, aggregate.selector);
        const first = layer?.shared.get(aggregate.selector.shared);
        if (first === undefined || first.id > aggregate.selector.id) {
            layer?.shared.set(aggregate.selector.shared, aggregate.selector);
        }
    }
    const layers = perLayer.map(({ selectors, shared }, i): LayerCost => ({ layer: i + 1, selectors: byAge(selectors), sharedSelectors: byAge(shared) }));
    const widths = layers.map(layer => layer.selectors.length);
    const sharedWidths = layers.map(layer => layer.sharedSelectors.length);
    return { layers: node.layer, heads: largest(widths), sharedHeads: largest(sharedWidths), widths, sharedWidths, perLayer: layers };
}

/** The layers can be more than a call takes arguments. */
function largest(widths: readonly number[]): number {
    return widths.reduce((most, width) => Math.max(most, width), 0);
}

function byAge(selectors: Map<number, Selector>): Selector[] {
    return [...selectors.values()].sort((a, b) => a.id - b.id);
}

/** In which walk a node was seen last, by its id: no set is made for each of the many walks that an editor asks for. */
let seenIn = new Uint32Array(1_024);
let turns = 0;

/** @param largest the largest id that the walk can meet: what a node depends on has smaller ones */
function beginTurn(largest: number): number {
    if (largest >= seenIn.length || turns === 0xffff_ffff) {
        seenIn = new Uint32Array(Math.max(2 * largest, seenIn.length));
        turns = 0;
    }
    return ++turns;
}

function aggregatesBelow(node: GraphNode, allowance: Allowance): AggregateSOp[] | undefined {
    const found: AggregateSOp[] = [];
    const turn = beginTurn(node.id);
    seenIn[node.id] = turn;
    const waiting: GraphNode[] = [node];
    for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
        if (allowance.left-- <= 0) {
            return undefined;
        }
        if (top.kind === 'aggregate') {
            found.push(top);
        }
        for (const input of dependencies(top)) {
            if (seenIn[input.id] !== turn) {
                seenIn[input.id] = turn;
                waiting.push(input);
            }
        }
    }
    return found;
}
