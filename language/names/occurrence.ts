import type { TextRange } from '../syntax/ranges.js';

/** What sets a name. */
export type SetBy = 'assignment' | 'function' | 'parameter' | 'loop' | 'comprehension';

/** A place of a statement's text where a name is used or set. */
export interface Occurrence {
    readonly name: string;
    /** Offset in the statement's text. */
    readonly start: number;
    /** The statement's names, of which this is one. */
    readonly home: StatementNames;
    /** What the name stands for here: behind the place, where it is set. */
    readonly meaning: Meaning;
    /** Undefined where the name is read. */
    readonly setBy: SetBy | undefined;
    /** Whether it is set for the whole file, not for a function or a comprehension. */
    readonly isGlobal: boolean;
    /** Whether it is what a call calls. */
    readonly isCallee: boolean;
    /** The name of the innermost function in whose head or body it stands. */
    readonly inside: Occurrence | undefined;
    /** Where it is set: the whole assignment or function, in the statement's text. Else the name itself. */
    readonly extent: TextRange;
}

/**
 * What a name stands for at some place, as far as one statement tells: a node of a graph whose edges lead to the
 * places that set the name.
 * `write`: what one occurrence sets. `before`: the global as it is before the statement. `later`: the global as it is
 * when a function of the statement is called. `join`: any of several, since loops run any number of times.
 * `load`: what a file loaded into a function or a loop sets, if it does. `builtin`: what the language itself sets.
 */
export interface Meaning {
    readonly kind: 'write' | 'before' | 'later' | 'join' | 'load' | 'builtin';
    readonly name: string;
    /** What it can be; grows while its statement is read. */
    readonly from: Meaning[];
    /** Of a `write`. */
    readonly occurrence?: Occurrence;
    /** Of a `load`. */
    readonly load?: LoadSite;
    /** Of `before`, `later` and `load`: the statement that it belongs to. */
    readonly home?: StatementNames;
}

/** A `load` in a statement. */
export interface LoadSite {
    readonly path: string;
    /** Offset of the path's opening quote in the statement's text. */
    readonly start: number;
    readonly end: number;
    /** Whether it sets names for the whole file. */
    readonly isGlobal: boolean;
}

/** The names of one top-level statement, found without looking at any other. */
export interface StatementNames {
    /** In the order of the text. */
    readonly occurrences: readonly Occurrence[];
    /** What it reads of the globals as they are before it, by name. */
    readonly before: ReadonlyMap<string, Meaning>;
    /** What its functions read of the globals when they are called, by name. */
    readonly later: ReadonlyMap<string, Meaning>;
    /** What the globals are after it that it sets itself. */
    readonly after: ReadonlyMap<string, Meaning>;
    readonly loads: readonly LoadSite[];
    /** Names looked for in the files that it loads into functions and loops. */
    readonly loaded: readonly Meaning[];
    /** Whether nothing that follows it runs. */
    readonly isExit: boolean;
}
