import { isNested } from '../language/evaluation/input.js';
import { readCommandInput } from '../language/program/typed-input.js';
import { mostTokens } from '../transformer/compilation/compile.js';
import { typedValueOf, valueKey } from '../transformer/model/typed-values.js';
import type { TypedValue } from '../transformer/model/transformer.js';
import { messageOf } from './evaluate.js';

/** The tokens of an alphabet as typed: `abc`, a list, or a range of ints such as `0..9`; or what is wrong with it. */
export function readAlphabet(typed: string): readonly TypedValue[] | string {
    if (/^\s*(?:""|\[\s*\])?\s*$/.test(typed)) {
        return 'the alphabet must not be empty';
    }
    const [, from, to] = /^\s*(-?\d{1,9})\.\.(-?\d{1,9})\s*$/.exec(typed) ?? [];
    if (from !== undefined && to !== undefined) {
        const [first, count] = [Number(from), Number(to) - Number(from) + 1];
        return count < 1 || count > mostTokens ? `--alphabet ${typed.trim()} has ${Math.max(0, count).toLocaleString('en-US')} tokens; from 1 to ${mostTokens.toLocaleString('en-US')} are possible`
            : Array.from({ length: count }, (_, i) => ({ type: 'int', value: first + i }));
    }
    try {
        return readTokens(typed);
    } catch (error) {
        return `--alphabet ${typed}: ${messageOf(error)}`;
    }
}

function readTokens(typed: string): readonly TypedValue[] | string {
    const { items } = readCommandInput(typed);
    if (items.length > mostTokens) {
        return `--alphabet has ${items.length.toLocaleString('en-US')} tokens; the limit is ${mostTokens.toLocaleString('en-US')}`;
    }
    const tokens = new Map<string, TypedValue>();
    for (const [i, item] of items.entries()) {
        const value = isNested(item) ? undefined : typedValueOf(item);
        if (value === undefined || tokens.has(valueKey(value))) {
            return `--alphabet: token ${i} is ${value === undefined ? 'no string, bool, float or int of at most 53 bits' : `${JSON.stringify(value.value)} once more; name each token once`}`;
        }
        tokens.set(valueKey(value), value);
    }
    return [...tokens.values()];
}
