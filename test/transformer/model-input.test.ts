import { describe, expect, test } from 'vitest';
import { readJsonInput } from '../../language/batch/json-input';
import { compactJson } from '../../language/batch/result-json';
import { decodeOutputs } from '../../transformer/model/decode-outputs';
import { Tokenizer } from '../../transformer/model/model-input';
import type { Decoding } from '../../transformer/model/transformer';
import { letters } from './tiny-models';

const ids = (alphabet: Parameters<typeof letters>[0] | ReturnType<typeof letters>, json: string): number[] =>
    [...new Tokenizer({ alphabet: typeof alphabet === 'string' ? letters(alphabet) : alphabet, maxLength: 3 }).idsOf(readJsonInput(json).items)];
const numbers = [{ type: 'int', value: 1 }, { type: 'float', value: 1 }, { type: 'bool', value: true }, { type: 'string', value: '1' }] as const;

test('each token has its id, by type and value', () => {
    expect(ids('ab', '"bab"')).toEqual([1, 0, 1]);
    expect(ids([...numbers], '[true, 1.0, 1]')).toEqual([2, 1, 0]);
    expect(ids([...numbers], '"11"')).toEqual([3, 3]);
});

describe('names what is wrong', () => {
    test.each([
        ['a token', 'ab', '"abz"', "token 2 of the input, 'z', is not in the model's alphabet: 'a', 'b'"],
        ['a list as token', 'ab', '["a", [1]]', "token 1 of the input, [1], is not in the model's alphabet: 'a', 'b'"],
        ['the length', 'ab', '"abab"', 'this input has 4 tokens; the model takes 1 to 3'],
        ['an int beyond the doubles', 'ab', '[123456789012345678901]', "token 0 of the input, 123456789012345678901, is not in the model's alphabet: 'a', 'b'"]
    ])('%s', (_, alphabet, json, message) => {
        expect(() => ids(alphabet, json)).toThrow(message);
    });

    test('digits without brackets', () => {
        expect(() => ids([{ type: 'int', value: 1 }], '"1"')).toThrow("token 0 of the input, '1', is not in the model's alphabet: 1; a list such as [1, 2] holds ints");
    });
});

const read = (decoding: Decoding, outputs: number[]): string => compactJson(decodeOutputs(decoding, decoding.kind === 'argmax' ? decoding.values.length : 1, Float32Array.from(outputs)));

test('outputs are read as values', () => {
    const bools: Decoding = { kind: 'argmax', values: [{ type: 'bool', value: false }, { type: 'bool', value: true }] };
    expect(read(bools, [0.5, 0.25, -1, 3, 7, 7])).toBe('{"type": "bools", "values": [false,true,false]}');
    const thirds: Decoding = { kind: 'nearest', values: [{ type: 'float', value: 0 }, { type: 'float', value: 1 / 3 }, { type: 'float', value: 2 / 3 }] };
    expect(read(thirds, [-5, 0.16, 0.17, 0.4, 0.51, 100])).toBe(`{"type": "floats", "values": [0.0,0.0,${1 / 3},${1 / 3},${2 / 3},${2 / 3}]}`);
    const coded: Decoding = { kind: 'nearest', values: [{ type: 'int', value: 1 }, { type: 'string', value: 'x' }], codes: [0, 4] };
    expect(read(coded, [1.9])).toBe('{"type": "ints", "values": [1]}');
    expect(read(coded, [2.1])).toBe('{"type": "strings", "values": ["x"]}');
    expect(() => read(bools, [1, 2, 1, NaN])).toThrow("the model's output at position 1 is no number");
});
