import type { SOp } from '../../language/graph/nodes.js';
import { compareAtoms } from '../../language/values/comparison.js';
import { RaspError } from '../../language/values/error.js';
import { comparisonsOf } from './conditions.js';
import type { Comparison, Condition } from './conditions.js';
import { CannotCompile } from './refusal.js';
import type { Relation } from './relation.js';
import type { KnownValues } from './tables.js';
import type { Variable } from './variables.js';

/** Which kinds of queries select which kinds of keys. Keys that all queries treat alike are of one kind, and so are queries. */
export interface ScoreMatrix {
    readonly keys: Side;
    readonly queries: Side;
    /** For each kind of query, 1 at each kind of key that it selects. */
    readonly selects: readonly Uint8Array[];
}

/** The keys, or the queries, of a condition. */
export interface Side {
    readonly nodes: readonly SOp[];
    readonly relation: Relation;
    /** The kind in each row, -1 where an s-op has no value. */
    readonly kinds: Int32Array;
    /** For each s-op of the condition, and each that came along, its values in each row. */
    readonly values: readonly Int32Array[];
    readonly companions: readonly Int32Array[];
    /** The kind of what has these values. */
    kindOf(values: readonly number[]): number;
}

/** Pairs of a kind of key and a kind of query that are compared. */
const mostPairs = 24_000_000;

export interface Companions {
    readonly nodes?: readonly SOp[];
    readonly variables?: readonly Variable[];
}

/** The matrices of conditions alone: inference and building ask for the same. */
const matrices = new WeakMap<KnownValues, Map<string, ScoreMatrix>>();

/** @param companions s-ops and variables that keys are told apart by as well, though the condition does not */
export function scoreMatrix(known: KnownValues, condition: Condition, about: SOp, companions?: Companions): ScoreMatrix {
    if (companions !== undefined) {
        return makeMatrix(known, condition, about, companions);
    }
    const own = matrices.get(known) ?? new Map<string, ScoreMatrix>();
    matrices.set(known, own);
    const matrix = own.get(condition.id) ?? makeMatrix(known, condition, about, {});
    own.set(condition.id, matrix);
    return matrix;
}

function makeMatrix(known: KnownValues, condition: Condition, about: SOp, companions: Companions): ScoreMatrix {
    const comparisons = comparisonsOf(condition);
    const keyNodes = distinct(comparisons.map(({ keys }) => keys));
    const queryNodes = distinct(comparisons.map(({ queries }) => queries));
    const keys = readSide(known, keyNodes, about, companions);
    const queries = readSide(known, queryNodes, about, {});
    if (keys.tuples.length * queries.tuples.length > mostPairs) {
        throw new CannotCompile(about, `its selector compares ${keys.tuples.length} kinds of keys with ${queries.tuples.length} kinds of queries`, 'Choose a smaller alphabet or a shorter longest input.');
    }
    const tables = new Map(comparisons.map(comparison => [comparison.id, outcomes(known, comparison, about, keys.tuples, keyNodes, queries.tuples, queryNodes)]));
    const rows = queries.tuples.map((_, query) => {
        known.checkpoint();
        return selected(condition, comparison => tables.get(comparison.id)?.(query) ?? new Uint8Array(keys.tuples.length), keys.tuples.length);
    });
    const byRow = merged(rows.map(row => {
        known.checkpoint();
        return packed(row);
    }));
    const kept = byRow.firsts.map(first => rows[first] ?? new Uint8Array(0));
    const byColumn = merged(packedColumns(kept, keys.tuples.length, known.checkpoint));
    return {
        keys: side(keyNodes, keys, byColumn.kinds),
        queries: side(queryNodes, queries, byRow.kinds),
        selects: kept.map(row => Uint8Array.from(byColumn.firsts, first => row[first] ?? 0))
    };
}

/** Where a condition holds, given where its comparisons do. */
function selected(condition: Condition, outcome: (comparison: Comparison) => Uint8Array, size: number): Uint8Array {
    if (condition.kind === 'compare') {
        return outcome(condition);
    }
    const isAnd = condition.kind === 'and';
    const all = new Uint8Array(size).fill(isAnd ? 1 : 0);
    for (const part of condition.parts) {
        const own = selected(part, outcome, size);
        for (let key = 0; key < size; key++) {
            all[key] = isAnd ? (all[key] ?? 0) & (own[key] ?? 0) : (all[key] ?? 0) | (own[key] ?? 0);
        }
    }
    return all;
}

export function distinct(nodes: readonly SOp[]): SOp[] {
    return [...new Map(nodes.map(node => [node.shared, node])).values()];
}

interface Read {
    readonly relation: Relation;
    readonly values: readonly Int32Array[];
    readonly companions: readonly Int32Array[];
    /** The different values that the s-ops have together. */
    readonly tuples: readonly (readonly number[])[];
    readonly places: ReadonlyMap<string, number>;
    readonly placeOf: Int32Array;
}

