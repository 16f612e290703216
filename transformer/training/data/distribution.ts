import { balanced, halfBalanced } from './brackets.js';
import type { BracketTokens } from './brackets.js';
import { below, shuffle } from './stream-random.js';
import type { Random } from './stream-random.js';

/** How the tokens of an input are drawn. */
export type Distribution =
    /** Each token from the whole alphabet; or, with probability `repeat`, one of those before it once more. */
    | { readonly kind: 'uniform'; readonly repeat?: number }
    /** All different; inputs longer than the alphabet are several permutations, one behind the other. */
    | { readonly kind: 'permutation' }
    /** By turns a balanced string, one that begins so, and random tokens. */
    | { readonly kind: 'brackets' } & BracketTokens;

export const uniform: Distribution = { kind: 'uniform' };

/** What is wrong with a distribution over an alphabet, for people; undefined where nothing is. */
export function distributionProblem(distribution: Distribution, alphabetSize: number): string | undefined {
    if (distribution.kind === 'uniform') {
        const { repeat = 0 } = distribution;
        return repeat >= 0 && repeat <= 1 ? undefined : `the probability of a repeated token is ${repeat}; it can be a number from 0 to 1`;
    }
    if (distribution.kind === 'permutation') {
        return undefined;
    }
    const { pairs, neutral } = distribution;
    if (pairs.length === 0 || neutral.length === 0) {
        return `strings of brackets need ${pairs.length === 0 ? 'a pair of brackets' : 'a neutral token: those of odd length are not balanced without one'}`;
    }
    const ids = [...pairs.flat(), ...neutral];
    const outside = ids.find(id => !Number.isInteger(id) || id < 0 || id >= alphabetSize);
    return outside !== undefined ? `bracket token ${outside} is not in the alphabet, which has tokens 0 to ${alphabetSize - 1}`
        : new Set(ids).size < ids.length ? 'a token is in two places among the brackets; name each once'
        : undefined;
}

/** @param index which of the kinds of strings it is, where they come by turns */
export function drawTokens(distribution: Distribution, alphabetSize: number, length: number, index: number, random: Random): Int32Array {
    switch (distribution.kind) {
        case 'uniform': return drawUniform(alphabetSize, length, distribution.repeat ?? 0, random);
        case 'permutation': return drawPermutations(alphabetSize, length, random);
        case 'brackets':
            return index % 3 === 0 ? balanced(distribution, length, random)
                : index % 3 === 1 ? halfBalanced(distribution, alphabetSize, length, random)
                : drawUniform(alphabetSize, length, 0, random);
    }
}

function drawUniform(alphabetSize: number, length: number, repeat: number, random: Random): Int32Array {
    const tokens = new Int32Array(length);
    for (let i = 0; i < length; i++) {
        const isRepeat = repeat > 0 && i > 0 && random() < repeat;
        tokens[i] = isRepeat ? tokens[below(random, i)] ?? 0 : below(random, alphabetSize);
    }
    return tokens;
}

function drawPermutations(alphabetSize: number, length: number, random: Random): Int32Array {
    const tokens = new Int32Array(Math.ceil(length / alphabetSize) * alphabetSize);
    for (let start = 0; start < tokens.length; start += alphabetSize) {
        for (let i = 0; i < alphabetSize; i++) {
            tokens[start + i] = i;
        }
        shuffle(tokens, random, start, start + alphabetSize);
    }
    return tokens.slice(0, length);
}
