import { asInt, atomKey, kindOf, truth } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { arithmetic, roundHalfEven, signed } from '../values/arithmetic.js';
import { compareAtoms, equalAtoms } from '../values/comparison.js';
import { ignoringError, RaspError } from '../values/error.js';
import { atomDescription, atomRepr, shortText } from '../values/python-text.js';
import type { LookupTable, Operation } from '../graph/nodes.js';

type Apply = (a: Atom, b: Atom, c: Atom) => Atom;

/** A graph is evaluated on many inputs: its operations are turned into functions once. */
const made = new WeakMap<Operation, Apply>();

/** The function that an operation applies at each position. Its errors are RaspErrors. */
export function elementwiseFunction(operation: Operation): Apply {
    let apply = made.get(operation);
    if (apply === undefined) {
        apply = makeFunction(operation);
        made.set(operation, apply);
    }
    return apply;
}

function makeFunction(operation: Operation): Apply {
    switch (operation.kind) {
        case 'arithmetic': {
            const { operator } = operation;
            return (a, b) => arithmetic(a, operator, b);
        }
        case 'comparison': {
            const { operator } = operation;
            return (a, b) => compareAtoms(a, operator, b);
        }
        case 'logic':
            return operation.operator === 'and' ? (a, b) => truth(a) && truth(b) : (a, b) => truth(a) || truth(b);
        case 'unary': return unaryFunction(operation.operator);
        case 'ternary': return (condition, yes, no) => (truth(condition) ? yes : no);
        case 'membership': {
            const { items } = operation;
            return a => items.some(item => equalAtoms(a, item));
        }
        case 'lookup': {
            const { table } = operation;
            return index => lookUp(table, index);
        }
    }
}

function unaryFunction(operator: 'not' | '-' | '+' | 'round' | 'indicator'): (a: Atom) => Atom {
    switch (operator) {
        case 'not': return a => !truth(a);
        case '-': case '+': return a => signed(operator, a);
        case 'round': return roundHalfEven;
        case 'indicator': return a => (truth(a) ? 1 : 0);
    }
}

/**
 * One step of `l[i]`, `d[k]` or `"text"[i]` with an atom as the index; negative indices count from the end.
 * @throws RaspError `value` for an index out of range or a missing key, `type` for an index of the wrong type.
 */
export function lookUp(table: LookupTable, index: Atom): Atom {
    let found: Atom | null | undefined;
    if (table.kind === 'dict') {
        found = table.entries.get(atomKey(index));
        if (found === undefined) {
            throw new RaspError('value', `the dict has no key ${shortText(atomRepr(index))}`, () => `index [ ${atomDescription(index)} ] not in dict.`);
        }
    } else {
        found = table.items[position(index, table.items.length, table.kind)];
    }
    if (found === null || found === undefined) {
        throw ignoringError('type', `the ${table.kind} holds something else than an atom at ${shortText(atomRepr(index))}, which cannot be a value of an s-op`);
    }
    return found;
}

/**
 * The place of `index` in a list or string of `length` elements.
 * @throws RaspError `type` when it is no int, `value` when it is out of range.
 */
export function position(index: Atom, length: number, container: 'list' | 'string'): number {
    const at = asInt(index);
    if (at === undefined) {
        throw new RaspError('type', `an index into a ${container} is an int, found ${kindOf(index)} ${shortText(atomRepr(index))}`);
    }
    if (typeof at !== 'number' || at >= length || at < -length) {
        throw new RaspError('value', `index ${shortText(String(at))} is out of range for a ${container} of length ${length}`,
            () => `index ${at} out of range for ${container} of length ${length}`);
    }
    return at < 0 ? at + length : at;
}
