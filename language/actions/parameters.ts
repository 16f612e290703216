import type { AstNode } from 'langium';
import type { Program } from '../program/program.js';
import { RaspFunction } from '../program/value.js';
import type { Name } from '../syntax/generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';
import { localsAround } from './free-names.js';

/**
 * The free names that become parameters when trees move into a function: locals, and values that the file itself has
 * set. Functions, and what the library gives, are there in every function.
 */
export function parametersFor(free: ReadonlyMap<string, readonly Name[]>, trees: readonly AstNode[], program: Program): string[] {
    const locals = new Set(trees.flatMap(tree => [...localsAround(tree)]));
    const isValueOfFile = (name: string, places: readonly Name[]): boolean => program.results.some(({ bindings }) => bindings.has(name))
        && places.map(place => program.valueOfTree(place)).every(value => value !== undefined && !(value instanceof RaspFunction));
    const places = ([, [first]]: [string, readonly Name[]]): number => (first === undefined || trees.length > 1 ? 0 : rangeOf(first).start);
    return [...free].sort((a, b) => places(a) - places(b)).filter(([name, places]) => locals.has(name) || isValueOfFile(name, places)).map(([name]) => name);
}
