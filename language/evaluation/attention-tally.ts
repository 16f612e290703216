import type { ColumnComparison } from './column-comparison.js';
import { Fenwick } from './fenwick.js';
import type { SelectorForm } from './selector-form.js';

/** What each query position selects, without the matrix. */
export interface Tally {
    /** How many positions are selected. */
    readonly counts: Float64Array;
    /** The sum of the selected positions: the position itself where one is selected. */
    readonly places: Float64Array;
    /** The sum of the weights at the selected positions; absent when it could not be had in the order asked for. */
    readonly sums: Float64Array | undefined;
}

export interface Weights {
    readonly values: Float64Array;
    /** Whether the sums may be added up in any order: then they are exact. Otherwise they are added in position order or not at all. */
    readonly anyOrder: boolean;
}

/** Combinations of classes of keys and queries beyond which the matrix is cheaper. */
const mostCombinations = 4_096;

/**
 * Counts and sums over the selected positions for all queries at once, in about n log n steps: by hashing for
 * `==`, by sorting and prefix sums for orders, by a sweep over a Fenwick tree where two columns are compared.
 * @returns undefined when the selector compares more than two columns with columns, or a NaN is among them
 */
export function tally(form: SelectorForm, comparisons: readonly ColumnComparison[], n: number, weights: Weights | undefined): Tally | undefined {
    if (comparisons.some(comparison => !comparison.isTotal)) {
        return undefined;
    }
    const roles = comparisons.map(role);
    const pairs = decisivePairs(form, comparisons, roles, n);
    const keyClasses = classesOf(comparisons, roles, 'key', n);
    const queryClasses = classesOf(comparisons, roles, 'query', n);
    if (pairs.length > 2 || keyClasses.outcomes.length * queryClasses.outcomes.length * 3 ** pairs.length > mostCombinations) {
        return undefined;
    }
    const result = new Tallies(n, weights);
    queryClasses.outcomes.forEach((queryOutcomes, queryClass) => {
        const masks = keyClasses.outcomes.map(keyOutcomes => maskOf(form, keyOutcomes, queryOutcomes, pairs));
        const keyMasks = new Uint16Array(n);
        for (let key = 0; key < n; key++) {
            keyMasks[key] = masks[keyClasses.of[key] ?? 0] ?? 0;
        }
        const queries: number[] = [];
        for (let query = 0; query < n; query++) {
            if (queryClasses.of[query] === queryClass) {
                queries.push(query);
            }
        }
        const [first, second] = pairs;
        if (first === undefined) {
            result.addTotals(keyMasks, queries);
        } else if (second === undefined) {
            result.addOne(first, keyMasks, queries);
        } else {
            result.addTwo(first, second, keyMasks, queries);
        }
    });
    return result.tally;
}

type Role = 'key' | 'query' | 'pair';

/** A comparison with one value on a side depends on the other side alone. */
function role({ keys, queries }: ColumnComparison): Role {
    return isConstant(queries) ? 'key' : isConstant(keys) ? 'query' : 'pair';
}

function isConstant(places: Int32Array): boolean {
    return places.every(place => place === places[0]);
}

interface Classes {
    /** The class of each position. */
    readonly of: Int32Array;
    /** For each class, the outcomes of the comparisons of this role, by their index. */
    readonly outcomes: readonly (readonly number[])[];
}

function classesOf(comparisons: readonly ColumnComparison[], roles: readonly Role[], wanted: Role, n: number): Classes {
    const of = new Int32Array(n);
    const known = new Map<number, number>();
    const outcomes: number[][] = [];
    for (let position = 0; position < n; position++) {
        let code = 0;
        comparisons.forEach((comparison, i) => {
            if (roles[i] === wanted) {
                code = code * 8 + (wanted === 'key' ? comparison.outcome(0, position) : comparison.outcome(position, 0));
            }
        });
        let place = known.get(code);
        if (place === undefined) {
            place = outcomes.length;
            known.set(code, place);
            outcomes.push(comparisons.map((comparison, i) => (roles[i] !== wanted ? 0 : wanted === 'key' ? comparison.outcome(0, position) : comparison.outcome(position, 0))));
        }
        of[position] = place;
    }
    return { of, outcomes };
}

/** Columns of keys and queries that together take part as one comparison. */
interface Pair {
    readonly keys: Int32Array;
    readonly queries: Int32Array;
    readonly classes: number;
    /** The comparisons that it stands for, by their index. */
    readonly members: readonly number[];
}

/** Comparisons up to which it is worked out which of them must be equal. */
const mostComparisons = 7;

