import { criticalPath } from '../cost/critical-path.js';
import { isSelector } from '../graph/nodes.js';
import type { GraphNode } from '../graph/nodes.js';
import type { Location } from '../program/program.js';
import type { NamedNodes } from './named-nodes.js';

/** A step of the longest chain that puts a value at its layer. */
export interface PathStep {
    readonly text: string;
    readonly kind: 'input' | 'elementwise' | 'aggregate' | 'selector';
    readonly layer: number;
    readonly place: Location | undefined;
}

export interface PathSteps {
    readonly steps: readonly PathStep[];
    /** Steps that were left out before the step with this index; none where it is 0. */
    readonly leftOut: number;
    readonly leftOutBefore: number;
}

/**
 * The longest chain that puts a node at its layer, as an author reads it: the input, then selectors, aggregates and
 * whatever has a name; what a function of the library does in a layer is one step.
 * @param most steps; of a longer chain the middle is left out
 */
export function pathSteps(node: GraphNode, names: NamedNodes, most: number): PathSteps {
    const kept = worthTelling(criticalPath(node), names);
    const head = kept.length <= most ? kept.length : Math.floor(most / 2);
    const shown = [...kept.slice(0, head), ...kept.slice(kept.length - (most - head) < head ? head : kept.length - (most - head))];
    return {
        steps: shown.map(step => ({ text: stepText(step, names), kind: isSelector(step) ? 'selector' : step.kind === 'constant' ? 'input' : step.kind, layer: step.layer, place: names.place(step) })),
        leftOut: kept.length - shown.length,
        leftOutBefore: kept.length === shown.length ? 0 : head
    };
}

function stepText(node: GraphNode, names: NamedNodes): string {
    return names.named(node) ?? names.libraryFunction(node) ?? names.text(node);
}

function worthTelling(path: readonly GraphNode[], names: NamedNodes): GraphNode[] {
    const kept: GraphNode[] = [];
    path.forEach((step, i) => {
        const next = path[i + 1];
        const isLast = next === undefined;
        const hasName = names.named(step) !== undefined;
        const isStart = kept.length === 0 && step.kind === 'input';
        // A part of a selector is told by the whole, an elementwise step by what uses it, unless they have names.
        const isSmall = step.kind === 'constant' || step.kind === 'elementwise' || (isSelector(step) && next !== undefined && isSelector(next));
        if (isLast || isStart || hasName && step.kind !== 'constant' || !isSmall) {
            const last = kept.at(-1);
            if (last !== undefined && isToldBy(last, step, names)) {
                kept.pop();
            }
            kept.push(step);
        }
    });
    return kept;
}

/** Whether a step without a name says nothing beside the next one: the same statement goes on in the same layer. */
function isToldBy(step: GraphNode, next: GraphNode, names: NamedNodes): boolean {
    if (names.named(step) !== undefined || step.layer !== next.layer || step.origin?.statement !== next.origin?.statement) {
        return false;
    }
    return names.libraryFunction(step) !== undefined ? names.named(next) === undefined : !isSelector(step) && names.named(next) !== undefined;
}
