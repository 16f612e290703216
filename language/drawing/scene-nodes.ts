import { dependencies, isSelector } from '../graph/nodes.js';
import type { AggregateSOp, GraphNode, Selector, SOp } from '../graph/nodes.js';
import type { SceneNames } from './scene-names.js';

/**
 * The nodes that a scene shows, each after what it depends on. Where equal selectors are shared, equal nodes are one:
 * the oldest stands for all of them, under the first name that one of them has, in the earliest of their layers.
 * Whatever the others wait for is an equal of what the earliest waits for, so that no order is broken.
 */
export class SceneNodes {
    readonly sops: readonly SOp[];
    private readonly isShared: boolean;
    private readonly first = new Map<number, GraphNode>();
    private readonly speaking = new Map<number, GraphNode>();
    private readonly layers = new Map<number, number>();

    /**
     * @param nodes in the order of their ids
     * @param scheduled the layer of each aggregate
     */
    constructor(nodes: readonly GraphNode[], scheduled: ReadonlyMap<AggregateSOp, number>, isShared: boolean, names: SceneNames) {
        this.isShared = isShared;
        for (const node of nodes) {
            const key = this.keyOf(node);
            if (!this.first.has(key)) {
                this.first.set(key, node);
            }
            if (isShared && !this.speaking.has(key) && names.named(node) !== undefined) {
                this.speaking.set(key, node);
            }
            if (node.kind === 'aggregate') {
                this.layers.set(key, Math.min(this.layers.get(key) ?? Infinity, scheduled.get(node) ?? node.layer));
            }
        }
        const shown = [...this.first.values()];
        this.sops = shown.filter(node => !isSelector(node));
        for (const node of this.sops) {
            if (node.kind !== 'aggregate') {
                this.layers.set(this.keyOf(node), dependencies(node).reduce((latest, input) => Math.max(latest, this.layer(input)), 0));
            }
        }
    }

    /** The node that stands for it. */
    sop(node: SOp): SOp {
        return this.first.get(this.keyOf(node)) as SOp;
    }

    selector(node: Selector): Selector {
        return this.first.get(this.keyOf(node)) as Selector;
    }

    /** The node whose name, text and place are shown for it. */
    speaker(node: GraphNode): GraphNode {
        return this.speaking.get(this.keyOf(node)) ?? node;
    }

    /** The layer in which an s-op is computed: what is elementwise, as soon as all that it needs is there. */
    layer(node: GraphNode): number {
        return this.layers.get(this.keyOf(node)) ?? 0;
    }

    private keyOf(node: GraphNode): number {
        return this.isShared ? node.shared : node.id;
    }
}
