import { isAtom } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { RaspError } from '../values/error.js';
import { atomRepr, shortText } from '../values/python-text.js';
import { limits, limitText } from '../limits.js';

/** A list inside an input: `tokens_str` shows it, no other s-op takes it. */
export interface NestedItem {
    /** As Python's `str` shows it. */
    readonly text: string;
    readonly truth: boolean;
}

export type InputItem = Atom | NestedItem;

/** What a program is run on: a non-empty sequence of items. */
export class Input {
    readonly items: readonly InputItem[];
    /** As RASP writes it: `"hello"` or `[1, 2.0, "a"]`. */
    readonly text: string;

    private readonly written: string | undefined;

    /** @param written how Python shows it, where that is not how it shows the list of the items */
    constructor(items: readonly InputItem[], text: string, written?: string) {
        if (items.length === 0) {
            throw new RaspError('value', 'an input must not be empty: RASP has no empty sequence', `RASP sequences/selectors expect non-empty iterables, got: ${text === '""' ? '' : written ?? text}`);
        }
        if (items.length > limits.size) {
            throw new RaspError('limit', `this input has ${limitText(items.length)} tokens; the limit is ${limitText(limits.size)}`);
        }
        this.items = items;
        this.text = text;
        this.written = written;
    }

    /** A string as its code points. @throws RaspError `value` when it is empty. */
    static ofString(text: string): Input {
        return new Input([...text], `"${text}"`);
    }

    /** The text, cut to a length that a message can hold. */
    get shortText(): string {
        return shortText(this.text);
    }

    /** As Python shows it: strings in single quotes. A string stands in double quotes, as RASP writes it. */
    get pythonText(): string {
        return this.written ?? (this.text.startsWith('"') ? this.text : `[${this.items.map(item => (isAtom(item) ? atomRepr(item) : item.text)).join(', ')}]`);
    }

    get length(): number {
        return this.items.length;
    }
}

export function isNested(item: InputItem): item is NestedItem {
    return !isAtom(item);
}
