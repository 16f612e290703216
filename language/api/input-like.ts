import { Float, int } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { RaspError } from '../values/error.js';
import { Input } from '../evaluation/input.js';
import { toInput } from '../program/evaluate-expression.js';
import { RaspList } from '../program/value.js';

/**
 * An input as TypeScript has it: a string stands for its characters, an array for its items. A whole number
 * is an int and any other a float; `new Float(1)` is the float 1.0.
 */
export type InputLike = string | readonly (string | number | bigint | boolean | Float)[] | Input;

/** @throws RaspError when it is empty, or an item is no atom. */
export function inputOf(like: InputLike): Input {
    return like instanceof Input ? like : typeof like === 'string' ? Input.ofString(like) : toInput(new RaspList(like.map(atomOf)));
}

function atomOf(item: unknown): Atom {
    switch (typeof item) {
        case 'number': return Number.isInteger(item) ? int(item) : new Float(item);
        case 'bigint': return int(item);
        case 'string': case 'boolean': return item;
    }
    if (item instanceof Float) {
        return item;
    }
    throw new RaspError('type', `an input holds strings, numbers, bigints, bools and Floats; found ${item === null ? 'null' : typeof item}`);
}
