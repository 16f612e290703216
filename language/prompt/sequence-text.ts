import { isAtom, numeric } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { equalAtoms } from '../values/comparison.js';
import { atomText } from '../values/python-text.js';
import type { BitMatrix } from '../evaluation/bit-matrix.js';
import type { Column } from '../evaluation/column.js';
import type { Input } from '../evaluation/input.js';
import { shownAtom } from '../evaluation/show.js';

/** A column as the prompt shows it: `[1, 2] (ints)`, or `[1]*5 (ints)` where all values are equal. */
export function sequenceText({ type, values }: Column): string {
    const [first = 0] = values;
    const shown = values.length > 1 && isUniform(values) ? `[${shownAtom(first)}]*${values.length}` : `[${values.map(shownAtom).join(', ')}]`;
    return `${shown} (${type})`;
}

/** Whether all values are equal; as in Python, `nan` equals nothing. */
export function isUniform(values: readonly Atom[]): boolean {
    const [first = 0] = values;
    return values.every(value => equalAtoms(value, first) || (value === first && typeof value !== 'string' && Number.isNaN(numeric(value))));
}

/**
 * An input over a column, each value under its token, in two lines.
 * @param prefix what stands before each line
 */
export function alignedRows(input: Input, { type, values }: Column, prefix: string): string {
    const labels = cells(input.items.map(item => (isAtom(item) ? item : item.text)));
    const texts = cells(values);
    const width = Math.max(...[labels, texts].map(row => row.reduce((most, text) => Math.max(most, [...text].length), 0)));
    const line = (row: readonly string[]): string => row.map(text => ' '.repeat(width - [...text].length) + text).join(' ');
    return `${prefix} \t\tinput:   ${line(labels)} \t (strings)\n${prefix} \t\toutput:  ${line(texts)} \t (${type})\n`;
}

/** Bools show as one letter where they are in the minority and as nothing elsewhere. */
function cells(values: readonly Atom[]): string[] {
    if (typeof values[0] !== 'boolean') {
        return values.map(atomText);
    }
    const trues = values.filter(value => value === true).length;
    const falses = values.filter(value => value === false).length;
    const shown = { yes: trues <= falses ? 'T' : '', no: falses <= trues ? 'F' : '' };
    return values.map(value => (value === true ? shown.yes : shown.no));
}

/**
 * A selector's matrix: a row for each query, `1` under each key that it selects.
 * @param prefix what stands before each line
 */
export function matrixRows(input: Input, matrix: BitMatrix, prefix: string): string {
    const labels = input.items.map(item => (isAtom(item) ? atomText(item) : item.text));
    const lines = [`${prefix} \t\t\t     ${labels.join(' ')}`];
    labels.forEach((label, query) => {
        const row = new Array<string>(matrix.length).fill(' ');
        matrix.forEachInRow(query, key => { row[key] = '1'; });
        lines.push(`${prefix} \t\t\t ${label} | ${row.join(' ')}`);
    });
    return `${lines.join('\n')}\n`;
}
