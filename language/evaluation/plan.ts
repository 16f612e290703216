import { dependencies, isSelector } from '../graph/nodes.js';
import type { GraphNode } from '../graph/nodes.js';
import type { BitMatrix } from './bit-matrix.js';
import type { Column } from './column.js';
import { Failure } from './evaluation.js';
import type { Evaluation } from './evaluation.js';

/** A node that is evaluated, and the nodes that nothing behind it needs. */
interface Step {
    readonly node: GraphNode;
    readonly done: readonly GraphNode[];
}

/**
 * What is to be evaluated for some targets, in an order in which everything is there before it is needed: nodes
 * that no target depends on are not in it, and results are let go as soon as nothing needs them. A graph is
 * planned once and run on any number of inputs.
 */
export class Plan {
    readonly targets: readonly GraphNode[];
    private readonly steps: readonly Step[];

    constructor(targets: readonly GraphNode[]) {
        this.targets = targets;
        // Ids grow from a node's inputs to the node.
        const nodes = [...live(targets)].sort((a, b) => a.id - b.id);
        const lastUse = new Map<GraphNode, GraphNode>();
        for (const node of nodes) {
            for (const needed of needs(node)) {
                lastUse.set(needed, node);
            }
        }
        const done = new Map<GraphNode, GraphNode[]>();
        const kept = keptFor(targets);
        for (const [node, user] of lastUse) {
            if (!kept.has(node)) {
                const list = done.get(user);
                if (list === undefined) {
                    done.set(user, [node]);
                } else {
                    list.push(node);
                }
            }
        }
        this.steps = nodes.map(node => ({ node, done: done.get(node) ?? [] }));
    }

    /**
     * Evaluates the targets.
     * @param evaluation a fresh one
     * @returns a result for each target
     */
    run(evaluation: Evaluation): (Column | BitMatrix | Failure)[] {
        this.take(evaluation, false);
        return this.targets.map(node => evaluation.result(node));
    }

    /**
     * Evaluates the targets up to the first failure.
     * @returns a result for each target, or the failure
     */
    runAll(evaluation: Evaluation): (Column | BitMatrix)[] | Failure {
        const failure = this.take(evaluation, true);
        if (failure !== undefined) {
            return failure;
        }
        const results: (Column | BitMatrix)[] = [];
        for (const node of this.targets) {
            const result = evaluation.result(node);
            if (result instanceof Failure) {
                return result;
            }
            results.push(result);
        }
        return results;
    }

    /** @returns the failure at which it ended early */
    private take(evaluation: Evaluation, endsAtFailure: boolean): Failure | undefined {
        for (const { node, done } of this.steps) {
            const failure = evaluation.check(node);
            if (endsAtFailure && failure !== undefined) {
                return failure;
            }
            evaluation.release(done);
        }
        return undefined;
    }
}

function live(targets: readonly GraphNode[]): Set<GraphNode> {
    const found = new Set(targets);
    for (const node of found) {
        dependencies(node).forEach(needed => found.add(needed));
    }
    return found;
}

/** What must be there while a node is evaluated: an aggregate compares the columns of its selector's parts. */
function needs(node: GraphNode): Iterable<GraphNode> {
    return node.kind === 'aggregate' ? [node.values, ...withParts(node.selector)] : dependencies(node);
}

function withParts(selector: GraphNode): Set<GraphNode> {
    const found = new Set([selector]);
    for (const part of found) {
        if (isSelector(part)) {
            dependencies(part).forEach(inner => found.add(inner));
        }
    }
    return found;
}

/** What must be there at the end: the targets, and of selectors what their matrices are made from. */
function keptFor(targets: readonly GraphNode[]): Set<GraphNode> {
    return new Set(targets.flatMap(target => [...withParts(target)]));
}
