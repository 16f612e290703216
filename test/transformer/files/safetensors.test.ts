import { describe, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../../transformer/files/safetensors';
import { parametersOf } from '../../../transformer/files/parameters';
import { randomModel } from '../tiny-models';

const { transformer } = randomModel(3);

test('what is written is read', () => {
    const written = parametersOf(transformer);
    const read = readSafetensors('x', writeSafetensors(written, { format: 'pt' }));
    expect([...read.values()]).toEqual(written);
});

test('names and shapes are those of TransformerLens', () => {
    const shapes = Object.fromEntries(parametersOf(transformer).map(({ name, shape }) => [name, shape]));
    expect(shapes).toMatchObject({
        'embed.W_E': [5, 6], 'pos_embed.W_pos': [8, 6], 'unembed.W_U': [6, 4], 'unembed.b_U': [4],
        'blocks.0.attn.W_Q': [3, 6, 2], 'blocks.0.attn.b_Q': [3, 2], 'blocks.0.attn.W_O': [3, 2, 6], 'blocks.0.attn.b_O': [6],
        'blocks.0.mlp.W_in': [6, 5], 'blocks.0.mlp.b_in': [5], 'blocks.0.mlp.W_out': [5, 6], 'blocks.0.mlp.b_out': [6]
    });
    expect(Object.keys(shapes).filter(name => /^blocks\.(1\.mlp|2\.attn|3)/.test(name))).toEqual([]);
    expect(parametersOf(transformer).filter(({ shape, values }) => shape.reduce((a, b) => a * b, 1) !== values.length)).toEqual([]);
    expect(new Set(parametersOf(transformer).map(({ values }) => values)).size).toBe(Object.keys(shapes).length);
});

/** A file with this header and so many bytes of data. */
function file(header: unknown, data: Uint8Array = new Uint8Array(8)): Uint8Array {
    const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(text.length));
    return Buffer.concat([length, text, data]);
}

/** A file whose header is so many spaces. */
function headerOf(size: number): Uint8Array {
    const bytes = Buffer.alloc(8 + size, ' ');
    bytes.writeBigUInt64LE(BigInt(size));
    return bytes;
}

const tensor = (shape: unknown, from: unknown, to: unknown, dtype = 'F32'): unknown => ({ dtype, shape, data_offsets: [from, to] });

describe('refuses', () => {
    test.each([
        ['an empty file', Buffer.alloc(0), 'x: header: expected its length, from 2 to 2 bytes; found a file of 0 bytes'],
        ['a header that is longer than the file', Buffer.from('ffffffffffffff7f0000', 'hex'), 'x: header: expected its length'],
        ['a header of 2^60 bytes', Buffer.from('0000000000000010', 'hex'), 'x: header: expected its length, from 2 to 2 bytes; found 1,152,921,504,606,846,976'],
        ['a header that would fill the memory', headerOf(2 ** 26), 'x: header: expected its length, from 2 to 33,554,432 bytes; found 67,108,864'],
        ['no JSON', file('{"a": '), 'x: expected JSON in UTF-8; found'],
        ['a list', file('[]'), 'expected an object with a member for each tensor; found a list of 0'],
        ['another type of number', file({ a: tensor([2], 0, 8, 'F64') }), 'x: a.dtype: expected "F32"; found "F64"'],
        ['a shape that is none', file({ a: tensor([-2], 0, 8) }), 'x: a.shape[0]: expected a whole number'],
        ['a shape of other size', file({ a: tensor([3], 0, 8) }), 'x: a.data_offsets: expected 12 bytes for [3] within the 8 bytes of data; found [0,8]'],
        ['a shape whose size overflows', file({ a: tensor([2 ** 40, 2 ** 40], 0, 8) }), 'x: a.data_offsets'],
        ['an end beyond the data', file({ a: tensor([4], 0, 16) }), 'x: a.data_offsets'],
        ['a gap', file({ a: tensor([1], 4, 8) }), 'x: a.data_offsets: expected to begin at 0, where the tensor before it ends; found 4'],
        ['an overlap', file({ a: tensor([2], 0, 8), b: tensor([1], 4, 8) }), 'x: b.data_offsets: expected to begin at 8'],
        ['data that belongs to none', file({ a: tensor([1], 0, 4) }), 'x: data: expected 4 bytes, as the header says; found 8'],
        ['a number that is none', file({ a: tensor([2], 0, 8) }, Buffer.from('000000000000c07f', 'hex')), 'x: a, number 1: expected a finite number; found NaN'],
        ['a tensor without offsets', file({ a: { dtype: 'F32', shape: [2] } }), 'x: a.data_offsets: expected a list of 2; found nothing'],
        ['a tensor that is null', file({ a: null }), 'x: a: expected an object; found null']
    ])('%s', (_, bytes, message) => {
        expect(() => readSafetensors('x', bytes)).toThrow(message);
    });
});

test('a name that objects have is a name', () => {
    const read = readSafetensors('x', file('{"__proto__": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}'));
    expect([...read.keys()]).toEqual(['__proto__']);
});
