import { describe, expect, test } from 'vitest';
import { ModelFileError } from '../../../transformer/files/model-file-error';
import { readModelFolder, writeModelFolder } from '../../../transformer/files/model-folder';
import type { CompiledModel } from '../../../transformer/model/transformer';
import { identityModel, letters, randomModel } from '../tiny-models';

const mixed: CompiledModel = {
    ...identityModel([{ type: 'int', value: 1 }, { type: 'float', value: 1 }, { type: 'string', value: '1' }, { type: 'bool', value: true }, { type: 'float', value: -0 }, { type: 'float', value: Infinity }, { type: 'string', value: '`|"\n𝄞' }]),
    name: 'a|b', source: '```\nx = "`";\n```'
};

const kept: CompiledModel = { ...mixed, program: { text: '````\n</details>\n', loaded: new Map([['1', 'a = 1;'], ['__proto__', '~~~\n``` \n']]) } };

const nearest: CompiledModel = {
    ...randomModel(2, { outputSize: 1 }),
    decoding: { kind: 'nearest', values: [{ type: 'float', value: 0.1 }, { type: 'float', value: 2 / 3 }] }
};

describe('what is written is read', () => {
    test.each([['an identity', identityModel()], ['random weights', randomModel(5)], ['values of all types', mixed], ['a program', kept], ['numbers', nearest]])('%s', (_, model) => {
        expect(readModelFolder(writeModelFolder(model))).toEqual(model);
    });
});

const model = randomModel(7);
const folder = writeModelFolder(model);

/** The folder with a change to the text of one of its files. */
function changed(file: string, from: string | RegExp, to: string): Map<string, Uint8Array> {
    const text = Buffer.from(folder.get(file) ?? '').toString('latin1');
    const other = text.replace(from, to);
    expect(other).not.toBe(text);
    return new Map(folder).set(file, Buffer.from(other, 'latin1'));
}

