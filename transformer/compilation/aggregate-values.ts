import type { AggregateSOp, Selector, SOp } from '../../language/graph/nodes.js';
import { Float } from '../../language/values/atom.js';
import { conditionOf, joined } from './conditions.js';
import type { Condition } from './conditions.js';
import { countedBy, positiveRows } from './distinct-sums.js';
import { distinctWidths } from './distinct-widths.js';
import { isEmptyOnce } from './empty-once.js';
import { keyOptions } from './key-options.js';
import type { Distinct } from './variables.js';
import { meansOf } from './mean-values.js';
import type { KeyOption } from './mean-values.js';
import { CannotCompile, unlessRefused } from './refusal.js';
import type { Relation } from './relation.js';
import { scoreMatrix } from './score-matrix.js';
import type { ScoreMatrix } from './score-matrix.js';
import type { KnownValues } from './tables.js';

type ValuesAt = (position: number, length: number) => readonly number[];

/** What an aggregate can give at each position of inputs of each length. */
export function aggregateValues(known: KnownValues, node: AggregateSOp): ValuesAt {
    const condition = conditionOf(node.selector);
    const { matrix, options, byLength, isWhole } = keysWithValues(known, condition, node);
    const ids = [...new Set(known.table(node.values).values)].filter(id => id >= 0);
    const isNumeric = ids.every(id => known.atoms.number(id) !== undefined);
    const isSingle = !isNumeric || ids.every(id => typeof known.atoms.atom(id) === 'boolean');
    const isOwn = isWhole ? selectsItself(known, matrix, node) : () => false;
    const isOneAtMost = atMostOne(known, matrix);
    const defaultId = node.default === null ? -1 : known.atoms.id(node.default);
    const results = new Map<number, readonly number[]>();
    known.selections.set(node.shared, { isOne: true, isNeverEmpty: true, emptyValue: defaultId });
    const note = (isOne: boolean, isNeverEmpty: boolean, emptyValue: number): void => {
        const before = known.selections.get(node.shared);
        known.selections.set(node.shared, { isOne: isOne && before?.isOne !== false, isNeverEmpty: isNeverEmpty && before?.isNeverEmpty !== false, emptyValue: before?.emptyValue === emptyValue ? emptyValue : -1 });
    };
    const row = (query: number, length: number): KeyOption[] => Array.from({ length }, (_, position) => options(query, position, length));
    const usedLengths = new Map<number, Int32Array>();
    /** For each length that of the inputs that stand for it, where keys do not depend on it. */
    const usedLength = (query: number): Int32Array => {
        const all = row(query, known.maxLength);
        const used = new Int32Array(known.maxLength + 1);
        // Where nothing is sure to be selected, a longer input can do all that a shorter one can; and what is behind all that can be selected makes no difference.
        const isFree = all.every(({ must }) => !must);
        all.forEach(({ may }, position) => { used[position + 1] = may ? position + 1 : used[position] ?? 0; });
        return isFree ? used.fill(known.maxLength) : used;
    };
    const ofQuery = (query: number, length: number): readonly number[] => {
        let used = length;
        if (!byLength) {
            const lengths = usedLengths.get(query) ?? usedLength(query);
            usedLengths.set(query, lengths);
            used = lengths[length] ?? length;
        }
        const key = query * (known.maxLength + 1) + used;
        let result = results.get(key);
        if (result === undefined) {
            known.checkpoint();
            const keys = row(query, used);
            const isOne = isOneAtMost(keys) || isEmptyOnce(known, matrix, keys);
            if (isSingle && !isOne) {
                noteSeveral(known, node);
            }
            const found = isSingle || isOne ? singles(keys) : meansOf(keys, known, node);
            const isEmpty = keys.every(({ must }) => !must) && !isOwn(query);
            note(isOne || isSingle, !isEmpty, found.has(defaultId) ? -1 : defaultId);
            result = isEmpty && defaultId >= 0 ? [...new Set([...found, defaultId])] : [...found].filter(id => id >= 0);
            results.set(key, result);
        }
        return result;
    };
    return byQueries(matrix, ofQuery);
}

type Options = (query: number, position: number, length: number) => KeyOption;

