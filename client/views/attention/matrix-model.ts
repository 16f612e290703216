import { difference } from '../../../language/drawing/attention-source';
import type { AttentionSource } from '../../../language/drawing/attention-source';

/** Which of two sources is shown, or how the second differs from the first. */
export type MatrixMode = 'first' | 'second' | 'difference';

/** A query and the key it looks at. */
export interface Pair {
    readonly query: number;
    readonly key: number;
}

/** A key that is no position, such as the beginning-of-sequence token of a transformer. */
export interface Aside {
    readonly label: string;
    /** What it is, in a sentence or two. */
    readonly note: string;
    /** What each query gives it, and what it is compared with. */
    readonly values: Float32Array;
    readonly expected: Float32Array;
}

/** What an attention matrix shows. */
export interface MatrixShown {
    /** A label for each position. */
    readonly tokens: readonly string[];
    readonly source: AttentionSource;
    /** A second source, as the attention of a trained transformer. With it a reader can switch between the two. */
    readonly other?: AttentionSource | undefined;
    /** What the second is compared with, where that is not the first's rows as means. */
    readonly expected?: AttentionSource | undefined;
    /** The modes that are offered, in their order; absent: all. Where what the reader has chosen is not among them, the first is shown. */
    readonly modes?: readonly MatrixMode[] | undefined;
    /** A key of the second source that is no position. */
    readonly aside?: Aside | undefined;
    /** Queries on which the first source says nothing, so that a difference leaves them out. */
    readonly isFree?: ((query: number) => boolean) | undefined;
    /** Absent: what the reader has chosen last. */
    readonly mode?: MatrixMode | undefined;
    /** What is compared at the keys and at the queries, as `indices`; empty where it is not told. */
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
    readonly aside?: Pick<Aside, 'label' | 'note' | 'values'>;
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
    const { other, modes } = shown;
    return other === undefined ? 'first' : modes === undefined || modes.includes(wanted) ? wanted : modes[0] ?? 'first';
}

/** Reads the weights of a mode. */
export function weightsOf({ source, other, expected = source, aside, isFree }: Pick<MatrixShown, 'source' | 'other' | 'expected' | 'aside' | 'isFree'>, mode: MatrixMode): Weights {
    const n = Math.max(source.n, other?.n ?? 0);
    const isDifference = other !== undefined && mode === 'difference';
    const second = other !== undefined && mode !== 'first' ? other : source;
    const read = isDifference ? difference(expected, other) : second;
    const values = new Float32Array(n * n);
    let top = smallestTop;
    for (let query = 0, at = 0; query < n; query++) {
        const isLeftOut = isDifference && isFree?.(query) === true;
        for (let key = 0; key < n; key++, at++) {
            const weight = isLeftOut ? 0 : read.weight(query, key);
            values[at] = weight;
            top = Math.max(top, Math.abs(weight));
        }
    }
    const isBinary = isDifference ? expected.isBinary && other.isBinary : second.isBinary;
    const beside = aside === undefined || second !== other ? undefined : { ...aside, values: isDifference ? aside.values.map((weight, query) => weight - (aside.expected[query] ?? 0)) : aside.values };
    beside?.values.forEach(weight => { top = Math.max(top, Math.abs(weight)); });
    return { n, values, top: isBinary ? 1 : top, isBinary, isDifference, ...beside === undefined ? {} : { aside: beside } };
}

/** The weight of a pair; 0 outside the matrix. */
export function weightAt({ n, values }: Weights, { query, key }: Pair): number {
    return query < n && key < n ? values[query * n + key] ?? 0 : 0;
}
