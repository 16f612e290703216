import { isAtom } from '../values/atom.js';
import { RaspError } from '../values/error.js';
import { atomRepr } from '../values/python-text.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import { limits, limitText } from '../limits.js';
import { RaspDict, RaspFunction, RaspList } from './value.js';
import type { Value } from './value.js';

/** A value as Python shows it inside a list; s-ops, selectors and functions by their kind. What is too long or too deep ends in `…`. */
export function valueText(value: Value): string {
    const writer = new TextWriter();
    writer.write(value, 0);
    return writer.text;
}

/**
 * The same, to the last character.
 * @throws RaspError `limit` when it is too long or too deep
 */
export function wholeValueText(value: Value): string {
    const writer = new TextWriter();
    writer.write(value, 0);
    if (writer.isCut) {
        throw new RaspError('limit', `written out, this value is longer than ${limitText(limits.size)} characters or nests more than ${limitText(limits.valueDepth)} deep, the limits`);
    }
    return writer.text;
}

/** A list can hold another many times, so that a text can be longer than all memory: it stops in time. */
class TextWriter {
    text = '';
    isCut = false;

    write(value: Value, depth: number): void {
        if (depth > limits.valueDepth || this.text.length > limits.size) {
            this.text += '…';
            this.isCut = true;
        } else if (isAtom(value)) {
            this.text += atomRepr(value);
        } else if (value instanceof RaspList) {
            this.sequence('[', value.items, ']', item => { this.write(item, depth + 1); });
        } else if (value instanceof RaspDict) {
            this.sequence('{', value.entries.values(), '}', ([key, item]) => {
                this.text += `${atomRepr(key)}: `;
                this.write(item, depth + 1);
            });
        } else if (value instanceof RaspFunction) {
            this.text += `${value.name}(${value.parameters.join(', ')})`;
        } else {
            this.text += isSOp(value) ? 's-op' : isSelector(value) ? 'selector' : 'result';
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
