import { atomWeight, Float, kindOf, truth } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { RaspError } from '../values/error.js';
import { atomRepr, shortText, tupleText } from '../values/python-text.js';
import { bitAt, bitsWhere, filledBits, sliceBits } from './bits.js';
import type { Bits } from './bits.js';
import { mixedValuesText } from './sequence-texts.js';
import type { StringTable } from './string-table.js';

export type ColumnType = 'ints' | 'floats' | 'strings' | 'bools';

/** What a number in a column is. */
export const kind = { int: 0, float: 1, bool: 2 } as const;

/** The kind of all numbers of a column, or of each. */
export type Kinds = number | Uint8Array;

/** Numbers without their boxes; a bool is 0 or 1. Ints are safe integers and never -0. */
export interface Numbers {
    readonly values: Float64Array;
    readonly kinds: Kinds;
}

interface Strings {
    readonly ids: Int32Array;
    readonly table: StringTable;
}

/**
 * The values of one s-op, a value per position, and the type they have together: numbers in a typed array,
 * strings as ids, bools as bits. Other forms than the one it was made in are made when they are asked for.
 * Ints beyond the safe integers stand as atoms.
 */
export class Column {
    readonly length: number;
    private atoms: readonly Atom[] | undefined;
    private unboxed: Numbers | undefined;
    private strings: Strings | undefined;
    private packed: Bits | undefined;
    private truths: Bits | undefined;
    private knownType: ColumnType | undefined;
    private knownWeight: number | undefined;
    private isUnboxable = true;

    private constructor(length: number) {
        this.length = length;
    }

    /**
     * Bools with ints count as ints, anything numeric with a float as floats; the values stay as they are.
     * @throws RaspError `type` when strings are mixed with anything else.
     */
    static ofAtoms(values: readonly Atom[]): Column {
        const made = new Column(values.length);
        made.atoms = values;
        made.readAtoms(values);
        return made;
    }

    static ofNumbers(values: Float64Array, kinds: Kinds): Column {
        const made = new Column(values.length);
        made.unboxed = { values, kinds: typeof kinds === 'number' ? kinds : uniform(kinds) };
        return made;
    }

    static ofBits(bits: Bits, length: number): Column {
        const made = new Column(length);
        made.packed = bits;
        made.truths = bits;
        made.knownType = 'bools';
        return made;
    }

    static ofStrings(ids: Int32Array, table: StringTable): Column {
        const made = new Column(ids.length);
        made.strings = { ids, table };
        made.knownType = 'strings';
        return made;
    }

    /** One value at every position. */
    static constant(value: Atom, length: number, table: StringTable): Column {
        switch (typeof value) {
            case 'string': return Column.ofStrings(new Int32Array(length).fill(table.intern(value)), table);
            case 'boolean': return Column.ofBits(filledBits(length, value), length);
            case 'number': return Column.ofNumbers(new Float64Array(length).fill(value), kind.int);
            case 'bigint': return Column.ofAtoms(new Array<Atom>(length).fill(value));
            default: return Column.ofNumbers(new Float64Array(length).fill(value.value), kind.float);
        }
    }

    get type(): ColumnType {
        this.knownType ??= this.unboxed === undefined ? 'ints' : typeOf(this.unboxed.kinds);
        return this.knownType;
    }

    get values(): readonly Atom[] {
        this.atoms ??= this.makeAtoms();
        return this.atoms;
    }

    /** What the heaviest value weighs, where strings are long or ints large: see `atomWeight`. */
    get weight(): number {
        this.knownWeight ??= this.strings === undefined || this.strings.table.weight === 0 ? 0
            : heaviest(this.strings);
        return this.knownWeight;
    }

    at(i: number): Atom {
        if (this.atoms !== undefined) {
            return this.atoms[i] ?? 0;
        }
        if (this.unboxed !== undefined) {
            const value = this.unboxed.values[i] ?? 0;
            const { kinds } = this.unboxed;
            const own = typeof kinds === 'number' ? kinds : kinds[i];
            return own === kind.int ? value : own === kind.float ? new Float(value) : value !== 0;
        }
        return this.strings === undefined ? this.packed !== undefined && bitAt(this.packed, i) : this.strings.table.text(this.strings.ids[i] ?? 0);
    }

    /** The values without boxes; undefined for strings and where an int is too large. */
    numbers(): Numbers | undefined {
        if (this.unboxed === undefined && this.isUnboxable) {
            this.unboxed = this.packed !== undefined ? { values: unpacked(this.packed, this.length), kinds: kind.bool }
                : this.atoms === undefined ? undefined : unbox(this.atoms);
            this.isUnboxable = this.unboxed !== undefined;
        }
        return this.unboxed;
    }

    /** The values as bits, where all are bools. */
    bits(): Bits | undefined {
        if (this.packed === undefined && this.type === 'bools') {
            this.packed = bitsWhere(this.length, i => this.at(i) === true);
        }
        return this.packed;
    }

