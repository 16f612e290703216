import { Float, kindOf, numeric } from '../../language/values/atom.js';
import type { Atom } from '../../language/values/atom.js';
import { atomText } from '../../language/values/python-text.js';
import type { TypedValue, ValueType } from '../model/transformer.js';

/** Numbers for atoms, one for each type and value: sets and tables of values are made of them. */
export class AtomTable {
    private readonly atoms: Atom[] = [];
    private readonly ids = new Map<string, number>();

    id(atom: Atom): number {
        const key = typeof atom === 'string' ? `"${atom}` : `${kindOf(atom)} ${atomText(atom)}`;
        let id = this.ids.get(key);
        if (id === undefined) {
            id = this.atoms.push(atom) - 1;
            this.ids.set(key, id);
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