function readSide(known: KnownValues, nodes: readonly SOp[], about: SOp, { nodes: others = [], variables = [] }: Companions): Read {
    const { relation, values } = known.joint([...nodes, ...others], about, variables);
    const own = values.slice(0, nodes.length);
    const tuples: number[][] = [];
    const places = new Map<string, number>();
    const placeOf = Int32Array.from({ length: relation.size }, (_, row) => {
        if (row % 1_024 === 0) {
            known.checkpoint();
        }
        const tuple = own.map(column => column[row] ?? -1);
        if (tuple.includes(-1)) {
            return -1;
        }
        const text = tuple.join();
        let place = places.get(text);
        if (place === undefined) {
            place = tuples.push(tuple) - 1;
            places.set(text, place);
        }
        return place;
    });
    return { relation, values: own, companions: values.slice(nodes.length), tuples, places, placeOf };
}

function side(nodes: readonly SOp[], { relation, values: own, companions, places, placeOf }: Read, kinds: Int32Array): Side {
    return {
        nodes, relation, values: own, companions,
        kinds: placeOf.map(place => (place < 0 ? -1 : kinds[place] ?? -1)),
        kindOf: values => kinds[places.get(values.join()) ?? -1] ?? -1
    };
}

/** Where a comparison holds, for a query: 1 at each key; each two values are compared once. */
function outcomes(known: KnownValues, comparison: Comparison, about: SOp, keys: readonly (readonly number[])[], keyNodes: readonly SOp[], queries: readonly (readonly number[])[], queryNodes: readonly SOp[]): (query: number) => Uint8Array {
    const at = (nodes: readonly SOp[], node: SOp): number => nodes.findIndex(({ shared }) => shared === node.shared);
    const keyValues = numbered(keys, at(keyNodes, comparison.keys));
    const queryValues = numbered(queries, at(queryNodes, comparison.queries));
    const table = queryValues.ids.map(query => Uint8Array.from(keyValues.ids, (key, i) => {
        if (i === 0) {
            known.checkpoint();
        }
        try {
            return Number(compareAtoms(known.atoms.atom(key), comparison.operator, known.atoms.atom(query)) !== comparison.isNegated);
        } catch (error) {
            if (!(error instanceof RaspError)) {
                throw error;
            }
            if (!known.failures.some(({ node }) => node === about)) {
                known.failures.push({ node: about, message: error.message });
            }
            return 0;
        }
    }));
    return query => {
        const ofValue = table[queryValues.places[query] ?? 0];
        const places = keyValues.places;
        const row = new Uint8Array(places.length);
        for (let key = 0; key < row.length; key++) {
            row[key] = ofValue?.[places[key] ?? 0] ?? 0;
        }
        return row;
    };
}

function numbered(tuples: readonly (readonly number[])[], at: number): { ids: number[]; places: Int32Array } {
    const found = new Map<number, number>();
    const places = Int32Array.from(tuples, tuple => {
        const id = tuple[at] ?? -1;
        const place = found.get(id) ?? found.size;
        found.set(id, place);
        return place;
    });
    return { ids: [...found.keys()], places };
}

/** Texts that are equal are of one kind. */
function merged(texts: readonly string[]): { kinds: Int32Array; firsts: number[] } {
    const found = new Map<string, number>();
    const firsts: number[] = [];
    const kinds = Int32Array.from(texts, (text, i) => {
        let kind = found.get(text);
        if (kind === undefined) {
            kind = firsts.push(i) - 1;
            found.set(text, kind);
        }
        return kind;
    });
    return { kinds, firsts };
}

/** How many zeros and ones one character of a text holds. */
const bitsPerUnit = 15;

/** A row of zeros and ones as a text. */
function packed(row: Uint8Array): string {
    const units: number[] = [];
    for (let i = 0; i < row.length; i += bitsPerUnit) {
        let unit = 0;
        for (let j = i; j < Math.min(i + bitsPerUnit, row.length); j++) {
            unit = unit * 2 + (row[j] ?? 0);
        }
        units.push(unit);
    }
    return units.map(unit => String.fromCharCode(unit)).join('');
}

/** Each column as a text, made row by row as memory holds them. */
function packedColumns(rows: readonly Uint8Array[], size: number, checkpoint: () => void): string[] {
    const texts = new Array<string>(size).fill('');
    for (let i = 0; i < rows.length; i += bitsPerUnit) {
        checkpoint();
        const units = new Uint16Array(size);
        for (const row of rows.slice(i, i + bitsPerUnit)) {
            for (let key = 0; key < size; key++) {
                units[key] = (units[key] ?? 0) * 2 + (row[key] ?? 0);
            }
        }
        units.forEach((unit, key) => { texts[key] += String.fromCharCode(unit); });
    }
    return texts;
}