/** What each kind of query can select; where keys and values have too many combinations, they are taken one by one. */
function keysWithValues(known: KnownValues, condition: Condition, node: AggregateSOp): { matrix: ScoreMatrix; options: Options; byLength: boolean; isWhole: boolean } {
    const isByLength = ({ variables }: Relation): boolean => variables.some(variable => variable.byLength);
    const together = unlessRefused(() => scoreMatrix(known, condition, node, { nodes: [node.values] }));
    if (together !== undefined) {
        return { matrix: together, options: keyOptions(together, together.keys.companions[0] ?? new Int32Array(0)), byLength: isByLength(together.keys.relation), isWhole: true };
    }
    const whole = unlessRefused(() => scoreMatrix(known, condition, node));
    for (const chosen of whole === undefined ? weaker(condition) : [condition]) {
        const matrix = whole ?? unlessRefused(() => scoreMatrix(known, chosen, node));
        if (matrix === undefined) {
            continue;
        }
        const { relation, values } = known.table(node.values);
        const options = keyOptions(matrix, new Int32Array(0));
        const idsOf = new Map<Int32Array, number[]>();
        const idsAt = (position: number, length: number): number[] => {
            const rows = relation.rowsAt(position, length);
            const ids = idsOf.get(rows) ?? [...new Set(Array.from(rows, row => values[row] ?? -1))].filter(id => id >= 0);
            idsOf.set(rows, ids);
            return ids;
        };
        return {
            matrix, byLength: isByLength(matrix.keys.relation) || isByLength(relation), isWhole: whole !== undefined,
            options: (query, position, length) => {
                const option = options(query, position, length);
                return option.may ? { ...option, must: option.must && whole !== undefined, values: idsAt(position, length) } : option;
            }
        };
    }
    throw new CannotCompile(node, `its selector has too many kinds of keys and queries for length ${known.maxLength}`, 'Choose a smaller alphabet or a shorter longest input.');
}

/** Conditions that hold wherever a condition does: of a conjunction, all but one part, and each part. */
function weaker(condition: Condition): readonly Condition[] {
    return condition.kind === 'and' ? [...condition.parts.map(part => joined('and', condition.parts.filter(other => other !== part))), ...condition.parts] : [];
}

/** How many keys a selector selects, at each position. */
export function widthValues(known: KnownValues, node: SOp, selector: Selector): { valuesAt: ValuesAt; distinct: Distinct | undefined } {
    const condition = conditionOf(selector);
    const matrix = unlessRefused(() => scoreMatrix(known, condition, node));
    if (matrix === undefined) {
        return { valuesAt: weakerWidths(known, node, condition), distinct: undefined };
    }
    const isOwn = selectsItself(known, matrix, node);
    const counts = countRanges(known, matrix, 0);
    const valuesAt = byQueries(matrix, (query, length) => counts(query, length, isOwn(query) ? 1 : 0).map(count => known.atoms.id(count)));
    return { valuesAt, distinct: distinctWidths(known, matrix, condition, node, 0) };
}

/** The numbers of keys that a condition can select at the most, by the parts that have fewer kinds of keys and queries. */
function weakerWidths(known: KnownValues, node: SOp, condition: Condition): ValuesAt {
    for (const chosen of weaker(condition)) {
        const matrix = unlessRefused(() => scoreMatrix(known, chosen, node));
        if (matrix !== undefined) {
            const counts = countRanges(known, matrix, 0);
            return byQueries(matrix, (query, length) => Array.from({ length: (counts(query, length, 0).at(-1) ?? 0) + 1 }, (_, count) => known.atoms.id(count)));
        }
    }
    throw new CannotCompile(node, `its selector has too many kinds of keys and queries for length ${known.maxLength}`, 'Choose a smaller alphabet or a shorter longest input.');
}

/**
 * The share of position 0 in what an aggregate selects, where it is always selected: one over their number.
 * Undefined where it is not.
 */
export function shareValues(known: KnownValues, node: AggregateSOp): { valuesAt: ValuesAt; distinct: Distinct | undefined } | undefined {
    const condition = conditionOf(node.selector);
    const matrix = scoreMatrix(known, condition, node, { variables: [known.position] });
    const { relation, kinds } = matrix.keys;
    const firsts = [...relation.rowsAt(0, known.maxLength)];
    for (let length = 1; length <= known.maxLength; length++) {
        firsts.push(...relation.rowsAt(0, length));
    }
    const isAlways = [...new Set(firsts)].every(row => matrix.selects.every(selects => selects[kinds[row] ?? 0] === 1));
    if (!isAlways) {
        return undefined;
    }
    const counts = countRanges(known, matrix, 1);
    const valuesAt = byQueries(matrix, (query, length) => counts(query, length, 0).map(count => known.atoms.id(count === 0 ? 1 : new Float(1 / (1 + count)))));
    return { valuesAt, distinct: distinctWidths(known, matrix, condition, node, 1) };
}

