import { Float, kindOf, numeric } from '../../language/values/atom.js';
import type { Atom } from '../../language/values/atom.js';
import type { TypedValue, ValueType } from '../model/transformer.js';

/** Numbers for atoms, one for each type and value: sets and tables of values are made of them. */
export class AtomTable {
    private readonly atoms: Atom[] = [];
    private readonly ids = new Map<Exclude<Atom, Float>, number>();
    private readonly floats = new Map<number, number>();
    private negativeZero: number | undefined;

    id(atom: Atom): number {
        if (atom instanceof Float && Object.is(atom.value, -0)) {
            // A map takes both zeros for one.
            return this.negativeZero ??= this.atoms.push(atom) - 1;
        }
        const id = atom instanceof Float ? this.floats.get(atom.value) : this.ids.get(atom);
        return id ?? this.add(atom);
    }

    private add(atom: Atom): number {
        const id = this.atoms.push(atom) - 1;
        if (atom instanceof Float) {
            this.floats.set(atom.value, id);
        } else {
            this.ids.set(atom, id);
        }
        return id;
    }

    atom(id: number): Atom {
        return this.atoms[id] ?? 0;
    }

    /** The number that an atom is for arithmetic and means; undefined for strings and for what no float holds exactly. */
    number(id: number): number | undefined {
        const atom = this.atom(id);
        if (typeof atom === 'string') {
            return undefined;
        }
        const value = numeric(atom);
        return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    }
}

/** The atom that stands for a value of an alphabet. */
export function atomOf({ type, value }: TypedValue): Atom {
    switch (type) {
        case 'float': return new Float(Number(value));
        case 'int': return Number(value);
        case 'bool': return value === true;
        case 'string': return String(value);
    }
}

/** An atom as JSON holds it. */
export function typedValue(atom: Atom, type: ValueType = kindOf(atom)): TypedValue {
    const value = typeof atom === 'string' || typeof atom === 'boolean' ? atom : Number(numeric(atom));
    return { type, value: type === 'int' || type === 'float' ? Number(value) : value };
}