describe('a folder that is not whole is refused, by file and field', () => {
    test.each([
        ['config.json', /[^]*/, '', 'config.json: expected JSON in UTF-8; found'],
        ['config.json', /\}\s*$/, '', 'config.json: expected JSON in UTF-8; found'],
        ['config.json', '{', '\u00ff{', 'config.json: expected JSON in UTF-8; found'],
        ['config.json', /[^]*/, '[]', 'config.json: expected an object; found a list of 0'],
        ['config.json', 'rasp-transformer', 'bert', 'config.json: format: expected "rasp-transformer"; found "bert"'],
        ['config.json', '"version": 1', '"version": 2', 'config.json: version: expected 1; found 2'],
        ['config.json', '"d_model": 6', '"d_model": 7', 'model.safetensors: embed.W_E: expected a tensor [5, 7], as config.json says; found [5, 6]'],
        ['config.json', '"d_model": 6', '"d_model": 1e99', 'config.json: d_model: expected a whole number from 1 to 1,000,000; found 1e+99'],
        ['config.json', '"d_model": 6', '"d_model": "6"', 'config.json: d_model: expected a whole number from 1 to 1,000,000; found "6"'],
        ['config.json', '"d_model": 6,', '', 'config.json: d_model: expected a whole number from 1 to 1,000,000; found nothing'],
        ['config.json', '"n_positions": 8', '"n_positions": 9', 'config.json: n_positions: expected 8; found 9'],
        ['config.json', '"max_length": 7', '"max_length": 0', 'config.json: max_length: expected a whole number from 1 to 1,000,000; found 0'],
        ['config.json', '"bos_token": 4', '"bos_token": 0', 'config.json: bos_token: expected 4; found 0'],
        ['config.json', '"value": "a"', '"value": "b"', 'config.json: alphabet: expected each token once; found a list of 4'],
        ['config.json', '"value": "a"', '"value": 3', 'config.json: alphabet[0].value: expected a string'],
        ['config.json', '"type": "string"', '"type": "object"', 'config.json: alphabet[0].type: expected "int" or "float" or "string" or "bool"; found "object"'],
        ['config.json', '"n_heads": 3', '"n_heads": 2.5', 'config.json: blocks[0].attention.n_heads: expected a whole number'],
        ['config.json', '"n_heads": 3', '"n_heads": 1', 'model.safetensors: blocks.0.attn.W_Q: expected a tensor [1, 6, 2], as config.json says; found [3, 6, 2]'],
        ['config.json', '"feed_forward": null', '"feed_forward": {"d_mlp": 5}', 'model.safetensors: blocks.1.mlp.W_in: expected a tensor [6, 5], as config.json says; found none'],
        ['config.json', '{"d_mlp": 3}', 'null', 'model.safetensors: expected only the tensors of the model; found 4 more, such as blocks.2.mlp.W_in'],
        ['config.json', '{"d_mlp": 3}', '[3]', 'config.json: blocks[2].feed_forward: expected an object; found [3]'],
        ['config.json', 'argmax', 'nearest', 'config.json: decoding.kind: expected "argmax", as there are 4 outputs; found "nearest"'],
        ['config.json', '"value": 3', '"value": "x"', 'config.json: decoding.values[3].value: expected a whole number'],
        ['config.json', '"value": 3', '"value": 3.5', 'config.json: decoding.values[3].value: expected a whole number'],
        ['config.json', '"output_size": 4', '"output_size": 3', 'config.json: decoding.values: expected a list of 3; found a list of 4'],
        ['labels.json', '"dimensions": [', '"dimensions": [[],', 'labels.json: dimensions: expected a list of 6; found a list of 7'],
        ['labels.json', /\{"block": 0, "head": 0/, '{"block": 0}, {"block": 0}, {"block": 0, "head": 0', 'labels.json: heads: expected a list of 0 to 4; found a list of 6'],
        ['config.json', '"d_model": 6', '"d_model": 1000000', 'model.safetensors: embed.W_E: expected a tensor [5, 1000000], as config.json says; found [5, 6]'],
        ['config.json', '"n_heads": 3', '"n_heads": 1000000', 'model.safetensors: blocks.0.attn.W_Q: expected a tensor [1000000, 6, 2], as config.json says; found [3, 6, 2]'],
        ['labels.json', '"sop": "s0", ', '', 'labels.json: dimensions[0][0].sop: expected a string of at most 4,000,000 characters; found nothing'],
        ['labels.json', '"written_by": 2', '"written_by": 5', 'labels.json: dimensions[0][0].written_by: expected a whole number from 0 to 4; found 5'],
        ['labels.json', '[{"sop": "s0", "meaning": "value", "written_by": 2}]', '[]', 'labels.json: dimensions[0]: expected a list of 1 to 5; found a list of 0'],
        ['labels.json', ', "emptied_by": 1', '', 'labels.json: dimensions[1][0].emptied_by: expected a whole number from 1 to 4; found nothing'],
        ['labels.json', '"emptied_by": 1', '"emptied_by": 3', 'labels.json: dimensions[1][1].written_by: expected 4; found 3'],
        ['labels.json', '"block": 1', '"block": 9', 'labels.json: heads[3].block: expected a whole number from 0 to 3; found 9'],
        ['labels.json', 'rasp-labels', 'x', 'labels.json: format: expected "rasp-labels"; found "x"'],
        ['model.safetensors', /.$/s, '', 'model.safetensors: unembed.b_U.data_offsets: expected 16 bytes for [4] within'],
        ['model.safetensors', '"blocks.1.attn.W_Q"', '"blocks.1.attn.W_q"', 'model.safetensors: blocks.1.attn.W_Q: expected a tensor [1, 6, 4], as config.json says; found none']
    ])('%s with %s as %j', (file, from, to, message) => {
        const read = (): CompiledModel => readModelFolder(changed(file, from, to));
        expect(read).toThrow(ModelFileError);
        expect(read).toThrow(message);
    });

    test.each(['config.json', 'labels.json', 'model.safetensors'])('%s missing', name => {
        const less = new Map(folder);
        less.delete(name);
        expect(() => readModelFolder(less)).toThrow(`${name}: expected a file of this name in the folder; found none`);
    });

    test('cut short anywhere', () => {
        for (const [name, bytes] of folder) {
            for (let length = 0; length < bytes.length && /config|labels|safetensors/.test(name); length += 13) {
                // The line break at the end of a JSON file is no loss.
                if (bytes.subarray(length).some(byte => byte > 0x20)) {
                    expect(() => readModelFolder(new Map(folder).set(name, bytes.subarray(0, length))), `${name} of ${length} bytes`).toThrow(ModelFileError);
                }
            }
        }
    });
});

