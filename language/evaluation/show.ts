import { Float, isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { atomText, floatText } from '../values/python-text.js';
import type { BitMatrix } from './bit-matrix.js';
import type { Column } from './column.js';
import type { Input } from './input.js';

/** A value as the reference shows it in a sequence: floats to three places, T and F for bools, strings bare. */
export function shownAtom(atom: Atom): string {
    if (typeof atom === 'boolean') {
        return atom ? 'T' : 'F';
    }
    if (atom instanceof Float) {
        const rounded = Number.isFinite(atom.value) ? roundToPlaces(atom.value) : atom.value;
        return floatText(rounded);
    }
    return atomText(atom);
}

/** Python's `round(x, 3)`: exact decimal rounding, half to even on what the float really is. */
function roundToPlaces(value: number): number {
    if (Math.abs(value) >= 1e15) {
        return value;
    }
    // `toFixed` is exact but rounds ties away from zero. Floats that lie halfway are the odd multiples of 1/16.
    if (Math.abs(value * 16 % 2) === 1) {
        const below = Math.floor(value * 1_000);
        return (below % 2 === 0 ? below : below + 1) / 1_000;
    }
    return Number(value.toFixed(3));
}

/**
 * A column in one line: `[1, 1, 2]`, to be read by a person: strings that would not be seen are in quotes.
 * @param longest characters after which the rest becomes `…`
 */
export function columnText({ values }: Pick<Column, 'values'>, longest = Infinity): string {
    return sequenceText(values.length, i => visible(shownAtom(values[i] ?? 0)), longest);
}

/** An empty or blank text in quotes. */
function visible(text: string): string {
    return text.trim() === '' ? JSON.stringify(text) : text;
}

/** The same for any sequence of texts. */
export function sequenceText(length: number, textAt: (i: number) => string, longest: number): string {
    let text = '[';
    for (let i = 0; i < length; i++) {
        const next = (i === 0 ? '' : ', ') + textAt(i);
        if (text.length + next.length > longest) {
            return `${text}, … ${length} values]`.replace('[, ', '[');
        }
        text += next;
    }
    return `${text}]`;
}

/** The tokens of an input, as labels. */
export function tokenLabels(input: Input): string[] {
    return input.items.map(item => (isAtom(item) ? shownAtom(item) : item.text));
}

/**
 * A selector's matrix as lines of text: a row for each query, a column for each key, `1` where it is selected.
 * @param most rows and columns that are shown at most
 */
export function matrixLines(matrix: BitMatrix, input: Input, most = Infinity): string[] {
    return gridLines(tokenLabels(input), (query, key) => matrix.get(query, key), most);
}

/** The same for any grid of positions with these labels. */
export function gridLines(tokens: readonly string[], isSelected: (query: number, key: number) => boolean, most: number): string[] {
    const n = tokens.length;
    const shown = Math.min(n, most);
    const labels = tokens.slice(0, shown).map(visible);
    const widths = labels.map(label => [...label].length);
    const left = Math.max(...widths);
    const more = shown < n ? ' …' : '';
    const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - [...text].length));
    const lines = [`${' '.repeat(left)}   ${labels.join(' ')}${more}`];
    for (let query = 0; query < shown; query++) {
        const cells = labels.map((_, key) => pad(isSelected(query, key) ? '1' : '·', widths[key] ?? 1));
        lines.push(`${pad(labels[query] ?? '', left)} | ${cells.join(' ')}${more}`.trimEnd());
    }
    if (more !== '') {
        lines.push(`… ${n} positions`);
    }
    return lines;
}
