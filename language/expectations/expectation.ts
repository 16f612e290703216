/**
 * How an expectation turned out:
 * - `passed`;
 * - `failed`: what it says is not so, or it has no value;
 * - `unreadable`: its text is no expectation;
 * - `blocked`: it uses a name whose statement has an error, which the author has been told there.
 */
export type Status = 'passed' | 'failed' | 'unreadable' | 'blocked';

/** What checking an expectation gave. */
export interface Outcome {
    readonly status: Status;
    /** Why it did not pass, in one line; empty when it did. */
    readonly message: string;
    /** The part of the expectation's text that is to blame. */
    readonly start: number;
    readonly end: number;
    /** What was expected and what was found, as RASP writes values; absent where there is nothing to compare. */
    readonly expected?: string;
    readonly found?: string;
}

/** A comment that begins with `#?`. */
export interface PlacedExpectation {
    /** What stands behind `#?`, without the spaces around it; empty while nothing stands there. */
    readonly text: string;
    /** Offset of that text in the file; of the mark where there is none. */
    readonly offset: number;
    /** How many statements stand above it, the one that it stands in included. */
    readonly statementsAbove: number;
}

/** Shown where a text is no expectation. */
export const forms = '`reverse("abc") == "cba"`, `share("ab") ~= [0.5, 0.5]`, `cost(reverse) == (2, 1)` or `f("x") fails`';
