import { schedule } from '../../../language/cost/schedule.js';
import type { Schedule } from '../../../language/cost/schedule.js';
import type { Selector, SOp } from '../../../language/graph/nodes.js';

/** A head of a program and the one of a model that shall attend as its selector selects. */
export interface SupervisedHead {
    /** Both from 0. */
    readonly layer: number;
    readonly head: number;
    /** The first of those that are equal. */
    readonly selector: Selector;
}

/** Which heads of a model are told what to attend to. */
export interface Supervision {
    readonly heads: readonly SupervisedHead[];
    /** Layers, from 0, with such heads. */
    readonly layers: readonly number[];
    /** Heads of the program for which the model has no layer (from 0, as scheduled) or no head. */
    readonly leftOut: readonly { readonly layer: number; readonly selector: Selector }[];
}

export const noSupervision: Supervision = { heads: [], layers: [], leftOut: [] };

/**
 * The heads of an s-op, equal selectors shared as the cost counts them, laid over those of a model. Each is where the cost
 * has it, as early as it can be; where that takes more heads than the model has, but another order does not, in that one.
 * Heads that the program does not need are left free.
 */
export function supervisionOf(node: SOp, { nLayers, nHeads }: { readonly nLayers: number; readonly nHeads: number }): Supervision {
    const early = schedule(node, 'early', true);
    const fewest = early.heads > nHeads ? schedule(node, 'fewest heads', true) : early;
    const heads: SupervisedHead[] = [];
    const leftOut: { layer: number; selector: Selector }[] = [];
    headsOf(fewest.heads <= nHeads ? fewest : early).forEach((selectors, layer) => {
        selectors.forEach((selector, head) => {
            if (layer < nLayers && head < nHeads) {
                heads.push({ layer, head, selector });
            } else {
                leftOut.push({ layer, selector });
            }
        });
    });
    return { heads, layers: [...new Set(heads.map(({ layer }) => layer))], leftOut };
}

/** The different selectors of each layer, the first of those that are equal, in the order in which they were made. */
function headsOf({ layers, widths }: Schedule): Selector[][] {
    const perLayer = widths.map(() => new Map<number, Selector>());
    for (const [{ selector }, layer] of layers) {
        const own = perLayer[layer - 1];
        const first = own?.get(selector.shared);
        if (first === undefined || selector.id < first.id) {
            own?.set(selector.shared, selector);
        }
    }
    return perLayer.map(own => [...own.values()].sort((a, b) => a.id - b.id));
}
