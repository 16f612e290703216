import { dependencies } from '../graph/nodes.js';
import type { GraphNode, Selector } from '../graph/nodes.js';
import type { Program } from '../program/program.js';
import type { StatementResult } from '../program/session.js';
import type { Finding } from './lint.js';
import { nodesReachedBy, rootsOf } from './reached-nodes.js';
import { PlaceFinder } from './repeated-places.js';

/** Selectors under suspicion at once; a program with more is told of these first. */
const mostSuspects = 60;

/** One of several equal selectors that serve in the same layer. */
interface Suspect {
    readonly selector: Selector;
    /** The statement that made it. */
    readonly by: StatementResult;
    readonly bit: bigint;
}

interface Group {
    readonly layer: number;
    readonly suspects: readonly Suspect[];
    readonly mask: bigint;
}

/**
 * Selectors that are made twice, where one s-op depends on both in one layer: it takes two heads, and one would do.
 * Takes time linear in the program's graph.
 * @yields after each statement
 */
export function* repeatedSelectors(program: Program): Generator<void, Finding[]> {
    const { results } = program;
    const seen = new Set<number>();
    const reached: (readonly GraphNode[])[] = [];
    for (const result of results) {
        reached.push(nodesReachedBy(result, seen));
        yield;
    }
    const groups = yield* groupsAmong(results, reached);
    if (groups.length === 0) {
        return [];
    }
    const masks = yield* masksOf(reached, groups);
    const places = new PlaceFinder(program);
    const found: Finding[] = [];
    const told = new Set<Selector>();
    for (const result of results) {
        yield;
        for (const root of rootsOf(result)) {
            const mask = masks.get(root.id) ?? 0n;
            for (const group of groups) {
                const both = (mask & group.mask) === 0n ? [] : group.suspects.filter(({ bit }) => (mask & bit) !== 0n);
                const [first, ...others] = both;
                for (const { selector, by } of others) {
                    if (first !== undefined && !told.has(selector)) {
                        told.add(selector);
                        found.push(...places.finding({ selector, by, payer: nameOf(result, root), layer: group.layer }));
                        yield;
                    }
                }
            }
        }
    }
    return found;
}

function nameOf({ bindings }: StatementResult, root: GraphNode): string | undefined {
    for (const [name, value] of bindings) {
        if (value === root) {
            return name;
        }
    }
    return undefined;
}

function* groupsAmong(results: readonly StatementResult[], reached: readonly (readonly GraphNode[])[]): Generator<void, Group[]> {
    const byKey = new Map<string, { readonly layer: number; readonly selectors: Map<Selector, StatementResult> }>();
    const makers = new Map<number, StatementResult>();
    for (const [i, nodes] of reached.entries()) {
        yield;
        const result = results[i];
        for (const node of nodes) {
            if (result === undefined || (node.kind !== 'aggregate' && node.kind !== 'select' && node.kind !== 'combined')) {
                continue;
            }
            if (node.kind !== 'aggregate') {
                makers.set(node.id, result);
                continue;
            }
            const key = `${node.layer} ${node.selector.shared}`;
            const entry = byKey.get(key) ?? { layer: node.layer, selectors: new Map() };
            byKey.set(key, entry);
            if (!entry.selectors.has(node.selector)) {
                entry.selectors.set(node.selector, makers.get(node.selector.id) ?? result);
            }
        }
    }
    let bits = 0;
    const groups: Group[] = [];
    for (const { layer, selectors } of byKey.values()) {
        if (selectors.size < 2 || bits + selectors.size > mostSuspects) {
            continue;
        }
        const suspects = [...selectors].sort(([a], [b]) => a.id - b.id).map(([selector, by]) => ({ selector, by, bit: 1n << BigInt(bits++) }));
        groups.push({ layer, suspects, mask: suspects.reduce((mask, { bit }) => mask | bit, 0n) });
    }
    return groups;
}

/** For each node, the suspects that it depends on. */
function* masksOf(reached: readonly (readonly GraphNode[])[], groups: readonly Group[]): Generator<void, Map<number, bigint>> {
    const bits = new Map<string, bigint>();
    groups.forEach(({ layer, suspects }) => { suspects.forEach(({ selector, bit }) => bits.set(`${layer} ${selector.id}`, bit)); });
    const masks = new Map<number, bigint>();
    for (const nodes of reached) {
        yield;
        for (const node of nodes) {
            let mask = node.kind === 'aggregate' ? bits.get(`${node.layer} ${node.selector.id}`) ?? 0n : 0n;
            for (const input of dependencies(node)) {
                mask |= masks.get(input.id) ?? 0n;
            }
            if (mask !== 0n) {
                masks.set(node.id, mask);
            }
        }
    }
    return masks;
}
