import type { AstNode } from 'langium';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import { standardLibrary } from '../language/program/library.js';
import type { Program } from '../language/program/program.js';
import { nearestFirst, undefinedMessage } from '../language/program/reserved-names.js';
import { cutText } from '../language/program/show-value.js';
import type { Examples } from '../language/program/state.js';
import { kindName, Missing, RaspFunction, Shown } from '../language/program/value.js';
import type { Value } from '../language/program/value.js';
import { isAssignment, isExpressionStatement, isFunctionDefinition } from '../language/syntax/generated/ast.js';

/** A name with its value at the end of the program. */
export interface NamedValue {
    readonly name: string;
    readonly value: Value;
    /** The running examples in force where the name is set. */
    readonly examples: Examples;
}

/** A name that was asked for and has no value, and why. */
export interface NamelessValue {
    readonly name: string;
    readonly problem: string;
}

/** Characters of a statement that stand for it. */
const longestLabel = 60;
/** Names that are told where one is wrong. */
const mostTold = 8;

interface Binding {
    readonly value: Value | undefined;
    readonly examples: Examples;
    /** Whether a `load` sets it. */
    readonly isLoaded: boolean;
}

/**
 * The values of these names. Without names, of the s-ops and selectors that the file itself sets at
 * top level, in file order, except those whose names begin with `_`.
 */
export function chooseNames(program: Program, requested: readonly string[]): (NamedValue | NamelessValue)[] {
    const bindings = lastBindings(program);
    if (requested.length > 0) {
        return [...new Set(requested)].map(name => find(program, bindings, name));
    }
    const chosen: NamedValue[] = [];
    for (const [name, { value, examples, isLoaded }] of bindings) {
        if (!isLoaded && !name.startsWith('_') && (isSOp(value) || isSelector(value))) {
            chosen.push({ name, value, examples });
        }
    }
    return chosen;
}

/** What statements such as `reverse("abc");` show, under their texts, in file order. */
export function shownStatements(program: Program): NamedValue[] {
    return program.statements.flatMap(({ statement: { tree, text }, value, examples }) =>
        (isExpressionStatement(tree) && (isSOp(value) || isSelector(value) || value instanceof Shown)
            ? [{ name: cutText(text.replace(/;$/, '').replace(/\s+/g, ' '), longestLabel), value, examples }] : []));
}

/** Says that a name's value is none that an input has values or attention for. */
export function noGraphNode(name: string, value: Value): string {
    return `${name} is ${value instanceof RaspFunction ? 'a function' : kindName(value)}, no s-op or selector`;
}

/** The names that a program sets, in the order in which they get their last values. */
function lastBindings(program: Program): Map<string, Binding> {
    const bindings = new Map<string, Binding>();
    for (const { statement: { tree }, bindings: bound, examples } of program.statements) {
        for (const name of namesIn(tree)) {
            bindings.delete(name);
            bindings.set(name, { value: undefined, examples, isLoaded: false });
        }
        for (const [name, value] of bound) {
            bindings.delete(name);
            bindings.set(name, { value, examples, isLoaded: tree?.$type === 'Load' });
        }
    }
    return bindings;
}

/** The names that an assignment or a definition is to set: it has none of them as a binding when it is wrong. */
function namesIn(tree: AstNode | undefined): readonly string[] {
    // A broken tree may end before the names.
    const names: readonly (string | undefined)[] = isAssignment(tree) ? tree.targets : isFunctionDefinition(tree) ? [tree.name] : [];
    return names.filter(name => name !== undefined);
}

/** What the file has, the nearest first. */
function namesThere(name: string, bindings: ReadonlyMap<string, Binding>): string {
    const names = nearestFirst(name, [...bindings].flatMap(([known, { value }]) => (isSOp(value) || isSelector(value) ? [known] : [])));
    const rest = names.length - mostTold;
    return names.length === 0 ? '' : `; there are ${names.slice(0, mostTold).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function find(program: Program, bindings: ReadonlyMap<string, Binding>, name: string): NamedValue | NamelessValue {
    const library = standardLibrary().scope;
    const binding = bindings.get(name);
    const value = program.valueOf(name) ?? library.get(name);
    if (value !== undefined && !(value instanceof Missing)) {
        return { name, value, examples: binding?.examples ?? program.examplesAt(program.text.length) };
    }
    if (binding !== undefined) {
        return { name, problem: `\`${name}\` has no value, because the statement that sets it has an error` };
    }
    const message = undefinedMessage(name, [...bindings.keys(), ...library.visibleNames()]);
    return { name, problem: message.endsWith(' here') ? `${message}${namesThere(name, bindings)}` : message };
}