function byQueries({ queries: { relation, kinds } }: ScoreMatrix, ofQuery: (query: number, length: number) => readonly number[]): ValuesAt {
    interface Group { readonly present: readonly number[]; readonly found: (readonly number[] | undefined)[]; last: ReadonlySet<readonly number[]>; union: readonly number[] }
    const groups = new Map<string, Group>();
    const groupAt = new Map<Int32Array, Group>();
    return (position, length) => {
        const rows = relation.rowsAt(position, length);
        let group = groupAt.get(rows);
        if (group === undefined) {
            const present = [...new Set(Array.from(rows, row => kinds[row] ?? -1))].filter(kind => kind >= 0);
            group = groups.get(present.join()) ?? { present, found: [], last: new Set(), union: [] };
            groups.set(present.join(), group);
            groupAt.set(rows, group);
        }
        let result = group.found[length];
        if (result === undefined) {
            // Most lengths give the same arrays as the one before.
            const { present, last } = group;
            const arrays = new Set(present.map(kind => ofQuery(kind, length)));
            if (arrays.size !== last.size || [...arrays].some(ids => !last.has(ids))) {
                group.last = arrays;
                group.union = [...new Set([...arrays].flat())];
            }
            result = group.union;
            group.found[length] = result;
        }
        return result;
    };
}

function singles(keys: readonly KeyOption[]): Set<number> {
    return new Set(keys.flatMap(({ values }) => values));
}

/**
 * Whether a query can select one key at the most: all that it selects stand at one position, or have one value of a variable
 * that no two positions share, or one count of what each of them adds to.
 */
function atMostOne(known: KnownValues, matrix: ScoreMatrix): (options: readonly KeyOption[]) => boolean {
    const { keys } = matrix;
    const counts = keys.nodes.flatMap((node, i) => {
        const counted = countedBy(known, node);
        return counted === undefined ? [] : [{ column: keys.values[i], adds: positiveRows(known, matrix, counted) }];
    });
    return options => {
        const positions = options.flatMap(({ may }, position) => (may ? [position] : []));
        const first = options[positions[0] ?? 0]?.rows[0] ?? 0;
        const isSame = (columns: readonly (Int32Array | undefined)[]): boolean => options.every(({ rows }) => rows.every(row => columns.every(column => column?.[row] === column?.[first])));
        return positions.length <= 1
            || counts.some(({ column, adds }) => isSame([column]) && options.every(({ rows }) => rows.every(row => adds[row] === 1)))
            || keys.relation.variables.some((variable, at) => {
                const { distinct } = variable;
                if (distinct === undefined || (positions[0] ?? 0) < distinct.from) {
                    return false;
                }
                const shared = distinct.within.map(id => keys.values[keys.nodes.findIndex(node => node.shared === id)]);
                return !shared.includes(undefined) && isSame([keys.relation.columns[at], ...shared]);
            });
    };
}

/** Whether a query of a kind always selects its own position. */
function selectsItself(known: KnownValues, matrix: ScoreMatrix, about: SOp): (query: number) => boolean {
    const { keys, queries, selects } = matrix;
    const isOwn = new Uint8Array(selects.length).fill(1);
    try {
        const { relation, values } = known.joint([...keys.nodes, ...queries.nodes], about);
        for (let row = 0; row < relation.size; row++) {
            const key = keys.kindOf(keys.nodes.map((_, i) => values[i]?.[row] ?? -1));
            const query = queries.kindOf(queries.nodes.map((_, i) => values[keys.nodes.length + i]?.[row] ?? -1));
            if (query >= 0 && key >= 0 && selects[query]?.[key] !== 1) {
                isOwn[query] = 0;
            }
        }
    } catch (error) {
        if (!(error instanceof CannotCompile)) {
            throw error;
        }
        isOwn.fill(0);
    }
    return query => isOwn[query] === 1;
}

/** The numbers of keys from a position on that a query of a kind can select. */
function countRanges(known: KnownValues, { keys, selects }: ScoreMatrix, from: number): (query: number, length: number, least: number) => number[] {
    const options = keyOptions({ keys, selects } as ScoreMatrix, new Int32Array(0));
    const ranges = new Map<string, number[]>();
    return (query, length, least) => {
        const key = `${query} ${length} ${least}`;
        let range = ranges.get(key);
        if (range === undefined) {
            known.checkpoint();
            let low = 0;
            let high = 0;
            for (let position = from; position < length; position++) {
                const { may, must } = options(query, position, length);
                low += Number(must);
                high += Number(may);
            }
            low = Math.max(low, least);
            range = Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);
            ranges.set(key, range);
        }
        return range;
    };
}

function noteSeveral(known: KnownValues, node: SOp): void {
    if (!known.failures.some(failure => failure.node === node)) {
        known.failures.push({ node, message: 'its selector may select several positions, and several strings or bools have no mean' });
    }
}
