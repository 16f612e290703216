import { Float, int, intTooLarge } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { RaspError } from '../values/error.js';
import { shortText } from '../values/python-text.js';
import type { Input } from '../evaluation/input.js';
import { limits, limitText } from '../limits.js';
import { toInput } from '../program/evaluate-expression.js';
import { RaspList } from '../program/value.js';
import type { Value } from '../program/value.js';

const expected = 'expected a string such as "hello", or a list such as [1, 2.5, "a"]';
/** Digits beyond which an int has more bits than an int may have, whatever they are. */
const mostDigits = limits.intBits;

/**
 * Reads an input from JSON: a string stands for its characters, a list for its items. Numbers are read as they
 * are spelled: `1` is an int with all its digits, `1.0` and `1e3` are floats.
 * @throws RaspError when the text is no JSON, something else than a string or a list, or empty.
 */
export function readJsonInput(json: string): Input {
    if (json.trim() === '') {
        throw new RaspError('value', `this line is empty: ${expected}`);
    }
    let parsed: unknown;
    try {
        parsed = JSON.parse(json);
    } catch (error) {
        throw new RaspError('value', `this is not JSON: ${expected}; ${error instanceof Error ? shortText(error.message, 120) : ''}`);
    }
    if (typeof parsed === 'string') {
        return toInput(parsed);
    }
    if (!Array.isArray(parsed)) {
        throw new RaspError('type', `found ${jsonKind(parsed)}: ${expected}`);
    }
    if (parsed.length > limits.size) {
        throw new RaspError('limit', `this input has ${limitText(parsed.length)} tokens; the limit is ${limitText(limits.size)}`);
    }
    const numbers = numberTexts(json);
    return toInput(toValue(parsed, numbers, 0));
}

/** The numbers of a well-formed JSON text as they are spelled, in order: `JSON.parse` forgets it. */
function* numberTexts(json: string): Generator<string, undefined> {
    for (let at = 0; at < json.length; at++) {
        const start = at;
        if (json[at] === '"') {
            for (at++; json[at] !== '"'; at++) {
                at += json[at] === '\\' ? 1 : 0;
            }
        } else if (json[at] === '-' || isDigit(json.charCodeAt(at))) {
            while (isNumberPart(json.charCodeAt(at + 1))) {
                at++;
            }
            yield json.slice(start, at + 1);
        }
    }
}

function isDigit(code: number): boolean {
    return code >= 0x30 && code <= 0x39;
}

/** Whether a character is a digit or one of `.`, `e`, `E`, `+`, `-`. */
function isNumberPart(code: number): boolean {
    return isDigit(code) || code === 0x2e || code === 0x65 || code === 0x45 || code === 0x2b || code === 0x2d;
}

function toValue(parsed: unknown, numbers: Generator<string, undefined>, depth: number): Value {
    switch (typeof parsed) {
        case 'string': case 'boolean': return parsed;
        case 'number': return toNumber(numbers.next().value ?? '0');
    }
    if (!Array.isArray(parsed)) {
        throw new RaspError('type', `an input's list holds strings, numbers, true, false and lists; found ${jsonKind(parsed)}`);
    }
    if (depth >= limits.nesting) {
        throw new RaspError('limit', `this input's lists are nested more than ${limitText(limits.nesting)} deep, the limit`);
    }
    return new RaspList(parsed.map(item => toValue(item, numbers, depth + 1)));
}

function toNumber(text: string): Atom {
    if (/[.eE]/.test(text)) {
        return new Float(Number(text));
    }
    if (text.length > mostDigits) {
        throw intTooLarge();
    }
    return int(text.length <= 15 ? Number(text) : BigInt(text));
}

function jsonKind(parsed: unknown): string {
    return parsed === null ? 'null' : typeof parsed === 'object' ? 'an object' : typeof parsed === 'boolean' ? String(parsed) : 'a number';
}
