import type { Selector, SOp } from '../../language/graph/nodes.js';
import type { ComparisonOperator } from '../../language/values/comparison.js';
import { CannotCompile } from './refusal.js';

/** What holds of a key and a query where a selector selects: its comparisons, joined by `and` and `or`. */
export type Condition =
    | { readonly kind: 'compare'; readonly keys: SOp; readonly queries: SOp; readonly operator: ComparisonOperator; readonly isNegated: boolean; readonly id: string }
    | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[]; readonly id: string };

export type Comparison = Extract<Condition, { kind: 'compare' }>;

/** Comparisons in one selector; beyond, it is refused. */
const mostComparisons = 256;

/** A selector as a condition in which `not` stands before comparisons only. */
export function conditionOf(selector: Selector): Condition {
    let comparisons = 0;
    const read = (part: Selector, isNegated: boolean): Condition => {
        if (part.kind === 'select') {
            if (++comparisons > mostComparisons) {
                throw new CannotCompile(selector, `this selector is made of more than ${mostComparisons} comparisons`, 'Look values up in a list or dict instead of comparing them one by one.');
            }
            const { keys, queries, operator } = part;
            return { kind: 'compare', keys, queries, operator, isNegated, id: `${isNegated ? 'not ' : ''}${keys.shared} ${operator} ${queries.shared}` };
        }
        const [first] = part.parts;
        if (part.operator === 'not') {
            return first === undefined ? joined('and', []) : read(first, !isNegated);
        }
        return joined((part.operator === 'and') !== isNegated ? 'and' : 'or', part.parts.map(inner => read(inner, isNegated)));
    };
    return read(selector, false);
}

/** Parts joined, those of the same kind taken in, and equal ones once. */
export function joined(kind: 'and' | 'or', parts: readonly Condition[]): Condition {
    const flat = new Map(parts.flatMap(part => (part.kind === kind ? part.parts : [part])).map(part => [part.id, part]));
    const [first] = flat.values();
    return flat.size === 1 && first !== undefined ? first
        : { kind, parts: [...flat.values()], id: `(${kind} ${[...flat.keys()].join(', ')})` };
}

/** The comparisons of a condition, each once. */
export function comparisonsOf(condition: Condition): Comparison[] {
    const found = new Map<string, Comparison>();
    const visit = (part: Condition): void => {
        if (part.kind === 'compare') {
            found.set(part.id, part);
        } else {
            part.parts.forEach(visit);
        }
    };
    visit(condition);
    return [...found.values()];
}

/** A condition with some comparisons known. @param known true, false, or undefined for those that stay */
export function simplified(condition: Condition, known: (comparison: Comparison) => boolean | undefined): Condition | boolean {
    if (condition.kind === 'compare') {
        return known(condition) ?? condition;
    }
    const ends = condition.kind === 'or';
    const kept: Condition[] = [];
    for (const part of condition.parts) {
        const simple = simplified(part, known);
        if (simple === ends) {
            return ends;
        }
        if (typeof simple !== 'boolean') {
            kept.push(simple);
        }
    }
    return kept.length === 0 ? !ends : joined(condition.kind, kept);
}
