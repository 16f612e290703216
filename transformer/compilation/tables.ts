import type { SOp } from '../../language/graph/nodes.js';
import type { AtomTable } from './atom-table.js';
import type { Relation } from './relation.js';
import type { Variable } from './variables.js';

/** An s-op as a function of variables: its value in each row, an atom's id, or -1 where it has none. */
export interface Table {
    readonly relation: Relation;
    readonly values: Int32Array;
}

/** Several s-ops at one position together. */
export interface Joint {
    readonly relation: Relation;
    /** For each s-op its value in each row. */
    readonly values: readonly Int32Array[];
}

/** A value that an operation cannot be computed for, if it ever occurs. */
export interface PossibleFailure {
    readonly node: SOp;
    readonly message: string;
}

/** What is known of an aggregate's selector. */
export interface SelectionFacts {
    /** Whether it selects one position at the most, and whether at the least. */
    readonly isOne: boolean;
    readonly isNeverEmpty: boolean;
    /** The value that it has only where nothing is selected; -1 where there is none. */
    readonly emptyValue: number;
}

/** What the passes that infer values ask each other. */
export interface KnownValues {
    readonly atoms: AtomTable;
    readonly maxLength: number;
    readonly position: Variable;
    readonly failures: PossibleFailure[];
    readonly checkpoint: () => void;
    /** Of aggregates, by their shared ids. */
    readonly selections: Map<number, SelectionFacts>;
    table(node: SOp): Table;
    joint(nodes: readonly SOp[], about: SOp, variables?: readonly Variable[]): Joint;
}
