import { nodesBelow } from '../graph/below.js';
import { dependencies } from '../graph/nodes.js';
import type { AggregateSOp, GraphNode } from '../graph/nodes.js';

/**
 * When heads run, within the layers that a node needs:
 * - `early`: each as soon as it can, as layers and heads are counted (paper, section 3);
 * - `late`: each as late as it may;
 * - `fewest heads`: so that the widest layer is as narrow as was found.
 */
export type SchedulePolicy = 'early' | 'late' | 'fewest heads';

export interface Schedule {
    /** The layer, from 1, in which each aggregate runs. */
    readonly layers: ReadonlyMap<AggregateSOp, number>;
    /** Heads per layer: the different selectors whose aggregates run there. */
    readonly widths: readonly number[];
    /** The most heads in a layer. */
    readonly heads: number;
    /** No schedule of as many layers has fewer heads than this. `heads` is proved to be the fewest where the two are equal. */
    readonly leastHeads: number;
}

/** Nodes looked at in search of a schedule; about a tenth of a second. */
const mostVisits = 4_000_000;

/**
 * Assigns each aggregate below a node to a layer, in as many layers as the node needs. `fewest heads` is exact for
 * small programs: it tries all choices. Where that takes too long it keeps what a greedy choice finds, and
 * `leastHeads` says how far from the best that may be.
 * @param shared whether equal selectors are one head
 */
export function schedule(node: GraphNode, policy: SchedulePolicy, shared = false): Schedule {
    const problem = new Problem(node, shared);
    const early = problem.aggregates.map(({ layer }) => layer);
    const least = problem.leastHeads(early);
    const found = policy === 'early' ? early : policy === 'late' ? problem.latest : undefined;
    if (found !== undefined) {
        return problem.result(found, least);
    }
    const known = problem.result(early, least);
    let proved = least;
    let isOpen = false;
    for (let heads = least; heads < known.heads; heads++) {
        const better = problem.greedy(heads) ?? problem.search(heads);
        if (Array.isArray(better)) {
            return problem.result(better, proved);
        }
        isOpen ||= better === 'gave up';
        proved = isOpen ? proved : heads + 1;
    }
    return { ...known, leastHeads: proved };
}

/** The aggregates below a node and what they wait for. Aggregates are known by their place in `aggregates`. */
class Problem {
    readonly aggregates: readonly AggregateSOp[];
    /** The latest layer for each aggregate from which all else can still run in time. */
    readonly latest: readonly number[];
    private readonly nodes: readonly GraphNode[];
    private readonly numbers = new Map<GraphNode, number>();
    private readonly layers: number;
    private readonly headOf: readonly number[];
    private visits = 0;

    constructor(node: GraphNode, shared: boolean) {
        this.nodes = nodesBelow(node);
        this.layers = node.layer;
        this.aggregates = this.nodes.filter(part => part.kind === 'aggregate');
        this.aggregates.forEach((aggregate, i) => this.numbers.set(aggregate, i));
        this.headOf = this.aggregates.map(({ selector }) => (shared ? selector.shared : selector.id));
        const needed = new Map<GraphNode, number>([[node, node.layer]]);
        for (const user of this.nodes.toReversed()) {
            const by = needed.get(user) ?? 0;
            for (const input of dependencies(user)) {
                const last = user.kind === 'select' || (user.kind === 'aggregate' && input === user.values) ? by - 1 : by;
                needed.set(input, Math.min(needed.get(input) ?? last, last));
            }
        }
        this.latest = this.aggregates.map(aggregate => needed.get(aggregate) ?? node.layer);
    }

    result(found: readonly number[], leastHeads: number): Schedule {
        const heads = Array.from({ length: this.layers }, () => new Set<number>());
        found.forEach((layer, i) => heads[layer - 1]?.add(this.headOf[i] ?? 0));
        const widths = heads.map(({ size }) => size);
        return { layers: new Map(this.aggregates.map((aggregate, i) => [aggregate, found[i] ?? 0])), widths, heads: widths.reduce((most, width) => Math.max(most, width), 0), leastHeads };
    }

