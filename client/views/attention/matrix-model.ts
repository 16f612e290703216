import { difference } from '../../../language/drawing/attention-source';
import type { AttentionSource } from '../../../language/drawing/attention-source';

/** Which of two sources is shown, or how the second differs from the first. */
export type MatrixMode = 'first' | 'second' | 'difference';

/** A query and the key it looks at. */
export interface Pair {
    readonly query: number;
    readonly key: number;
}

/** What an attention matrix shows. */
export interface MatrixShown {
    /** A label for each position. */
    readonly tokens: readonly string[];
    readonly source: AttentionSource;
    /** A second source, as the attention of a trained transformer. With it a reader can switch between the two. */
    readonly other?: AttentionSource | undefined;
    /** Absent: what the reader has chosen last. */
    readonly mode?: MatrixMode | undefined;
    /** What is compared at the keys and at the queries, as `indices`. */
    readonly keysTitle: string;
    readonly queriesTitle: string;
    /** Its values, where they are not the tokens. */
    readonly keyValues?: readonly string[] | undefined;
    readonly queryValues?: readonly string[] | undefined;
    /** Why there is no matrix: shown in its place. */
    readonly error?: string | undefined;
}

/** The weights of one mode, read once, so that drawing, texts and table agree. */
export interface Weights {
    readonly n: number;
    /** Query by query. From -1 to 1 for a difference, else from 0 to 1. */
    readonly values: Float32Array;
    /** The weight that has the full colour. */
    readonly top: number;
    /** Whether each pair is selected or not, or for a difference, whether both sources are so. */
    readonly isBinary: boolean;
    readonly isDifference: boolean;
}

/** Smaller differences are noise of the arithmetic, and are not given the full colour. */
const smallestTop = 0.01;

/** Weights are held and drawn for at most so many positions. */
export const largestMatrix = 2000;

/** Why a matrix cannot be shown; undefined where it can. */
export function matrixProblem({ source, other, error }: MatrixShown): string | undefined {
    const n = Math.max(source.n, other?.n ?? 0);
    if (error !== undefined) {
        return error;
    }
    return n === 0 ? 'The input has no positions.' : n > largestMatrix ? `The matrix of ${n} positions is too large to draw; the limit is ${largestMatrix}.` : undefined;
}

/** The mode that can be shown: without a second source, the first. */
export function possibleMode(shown: MatrixShown, wanted: MatrixMode): MatrixMode {
    return shown.other === undefined ? 'first' : wanted;
}

/** Reads the weights of a mode. */
export function weightsOf({ source, other }: Pick<MatrixShown, 'source' | 'other'>, mode: MatrixMode): Weights {
    const n = Math.max(source.n, other?.n ?? 0);
    const isDifference = other !== undefined && mode === 'difference';
    const second = other !== undefined && mode === 'second' ? other : source;
    const read = isDifference ? difference(source, other) : second;
    const values = new Float32Array(n * n);
    let top = smallestTop;
    for (let query = 0, at = 0; query < n; query++) {
        for (let key = 0; key < n; key++, at++) {
            const weight = read.weight(query, key);
            values[at] = weight;
            top = Math.max(top, Math.abs(weight));
        }
    }
    const isBinary = isDifference ? source.isBinary && other.isBinary : second.isBinary;
    return { n, values, top: isBinary ? 1 : top, isBinary, isDifference };
}

/** The weight of a pair; 0 outside the matrix. */
export function weightAt({ n, values }: Weights, { query, key }: Pair): number {
    return query < n && key < n ? values[query * n + key] ?? 0 : 0;
}
