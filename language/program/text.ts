import { isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { RaspError } from '../values/error.js';
import { atomRepr } from '../values/python-text.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import { limits, limitText } from '../limits.js';
import { RaspDict, RaspFunction, RaspList } from './value.js';
import type { Value } from './value.js';

/** A value as Python shows it inside a list; s-ops, selectors and functions by their kind. What is too long or too deep ends in `…`. */
export function valueText(value: Value): string {
    const writer = new TextWriter(limits.size, plainStyle);
    writer.write(value, 0);
    return writer.text;
}

/**
 * The same, to the last character.
 * @throws RaspError `limit` when it is too long or too deep
 */
export function wholeValueText(value: Value): string {
    const writer = new TextWriter(limits.size, plainStyle);
    writer.write(value, 0);
    if (writer.isCut) {
        throw new RaspError('limit', `written out, this value is longer than ${limitText(limits.size)} characters or nests more than ${limitText(limits.valueDepth)} deep, the limits`);
    }
    return writer.text;
}

/** How the parts of lists and dicts are written. */
export interface TextStyle {
    atom(atom: Atom): string;
    other(value: Exclude<Value, Atom | RaspList | RaspDict>): string;
}

const plainStyle: TextStyle = {
    atom: atomRepr,
    other: value => (value instanceof RaspFunction ? `${value.name}(${value.parameters.join(', ')})` : isSOp(value) ? 's-op' : isSelector(value) ? 'selector' : 'result')
};

/** A value in a style of its own. @returns undefined when it is longer than `longest` or too deep */
export function styledText(value: Value, style: TextStyle, longest: number = limits.size): string | undefined {
    const writer = new TextWriter(longest, style);
    writer.write(value, 0);
    return writer.isCut ? undefined : writer.text;
}

/** A list can hold another many times, so that a text can be longer than all memory: it stops in time. */
class TextWriter {
    text = '';
    isCut = false;
    private readonly longest: number;
    private readonly style: TextStyle;

    constructor(longest: number, style: TextStyle) {
        this.longest = longest;
        this.style = style;
    }

    write(value: Value, depth: number): void {
        if (depth > limits.valueDepth || this.text.length > this.longest) {
            this.text += '…';
            this.isCut = true;
        } else if (isAtom(value)) {
            this.text += this.style.atom(value);
        } else if (value instanceof RaspList) {
            this.sequence('[', value.items, ']', item => { this.write(item, depth + 1); });
        } else if (value instanceof RaspDict) {
            this.sequence('{', value.entries.values(), '}', ([key, item]) => {
                this.text += `${this.style.atom(key)}: `;
                this.write(item, depth + 1);
            });
        } else {
            this.text += this.style.other(value);
        }
    }

    private sequence<T>(open: string, items: Iterable<T>, close: string, write: (item: T) => void): void {
        this.text += open;
        let first = true;
        for (const item of items) {
            if (!first) {
                this.text += ', ';
            }
            first = false;
            write(item);
            if (this.isCut) {
                break;
            }
        }
        this.text += close;
    }
}