    /** What must run between two layers fits into them with so many heads at the least. */
    leastHeads(early: readonly number[]): number {
        const byLatest = [...this.aggregates.keys()].sort((a, b) => (this.latest[a] ?? 0) - (this.latest[b] ?? 0));
        let least = byLatest.length > 0 ? 1 : 0;
        const starts = this.layers * byLatest.length <= mostVisits ? this.layers : 1;
        for (let start = 1; start <= starts; start++) {
            const heads = new Set<number>();
            for (const i of byLatest) {
                if ((early[i] ?? 0) >= start) {
                    heads.add(this.headOf[i] ?? 0);
                    least = Math.max(least, Math.ceil(heads.size / ((this.latest[i] ?? 0) - start + 1)));
                }
            }
        }
        return least;
    }

    /** Layer by layer, the most urgent heads first. @returns the layer of each aggregate, or undefined when that does not work out */
    greedy(heads: number): number[] | undefined {
        const layers = this.aggregates.map(() => 0);
        for (let layer = 1; layer <= this.layers; layer++) {
            const ready = this.ready(layers, layer);
            if (ready === undefined) {
                return undefined;
            }
            const urgency = (members: readonly number[]): number => members.reduce((first, i) => Math.min(first, this.latest[i] ?? 0), Infinity);
            const chosen = [...ready.values()].sort((a, b) => urgency(a) - urgency(b) || b.length - a.length).slice(0, heads);
            chosen.flat().forEach(i => { layers[i] = layer; });
        }
        return layers.includes(0) ? undefined : layers;
    }

    /** Tries all choices of heads. @returns a schedule, undefined when there is none, or that it gave up */
    search(heads: number): number[] | 'gave up' | undefined {
        const dead = new Set<string>();
        const layers = this.aggregates.map(() => 0);
        const from = (layer: number): boolean => {
            const ready = this.ready(layers, layer);
            const state = layers.map(done => (done > 0 ? '1' : '0')).join('');
            if (ready === undefined || layer > this.layers || dead.has(state)) {
                return ready !== undefined && layer > this.layers && !layers.includes(0);
            }
            const groups = [...ready.values()];
            const urgent = groups.filter(members => members.some(i => this.latest[i] === layer));
            // A head that is free is always used: to run sooner does no harm.
            const rest = groups.filter(members => !urgent.includes(members));
            for (const others of urgent.length > heads ? [] : choices(rest, Math.min(heads - urgent.length, rest.length))) {
                const now = [...urgent, ...others].flat();
                now.forEach(i => { layers[i] = layer; });
                if (from(layer + 1)) {
                    return true;
                }
                now.forEach(i => { layers[i] = 0; });
            }
            dead.add(state);
            return false;
        };
        if (this.layers > 100) {
            return 'gave up';
        }
        const isFound = from(1);
        return isFound ? layers : this.visits > mostVisits ? 'gave up' : undefined;
    }

    /** The aggregates that can run in a layer, by their heads; undefined when one is too late, or all visits are spent. */
    private ready(layers: readonly number[], layer: number): Map<number, number[]> | undefined {
        this.visits += this.nodes.length;
        if (this.visits > mostVisits) {
            return undefined;
        }
        const there = new Set<GraphNode>();
        const ready = new Map<number, number[]>();
        for (const node of this.nodes) {
            if (!dependencies(node).every(input => there.has(input))) {
                continue;
            }
            const number = node.kind === 'aggregate' ? this.numbers.get(node) : undefined;
            if (number === undefined || (layers[number] ?? 0) > 0) {
                there.add(node);
            } else if ((this.latest[number] ?? 0) < layer) {
                return undefined;
            } else {
                const head = this.headOf[number] ?? 0;
                const members = ready.get(head) ?? [];
                members.push(number);
                ready.set(head, members);
            }
        }
        return ready;
    }
}

/** All ways to take so many of the items. */
function* choices<T>(items: readonly T[], count: number): Generator<T[]> {
    if (count === 0) {
        yield [];
        return;
    }
    for (let i = 0; i + count <= items.length; i++) {
        const item = items[i];
        if (item !== undefined) {
            for (const others of choices(items.slice(i + 1), count - 1)) {
                yield [item, ...others];
            }
        }
    }
}
