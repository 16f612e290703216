import { contextsOf } from './variables.js';
import type { Variable } from './variables.js';

/** The combinations of values that some variables can take together at one position: a row each. */
export interface Relation {
    readonly variables: readonly Variable[];
    readonly size: number;
    /** For each variable its value in each row, as an index into its domain. */
    readonly columns: readonly Int32Array[];
    /** The rows that are possible at a position of an input of a length. */
    rowsAt(position: number, length: number): Int32Array;
    /** The row of each row of a relation of more variables. */
    rowsOf(larger: Relation): Int32Array;
}

/** Combinations that are looked at before doubles are left out. */
const mostVisited = 4_000_000;

/**
 * @param variables in the order of their indices
 * @returns undefined when there are more than `most` combinations
 */
export function makeRelation(variables: readonly Variable[], maxLength: number, most: number, checkpoint: () => void): Relation | undefined {
    const radix = variables.reduce((product, { domain }) => product * Math.max(1, domain.length), 1);
    if (radix > Number.MAX_SAFE_INTEGER) {
        return undefined;
    }
    const keys = new Map<number, number>();
    let visited = 0;
    for (const [position, length] of contextsOf(variables, maxLength)) {
        for (const key of keysAt(variables, position, length)) {
            if (!keys.has(key)) {
                keys.set(key, keys.size);
            }
            if (++visited % 4_096 === 0) {
                checkpoint();
            }
            if (keys.size > most || visited > mostVisited) {
                return undefined;
            }
        }
    }
    return new KeyedRelation(variables, keys);
}

function* keysAt(variables: readonly Variable[], position: number, length: number): Generator<number> {
    const sets = variables.map(variable => variable.at(position, length));
    if (sets.some(set => set.length === 0)) {
        return;
    }
    const places = sets.map(() => 0);
    for (;;) {
        let key = 0;
        for (let i = 0; i < sets.length; i++) {
            key = key * (variables[i]?.domain.length ?? 1) + (sets[i]?.[places[i] ?? 0] ?? 0);
        }
        yield key;
        let i = sets.length - 1;
        for (; i >= 0; i--) {
            const next = (places[i] ?? 0) + 1;
            places[i] = next;
            if (next < (sets[i]?.length ?? 0)) {
                break;
            }
            places[i] = 0;
        }
        if (i < 0) {
            return;
        }
    }
}

/** More than there are positions. */
const mostPlaces = 2 ** 20;

class KeyedRelation implements Relation {
    readonly variables: readonly Variable[];
    readonly columns: readonly Int32Array[];
    private readonly keys: ReadonlyMap<number, number>;
    private readonly byContext = new Map<number, Int32Array>();
    private readonly byPosition: boolean;
    private readonly byLength: boolean;
    private readonly projections = new WeakMap<Relation, Int32Array>();

    constructor(variables: readonly Variable[], keys: ReadonlyMap<number, number>) {
        this.variables = variables;
        this.keys = keys;
        this.byPosition = variables.some(variable => variable.byPosition);
        this.byLength = variables.some(variable => variable.byLength);
        const columns = variables.map(() => new Int32Array(keys.size));
        for (const [key, row] of keys) {
            let rest = key;
            for (let i = variables.length - 1; i >= 0; i--) {
                const size = variables[i]?.domain.length ?? 1;
                const column = columns[i];
                if (column !== undefined) {
                    column[row] = rest % size;
                }
                rest = Math.floor(rest / size);
            }
        }
        this.columns = columns;
    }

    get size(): number {
        return this.keys.size;
    }

    rowsAt(position: number, length: number): Int32Array {
        const at = (this.byPosition ? position : 0) + (this.byLength ? length : 0) * mostPlaces;
        let rows = this.byContext.get(at);
        if (rows === undefined) {
            rows = Int32Array.from(keysAt(this.variables, position, length), key => this.keys.get(key) ?? 0);
            this.byContext.set(at, rows);
        }
        return rows;
    }

    rowsOf(larger: Relation): Int32Array {
        let rows = this.projections.get(larger);
        if (rows === undefined) {
            const sources = this.variables.map(variable => larger.columns[larger.variables.indexOf(variable)]);
            rows = Int32Array.from({ length: larger.size }, (_, row) => {
                let key = 0;
                sources.forEach((source, i) => { key = key * (this.variables[i]?.domain.length ?? 1) + (source?.[row] ?? 0); });
                return this.keys.get(key) ?? 0;
            });
            this.projections.set(larger, rows);
        }
        return rows;
    }
}
