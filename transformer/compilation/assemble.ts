import type { DimensionLabel, Transformer } from '../model/transformer.js';
import { reasonOf } from './block-reasons.js';
import type { Linear } from './linear.js';
import type { ModelSizes } from './model-size.js';
import type { NetworkPlan } from './network-plan.js';
import { networkOf } from './network.js';
import type { Network, NetworkHead } from './network.js';
import { residualLayout } from './residual-layout.js';
import type { ResidualLayout } from './residual-layout.js';
import { schedule } from './schedule.js';
import { smallerNetwork } from './smaller-network.js';
import { weightsOf } from './weights.js';

/** Where things of a plan have ended up. */
export interface Assembled {
    readonly transformer: Transformer;
    /** For each block its heads, in their order. */
    readonly heads: readonly (readonly NetworkHead[])[];
    /** For each block without attention what it computes, and of what. */
    readonly extra: readonly { readonly block: number; readonly reason: string }[];
    /** What each dimension of the residual stream holds, in turn. */
    readonly dimensions: readonly (readonly DimensionLabel[])[];
}

/** What is read off the residual stream at the end: an output each. */
export type Outputs = readonly Linear[];

/** A way to lay a plan out. */
export interface AssemblyWay {
    /** Whether what is equal, or a sum of others, is left out. */
    readonly isSmaller: boolean;
    /** Whether feed-forwards compute as late as possible. */
    readonly isLate: boolean;
    /** Whether dimensions are used again. */
    readonly reuses: boolean;
}

/** The ways that are tried; what is read for longer may keep a dimension from being used again. */
const ways: readonly AssemblyWay[] = [true, false].flatMap(isSmaller => [false, true].map(isLate => ({ isSmaller, isLate, reuses: true })));

/** Lays a plan out as weights, in the way that takes the fewest. @param tokens the size of the alphabet; BOS comes behind it */
export function assemble(plan: NetworkPlan, outputs: Outputs, tokens: number, maxLength: number, checkpoint: () => void = () => undefined, tried: readonly AssemblyWay[] = ways): Assembled {
    const sizes = { tokens: tokens + 1, positions: maxLength + 1, outputs: outputs.length };
    const used = networkOf(plan, outputs);
    const smaller = smallerNetwork(used, checkpoint);
    let best: { readonly network: Network; readonly layout: ResidualLayout } | undefined;
    for (const { isSmaller, isLate, reuses } of tried) {
        checkpoint();
        const network = isSmaller ? smaller : used;
        const layout = residualLayout(network, schedule(network, isLate), sizes, reuses);
        if (best === undefined || layout.parameters < best.layout.parameters) {
            best = { network, layout };
        }
    }
    if (best === undefined) {
        throw new Error('no way to lay a plan out');
    }
    return assembled(best.network, best.layout, sizes);
}

function assembled(network: Network, layout: ResidualLayout, sizes: ModelSizes): Assembled {
    const { blocks, places } = layout;
    return {
        transformer: weightsOf(network, layout, sizes),
        heads: blocks.map(({ heads }) => heads),
        extra: blocks.flatMap(({ heads }, block) => (heads.length > 0 ? [] : [{ block, reason: reasonOf(network, blocks, block) }])),
        dimensions: places.map(stays => stays.map(({ dimension, writtenBy, emptiedBy }) => {
            const { sop = '', meaning = '' } = network.dimensions.get(dimension) ?? {};
            return { sop, meaning, writtenBy, ...emptiedBy === undefined ? {} : { emptiedBy } };
        }))
    };
}
