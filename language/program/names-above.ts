import { alwaysReserved } from './reserved-names.js';
import { standardLibrary } from './library.js';
import { namesSetBy } from './names-set.js';
import type { Program } from './program.js';
import { Missing } from './value.js';
import type { Value } from './value.js';

/** A global name with the statement that set it. */
export interface SetName {
    readonly name: string;
    /** Index of the statement. */
    readonly index: number;
    /** Undefined while the statement has an error. */
    readonly value: Value | undefined;
}

/** The names that the statements in `[from, to)` set, each once and as it is after them, the last set first. */
export function* namesSetBetween(program: Program, from: number, to: number): Generator<SetName> {
    const seen = new Set<string>();
    for (let index = Math.min(to, program.parsed.length) - 1; index >= from; index--) {
        for (const [name, value] of program.results[index]?.bindings ?? []) {
            if (!seen.has(name)) {
                seen.add(name);
                yield { name, index, value };
            }
        }
        for (const name of wouldSet(program, index)) {
            if (!seen.has(name) && !isTaken(name)) {
                seen.add(name);
                yield { name, index, value: undefined };
            }
        }
    }
}

/** A name as it is before the statement `index`; undefined when no statement of the program above it sets it. */
export function nameAbove(program: Program, name: string, index: number): SetName | undefined {
    for (let at = Math.min(index, program.parsed.length) - 1; at >= 0; at--) {
        const value = program.results[at]?.bindings.get(name);
        if (value !== undefined || (wouldSet(program, at).includes(name) && !isTaken(name))) {
            return { name, index: at, value };
        }
    }
    return undefined;
}

/** What the standard library and the language have under a name. */
export function libraryValue(name: string): Value | undefined {
    const value = standardLibrary().scope.get(name);
    return value instanceof Missing ? undefined : value;
}

/** Whether no statement at top level can set a name. */
export function isTaken(name: string): boolean {
    return alwaysReserved.has(name) || standardLibrary().scope.getOwn(name) !== undefined;
}

/** The names that a statement sets, with an error or without. */
function wouldSet(program: Program, index: number): readonly string[] {
    const statement = program.parsed[index]?.statement;
    return statement === undefined ? [] : namesSetBy(statement).always;
}
