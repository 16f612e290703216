import { Float, int } from '../values/atom.js';
import { limits, limitText } from '../limits.js';
import { RaspError } from '../values/error.js';
import { Input } from '../evaluation/input.js';
import { toInput } from '../program/evaluate-expression.js';
import { RaspList } from '../program/value.js';
import type { Value } from '../program/value.js';

/** An item of an input; a list inside it is shown by `tokens_str` and refused by all other s-ops. */
export type InputItemLike = string | number | bigint | boolean | Float | readonly InputItemLike[];

/**
 * An input as TypeScript has it: a string stands for its characters, an array for its items. A whole number
 * is an int and any other a float; `new Float(1)` is the float 1.0.
 */
export type InputLike = string | readonly InputItemLike[] | Input;

/** @throws RaspError when it is no input, is empty, or an item is no atom or list. */
export function inputOf(like: InputLike): Input {
    if (like instanceof Input) {
        return like;
    }
    if (typeof like === 'string') {
        return Input.ofString(like);
    }
    return toInput(listOf(like, 'an input is a string or a list', 0));
}

function valueOf(item: unknown, depth: number): Value {
    switch (typeof item) {
        case 'number': return Number.isInteger(item) ? int(item) : new Float(item);
        case 'bigint': return int(item);
        case 'string': case 'boolean': return item;
    }
    return item instanceof Float ? item : listOf(item, 'an input holds strings, numbers, bigints, bools, Floats and lists', depth + 1);
}

/** Callers without types can give anything. */
function listOf(list: unknown, expected: string, depth: number): RaspList {
    if (!Array.isArray(list)) {
        throw new RaspError('type', `${expected}; found ${list === null ? 'null' : typeof list}`);
    }
    if (depth > limits.nesting) {
        throw new RaspError('limit', `this input's lists are nested more than ${limitText(limits.nesting)} deep, the limit`);
    }
    return new RaspList(list.map((item: unknown) => valueOf(item, depth)));
}