    /** Python's truth of each value. */
    truth(): Bits {
        this.truths ??= this.makeTruth();
        return this.truths;
    }

    /** The strings as ids of a table; undefined for numbers. */
    ids(table: StringTable): Int32Array | undefined {
        if (this.strings?.table === table) {
            return this.strings.ids;
        }
        if (this.type !== 'strings') {
            return undefined;
        }
        const ids = Int32Array.from(this.values, value => table.intern(typeof value === 'string' ? value : ''));
        this.strings = { ids, table };
        return ids;
    }

    /** The values from `start` to before `end`, with the type that these have together. */
    slice(start: number, end: number): Column {
        if (start === 0 && end === this.length) {
            return this;
        }
        if (this.unboxed !== undefined) {
            const { values, kinds } = this.unboxed;
            return Column.ofNumbers(values.subarray(start, end), typeof kinds === 'number' ? kinds : kinds.subarray(start, end));
        }
        if (this.strings !== undefined) {
            return Column.ofStrings(this.strings.ids.subarray(start, end), this.strings.table);
        }
        return this.packed === undefined ? Column.ofAtoms(this.values.slice(start, end)) : Column.ofBits(sliceBits(this.packed, start, end), end - start);
    }

    private readAtoms(values: readonly Atom[]): void {
        let strings = 0;
        let floats = 0;
        let ints = 0;
        let weight = 0;
        for (const value of values) {
            switch (typeof value) {
                case 'string':
                    strings++;
                    if (value.length > lightString) {
                        weight = Math.max(weight, atomWeight(value));
                    }
                    break;
                case 'number': ints++; break;
                case 'bigint':
                    ints++;
                    weight = Math.max(weight, atomWeight(value));
                    break;
                case 'boolean': break;
                default: floats++;
            }
        }
        if (strings > 0 && strings < values.length) {
            throw mixed(values);
        }
        this.knownType = strings > 0 ? 'strings' : floats > 0 ? 'floats' : ints > 0 ? 'ints' : 'bools';
        this.knownWeight = weight;
    }

    private makeAtoms(): readonly Atom[] {
        const atoms = new Array<Atom>(this.length);
        for (let i = 0; i < this.length; i++) {
            atoms[i] = this.at(i);
        }
        return atoms;
    }

    private makeTruth(): Bits {
        if (this.packed !== undefined) {
            return this.packed;
        }
        const values = this.unboxed?.values;
        if (values !== undefined) {
            return bitsWhere(this.length, i => values[i] !== 0);
        }
        if (this.strings !== undefined) {
            const { ids, table } = this.strings;
            const empty = table.find('');
            return bitsWhere(this.length, i => ids[i] !== empty);
        }
        return bitsWhere(this.length, i => truth(this.at(i)));
    }
}

/** Characters up to which a string weighs nothing. */
const lightString = 64;

function typeOf(kinds: Kinds): ColumnType {
    if (typeof kinds === 'number') {
        return kinds === kind.float ? 'floats' : kinds === kind.int ? 'ints' : 'bools';
    }
    return kinds.includes(kind.float) ? 'floats' : 'ints';
}

/** One kind for all where they are of one. */
function uniform(kinds: Uint8Array): Kinds {
    const first = kinds[0] ?? kind.int;
    return kinds.every(own => own === first) ? first : kinds;
}

function unpacked(bits: Bits, length: number): Float64Array {
    const values = new Float64Array(length);
    for (let i = 0; i < length; i++) {
        values[i] = (bits[i >>> 5] ?? 0) >>> (i & 31) & 1;
    }
    return values;
}

function unbox(atoms: readonly Atom[]): Numbers | undefined {
    const values = new Float64Array(atoms.length);
    const kinds = new Uint8Array(atoms.length);
    for (let i = 0; i < atoms.length; i++) {
        const atom = atoms[i];
        switch (typeof atom) {
            case 'string': case 'bigint': return undefined;
            case 'number': values[i] = atom; break;
            case 'boolean':
                values[i] = atom ? 1 : 0;
                kinds[i] = kind.bool;
                break;
            default:
                values[i] = atom?.value ?? 0;
                kinds[i] = kind.float;
        }
    }
    return { values, kinds: uniform(kinds) };
}

function heaviest({ ids, table }: Strings): number {
    let weight = 0;
    for (const id of ids) {
        weight = Math.max(weight, atomWeight(table.text(id)));
    }
    return weight;
}

/** What the message says first where values of two types meet in one s-op. */
export const mixedTypes = 'an s-op\'s values have one type, and these mix strings with others';

function mixed(values: readonly Atom[]): RaspError {
    const text = values.find(value => typeof value === 'string') ?? '';
    const other = values.find(value => typeof value !== 'string') ?? 0;
    return new RaspError('type',
        `${mixedTypes}: ${shortText(atomRepr(text))} (${kindOf(text)}) and ${shortText(atomRepr(other))} (${kindOf(other)})`,
        () => mixedValuesText(tupleText(values.map(atomRepr))));
}
