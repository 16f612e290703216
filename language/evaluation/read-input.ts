import { asInt, Float, int, truth } from '../values/atom.js';
import type { Atom } from '../values/atom.js';
import { toFloat } from '../values/arithmetic.js';
import { RaspError } from '../values/error.js';
import { atomText, shortText, parseFloatText, parseInteger } from '../values/python-text.js';
import type { InputName } from '../graph/nodes.js';
import { Column, kind } from './column.js';
import { illegalValuesText, mixedValuesText } from './sequence-texts.js';
import { isNested } from './input.js';
import type { Input, InputItem } from './input.js';
import type { InputBatch } from './input-batch.js';
import type { StringTable } from './string-table.js';

/**
 * A base s-op's values on inputs of one length: `tokens_int` by Python's `int`, and so on.
 * @throws RaspError `value` or `type` naming the first token that does not fit.
 */
export function readInput(name: InputName, { inputs, length, rows }: InputBatch, table: StringTable): Column {
    if (name === 'indices') {
        return Column.ofNumbers(Float64Array.from({ length: rows }, (_, i) => i % length), kind.int);
    }
    if (name === 'tokens_str') {
        const ids = new Int32Array(rows);
        let i = 0;
        for (const { items } of inputs) {
            for (const item of items) {
                ids[i++] = table.intern(typeof item === 'string' ? item : isNested(item) ? item.text : atomText(item));
            }
        }
        return Column.ofStrings(ids, table);
    }
    const convert = converters[name];
    const values = inputs.flatMap(input => input.items.map((item, i) => {
        try {
            return convert(item);
        } catch (error) {
            throw error instanceof RaspError ? (name === 'tokens_asis' ? illegal(error, input) : error).prefixed(`token ${i} of the input, `) : error;
        }
    }));
    try {
        return Column.ofAtoms(values);
    } catch (error) {
        // An input's own items are shown as the list that they came in.
        throw error instanceof RaspError ? new RaspError(error.category, error.message, () => mixedValuesText(inputs[0]?.pythonText ?? '')) : error;
    }
}

function illegal(error: RaspError, input: Input): RaspError {
    return new RaspError(error.category, error.message, () => illegalValuesText(input.pythonText));
}

const converters: Record<Exclude<InputName, 'indices' | 'tokens_str'>, (item: InputItem) => Atom> = {
    tokens_asis: item => (isNested(item) ? refuse(item, 'an atom') : item),
    tokens_bool: item => (isNested(item) ? item.truth : truth(item)),
    tokens_int: item => {
        if (isNested(item)) {
            return refuse(item, 'an int');
        }
        return typeof item === 'string' ? parseInteger(item) : item instanceof Float ? truncate(item.value) : asInt(item) ?? 0;
    },
    tokens_float: item => {
        if (isNested(item)) {
            return refuse(item, 'a float');
        }
        return typeof item === 'string' ? parseFloatText(item) : new Float(toFloat(item));
    }
};

function truncate(value: number): Atom {
    if (!Number.isFinite(value)) {
        throw new RaspError('value', `${value} is not an int`);
    }
    return int(Math.trunc(value));
}

function refuse(item: { text: string }, wanted: string): never {
    throw new RaspError('type', `the list ${shortText(item.text)} is not ${wanted}`);
}
