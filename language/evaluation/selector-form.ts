import type { Selector } from '../graph/nodes.js';
import { outcomesOf } from './column-comparison.js';

/** A selector as a boolean function of comparisons, each of one column of keys with one of queries. */
export interface SelectorForm {
    /** The `select`s that it is made of, the first of each pair of columns. */
    readonly comparisons: readonly { readonly keys: number; readonly queries: number }[];
    /** Whether a pair of positions is selected, given each comparison's outcome. */
    readonly holds: (outcomes: readonly number[]) => boolean;
}

/** Parts of a selector beyond which it is evaluated as a matrix. */
const mostParts = 64;

/**
 * Reads a selector as a function of at most `most` comparisons.
 * @returns undefined when it has more of them or is made of too many parts
 */
export function selectorForm(selector: Selector, most: number): SelectorForm | undefined {
    const comparisons: { keys: number; queries: number }[] = [];
    let parts = 0;
    const read = (part: Selector): ((outcomes: readonly number[]) => boolean) | undefined => {
        if (++parts > mostParts) {
            return undefined;
        }
        if (part.kind === 'select') {
            let at = comparisons.findIndex(({ keys, queries }) => keys === part.keys.id && queries === part.queries.id);
            if (at < 0) {
                at = comparisons.length;
                comparisons.push({ keys: part.keys.id, queries: part.queries.id });
            }
            const wanted = outcomesOf[part.operator];
            return outcomes => ((outcomes[at] ?? 0) & wanted) !== 0;
        }
        const [first, second] = part.parts;
        const a = first === undefined ? undefined : read(first);
        if (part.operator === 'not') {
            return a === undefined ? undefined : outcomes => !a(outcomes);
        }
        const b = a === undefined || second === undefined ? undefined : read(second);
        if (a === undefined || b === undefined) {
            return undefined;
        }
        return part.operator === 'and' ? outcomes => a(outcomes) && b(outcomes) : outcomes => a(outcomes) || b(outcomes);
    };
    const holds = read(selector);
    return holds === undefined || comparisons.length > most ? undefined : { comparisons, holds };
}

/** The `select`s that a selector is made of. */
export function selectsOf(selector: Selector): Selector[] {
    const found: Selector[] = [];
    const seen = new Set<number>();
    const waiting: Selector[] = [selector];
    for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
        if (seen.has(top.id)) {
            continue;
        }
        seen.add(top.id);
        if (top.kind === 'select') {
            found.push(top);
        } else {
            waiting.push(...top.parts);
        }
    }
    return found;
}
