import type { Selector, SOp } from '../graph/nodes.js';
import { outcomesOf } from './column-comparison.js';

/** A selector as a boolean function of comparisons, each of one column of keys with one of queries. */
export interface SelectorForm {
    /** The columns that its `select`s compare, each pair once. */
    readonly comparisons: readonly { readonly keys: SOp; readonly queries: SOp }[];
    /** Whether a pair of positions is selected, given each comparison's outcome. */
    readonly holds: (outcomes: readonly number[]) => boolean;
}

/** Parts of a selector beyond which it is evaluated as a matrix. */
const mostParts = 64;

/** A graph is evaluated on many inputs: its selectors are read once. */
const forms = new WeakMap<Selector, SelectorForm | null>();

/**
 * Reads a selector as a function of comparisons.
 * @returns undefined when it is made of too many parts
 */
export function selectorForm(selector: Selector): SelectorForm | undefined {
    let form = forms.get(selector);
    if (form === undefined) {
        form = readForm(selector) ?? null;
        forms.set(selector, form);
    }
    return form ?? undefined;
}

function readForm(selector: Selector): SelectorForm | undefined {
    const comparisons: { keys: SOp; queries: SOp }[] = [];
    let parts = 0;
    const read = (part: Selector): ((outcomes: readonly number[]) => boolean) | undefined => {
        if (++parts > mostParts) {
            return undefined;
        }
        if (part.kind === 'select') {
            let at = comparisons.findIndex(({ keys, queries }) => keys === part.keys && queries === part.queries);
            if (at < 0) {
                at = comparisons.length;
                comparisons.push({ keys: part.keys, queries: part.queries });
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
    return holds === undefined ? undefined : { comparisons, holds };
}
