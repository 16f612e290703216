import { Float, isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { BitMatrix } from '../evaluation/bit-matrix.js';
import type { Column } from '../evaluation/column.js';
import { isNested } from '../evaluation/input.js';
import type { InputItem } from '../evaluation/input.js';
import { atomJson } from '../program/value-json.js';

/** A result as JSON on one line, as short as it can be: `{"type": "ints", "values": [1,2]}` or `{"type": "selector", "rows": ["01","10"]}`. */
export function compactJson(result: Column | BitMatrix): string {
    return result instanceof BitMatrix
        ? `{"type": "selector", "rows": ["${result.rowTexts().join('","')}"]}`
        : `{"type": "${result.type}", "values": ${valuesJson(result)}}`;
}

/** The characters that a result's JSON takes at least; a matrix takes about these. */
export function jsonSize(node: { readonly kind: string }, length: number): number {
    return node.kind === 'select' || node.kind === 'combined' ? length * (length + 3) : length * 2;
}

/** Items of an input as a JSON list; a list inside it as RASP writes it. */
export function itemsJson(items: readonly InputItem[]): string {
    return `[${items.map(item => (isNested(item) ? JSON.stringify(item.text) : numberJson(item))).join(', ')}]`;
}

function valuesJson({ type, values }: Column): string {
    return type === 'strings' ? JSON.stringify(values) : `[${values.map(numberJson).join(',')}]`;
}

/** As `atomJson`, quick for what columns mostly hold. */
function numberJson(atom: Atom): string {
    if (typeof atom === 'number') {
        return String(atom);
    }
    if (atom instanceof Float) {
        const { value } = atom;
        const size = Math.abs(value);
        // Here JavaScript spells a number as Python does, up to the point of a whole one.
        if (size >= 1e-4 && size < 1e16) {
            return Number.isInteger(value) ? `${value}.0` : String(value);
        }
    }
    return isAtom(atom) ? atomJson(atom) : 'null';
}
