import type { Aggregate } from '../syntax/generated/ast.js';
import type { Edit } from '../syntax/edit.js';
import { rangeOf } from '../syntax/ranges.js';

/** Gives an aggregate a default, or another one. Offsets in the statement's text. */
export function defaultEdit(tree: Aggregate, text: string): Edit {
    if (tree.default !== undefined) {
        return { ...rangeOf(tree.default), text };
    }
    const { end } = rangeOf(tree.values);
    return { start: end, end, text: `, ${text}` };
}
