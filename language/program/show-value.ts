import { isAtom, kindOf } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { BitMatrix } from '../evaluation/bit-matrix.js';
import type { Column } from '../evaluation/column.js';
import { shownAtom } from '../evaluation/show.js';
import { isSelector } from '../graph/nodes.js';
import { RaspDict, RaspFunction, RaspList, Shown } from './value.js';
import type { Value } from './value.js';
import type { Evaluate } from './value-json.js';

/** What a person is shown of a value at most; JSON has all of it. */
const most = { parts: 1_000, depth: 20, characters: 200, digits: 40 };

/** Strings that cannot be taken for anything else in a list without quotes. */
const plain = /^[^\s,'"[\]{}\p{C}]+$/u;

/** A value as a person reads it: strings bare where they can be, floats to three places, `T` and `F`. */
export function showValue(value: Value, evaluate: Evaluate): string {
    return new Shower(evaluate).show(value, 0);
}

/** The kind of a value in a word; of an s-op, the type of its values. */
export function typeWord(value: Value, evaluate: Evaluate): string {
    if (isAtom(value)) {
        return kindOf(value);
    }
    if (value instanceof RaspList) {
        return 'list';
    }
    if (value instanceof RaspDict) {
        return 'dict';
    }
    if (value instanceof RaspFunction) {
        return 'function';
    }
    const result = value instanceof Shown ? value.result : isSelector(value) ? undefined : evaluate(value);
    return result === undefined || result instanceof BitMatrix ? 'selector' : result.type;
}

/** An atom as a person reads it. */
export function showAtom(atom: Atom): string {
    switch (typeof atom) {
        case 'bigint': return showLargeInt(atom);
        case 'string': return showString(atom);
        default: return shownAtom(atom);
    }
}

/** A text cut to `limit` characters, the last of them `…` when some are missing. */
export function cutText(text: string, limit: number): string {
    if (text.length <= limit) {
        return text;
    }
    // A code point has at most two units, so that only the beginning need be looked at.
    const points = [...text.slice(0, 2 * limit + 2)];
    return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`;
}

function showString(text: string, isQuoted = false): string {
    const cut = cutText(text, most.characters);
    if (!isQuoted && plain.test(cut)) {
        return cut;
    }
    const escaped = cut.replace(/\p{C}/gu, char => {
        const code = (char.codePointAt(0) ?? 0).toString(16);
        return char === '\n' ? '\\n' : char === '\t' ? '\\t' : `\\u{${code}}`;
    });
    return escaped.includes('"') ? `'${escaped}'` : `"${escaped}"`;
}

function showLargeInt(value: bigint): string {
    const digits = String(value);
    return digits.length <= most.digits ? digits : `${digits.slice(0, 10)}…${digits.slice(-10)} (${digits.length.toLocaleString('en-US')} digits)`;
}

/** Lists may hold one list many times over, and each other very deep: the parts shown are counted. */
class Shower {
    private readonly evaluate: Evaluate;
    private left = most.parts;

    constructor(evaluate: Evaluate) {
        this.evaluate = evaluate;
    }

    show(value: Value, depth: number): string {
        if (isAtom(value)) {
            return showAtom(value);
        }
        if (depth > most.depth) {
            return '…';
        }
        if (value instanceof RaspList) {
            return `[${this.parts(value.items, item => this.show(item, depth + 1))}]`;
        }
        if (value instanceof RaspDict) {
            return `{${this.parts([...value.entries.values()], ([key, item]) => `${showAtom(key)}: ${this.show(item, depth + 1)}`)}}`;
        }
        if (value instanceof RaspFunction) {
            return `${value.name}(${value.parameters.join(', ')})`;
        }
        if (isSelector(value)) {
            return 'selector';
        }
        const result = value instanceof Shown ? value.result : this.evaluate(value);
        return result instanceof BitMatrix ? 'selector' : this.column(result);
    }

    private column(column: Column): string {
        // Bare strings beside quoted ones would look like another kind of value.
        const isQuoted = column.type === 'strings' && column.values.slice(0, most.parts).some(value => typeof value === 'string' && !plain.test(value));
        return `[${this.parts(column.values, value => (isQuoted && typeof value === 'string' ? showString(value, true) : showAtom(value)))}]`;
    }

    private parts<T>(items: readonly T[], show: (item: T) => string): string {
        const texts: string[] = [];
        for (const item of items) {
            if (this.left <= 0) {
                texts.push(`… ${(items.length - texts.length).toLocaleString('en-US')} more`);
                break;
            }
            this.left--;
            texts.push(show(item));
        }
        return texts.join(', ');
    }
}