/** The comparisons of columns with columns; those that must all be equal for the selector to hold are taken as one. */
function decisivePairs(form: SelectorForm, comparisons: readonly ColumnComparison[], roles: readonly Role[], n: number): Pair[] {
    const indices = [...comparisons.keys()].filter(i => roles[i] === 'pair');
    const single = (i: number): Pair[] => {
        const comparison = comparisons[i];
        return comparison === undefined ? [] : [{ ...placesOf(comparison), members: [i] }];
    };
    const required = indices.length < 2 || comparisons.length > mostComparisons ? [] : indices.filter(i => mustBeEqual(form, comparisons.length, i));
    if (required.length < 2) {
        return indices.flatMap(single);
    }
    const merged = required.flatMap(single).reduce((a, b) => merge(a, b, n));
    return [merged, ...indices.filter(i => !required.includes(i)).flatMap(single)];
}

function placesOf({ keys, queries, classes }: ColumnComparison): Omit<Pair, 'members'> {
    return { keys, queries, classes };
}

const requirements = new WeakMap<SelectorForm, Map<number, boolean>>();

function mustBeEqual(form: SelectorForm, count: number, wanted: number): boolean {
    const known = requirements.get(form) ?? new Map<number, boolean>();
    requirements.set(form, known);
    const answer = known.get(wanted) ?? holdsOnlyIfEqual(form, count, wanted);
    known.set(wanted, answer);
    return answer;
}

function holdsOnlyIfEqual(form: SelectorForm, count: number, wanted: number): boolean {
    for (let code = 0; code < 3 ** count; code++) {
        let rest = code;
        const outcomes = Array.from({ length: count }, () => {
            const outcome = 1 << rest % 3;
            rest = Math.floor(rest / 3);
            return outcome;
        });
        if (outcomes[wanted] !== 2 && form.holds(outcomes)) {
            return false;
        }
    }
    return true;
}

function merge(a: Pair, b: Pair, n: number): Pair {
    const known = new Map<number, number>();
    const combine = (first: Int32Array, second: Int32Array): Int32Array => {
        const places = new Int32Array(n);
        for (let i = 0; i < n; i++) {
            const id = (first[i] ?? 0) * b.classes + (second[i] ?? 0);
            let place = known.get(id);
            if (place === undefined) {
                place = known.size;
                known.set(id, place);
            }
            places[i] = place;
        }
        return places;
    };
    const keys = combine(a.keys, b.keys);
    const queries = combine(a.queries, b.queries);
    return { keys, queries, classes: known.size, members: [...a.members, ...b.members] };
}

/** The outcomes of the pairs for which the selector holds, a bit for each: 3 bits for one pair, 9 for two (the first pair's outcome counts threefold). */
function maskOf(form: SelectorForm, keyOutcomes: readonly number[], queryOutcomes: readonly number[], pairs: readonly Pair[]): number {
    let mask = 0;
    // A comparison has one role: its outcomes in the others are zero.
    const outcomes = keyOutcomes.map((outcome, i) => outcome | (queryOutcomes[i] ?? 0));
    for (let code = 0; code < 3 ** pairs.length; code++) {
        const choice = pairs.length === 2 ? [Math.floor(code / 3), code % 3] : [code];
        pairs.forEach((pair, i) => pair.members.forEach(member => { outcomes[member] = 1 << (choice[i] ?? 0); }));
        if (form.holds(outcomes)) {
            mask |= 1 << code;
        }
    }
    return mask;
}

/** Running counts, sums of positions and sums of weights. */
class Tallies {
    private readonly n: number;
    private readonly weights: Weights | undefined;
    private readonly counts: Float64Array;
    private readonly places: Float64Array;
    private readonly sums: Float64Array;
    private hasSums: boolean;

    constructor(n: number, weights: Weights | undefined) {
        this.n = n;
        this.weights = weights;
        this.counts = new Float64Array(n);
        this.places = new Float64Array(n);
        this.sums = new Float64Array(n);
        this.hasSums = weights !== undefined;
    }

    get tally(): Tally {
        return { counts: this.counts, places: this.places, sums: this.hasSums ? this.sums : undefined };
    }

    private weight(key: number): number {
        return this.weights?.values[key] ?? 0;
    }

    /** Every query selects the keys whose mask is set. */
    addTotals(keyMasks: Uint16Array, queries: readonly number[]): void {
        let count = 0;
        let place = 0;
        let sum = 0;
        for (let key = 0; key < this.n; key++) {
            if (keyMasks[key] !== 0) {
                count++;
                place += key;
                sum += this.weight(key);
            }
        }
        for (const query of queries) {
            this.add(query, count, place, sum);
        }
    }

