import type { SOp } from '../../language/graph/nodes.js';

/**
 * A value at a position that others are computed of: the token, the position, what a head brings (what it averages, how
 * many it selects, or a sum), or an s-op that was cut off because the combinations of what it is made of are too many.
 */
export interface Variable {
    readonly index: number;
    readonly role: 'token' | 'position' | 'aggregate' | 'width' | 'sum' | 'cut';
    /** The s-op; absent for token and position. */
    readonly node: SOp | undefined;
    /** Atom ids; of the token, the numbers of the alphabet's tokens. */
    readonly domain: readonly number[];
    /** Whether the values that it can take depend on the position, or on the input's length. */
    readonly byPosition: boolean;
    readonly byLength: boolean;
    /** The values that it can take there, as indices into the domain. */
    at(position: number, length: number): readonly number[];
    /** Between which positions its values differ, on every input. */
    readonly distinct: Distinct | undefined;
}

/** All positions from one on, or of these all that agree in the values of some s-ops. */
export interface Distinct {
    readonly from: number;
    /** The s-ops' shared ids. */
    readonly within: readonly number[];
}

/** The combinations of position and length that some variables tell apart; one of them stands for those that they do not. */
export function contextsOf(variables: readonly Variable[], maxLength: number): readonly (readonly [number, number])[] {
    const byPosition = variables.some(variable => variable.byPosition);
    const byLength = variables.some(variable => variable.byLength);
    const contexts: [number, number][] = [];
    for (let length = byLength ? 1 : maxLength; length <= maxLength; length++) {
        for (let position = 0; position < (byPosition ? length : 1); position++) {
            contexts.push([position, length]);
        }
    }
    return contexts;
}

interface Description {
    readonly index: number;
    readonly role: Variable['role'];
    readonly node: SOp | undefined;
    readonly maxLength: number;
    readonly distinct?: Distinct | undefined;
}

/** @param valuesAt the atom ids that it can take at a position of an input of a length; one array for equal sets saves time */
export function makeVariable({ index, role, node, maxLength, distinct }: Description, valuesAt: (position: number, length: number) => readonly number[]): Variable {
    const domain: number[] = [];
    const places = new Map<number, number>();
    const byArray = new Map<readonly number[], readonly number[]>();
    const byText = new Map<string, readonly number[]>();
    const localSet = (ids: readonly number[]): readonly number[] => {
        let found = byArray.get(ids);
        if (found === undefined) {
            const local = [...new Set(ids)].sort((a, b) => a - b).map(id => {
                let place = places.get(id);
                if (place === undefined) {
                    place = domain.push(id) - 1;
                    places.set(id, place);
                }
                return place;
            });
            const text = local.join();
            found = byText.get(text) ?? local;
            byText.set(text, found);
            byArray.set(ids, found);
        }
        return found;
    };
    const sets = Array.from({ length: maxLength }, (_, i) => Array.from({ length: i + 1 }, (_unused, position) => localSet(valuesAt(position, i + 1))));
    const byLength = sets.some((row, i) => row.some((set, position) => set !== sets[maxLength - 1]?.[position] && i >= position));
    const byPosition = sets.some(row => row.some(set => set !== row[0]));
    return {
        index, role, node, domain, byLength, byPosition, distinct,
        at: (position, length) => sets[(byLength ? length : maxLength) - 1]?.[byPosition ? position : 0] ?? []
    };
}
