import type { TypedValue } from '../transformer/model/transformer.ts';

/** The tables in which programs stand. */
export type CaseGroup = 'paper' | 'library' | 'programs' | 'examples' | 'letters' | 'long' | 'tracr' | 'wide';

/** A program whose s-op is compiled, and what it is compiled for. */
export interface CompileCase {
    readonly group: CaseGroup;
    /** What it is called in tables, and by `--only`. */
    readonly label: string;
    readonly text: string;
    readonly name: string;
    readonly alphabet: readonly TypedValue[];
    readonly maxLength: number;
    /** Whether `--check` fails where it is refused, or is not done in time. */
    readonly mustCompile: boolean;
}

/** Tokens with their types: a number is an int. */
export function tokensOf(values: Iterable<string | number | boolean>): TypedValue[] {
    return [...values].map(value => ({ type: typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'bool' : 'int', value }));
}

/** Different tokens, as many as asked for: those given first, then from a row of others. */
export function filledUp(given: Iterable<string>, count: number, others: Iterable<string> = 'abcdefghijklmnopqrstuvwxyz'): string[] {
    return [...new Set([...given, ...others])].slice(0, count);
}
