import { isSelected } from './scene.js';
import type { FlowHead } from './scene.js';

/** How much each query looks at each key: a selector's matrix, or the attention of a trained or compiled transformer. */
export interface AttentionSource {
    /** What it is called where it stands beside another. */
    readonly label: string;
    /** The number of positions: queries 0 to n-1 and keys 0 to n-1. */
    readonly n: number;
    /** Whether a pair is selected or not, so that every weight is 0 or 1. */
    readonly isBinary: boolean;
    /** From 0 to 1; 0 outside the matrix. */
    weight(query: number, key: number): number;
}

/** What a selector selects: weights 0 and 1. A head whose selector fails has no rows, and selects nothing. */
export function selectorSource(head: Pick<FlowHead, 'name' | 'rows'>, n: number): AttentionSource {
    return {
        label: head.name, n, isBinary: true,
        weight: (query, key) => isInside(n, query, key) && isSelected(head.rows[query] ?? '', key) ? 1 : 0
    };
}

/**
 * Attention rows of a transformer, query by query. What is not a number, or outside 0 to 1 by an error of rounding,
 * is brought into it; what `rows` lacks is 0.
 */
export function denseSource(label: string, n: number, rows: Float32Array): AttentionSource {
    return {
        label, n, isBinary: false,
        weight: (query, key) => {
            const weight = isInside(n, query, key) ? rows[query * n + key] ?? 0 : 0;
            return weight > 0 ? Math.min(weight, 1) : 0;
        }
    };
}

/**
 * A selector as the attention that `aggregate` gives it: each query's selected keys share the weight 1, and a query
 * that selects nothing has none. So it can be compared with the attention of a transformer.
 */
export function normalised(source: AttentionSource): AttentionSource {
    const sums = Array.from({ length: source.n }, (_, query) => {
        let sum = 0;
        for (let key = 0; key < source.n; key++) {
            sum += source.weight(query, key);
        }
        return sum;
    });
    return {
        label: source.label, n: source.n, isBinary: false,
        weight: (query, key) => {
            const sum = sums[query] ?? 0;
            return sum === 0 ? 0 : source.weight(query, key) / sum;
        }
    };
}

/** How two attentions differ: from -1, only the first looks there, to 1, only the second does. */
export interface AttentionDifference {
    readonly label: string;
    readonly n: number;
    weight(query: number, key: number): number;
}

/** The second less the first. Where one is a selector and the other is not, the selector's rows are averaged first. */
export function difference(first: AttentionSource, second: AttentionSource): AttentionDifference {
    const [a, b] = first.isBinary === second.isBinary ? [first, second] : [asMean(first), asMean(second)];
    return {
        label: `${second.label} − ${first.label}`,
        n: Math.max(a.n, b.n),
        weight: (query, key) => b.weight(query, key) - a.weight(query, key)
    };
}

function asMean(source: AttentionSource): AttentionSource {
    return source.isBinary ? normalised(source) : source;
}

function isInside(n: number, query: number, key: number): boolean {
    return Number.isInteger(query) && Number.isInteger(key) && query >= 0 && query < n && key >= 0 && key < n;
}
