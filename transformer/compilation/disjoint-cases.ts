import { joined } from './conditions.js';
import type { Comparison, Condition } from './conditions.js';

/**
 * A condition as cases of which one at the most holds, so that the keys it selects are counted case by case.
 * @param most cases at the most
 * @param isNever whether two comparisons never hold together
 * @returns one case, the condition itself, where it has none
 */
export function disjointCases(condition: Condition, most: number, isNever: (a: Comparison, b: Comparison) => boolean): readonly Condition[] {
    if (most < 2 || condition.kind === 'compare') {
        return [condition];
    }
    if (condition.kind === 'and') {
        const or = condition.parts.find(({ kind }) => kind === 'or');
        const others = condition.parts.filter(part => part !== or);
        return or === undefined ? [condition] : disjointCases(or, most, isNever).map(part => joined('and', [part, ...others]));
    }
    // The part that is left out first is one that the others exclude as they are, where there is one.
    const order = [...condition.parts].sort((a, b) => Number(excludesAll(b, condition.parts, isNever)) - Number(excludesAll(a, condition.parts, isNever)));
    const [first, ...rest] = order;
    if (first === undefined) {
        return [condition];
    }
    const others = rest.map(part => without(part, first, isNever));
    return others.every(part => part !== undefined) ? [first, ...disjointCases(joined('or', others), most - 1, isNever)] : [condition];
}

function excludesAll(part: Condition, all: readonly Condition[], isNever: (a: Comparison, b: Comparison) => boolean): boolean {
    return all.every(other => other === part || isExcluded(part, other, isNever));
}

/** A part where another one does not hold; undefined where that is no conjunction. */
function without(part: Condition, other: Condition, isNever: (a: Comparison, b: Comparison) => boolean): Condition | undefined {
    if (isExcluded(part, other, isNever)) {
        return part;
    }
    return other.kind === 'compare' ? joined('and', [part, { ...other, isNegated: !other.isNegated, id: other.isNegated ? other.id.slice('not '.length) : `not ${other.id}` }]) : undefined;
}

function isExcluded(a: Condition, b: Condition, isNever: (a: Comparison, b: Comparison) => boolean): boolean {
    return conjuncts(a).some(own => conjuncts(b).some(other => own.keys.shared === other.keys.shared && own.queries.shared === other.queries.shared && isNever(own, other)));
}

/** Comparisons that hold wherever a condition does. */
function conjuncts(condition: Condition): Comparison[] {
    return condition.kind === 'compare' ? [condition] : condition.kind === 'and' ? condition.parts.flatMap(conjuncts) : [];
}
