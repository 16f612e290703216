import { mostTokens } from '../transformer/compilation/compile.js';
import { parseAlphabet } from '../transformer/model/alphabet-text.js';
import type { TypedValue } from '../transformer/model/transformer.js';

/** The tokens of an alphabet as typed: `abc`, a list, or a range of ints such as `0..9`; or what is wrong with it. */
export function readAlphabet(typed: string): readonly TypedValue[] | string {
    return parseAlphabet(typed, { most: mostTokens, label: '--alphabet' });
}
