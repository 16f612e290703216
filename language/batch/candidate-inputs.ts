import type { Input, InputItem } from '../evaluation/input.js';
import { shortestInput } from './grow-input.js';
import { seededRandom } from './random.js';

/** Which inputs two s-ops are compared on. */
export interface CandidateOptions {
    /** The tokens that inputs are made of, in their order. */
    readonly alphabet: readonly InputItem[];
    readonly maxLength: number;
    /** What every input begins with, such as a beginning-of-sequence token. */
    readonly prefix?: readonly InputItem[];
    /** Random inputs of each length that has too many to try them all; 1,000 when absent. */
    readonly samples?: number;
    /** Where the random inputs come from: the same seed gives the same. */
    readonly seed?: number;
}

/** Inputs that are tried in full; longer ones are sampled. */
export const mostExhaustive = 1_000_000;

export interface Candidate {
    readonly input: Input;
    readonly sampled: boolean;
}

/** The longest length of which all inputs are tried, with all shorter ones. */
export function exhaustiveLength({ alphabet, maxLength }: CandidateOptions): number {
    let total = 0;
    let ofLength = 1;
    for (let length = 1; length <= maxLength; length++) {
        ofLength *= alphabet.length;
        total += ofLength;
        if (total > mostExhaustive) {
            return length - 1;
        }
    }
    return maxLength;
}

/** How many inputs there are to try. */
export function candidateCount(options: CandidateOptions): number {
    const { alphabet, maxLength, samples = 1_000 } = options;
    const inFull = exhaustiveLength(options);
    let count = (maxLength - inFull) * samples;
    for (let length = 1; length <= inFull; length++) {
        count += alphabet.length ** length;
    }
    return count;
}

/** All inputs over the alphabet, the shortest first, then in alphabet order; random ones of the lengths that have too many. */
export function* candidateInputs(options: CandidateOptions): Generator<Candidate> {
    const { alphabet, maxLength, prefix = [], samples = 1_000, seed = 1 } = options;
    const inFull = exhaustiveLength(options);
    for (let length = 1; length <= inFull; length++) {
        const digits = new Array<number>(length).fill(0);
        do {
            yield { input: made(digits), sampled: false };
        } while (advance(digits, alphabet.length));
    }
    const random = seededRandom(seed);
    for (let length = inFull + 1; length <= maxLength; length++) {
        for (let i = 0; i < samples; i++) {
            yield { input: made(Array.from({ length }, () => Math.floor(random() * alphabet.length))), sampled: true };
        }
    }

    function made(digits: readonly number[]): Input {
        return shortestInput([...prefix, ...digits.map(digit => alphabet[digit] ?? '')]);
    }
}

/** Counts up by one, the last digit fastest. @returns false after the last number */
function advance(digits: number[], base: number): boolean {
    for (let i = digits.length - 1; i >= 0; i--) {
        const next = (digits[i] ?? 0) + 1;
        digits[i] = next < base ? next : 0;
        if (next < base) {
            return true;
        }
    }
    return false;
}
