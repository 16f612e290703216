import type { Column } from '../../../language/evaluation/column.js';
import { limitText } from '../../../language/limits.js';
import { Float } from '../../../language/values/atom.js';
import type { Atom } from '../../../language/values/atom.js';
import { atomRepr, shortText } from '../../../language/values/python-text.js';
import type { TypedValue } from '../../model/transformer.js';
import { atomOf, typedValueOf } from '../../model/typed-values.js';

/** How an s-op's values become the classes that a model tells apart. */
export interface ClassOptions {
    /** Classes that come first, in this order, whether their values occur or not; those of a saved model, to go on with it. */
    readonly known?: readonly TypedValue[];
    /** Numbers from here on are one class. */
    readonly cap?: number;
    /** Classes at the most; 1,000 when absent. */
    readonly most?: number;
    /** Classes kept free for values that come later; 16 when absent, none where `known` names them. */
    readonly spare?: number;
}

export const mostClasses = 100_000;

/** Digits in which numbers agree that are one class: the last ones depend on the order in which a mean was added up. */
const digits = 12;

/**
 * The classes of an s-op's values. Values get theirs as they are met, while there is room: so what a table has met belongs
 * to the state of a training, as `saved`.
 */
export class ClassTable {
    /** Classes, with those that are still free: what a model has as outputs. */
    readonly size: number;
    private readonly cap: number | undefined;
    private readonly ids = new Map<string | number | bigint, number>();
    private readonly met: TypedValue[] = [];

    private constructor(cap: number | undefined, size: number) {
        this.cap = cap;
        this.size = size;
    }

    /**
     * Classes for the values of a sample, numbers first and in their order.
     * @returns what is wrong where there can be no such table
     */
    static of(sample: Iterable<Atom>, { known = [], cap, most = 1_000, spare = known.length > 0 ? 0 : 16 }: ClassOptions = {}): ClassTable | string {
        if (!Number.isInteger(most) || most < 1 || most > mostClasses || !Number.isInteger(spare) || spare < 0) {
            return `a model can have 1 to ${limitText(mostClasses)} classes, some of them free at first; found ${most} with ${spare} free`;
        }
        const wide = new ClassTable(cap, mostClasses);
        const values = [...known.map(atomOf), ...sorted(wide.different(sample))];
        const refused = values.find(value => wide.idOf(value) === undefined);
        if (refused !== undefined || wide.met.length > most) {
            return refused !== undefined && typedValueOf(refused) === undefined ? `the value ${shown(refused)} cannot be a class: ints are classes up to 53 bits`
                : `the values are of more than ${limitText(most)} classes, the bound${cap === undefined ? '; counts can be capped' : ''}`;
        }
        const table = new ClassTable(cap, Math.min(most, wide.met.length + spare));
        values.forEach(value => table.idOf(value));
        return table;
    }

    /** What the classes stand for, those that are still free left out. */
    get values(): readonly TypedValue[] {
        return this.met;
    }

    /** Options that, beside those that it was made with, give this table again. */
    get saved(): Required<Pick<ClassOptions, 'known' | 'spare'>> {
        return { known: [...this.met], spare: this.size - this.met.length };
    }

    /** The class of a value, a new one where there is room; undefined where there is none. */
    idOf(value: Atom): number | undefined {
        const key = this.keyOf(value);
        const found = this.ids.get(key);
        if (found !== undefined) {
            return found;
        }
        const typed = this.cap !== undefined && key === this.cap ? typedValueOf(Number.isInteger(key) ? key : new Float(key)) : typedValueOf(value);
        if (typed === undefined || this.met.length >= this.size) {
            return undefined;
        }
        this.ids.set(key, this.met.length);
        return this.met.push(typed) - 1;
    }

    /** The classes of all values of a column, or why one has none. */
    idsOf(column: Column): Int32Array | string {
        const ids = new Int32Array(column.length);
        for (let i = 0; i < column.length; i++) {
            const value = column.at(i);
            const id = this.idOf(value);
            if (id === undefined) {
                return `it gives ${shown(value)}, which is none of the ${limitText(this.size)} classes that the model has; name all values beforehand, leave more classes free${this.cap === undefined ? ', or cap counts' : ''}`;
            }
            ids[i] = id;
        }
        return ids;
    }

    /** Equal for values of one class: numbers by what they are, whatever their type, as in Python. */
    private keyOf(value: Atom): string | number | bigint {
        if (typeof value === 'string') {
            return value;
        }
        const number = value instanceof Float ? value.value : typeof value === 'boolean' ? Number(value) : value;
        if (this.cap !== undefined && number >= this.cap) {
            return this.cap;
        }
        return typeof number === 'bigint' || Number.isInteger(number) || !Number.isFinite(number) ? number : Number(number.toPrecision(digits));
    }

    private different(sample: Iterable<Atom>): Atom[] {
        const found = new Map<string | number | bigint, Atom>();
        for (const value of sample) {
            const key = this.keyOf(value);
            if (!found.has(key)) {
                found.set(key, value);
            }
        }
        return [...found.values()];
    }
}

/** Whether a cap is there for nothing. */
export function capDoesNothing(cap: number | undefined, values: readonly TypedValue[]): boolean {
    return cap !== undefined && values.length > 0 && values.every(({ type }) => type === 'string');
}

function shown(value: Atom): string {
    return shortText(atomRepr(value));
}

/** Numbers in their order, then strings in theirs. */
function sorted(values: readonly Atom[]): Atom[] {
    const strings = values.filter(value => typeof value === 'string').sort((a, b) => (a < b ? -1 : 1));
    const numbers = values.filter(value => typeof value !== 'string').sort((a, b) => Number(a instanceof Float ? a.value : a) - Number(b instanceof Float ? b.value : b));
    return [...numbers, ...strings];
}
