import { atomJson } from '../../language/program/value-json.js';
import { Float, int, kindOf } from '../../language/values/atom.js';
import type { Atom } from '../../language/values/atom.js';
import type { TypedValue } from './transformer.js';

/** The value as the interpreter holds it. */
export function atomOf({ type, value }: TypedValue): Atom {
    return typeof value !== 'number' ? value : type === 'float' ? new Float(value) : int(value);
}

/** An atom as a model holds it; undefined for an int that a double does not hold. */
export function typedValueOf(atom: Atom): TypedValue | undefined {
    return typeof atom === 'bigint' ? undefined : { type: kindOf(atom), value: atom instanceof Float ? atom.value : atom };
}

/** `{"type": "float", "value": 1.0}`: nothing is lost; the floats that JSON lacks are "nan", "inf" and "-inf". */
export function typedValueJson(value: TypedValue): string {
    return `{"type": "${value.type}", "value": ${atomJson(atomOf(value))}}`;
}

/** Equal for equal values of one type. */
export function valueKey({ type, value }: TypedValue): string {
    return `${type} ${Object.is(value, -0) ? '-0' : String(value)}`;
}
