import type { Atom } from '../values/atom.js';
import type { ArithmeticOperator } from '../values/arithmetic.js';
import type { ComparisonOperator } from '../values/comparison.js';

/** Where a node was first written: a statement and a part of its tree, both known to the graph by identity only. */
export interface Origin {
    readonly statement: object;
    readonly tree: object;
}

export type InputName = 'tokens_asis' | 'tokens_str' | 'tokens_int' | 'tokens_float' | 'tokens_bool' | 'indices';

/** What an elementwise look-up reads from; `null` stands where the container holds something that is no atom. */
export type LookupTable =
    | { readonly kind: 'list' | 'string'; readonly items: readonly (Atom | null)[] }
    | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string | number | bigint, Atom | null> };

/** What an elementwise node does at each position, on one value of each argument. */
export type Operation =
    | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator }
    | { readonly kind: 'comparison'; readonly operator: ComparisonOperator }
    | { readonly kind: 'logic'; readonly operator: 'and' | 'or' }
    | { readonly kind: 'unary'; readonly operator: 'not' | '-' | '+' | 'round' | 'indicator' }
    /** Arguments: condition, value where it is true, value where it is false. */
    | { readonly kind: 'ternary' }
    | { readonly kind: 'lookup'; readonly table: LookupTable }
    | { readonly kind: 'membership'; readonly items: readonly Atom[] };

abstract class Node {
    /** Greater than the ids of all nodes that this one depends on. */
    readonly id: number;
    /** Equal exactly for nodes that are equal when equal selectors are taken as one: the id of the first of them. */
    readonly shared: number;
    /** The attention layer after which this node is there; 0 for inputs and constants. */
    readonly layer: number;
    readonly origin: Origin | undefined;

    constructor(id: number, shared: number, layer: number, origin: Origin | undefined) {
        this.id = id;
        this.shared = shared;
        this.layer = layer;
        this.origin = origin;
    }
}

/** One of the base s-ops, read off the input. */
export class InputSOp extends Node {
    readonly kind = 'input';
    readonly name: InputName;

    constructor(id: number, shared: number, name: InputName) {
        super(id, shared, 0, undefined);
        this.name = name;
    }
}

/** An atom at every position. */
export class ConstantSOp extends Node {
    readonly kind = 'constant';
    readonly value: Atom;

    constructor(id: number, shared: number, value: Atom) {
        super(id, shared, 0, undefined);
        this.value = value;
    }
}

/** The feed-forward part of a layer: one operation at each position on its own. */
export class ElementwiseSOp extends Node {
    readonly kind = 'elementwise';
    readonly operation: Operation;
    readonly inputs: readonly SOp[];

    constructor(id: number, shared: number, origin: Origin | undefined, operation: Operation, inputs: readonly SOp[]) {
        super(id, shared, inputs.reduce((deepest, input) => Math.max(deepest, input.layer), 0), origin);
        this.operation = operation;
        this.inputs = inputs;
    }
}

/** One attention head's result: for each query position, the mean of the values at the selected positions. */
export class AggregateSOp extends Node {
    readonly kind = 'aggregate';
    readonly selector: Selector;
    readonly values: SOp;
    /** The value where nothing is selected; `null` is a default that is no atom, an error only where it is used. */
    readonly default: Atom | null;

    constructor(id: number, shared: number, origin: Origin | undefined, selector: Selector, values: SOp, defaultValue: Atom | null) {
        super(id, shared, Math.max(selector.layer, values.layer + 1), origin);
        this.selector = selector;
        this.values = values;
        this.default = defaultValue;
    }
}

/** True at (query, key) where `keys[key] operator queries[query]`. */
export class SelectSelector extends Node {
    readonly kind = 'select';
    readonly keys: SOp;
    readonly queries: SOp;
    readonly operator: ComparisonOperator;

    constructor(id: number, shared: number, origin: Origin | undefined, keys: SOp, queries: SOp, operator: ComparisonOperator) {
        super(id, shared, Math.max(keys.layer, queries.layer) + 1, origin);
        this.keys = keys;
        this.queries = queries;
        this.operator = operator;
    }
}

/** `and`, `or` and `not` of selectors: still one attention head. */
export class CombinedSelector extends Node {
    readonly kind = 'combined';
    readonly operator: 'and' | 'or' | 'not';
    readonly parts: readonly Selector[];

    constructor(id: number, shared: number, origin: Origin | undefined, operator: 'and' | 'or' | 'not', parts: readonly Selector[]) {
        super(id, shared, parts.reduce((deepest, part) => Math.max(deepest, part.layer), 0), origin);
        this.operator = operator;
        this.parts = parts;
    }
}

export type SOp = InputSOp | ConstantSOp | ElementwiseSOp | AggregateSOp;
export type Selector = SelectSelector | CombinedSelector;
export type GraphNode = SOp | Selector;

export function isSelector(value: unknown): value is Selector {
    return value instanceof SelectSelector || value instanceof CombinedSelector;
}

export function isSOp(value: unknown): value is SOp {
    return value instanceof ElementwiseSOp || value instanceof AggregateSOp || value instanceof InputSOp || value instanceof ConstantSOp;
}

/** The nodes that must be known before this one, in the order in which they are written. */
export function dependencies(node: GraphNode): readonly GraphNode[] {
    switch (node.kind) {
        case 'input': case 'constant': return [];
        case 'elementwise': return node.inputs;
        case 'aggregate': return [node.selector, node.values];
        case 'select': return [node.keys, node.queries];
        case 'combined': return node.parts;
    }
}
