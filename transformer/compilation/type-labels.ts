import { Float, kindOf } from '../../language/values/atom.js';
import { atomRepr } from '../../language/values/python-text.js';
import type { AtomTable } from './atom-table.js';
import type { Relation } from './relation.js';
import type { Codes } from './value-codes.js';

/**
 * What tells atoms of one number apart: 1, 1.0 and true, and the two zeros of floats.
 * @returns for each atom the number of its type; undefined where no two atoms have one code
 */
export function typeLabels(atoms: AtomTable, codes: Codes): ReadonlyMap<number, number> | undefined {
    if (new Set(codes.of.values()).size === codes.of.size) {
        return undefined;
    }
    const types = new Map<string, number>();
    return new Map([...codes.of.keys()].map(id => {
        const type = typeOf(atoms, id);
        const label = types.get(type) ?? types.size;
        types.set(type, label);
        return [id, label] as const;
    }));
}

/** The type of an atom, where one zero is not the other. */
export function typeOf(atoms: AtomTable, id: number): string {
    const atom = atoms.atom(id);
    return atom instanceof Float && Object.is(atom.value, -0) ? '-0.0' : kindOf(atom);
}

/** Codes in which atoms of one number differ: the number, and for each type a step that is larger than all numbers. */
export function typedCodes(codes: Codes, labels: ReadonlyMap<number, number>): { readonly codes: Codes; readonly step: number } {
    const numbers = [...codes.of.values()];
    const range = Math.max(...numbers) - Math.min(...numbers);
    const step = 2 ** Math.ceil(Math.log2(range + Math.max(codes.gap, 2 ** -10)));
    return { step, codes: { of: new Map([...codes.of].map(([id, code]) => [id, code + step * (labels.get(id) ?? 0)])), isNumeric: false, gap: Math.min(codes.gap, step - range) } };
}

/** The label at each position, where the position alone tells it. */
export function labelsByPosition(relation: Relation, values: Int32Array, labels: ReadonlyMap<number, number>, maxLength: number): Float64Array | undefined {
    const found = new Float64Array(maxLength).fill(-1);
    for (let length = 1; length <= maxLength; length++) {
        for (let position = 0; position < length; position++) {
            for (const row of relation.rowsAt(position, length)) {
                const label = labels.get(values[row] ?? -1);
                if (label !== undefined && label !== found[position] && found[position] !== -1) {
                    return undefined;
                }
                found[position] = label ?? found[position] ?? -1;
            }
        }
    }
    return found.map(label => Math.max(0, label));
}

/** Two atoms of one number, as they are written. */
export function sameNumbers(atoms: AtomTable, labels: ReadonlyMap<number, number>): string[] {
    const seen = new Map<number, number>();
    for (const id of labels.keys()) {
        const number = atoms.number(id);
        const before = number === undefined ? undefined : seen.get(number);
        if (before !== undefined) {
            return [before, id].map(own => atomRepr(atoms.atom(own)));
        }
        if (number !== undefined) {
            seen.set(number, id);
        }
    }
    return [];
}
