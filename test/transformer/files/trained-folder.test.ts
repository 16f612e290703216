import { describe, expect, test } from 'vitest';
import { ModelFileError } from '../../../transformer/files/model-file-error';
import { readTrainedFolder, writeTrainedFolder } from '../../../transformer/files/trained-folder';
import { initialParameters } from '../../../transformer/training/initialisation';
import { withoutFreeClasses } from '../../../transformer/training/trained-model';
import type { TrainedFigures, TrainedModel } from '../../../transformer/training/trained-model';
import type { EncoderShape } from '../../../transformer/training/encoder-parameters';
import { typed } from '../training/data/programs';

const shape: EncoderShape = { nLayers: 2, nHeads: 2, dModel: 4, dMlp: 8, vocabularySize: 4, outputSize: 3, nPositions: 6, positions: 'sinusoidal', order: 'interleaved' };

function modelOf(own: Partial<EncoderShape> = {}, rest: Partial<TrainedModel> = {}): TrainedModel {
    const whole = { ...shape, ...own };
    return {
        name: 'a|b', source: '```\nx = "`";\n```', alphabet: typed('abc'), maxLength: 5, bos: { token: { type: 'string', value: '§' }, isSeen: true, isLabelled: false },
        shape: whole, parameters: initialParameters(whole, 3), decoding: { kind: 'argmax', values: typed([1, 'x', true]) },
        heads: [{ layer: 0, head: 1, selector: 'select(tokens, "\n", ==)' }], ...rest
    };
}

const figures: TrainedFigures = {
    epochs: 3, bestEpoch: 2, seconds: 12.5, device: 'CPU', seed: 1, batchSize: 50, learningRate: 3e-4, decay: 0.98, attentionWeight: 100,
    sizes: { train: 1_000, validation: 100, test: 100 }, hasCheckpoint: true, testAccuracy: 0.999996, testCrossEntropy: 0.01,
    matches: [{ selector: 's|t', best: { layer: 0, head: 1, mass: 0.9, correlation: 0.8 }, chance: 0.25, queries: 10 }]
};

const withoutBos: TrainedModel = Object.fromEntries(Object.entries(modelOf({ vocabularySize: 3, nPositions: 5 })).filter(([name]) => name !== 'bos')) as unknown as TrainedModel;

describe('what is written is read', () => {
    test.each([
        ['sinusoids', modelOf()],
        ['learned positions', modelOf({ positions: 'learned' })],
        ['attention first', modelOf({ order: 'attention-first' })],
        ['no BOS', withoutBos],
        ['a cap', modelOf({}, { decoding: { kind: 'argmax', values: typed([1, 2, 3]), cap: 3 } })]
    ])('%s', (_, model) => {
        expect(readTrainedFolder(writeTrainedFolder(model, figures))).toEqual(model);
    });

    test('the card never says that all is right where it is not', () => {
        const card = new TextDecoder().decode(writeTrainedFolder(modelOf(), figures).get('README.md'));
        expect(card).toContain('**99.99%**');
        expect(card).toContain('| `s\\|t` | layer 1, head 2 | 0.900 | 0.800 | 0.250 |  |');
        expect(card).toContain('````\n```\nx = "`";');
    });
});

describe('a folder that is not whole is refused, by file and field', () => {
    const folder = writeTrainedFolder(modelOf(), figures);
    test.each<readonly [file: string, from: string | RegExp, to: string, message: string]>([
        ['config.json', '"d_model": 4', '"d_model": 6', 'model.safetensors: embed.W_E: expected a tensor [4, 6], as config.json says; found [4, 4]'],
        ['config.json', '"n_heads": 2', '"n_heads": 3', 'config.json: d_model: expected sizes that fit together'],
        ['config.json', '"n_heads": 2', '"n_heads": 4', 'model.safetensors: blocks.0.attn.W_Q: expected a tensor [4, 4, 1]'],
        ['config.json', '"n_layers": 2', '"n_layers": 1', 'model.safetensors: expected only the tensors of the model; found'],
        ['config.json', '"n_positions": 6', '"n_positions": 7', 'config.json: n_positions: expected 6; found 7'],
        ['config.json', '"output_size": 3', '"output_size": 4', 'config.json: decoding.values: expected a list of 4; found a list of 3'],
        ['config.json', '"positions": "sinusoidal"', '"positions": "rotary"', 'config.json: positions: expected "sinusoidal" or "learned"; found "rotary"'],
        ['config.json', '"in_program": true', '"in_program": 1', 'config.json: bos.in_program: expected true or false; found 1'],
        ['config.json', '"id": 3', '"id": 0', 'config.json: bos.id: expected 3; found 0'],
        ['labels.json', '"layer": 0', '"layer": 2', 'labels.json: heads[0].layer: expected a whole number from 0 to 1; found 2'],
        ['model.safetensors', 'ln1.w', 'ln9.w', 'model.safetensors: blocks.0.ln1.w: expected a tensor [4], as config.json says; found none'],
        ...['d_model', 'n_layers', 'n_heads', 'd_mlp', 'output_size', 'n_positions', 'vocabulary_size', 'max_length'].flatMap(size => ['1e9', '-1', '0', '1.5', '"x"', 'null'].map(to =>
            ['config.json', new RegExp(`"${size}": \\d+`), `"${size}": ${to}`, 'config.json: '] as const)),
        ['model.safetensors', /^[^]{8}/, '\xff\xff\xff\xff\xff\xff\xff\x7f', 'model.safetensors: header: expected its length, from 2 to'],
        ['model.safetensors', /^[^]{8}/, '\0\0\0\x10\0\0\0\0', 'model.safetensors: header: expected its length, from 2 to'],
        ['model.safetensors', /^[^]{4}[^]*/, '\x10\0\0\0', 'model.safetensors: header: ']
    ])('%s: %s as %s', (file, from, to, message) => {
        const text = Buffer.from(folder.get(file) ?? '').toString('latin1');
        const other = text.replace(from, to);
        expect(other).not.toBe(text);
        const read = (): TrainedModel => readTrainedFolder(new Map(folder).set(file, Buffer.from(other, 'latin1')));
        expect(read).toThrow(ModelFileError);
        expect(read).toThrow(message);
    });

    test.each(['config.json', 'labels.json', 'model.safetensors'])('without %s', name => {
        const less = new Map(folder);
        less.delete(name);
        expect(() => readTrainedFolder(less)).toThrow(`${name}: expected a file of this name in the folder; found none`);
    });
});

test('outputs that no value got are left out, and the others stay what they are', () => {
    const wide = { ...shape, outputSize: 5 };
    const all = initialParameters(wide, 9);
    const less = withoutFreeClasses(wide, all, 2);
    expect(less.shape).toEqual({ ...shape, outputSize: 2 });
    const unembed = all.subarray(all.length - 5 * 4 - 5);
    expect([...less.parameters.subarray(less.parameters.length - 10)]).toEqual([0, 1, 5, 6, 10, 11, 15, 16, 20, 21].map(i => unembed[i]));
    expect([...less.parameters.subarray(0, 100)]).toEqual([...all.subarray(0, 100)]);
    expect(withoutFreeClasses(wide, all, 5).parameters).toBe(all);
});
