import { Float, isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { atomText, floatText } from '../values/python-text.js';
import { RaspFunction } from '../program/value.js';
import { ComparableDict, ComparableList, Rows, Sequence } from './comparable.js';
import type { Comparable } from './comparable.js';

/** A value as an expectation could write it, at most about `longest` characters: what is missing is `…`. The values of an s-op that are characters stand as one string. */
export function written(value: Comparable, longest: number): string {
    const writer = new Writer(longest);
    writer.write(value);
    return writer.text;
}

class Writer {
    text = '';
    private readonly longest: number;

    constructor(longest: number) {
        this.longest = longest;
    }

    write(value: Comparable): void {
        if (isAtom(value)) {
            this.text += this.cut(writtenAtom(value));
        } else if (value instanceof Sequence) {
            if (value.values.every(isCharacter)) {
                this.text += this.cut(`"${value.values.join('')}"`);
            } else {
                this.sequence('[', value.values, ']', item => { this.write(item); });
            }
        } else if (value instanceof Rows) {
            this.sequence('[', value.texts, ']', item => { this.write(item); });
        } else if (value instanceof ComparableList) {
            this.sequence('[', value.items, ']', item => { this.write(item); });
        } else if (value instanceof ComparableDict) {
            this.sequence('{', value.entries.values(), '}', ([key, item]) => {
                this.text += `${this.cut(writtenAtom(key))}: `;
                this.write(item);
            });
        } else if (value instanceof RaspFunction) {
            this.text += `the function ${value.name}`;
        }
    }

    private sequence<T>(open: string, items: Iterable<T>, close: string, write: (item: T) => void): void {
        this.text += open;
        let first = true;
        for (const item of items) {
            this.text += first ? '' : ', ';
            first = false;
            if (this.text.length >= this.longest) {
                this.text += '…';
                break;
            }
            write(item);
        }
        this.text += close;
    }

    private cut(text: string): string {
        const left = Math.max(8, this.longest - this.text.length);
        return text.length <= left ? text : `${[...text.slice(0, left)].slice(0, -1).join('')}…`;
    }
}

function isCharacter(atom: Atom): boolean {
    return typeof atom === 'string' && atom.length <= 2 && atom !== '"' && [...atom].length === 1;
}

function writtenAtom(atom: Atom): string {
    return typeof atom === 'string' ? (atom.includes('"') ? `'${atom}'` : `"${atom}"`) : atom instanceof Float ? floatText(atom.value) : atomText(atom);
}
