import type { Selector } from '../../language/graph/nodes.js';
import { constantLinear, dimension } from './linear.js';
import type { Linear } from './linear.js';
import { bosDimension } from './network-plan.js';
import type { NetworkPlan, PlannedDimension, PlannedFit, PlannedHead } from './network-plan.js';

/** A plan and what is read off it at the end, as the passes that make it smaller hand it on. Dimensions keep their numbers. */
export interface Network {
    readonly dimensions: ReadonlyMap<number, NetworkDimension>;
    /** In an order in which none reads what a later one writes. */
    readonly fits: readonly PlannedFit[];
    readonly heads: readonly NetworkHead[];
    /** The number that each output of the model is. */
    readonly outputs: readonly Linear[];
}

export interface NetworkDimension extends Pick<PlannedDimension, 'sop' | 'meaning'> {
    /** What tokens and positions put there together: nothing where a block writes it. */
    readonly embedded: readonly Embedding[];
}

export type Embedding = NonNullable<PlannedDimension['embedded']>;

export interface NetworkHead {
    readonly layer: number;
    readonly selector: Selector;
    /**
     * Numbers of a query and a key whose products are the score. The constant of a key or a value is not that of BOS:
     * there it is the weight of the dimension that marks BOS.
     */
    readonly factors: readonly ScoreFactor[];
    readonly values: readonly { readonly value: Linear; readonly dimension: number }[];
}

export interface ScoreFactor {
    readonly query: Linear;
    readonly key: Linear;
    /** Whether it is the one by which the BOS position attends to itself; its key is 1 there and 0 elsewhere. */
    readonly isOfBos: boolean;
    /** Whether the score is to be this product, and not something between it and its double. */
    readonly isExact?: boolean;
}

/** What reads a number. */
export type Reader = { readonly kind: 'query' | 'key' | 'value' | 'output' } | { readonly kind: 'fit'; readonly fit: PlannedFit };

/** The part of a plan on which the outputs depend; the rest was tried and is not built. */
export function networkOf(plan: NetworkPlan, outputs: readonly Linear[]): Network {
    const dimensions = new Map(plan.dimensions.map(({ sop, meaning, embedded }, index) => [index, { sop, meaning, embedded: embedded === undefined ? [] : [embedded] }]));
    return usedPart({ dimensions, fits: plan.fits, heads: [...plan.heads.values()].map(headOf), outputs });
}

function headOf({ layer, selector, factors, bosScore, values }: PlannedHead): NetworkHead {
    const mark = dimension(bosDimension);
    return {
        layer, selector,
        factors: [{ query: constantLinear(bosScore), key: mark, isOfBos: true }, ...factors.map(factor => ({ ...factor, isOfBos: false }))],
        values: values.map(({ value, dimension: index }) => ({ value: value === 'bos' ? mark : value, dimension: index }))
    };
}

/** Without what no output depends on. */
export function usedPart({ dimensions, fits, heads, outputs }: Network): Network {
    const writers = new Map<number, PlannedFit | NetworkHead>();
    fits.forEach(fit => { fit.outputs.forEach(index => writers.set(index, fit)); });
    heads.forEach(head => { head.values.forEach(({ dimension: index }) => writers.set(index, head)); });
    const used = new Set<number>();
    const writing = new Set<PlannedFit | NetworkHead>();
    const read = ({ terms }: Linear): void => { terms.forEach((_, index) => used.add(index)); };
    outputs.forEach(read);
    for (const index of used) {
        const writer = writers.get(index);
        if (writer === undefined) {
            continue;
        }
        writing.add(writer);
        if ('fit' in writer) {
            read(writer.input);
        } else {
            writer.factors.forEach(({ query, key }) => { read(query); read(key); });
            writer.values.forEach(({ value, dimension: written }) => { if (written === index) { read(value); } });
        }
    }
    // A residual stream has a dimension, though a constant needs none.
    if (used.size === 0) {
        used.add(bosDimension);
    }
    return {
        dimensions: new Map([...dimensions].filter(([index]) => used.has(index))),
        fits: fits.filter(fit => writing.has(fit)).map(fit => usedFunctions(fit, used)).sort((a, b) => (a.outputs[0] ?? 0) - (b.outputs[0] ?? 0)),
        heads: heads.filter(head => writing.has(head)).map(head => ({ ...head, values: head.values.filter(({ dimension: index }) => used.has(index)) })),
        outputs
    };
}

function usedFunctions(planned: PlannedFit, used: ReadonlySet<number>): PlannedFit {
    const { fit, outputs } = planned;
    if (outputs.every(index => used.has(index))) {
        return planned;
    }
    const chosen = <T>(items: readonly T[]): T[] => items.filter((_, i) => used.has(outputs[i] ?? -1));
    return { ...planned, outputs: chosen(outputs), fit: { ...fit, weights: chosen(fit.weights), bases: chosen(fit.bases), errors: chosen(fit.errors) } };
}

/** The network with each number that is read changed; what is written stays. */
export function withReadings(network: Network, change: (linear: Linear, reader: Reader) => Linear): Network {
    return {
        ...network,
        fits: network.fits.map(fit => ({ ...fit, input: change(fit.input, { kind: 'fit', fit }) })),
        heads: network.heads.map(head => ({
            ...head,
            factors: head.factors.map(({ query, key, ...rest }) => ({ query: change(query, { kind: 'query' }), key: change(key, { kind: 'key' }), ...rest })),
            values: head.values.map(({ value, dimension: index }) => ({ value: change(value, { kind: 'value' }), dimension: index }))
        })),
        outputs: network.outputs.map(output => change(output, { kind: 'output' }))
    };
}

/** What a dimension holds at the BOS position: embeddings and feed-forwards leave 0 there, and heads bring what BOS has. */
export function bosValues({ heads }: Network): ReadonlyMap<number, number> {
    return new Map([[bosDimension, 1], ...heads.flatMap(({ values }) => values.map(({ value, dimension: index }) => [index, value.terms.get(bosDimension) ?? 0] as const))]);
}
