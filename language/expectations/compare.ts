import { Float, isAtom, numeric, truth } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { equalAtoms } from '../values/comparison.js';
import { ComparableDict, ComparableList, Rows, Sequence } from './comparable.js';
import type { Comparable } from './comparable.js';

/** How far apart two numbers may be under `~=`: a value that is shown, rounded to three places, can be written down. */
const absoluteTolerance = 0.0005 * (1 + 1e-9);
/** The same for large numbers, as a part of the larger one. */
const relativeTolerance = 1e-6;

/** Where two values differ first. */
export interface Difference {
    /** The position in the two sequences or lists; absent where the values differ as a whole. */
    readonly position?: number;
}

/**
 * Compares as RASP's `==` does on atoms, lists and dicts. The result of an s-op is equal to a string of its values,
 * to a list of them, and to a number or bool that it has at every position; that of a selector to the list of its rows.
 * @param approximate whether numbers may differ a little
 * @returns undefined when they are equal
 */
export function difference(found: Comparable, expected: Comparable, approximate: boolean): Difference | undefined {
    if (isAtom(found) && isAtom(expected)) {
        return sameAtom(found, expected, approximate) ? undefined : {};
    }
    if (found instanceof ComparableDict || expected instanceof ComparableDict) {
        return found instanceof ComparableDict && expected instanceof ComparableDict && sameDicts(found, expected, approximate) ? undefined : {};
    }
    const partner = (other: Comparable): readonly Comparable[] | undefined => (other instanceof Sequence ? other.values : undefined);
    const [as, bs] = [partsOf(found, partner(expected)), partsOf(expected, partner(found))];
    if (as === undefined || bs === undefined || (found instanceof Rows) !== (expected instanceof Rows) && !(found instanceof ComparableList || expected instanceof ComparableList)) {
        return found === expected ? undefined : {};
    }
    const rows = found instanceof Rows || expected instanceof Rows;
    const position = as.findIndex((a, i) => {
        const b = bs[i];
        return b === undefined || (rows ? rowText(a) !== rowText(b) : difference(a, b, approximate) !== undefined);
    });
    return position >= 0 ? { position } : as.length < bs.length ? { position: as.length } : undefined;
}

/**
 * A value's parts; a string's characters and an atom at every position only beside the result of an s-op.
 * @param beside the values of that s-op
 */
function partsOf(value: Comparable, beside: readonly Comparable[] | undefined): readonly Comparable[] | undefined {
    if (value instanceof Sequence) {
        return value.values;
    }
    if (value instanceof Rows) {
        return value.texts;
    }
    if (value instanceof ComparableList) {
        return value.items;
    }
    if (beside === undefined || !isAtom(value)) {
        return undefined;
    }
    return typeof value === 'string' ? [...value] : beside.map(() => value);
}

/** A selector's row as text, however it is written: "101", [1, 0, 1] or [True, False, True]. */
function rowText(row: Comparable): string | undefined {
    return typeof row === 'string' ? row
        : row instanceof ComparableList && row.items.every(isBit) ? row.items.map(item => (isAtom(item) && truth(item) ? '1' : '0')).join('')
        : undefined;
}

function isBit(item: Comparable): boolean {
    return isAtom(item) && (equalAtoms(item, 0) || equalAtoms(item, 1));
}

function sameDicts(a: ComparableDict, b: ComparableDict, approximate: boolean): boolean {
    return a.entries.size === b.entries.size && [...a.entries].every(([id, [, value]]) => {
        const other = b.entries.get(id);
        return other !== undefined && difference(value, other[1], approximate) === undefined;
    });
}

function sameAtom(a: Atom, b: Atom, approximate: boolean): boolean {
    if (equalAtoms(a, b) || (isNotANumber(a) && isNotANumber(b))) {
        return true;
    }
    if (!approximate || typeof a === 'string' || typeof b === 'string') {
        return false;
    }
    const [x, y] = [Number(numeric(a)), Number(numeric(b))];
    return Number.isFinite(x) && Number.isFinite(y) && Math.abs(x - y) <= Math.max(absoluteTolerance, relativeTolerance * Math.max(Math.abs(x), Math.abs(y)));
}

/** Two of them are no difference that a test could mean. */
function isNotANumber(atom: Atom): boolean {
    return atom instanceof Float && Number.isNaN(atom.value);
}
