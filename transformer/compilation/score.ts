import type { Linear } from './linear.js';

/** A part of a head's score. */
export interface Score {
    readonly factors: readonly { readonly query: Linear; readonly key: Linear }[];
    /** How far scores of selected keys can be off: that of each, and all of one query together. */
    readonly error: number;
    readonly sum: number;
}