    /** One comparison decides: buckets by class, with sums over the classes before and behind. */
    addOne(comparison: Pair, keyMasks: Uint16Array, queries: readonly number[]): void {
        this.hasSums &&= this.weights?.anyOrder === true || isInPositionOrder(comparison, keyMasks);
        const { classes } = comparison;
        const running = [0, 1, 2].map(() => ({ counts: new Float64Array(classes + 1), places: new Float64Array(classes + 1), sums: new Float64Array(classes + 1) }));
        const [less, equal, greater] = running;
        if (less === undefined || equal === undefined || greater === undefined) {
            return;
        }
        for (let key = 0; key < this.n; key++) {
            const mask = keyMasks[key] ?? 0;
            const place = comparison.keys[key] ?? 0;
            for (let bit = 0; bit < 3; bit++) {
                const bucket = running[bit];
                if ((mask >> bit & 1) === 1 && bucket !== undefined) {
                    bucket.counts[place] = (bucket.counts[place] ?? 0) + 1;
                    bucket.places[place] = (bucket.places[place] ?? 0) + key;
                    bucket.sums[place] = (bucket.sums[place] ?? 0) + this.weight(key);
                }
            }
        }
        // Where less and equal are selected alike, one running sum over both keeps the order of positions.
        const upTo = isUniform(keyMasks, 3);
        for (const name of ['counts', 'places', 'sums'] as const) {
            let before = 0;
            const below = less[name];
            for (let place = 0; place <= classes; place++) {
                const here = below[place] ?? 0;
                below[place] = before;
                before += here;
            }
            let behind = 0;
            const above = greater[name];
            for (let place = classes; place >= 0; place--) {
                const here = above[place] ?? 0;
                above[place] = behind;
                behind += here;
            }
            const at = equal[name];
            for (const query of queries) {
                const place = comparison.queries[query] ?? 0;
                const target = this[name];
                target[query] = (target[query] ?? 0) + (upTo ? below[place + 1] ?? 0 : (below[place] ?? 0) + (at[place] ?? 0)) + (above[place] ?? 0);
            }
        }
    }

    /** Two comparisons decide: a sweep over the first one's classes, with a Fenwick tree over the second one's. */
    addTwo(first: Pair, second: Pair, keyMasks: Uint16Array, queries: readonly number[]): void {
        this.hasSums &&= this.weights?.anyOrder === true;
        const keysByFirst = byClass(first.keys, first.classes, Array.from({ length: this.n }, (_, key) => key));
        const queriesByFirst = byClass(first.queries, first.classes, queries);
        for (const [outcome, descending] of [[0, false], [2, true]] as const) {
            const tree = new Fenwick(second.classes, key => this.weight(key), key => second.keys[key] ?? 0, key => (keyMasks[key] ?? 0) >> outcome * 3 & 7);
            for (let step = 0; step < first.classes; step++) {
                const place = descending ? first.classes - 1 - step : step;
                for (const query of queriesByFirst[place] ?? []) {
                    tree.read(second.queries[query] ?? 0, (count, position, sum) => { this.add(query, count, position, sum); });
                }
                for (const key of keysByFirst[place] ?? []) {
                    tree.add(key, 1);
                }
            }
        }
        const tree = new Fenwick(second.classes, key => this.weight(key), key => second.keys[key] ?? 0, key => (keyMasks[key] ?? 0) >> 3 & 7);
        for (let place = 0; place < first.classes; place++) {
            const here = queriesByFirst[place] ?? [];
            if (here.length === 0) {
                continue;
            }
            const keys = keysByFirst[place] ?? [];
            keys.forEach(key => { tree.add(key, 1); });
            for (const query of here) {
                tree.read(second.queries[query] ?? 0, (count, position, sum) => { this.add(query, count, position, sum); });
            }
            keys.forEach(key => { tree.add(key, -1); });
        }
    }

    private add(query: number, count: number, place: number, sum: number): void {
        this.counts[query] = (this.counts[query] ?? 0) + count;
        this.places[query] = (this.places[query] ?? 0) + place;
        this.sums[query] = (this.sums[query] ?? 0) + sum;
    }
}

/** Whether adding bucket by bucket adds in position order: one bucket per query, or all keys before a point of keys that are sorted. */
function isInPositionOrder(comparison: Pair, keyMasks: Uint16Array): boolean {
    if (isUniform(keyMasks, 2)) {
        return true;
    }
    if (!isUniform(keyMasks, 1) && !isUniform(keyMasks, 3)) {
        return false;
    }
    let last = 0;
    for (let key = 0; key < keyMasks.length; key++) {
        const place = comparison.keys[key] ?? 0;
        if (keyMasks[key] !== 0 && place < last) {
            return false;
        }
        last = keyMasks[key] === 0 ? last : place;
    }
    return true;
}

function isUniform(keyMasks: Uint16Array, mask: number): boolean {
    return keyMasks.every(own => own === 0 || own === mask);
}

function byClass(places: Int32Array, classes: number, positions: readonly number[]): number[][] {
    const found: number[][] = Array.from({ length: classes }, () => []);
    for (const position of positions) {
        found[places[position] ?? 0]?.push(position);
    }
    return found;
}
