import { Float, isAtom, kindOf } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { RaspError } from '../values/error.js';
import { floatText } from '../values/python-text.js';
import { BitMatrix } from '../evaluation/bit-matrix.js';
import type { Column } from '../evaluation/column.js';
import { isNested } from '../evaluation/input.js';
import type { Input } from '../evaluation/input.js';
import type { GraphNode } from '../graph/nodes.js';
import { limits, limitText } from '../limits.js';
import { RaspDict, RaspFunction, RaspList, Shown } from './value.js';
import type { Value } from './value.js';

/** The value of an s-op or selector on the input at hand. Throws RaspError where it has none. */
export type Evaluate = (node: GraphNode) => Column | BitMatrix;

/**
 * A value as a JSON object with a `type` and `values`, in which nothing is lost: ints have all their digits,
 * floats a point or an exponent (1.0 is not 1), and `nan`, `inf` and `-inf` are strings. A selector has `rows`,
 * one per query, of `0` and `1`, one per key.
 * @throws RaspError where an s-op or selector in it has no value, or when it is too large.
 */
export function valueJson(value: Value, evaluate: Evaluate): string {
    const writer = new JsonWriter(evaluate);
    return value instanceof RaspList ? `{"type": "list", "values": ${writer.part(value, 0)}}`
        : isAtom(value) ? `{"type": "${kindOf(value)}", "values": ${atomJson(value)}}`
        : writer.part(value, 0);
}

/** An atom in JSON. */
export function atomJson(atom: Atom): string {
    if (atom instanceof Float) {
        return Number.isFinite(atom.value) ? floatText(atom.value) : `"${floatText(atom.value)}"`;
    }
    return typeof atom === 'string' ? JSON.stringify(atom) : String(atom);
}

/** An input in JSON: a string, or a list of its items. */
export function inputJson(input: Input): string {
    return input.text.startsWith('"') ? JSON.stringify(input.text.slice(1, -1))
        : `[${input.items.map(item => (isNested(item) ? JSON.stringify(item.text) : atomJson(item))).join(', ')}]`;
}

/** Lists may hold one list many times over, and each other very deep: the parts written are counted. */
class JsonWriter {
    private readonly evaluate: Evaluate;
    private parts = 0;

    constructor(evaluate: Evaluate) {
        this.evaluate = evaluate;
    }

    part(value: Value, depth: number): string {
        if (++this.parts > limits.size || depth > limits.nesting) {
            throw new RaspError('limit', `this value has more than ${limitText(limits.size)} parts or is nested more than ${limitText(limits.nesting)} deep, the limits for writing it`);
        }
        if (isAtom(value)) {
            return atomJson(value);
        }
        if (value instanceof RaspList) {
            return `[${value.items.map(item => this.part(item, depth + 1)).join(', ')}]`;
        }
        if (value instanceof RaspDict) {
            const pairs = [...value.entries.values()].map(([key, item]) => `[${atomJson(key)}, ${this.part(item, depth + 1)}]`);
            return `{"type": "dict", "values": [${pairs.join(', ')}]}`;
        }
        if (value instanceof RaspFunction) {
            return `{"type": "function", "parameters": ${JSON.stringify(value.parameters)}}`;
        }
        const result = value instanceof Shown ? value.result : this.evaluate(value);
        this.parts += result instanceof BitMatrix ? result.length : result.values.length;
        return resultJson(result);
    }
}

function resultJson(result: Column | BitMatrix): string {
    if (result instanceof BitMatrix) {
        const rows = Array.from({ length: result.length }, (_, query) => `"${result.rowText(query)}"`);
        return `{"type": "selector", "rows": [${rows.join(', ')}]}`;
    }
    return `{"type": "${result.type}", "values": [${result.values.map(atomJson).join(', ')}]}`;
}
