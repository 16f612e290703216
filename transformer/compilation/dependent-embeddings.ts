import { ExactSums, isExact, gridOf, sumOf } from './exact-sums.js';
import { combination, constantLinear, dimension } from './linear.js';
import type { Linear } from './linear.js';
import { withReadings } from './network.js';
import type { Embedding, Network, Reader } from './network.js';
import { isPower } from './rounding.js';

/** Multiplications in finding what depends on what; with more, embeddings are left as they are. */
const mostWork = 40_000_000;
/** Weights of sums are multiples of one over this. */
const finest = 1_024;

/**
 * An embedding that is a sum of multiples of others and a constant is read off these: one mark of all tokens from the
 * other marks, an index from another one. Only where float32 computes what is read exactly, before and after.
 */
export function withoutDependentEmbeddings(network: Network, checkpoint: () => void): Network {
    let result = network;
    for (const by of ['token', 'position'] as const) {
        const embeddings = [...network.dimensions].flatMap(([index, { embedded: [own, second] }]) => (own?.by === by && second === undefined ? [[index, own] as const] : []));
        const rows = embeddings[0]?.[1].values.length ?? 0;
        const basis = new Basis();
        if (embeddings.length * Math.min(embeddings.length, rows) * rows > mostWork) {
            continue;
        }
        for (const [index, own] of embeddings) {
            checkpoint();
            const sum = basis.sumFor(index, own);
            result = (sum && replaced(result, index, sum)) ?? result;
        }
    }
    return result;
}

/** The network that reads a sum instead of a dimension; undefined where a reader would be less exact. */
function replaced(network: Network, index: number, sum: Linear): Network | undefined {
    const exact = new ExactSums(network);
    const [only, second] = sum.terms;
    const isScaled = only !== undefined && second === undefined && sum.constant === 0 && isPower(only[1]);
    let isSound = true;
    const result = withReadings(network, (linear, reader) => {
        const weight = linear.terms.get(index);
        if (weight === undefined) {
            return linear;
        }
        const without: Linear = { ...linear, terms: new Map([...linear.terms].filter(([other]) => other !== index)) };
        const changed = combination([[without, 1], [sum, weight]]);
        isSound &&= (isScaled && !linear.terms.has(only[0])) || (isExactFor(exact, linear, reader) && isExactFor(exact, changed, reader));
        return changed;
    });
    return isSound ? { ...result, dimensions: new Map([...network.dimensions].filter(([other]) => other !== index)) } : undefined;
}

function isExactFor(exact: ExactSums, linear: Linear, reader: Reader): boolean {
    const grid = exact.grid(linear);
    return grid !== undefined && isExact(reader.kind === 'fit' ? sumOf(grid, gridOf(reader.fit.fit.knots)) : grid);
}

/** Embeddings of one kind, none of which is a sum of others: each as what is left of it where those before it have their pivots. */
class Basis {
    private readonly reduced: { readonly pivot: number; readonly values: Float64Array; readonly sum: Linear }[] = [];
    private readonly embeddings = new Map<number, Float64Array>();

    /** What an embedding is the sum of; undefined where it is of none, and then it belongs to the basis. */
    sumFor(index: number, { values }: Embedding): Linear | undefined {
        const first = values[0] ?? 0;
        const left = values.map(value => value - first);
        let sum = constantLinear(0);
        for (const { pivot, values: own, sum: part } of this.reduced) {
            const factor = (left[pivot] ?? 0) / (own[pivot] ?? 1);
            if (factor !== 0) {
                own.forEach((value, row) => { left[row] = (left[row] ?? 0) - factor * value; });
                sum = combination([[sum, 1], [part, factor]]);
            }
        }
        const pivot = left.reduce((best, value, row) => (Math.abs(value) > Math.abs(left[best] ?? 0) ? row : best), 0);
        if (Math.abs(left[pivot] ?? 0) > 1e-6) {
            this.reduced.push({ pivot, values: left, sum: combination([[dimension(index), 1], [sum, -1]]) });
            this.embeddings.set(index, values);
            return undefined;
        }
        return this.checked(sum, values);
    }

    /** The sum with weights of few digits, if it is the embedding to the last one. */
    private checked({ terms }: Linear, values: Float64Array): Linear | undefined {
        const rounded = new Map([...terms].map(([index, weight]) => [index, Math.round(weight * finest) / finest] as const).filter(([, weight]) => weight !== 0));
        const at = (row: number): number => [...rounded].reduce((total, [index, weight]) => total + weight * (this.embeddings.get(index)?.[row] ?? 0), 0);
        const constant = (values[0] ?? 0) - at(0);
        return values.every((value, row) => at(row) + constant === value) ? { terms: rounded, constant } : undefined;
    }
}
