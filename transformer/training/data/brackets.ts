import { below } from './stream-random.js';
import type { Random } from './stream-random.js';

/** Kinds of brackets and the tokens that are none, as token ids. */
export interface BracketTokens {
    /** Pairs of an opening token and the one that closes it. */
    readonly pairs: readonly (readonly [number, number])[];
    /** Tokens that may stand anywhere; at least one, as balanced strings of odd lengths need it. */
    readonly neutral: readonly number[];
}

/** How often a neutral token is put in where a pair could be, as the paper's authors have it. */
const neutralShare = 0.3;

/**
 * A balanced string of exactly this length: again and again, a neutral token or a pair is put in at a random place, as the
 * paper's authors do it; but where one place is left only a neutral token fits, so that none is a token too long.
 */
export function balanced({ pairs, neutral }: BracketTokens, length: number, random: Random): Int32Array {
    const string = new Int32Array(length);
    let filled = 0;
    while (filled < length) {
        const place = below(random, filled + 1);
        const isNeutral = random() < neutralShare || filled + 1 === length;
        const added = isNeutral ? [neutral[below(random, neutral.length)] ?? 0] : pairs[below(random, pairs.length)] ?? [];
        string.copyWithin(place + added.length, place, filled);
        string.set(added, place);
        filled += added.length;
    }
    return string;
}

/** The beginning of a balanced string, of any length up to the whole, and random tokens behind it. */
export function halfBalanced(tokens: BracketTokens, alphabetSize: number, length: number, random: Random): Int32Array {
    const string = balanced(tokens, length, random);
    for (let i = below(random, length + 1); i < length; i++) {
        string[i] = below(random, alphabetSize);
    }
    return string;
}
