import { gridOf, isExact, productOf, sumOf } from './exact-sums.js';
import type { Linear } from './linear.js';
import { withReadings } from './network.js';
import type { Embedding, Network, NetworkDimension } from './network.js';

/**
 * Embeddings that are read in one proportion only are one: what tokens and positions put there is added up as it is
 * embedded, where float32 adds it up exactly.
 */
export function withJoinedEmbeddings(network: Network): Network {
    const joined = new Map<number, { readonly first: number; readonly weight: number }>();
    const dimensions = new Map(network.dimensions);
    for (const group of groupsOf(network)) {
        // The smallest weight becomes 1, so that the others are whole where they can be.
        const [first, ...others] = group.sort((a, b) => Math.abs(a.weight) - Math.abs(b.weight));
        for (const other of others) {
            const own = first && dimensions.get(first.index);
            const taken = dimensions.get(other.index);
            const weight = other.weight / (first?.weight ?? 1);
            const sum = own && taken && joinedDimension(own, taken, weight);
            if (first !== undefined && sum !== undefined) {
                dimensions.set(first.index, sum);
                dimensions.delete(other.index);
                joined.set(other.index, { first: first.index, weight });
            }
        }
    }
    const change = (linear: Linear): Linear => {
        const lost = [...linear.terms.keys()].filter(index => joined.has(index));
        return lost.length === 0 ? linear : { ...linear, terms: new Map([...linear.terms].filter(([index]) => !joined.has(index))) };
    };
    return joined.size === 0 ? network : { ...withReadings(network, change), dimensions };
}

/** Embedded dimensions that are read in one proportion, with their weights in what first reads them. */
function groupsOf(network: Network): { index: number; weight: number }[][] {
    const columns = new Map<number, { readonly first: number; key: string }>();
    let readers = 0;
    withReadings(network, linear => {
        readers++;
        for (const [index, weight] of linear.terms) {
            if ((network.dimensions.get(index)?.embedded.length ?? 0) > 0) {
                const column = columns.get(index) ?? { first: weight, key: '' };
                column.key += `${readers}: ${weight / column.first}; `;
                columns.set(index, column);
            }
        }
        return linear;
    });
    const groups = new Map<string, { index: number; weight: number }[]>();
    for (const [index, { first, key }] of columns) {
        groups.set(key, [...groups.get(key) ?? [], { index, weight: first }]);
    }
    return [...groups.values()];
}

function joinedDimension(own: NetworkDimension, taken: NetworkDimension, weight: number): NetworkDimension | undefined {
    const gridOfAll = ({ embedded }: NetworkDimension): ReturnType<typeof gridOf> => embedded.map(({ values }) => gridOf(values)).reduce(sumOf);
    if (!isExact(sumOf(gridOfAll(own), productOf(gridOfAll(taken), gridOf([weight]))))) {
        return undefined;
    }
    const embedded = new Map<Embedding['by'], Float64Array>(own.embedded.map(({ by, values }) => [by, values]));
    for (const { by, values } of taken.embedded) {
        const before = embedded.get(by);
        embedded.set(by, values.map((value, row) => weight * value + (before?.[row] ?? 0)));
    }
    return {
        sop: own.sop === taken.sop ? own.sop : `${own.sop}, ${taken.sop}`,
        meaning: `${own.meaning} + ${weight === 1 ? '' : `${weight} × `}${taken.meaning}`,
        embedded: [...embedded].map(([by, values]) => ({ by, values }))
    };
}

