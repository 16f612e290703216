import { Cancelled, RaspError } from '../values/error.js';
import { addDefault } from './aggregate-default.js';
import { extractFunction } from './extract-function.js';
import { extractVariable, nameSelector } from './extract-variable.js';
import { inlineName } from './inline.js';
import type { Refactoring, Refusal, Selection } from './refactoring.js';

/** What can be rearranged at a selection, and what cannot, with the reason. */
export function refactoringsAt(selection: Selection): (Refactoring | Refusal)[] {
    return [
        ...attempt(() => extractVariable(selection)),
        ...attempt(() => extractFunction(selection)),
        ...attempt(() => nameSelector(selection)),
        ...attempt(() => addDefault(selection)),
        ...attempt(() => [inlineName(selection)].filter(found => found !== undefined))
    ];
}

/** A place too large or too deep to look at has none. */
function attempt<T>(look: () => readonly T[]): readonly T[] {
    try {
        return look();
    } catch (error) {
        if (!(error instanceof Cancelled) && (error instanceof RaspError || error instanceof RangeError)) {
            return [];
        }
        throw error;
    }
}
