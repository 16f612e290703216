import type { BitMatrix } from '../evaluation/bit-matrix.js';
import { shownAtom } from '../evaluation/show.js';
import { cutText, showAtom } from '../program/show-value.js';
import { Float } from '../values/atom.js';
import type { Atom } from '../values/atom.js';

/** Characters of a value. */
const longest = 200;

/** The texts of values, each once. */
export class TextTable {
    readonly texts: string[] = [];
    private readonly byText = new Map<string, number>();
    private readonly byAtom = new Map<Atom, number>();
    private readonly byFloat = new Map<number, number>();

    /** The index of a value's text, as the language shows it in sequences; long ones are cut. */
    add(atom: Atom): number {
        // A map takes 0.0 and -0.0 for one.
        if (atom instanceof Float && Object.is(atom.value, -0)) {
            return this.addText(valueText(atom));
        }
        const known = atom instanceof Float ? this.byFloat.get(atom.value) : this.byAtom.get(atom);
        if (known !== undefined) {
            return known;
        }
        const index = this.addText(valueText(atom));
        if (atom instanceof Float) {
            this.byFloat.set(atom.value, index);
        } else {
            this.byAtom.set(atom, index);
        }
        return index;
    }

    private addText(text: string): number {
        let index = this.byText.get(text);
        if (index === undefined) {
            index = this.texts.push(text) - 1;
            this.byText.set(text, index);
        }
        return index;
    }
}

/** A value as a picture shows it. */
export function valueText(atom: Atom): string {
    return typeof atom === 'bigint' ? showAtom(atom) : cutText(shownAtom(atom), longest);
}

/** Texts of eight bits, the lowest first. */
const byteTexts = Array.from({ length: 256 }, (_, byte) => {
    let reversed = 0;
    for (let bit = 0; bit < 8; bit++) {
        reversed |= (byte >>> bit & 1) << 7 - bit;
    }
    return reversed.toString(16).padStart(2, '0');
});

/** The rows of a matrix as a scene holds them. */
export function matrixRows({ length, rowWords, words }: BitMatrix): string[] {
    return Array.from({ length }, (_, query) => hexRow(words.subarray(query * rowWords, (query + 1) * rowWords), length));
}

/** Bits as hex digits, the first of them the highest bit of the first digit. */
export function hexRow(words: Iterable<number>, length: number): string {
    let row = '';
    for (const bits of words) {
        for (let shift = 0; shift < 32; shift += 8) {
            row += byteTexts[bits >>> shift & 0xff] ?? '';
        }
    }
    return row.slice(0, Math.ceil(length / 4));
}
