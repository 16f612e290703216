import { nodesBelow } from '../../language/graph/below.js';
import type { AggregateSOp, GraphNode, SOp } from '../../language/graph/nodes.js';
import { Builder, evenError } from './builder.js';
import type { Inference } from './inference.js';
import { CannotCompile } from './refusal.js';
import { readOut } from './read-out.js';
import type { Slot } from './slot.js';
import { spareHeads } from './spare-heads.js';
import { isShareOfFirst } from './width-pattern.js';

/** A network that computes an s-op. */
export interface Plan {
    readonly builder: Builder;
    readonly slot: Slot;
    /** How its value is read off at the end. */
    readonly reading: ReturnType<typeof readOut>;
}

/** Counts that are farther off are told apart by steps, which take twice the units that a line through them takes. */
const orderErrors = [evenError, 2 ** -11, 2 ** -16];

/**
 * The plans for an s-op that can be made. Which has the fewest weights shows when they are laid out: more heads take the
 * place of joint numbers, and wider scores that of units which tell counts apart that are farther off.
 * @throws CannotCompile when there is none
 */
export function* plans(node: SOp, inference: Inference, names: ((node: GraphNode) => string | undefined) | undefined): Generator<Plan> {
    const aggregates = new Map<number, AggregateSOp[]>();
    for (const part of nodesBelow(node)) {
        if (part.kind === 'aggregate' && !isShareOfFirst(part)) {
            aggregates.set(part.selector.shared, [...aggregates.get(part.selector.shared) ?? [], part]);
        }
    }
    const shares = new Set(nodesBelow(node).flatMap(part => (part.kind === 'aggregate' && isShareOfFirst(part) ? [part.selector.shared] : [])));
    const nameOf = (part: GraphNode): string => names?.(part) ?? (part.kind === 'input' ? part.name : part.kind);
    const spare = spareHeads(node);
    let refused: CannotCompile | undefined;
    let choices: Builder['choices'] | undefined;
    for (const spareOf of spare.some(heads => heads > 0) ? [spare, []] : [spare]) {
        let hasOrder = true;
        // Where nothing was split, or no order counted, the next one would be the same, or refused for the same.
        for (const orderError of spareOf === spare || choices?.hasSplit !== false ? orderErrors : []) {
            if (!hasOrder) {
                break;
            }
            const builder = new Builder({ inference, aggregates, shares, nameOf, spareHeads: spareOf, orderError });
            const built = unlessRefused(() => {
                const slot = builder.typedSlot(node);
                return { builder, slot, reading: readOut(inference, node, slot) };
            }, error => { refused ??= error; });
            hasOrder = builder.choices.hasOrder;
            if (built !== undefined) {
                choices ??= builder.choices;
                yield built;
            }
        }
    }
    if (choices === undefined && refused !== undefined) {
        throw refused;
    }
}

function unlessRefused<T>(build: () => T, onRefusal: (error: CannotCompile) => void): T | undefined {
    try {
        return build();
    } catch (error) {
        if (!(error instanceof CannotCompile)) {
            throw error;
        }
        onRefusal(error);
        return undefined;
    }
}