describe('JSON that is nested deeply is refused like any other', () => {
    const depth = 200_000;
    test.each([
        ['objects', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`, 'an object'],
        ['lists', `${'['.repeat(depth)}1${']'.repeat(depth)}`, 'a list of 1']
    ])('%s', (_, nested, found) => {
        expect(() => readModelFolder(changed('config.json', '"rasp-transformer"', nested))).toThrow(`config.json: format: expected "rasp-transformer"; found ${found}`);
        expect(() => readModelFolder(changed('labels.json', '"rasp-labels"', nested))).toThrow(`labels.json: format: expected "rasp-labels"; found ${found}`);
    });
});

test('a program stands in the metadata of ONNX', () => {
    const onnx = Buffer.from(writeModelFolder(kept).get('model.onnx') ?? '');
    expect(onnx.includes('````\n</details>\n')).toBe(true);
    expect(onnx.includes('{"1":"a = 1;","__proto__":"~~~\\n``` \\n"}')).toBe(true);
});

describe('a program that is not what it must be is refused', () => {
    const written = writeModelFolder(kept);
    test.each([
        ['"a = 1;"', '7', 'config.json: loaded.1: expected a string of at most 1,000,000 characters; found 7'],
        ['"loaded": {', '"loaded": [], "x": {', 'config.json: loaded: expected an object of at most 10,000 members; found a list of 0'],
        ['"program": "', '"program": 1, "x": "', 'config.json: program: expected a string of at most 1,000,000 characters; found 1'],
        ['"a = 1;"', `"${'a'.repeat(1_000_000)}"`, 'config.json: loaded: expected at most 1,000,000 characters together with program; found an object']
    ])('%s as %.20s', (from, to, message) => {
        const config = Buffer.from(written.get('config.json') ?? '').toString();
        expect(config).toContain(from);
        expect(() => readModelFolder(new Map(written).set('config.json', Buffer.from(config.replace(from, to))))).toThrow(message);
    });
});

test('numbers that are not in order are refused', () => {
    const text = Buffer.from(writeModelFolder(nearest).get('config.json') ?? '').toString().replace('0.1', '0.9');
    expect(() => readModelFolder(new Map(writeModelFolder(nearest)).set('config.json', Buffer.from(text)))).toThrow('config.json: decoding.values[1]: expected a finite number or a bool, not below the one before it');
});

test('codes of values come back, and must ascend', () => {
    const coded: CompiledModel = { ...nearest, decoding: { kind: 'nearest', values: [{ type: 'int', value: 1 }, { type: 'float', value: 1 }], codes: [0.5, 2] } };
    const written = new Map(writeModelFolder(coded));
    expect(readModelFolder(written).decoding).toEqual(coded.decoding);
    const config = Buffer.from(written.get('config.json') ?? '').toString();
    const reading = (codes: string) => () => readModelFolder(written.set('config.json', Buffer.from(config.replace('[0.5,2]', codes))));
    expect(reading('[2,2]')).toThrow('config.json: decoding.codes[1]: expected a number above the one before it; found 2');
    expect(reading('[1]')).toThrow('config.json: decoding.codes: expected a list of 2');
});

test('the card tells what the folder holds', () => {
    const card = Buffer.from(folder.get('README.md') ?? '').toString();
    expect(card).toContain('| 0 | 3 | `select 0`, `select 1`, `select 2` | 2 | 5 |');
    expect(card).toContain('| 2 | 0 | feed-forward only: for the test |  | 3 |');
    expect(card).toContain("rasp apply . --input '[\"a\", \"b\", \"c\", \"d\"]'");
    const program = Buffer.from(writeModelFolder(kept).get('README.md') ?? '').toString();
    expect(program).toContain('<summary>The whole program</summary>\n\n`````\n````\n</details>\n`````\n\nLoaded as `1`:\n\n```\na = 1;\n```\n\nLoaded as `__proto__`:\n\n````\n~~~\n```\n````\n\n</details>\n');
    const odd = Buffer.from(writeModelFolder({ ...mixed, alphabet: letters("'`") }).get('README.md') ?? '').toString();
    expect(odd).toContain('# a\\|b\n');
    expect(odd).toContain('````\n```\nx = "`";\n```\n````');
    expect(odd).toContain("--input '[\"'\\''\", \"`\", \"'\\''\", \"`\"]'");
});
