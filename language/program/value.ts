import { atomKey, isAtom, kindOf } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { atomRepr } from '../values/python-text.js';
import type { BitMatrix } from '../evaluation/bit-matrix.js';
import type { Column } from '../evaluation/column.js';
import type { Input } from '../evaluation/input.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { GraphNode, Selector, SOp } from '../graph/nodes.js';
import type { FunctionDefinition } from '../syntax/generated/ast.js';
import type { Unit } from './problem.js';

export class RaspList {
    readonly items: readonly Value[];

    constructor(items: readonly Value[]) {
        this.items = items;
    }
}

export class RaspDict {
    readonly entries: ReadonlyMap<string | number | bigint, readonly [Atom, Value]>;

    constructor(entries: ReadonlyMap<string | number | bigint, readonly [Atom, Value]>) {
        this.entries = entries;
    }

    get(key: Atom): Value | undefined {
        return this.entries.get(atomKey(key))?.[1];
    }

    get keys(): Atom[] {
        return [...this.entries.values()].map(([key]) => key);
    }
}

/** Stands for a name whose defining statement has an error: uses of it are told so once. */
export class Missing {
    readonly name: string;
    /** Whether the author knows already: from an earlier use, or since the statement itself only suffers from another's error. */
    told: boolean;

    constructor(name: string, told: boolean) {
        this.name = name;
        this.told = told;
    }
}

/** Whose names a scope holds. */
export type ScopeKind = 'base' | 'library' | 'file' | 'local';

/** The names that can be used at some place. */
export interface Names {
    readonly parent: Names | undefined;
    readonly kind: ScopeKind;
    readonly label: string | undefined;
    get(name: string): Value | Missing | undefined;
    levelOf(name: string): ScopeKind | undefined;
    visibleNames(): Iterable<string>;
}

export class RaspFunction {
    readonly name: string;
    readonly parameters: readonly string[];
    /** The scope in which it was defined: it sees later changes there. */
    readonly scope: Names;
    /** Where it was written. */
    readonly unit: Unit;
    private readonly definition: () => FunctionDefinition;

    /** @param definition gives the tree; asked when the function is called, since the library's are parsed no earlier */
    constructor(name: string, parameters: readonly string[], definition: () => FunctionDefinition, scope: Names, unit: Unit) {
        this.name = name;
        this.parameters = parameters;
        this.definition = definition;
        this.scope = scope;
        this.unit = unit;
    }

    get tree(): FunctionDefinition {
        return this.definition();
    }
}

/** What `s_op(input)` and `selector(input)` give: it is shown, and nothing can be computed with it. */
export class Shown {
    readonly node: GraphNode;
    readonly input: Input;
    readonly result: Column | BitMatrix;

    constructor(node: GraphNode, input: Input, result: Column | BitMatrix) {
        this.node = node;
        this.input = input;
        this.result = result;
    }
}

export type Value = Atom | SOp | Selector | RaspList | RaspDict | RaspFunction | Shown;

/** What a value is called in messages, with an article where it takes one. */
export function describe(value: Value): string {
    if (isAtom(value)) {
        const text = atomRepr(value);
        return `the ${kindOf(value)} ${text.length > 40 ? `${text.slice(0, 37)}…` : text}`;
    }
    return kindName(value);
}

/** The kind of a value in a word or two. */
export function kindName(value: Value): string {
    if (isAtom(value)) {
        return kindOf(value);
    }
    if (isSOp(value)) {
        return 'an s-op';
    }
    if (isSelector(value)) {
        return 'a selector';
    }
    if (value instanceof RaspList) {
        return 'a list';
    }
    if (value instanceof RaspDict) {
        return 'a dict';
    }
    return value instanceof RaspFunction ? `the function ${value.name}` : 'the result of an s-op on an input';
}
