import { Float, isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { BitMatrix } from '../evaluation/bit-matrix.js';
import { kind } from '../evaluation/column.js';
import type { Column } from '../evaluation/column.js';
import { isNested } from '../evaluation/input.js';
import type { InputItem } from '../evaluation/input.js';
import { atomJson } from '../program/value-json.js';

/** A result as JSON on one line, as short as it can be: `{"type": "ints", "values": [1,2]}` or `{"type": "selector", "rows": ["01","10"]}`. */
export function compactJson(result: Column | BitMatrix): string {
    return result instanceof BitMatrix
        ? `{"type": "selector", "rows": ["${result.rowsText(0, result.rows, '","')}"]}`
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

function valuesJson(column: Column): string {
    if (column.type === 'strings') {
        return JSON.stringify(column.values);
    }
    const numbers = column.numbers();
    if (numbers === undefined || (typeof numbers.kinds !== 'number')) {
        return `[${column.values.map(numberJson).join(',')}]`;
    }
    switch (numbers.kinds) {
        case kind.int: return `[${numbers.values.join(',')}]`;
        case kind.bool: return `[${Array.from(numbers.values, value => (value === 0 ? 'false' : 'true')).join(',')}]`;
        default: return `[${Array.from(numbers.values, floatJson).join(',')}]`;
    }
}

/** As `atomJson`, quick for what columns mostly hold. */
function numberJson(atom: Atom): string {
    if (typeof atom === 'number') {
        return String(atom);
    }
    return atom instanceof Float ? floatJson(atom.value) : isAtom(atom) ? atomJson(atom) : 'null';
}

function floatJson(value: number): string {
    const size = Math.abs(value);
    // Here JavaScript spells a number as Python does, up to the point of a whole one.
    return size >= 1e-4 && size < 1e16 ? Number.isInteger(value) ? `${value}.0` : String(value) : atomJson(new Float(value));
}
