import { onnx } from 'onnx-proto';
import { describe, expect, test } from 'vitest';
import { onnxOf } from '../../../transformer/onnx/onnx-of';
import { parametersOf } from '../../../transformer/files/parameters';
import type { CompiledModel } from '../../../transformer/model/transformer';
import { identityModel, randomModel } from '../tiny-models';

const model = randomModel(1);
const file = onnx.ModelProto.decode(onnxOf(model));
const graph = onnx.GraphProto.create(file.graph ?? {});

function shapes(infos: readonly onnx.IValueInfoProto[]): Record<string, unknown> {
    return Object.fromEntries(infos.map(({ name, type }) => [name, (type?.tensorType?.shape?.dim ?? []).map(dim => dim.dimParam || Number(dim.dimValue))]));
}

test('the file is one that ONNX\'s own description of the format takes', () => {
    expect(onnx.ModelProto.verify(file)).toBeNull();
    expect(onnx.ModelProto.toObject(file, { longs: Number }).opsetImport).toEqual([{ domain: '', version: 17 }]);
    expect(onnx.ModelProto.encode(file).finish().length).toBeGreaterThan(1_000);
});

test('inputs and outputs are named, and their dimensions too', () => {
    expect(shapes(graph.input)).toEqual({ tokens: ['batch', 'n'], mask: ['batch', 'n'] });
    expect(shapes(graph.output)).toEqual({ 'logits': ['batch', 'n', 4], 'attention.0': ['batch', 3, 'n_with_bos', 'n_with_bos'], 'attention.1': ['batch', 1, 'n_with_bos', 'n_with_bos'] });
});

test('each value is made once, before it is used, and each is used', () => {
    const known = new Set([...graph.input, ...graph.initializer].map(({ name }) => name));
    const used = new Set(graph.output.map(({ name }) => name));
    for (const { input, output } of graph.node) {
        expect(input?.filter(name => !known.has(name))).toEqual([]);
        input?.forEach(name => used.add(name));
        expect(output?.filter(name => known.has(name))).toEqual([]);
        output?.forEach(name => known.add(name));
    }
    expect([...known].filter(name => !used.has(name))).toEqual([]);
});

test('each weight is there once, as float32', () => {
    const stored = graph.initializer.filter(({ dataType, dims }) => dataType === 1 && (dims ?? []).length > 0);
    const count = (values: readonly { readonly length: number }[]): number => values.reduce((sum, { length }) => sum + length, 0);
    expect(stored.map(({ name }) => name).toSorted()).toEqual(parametersOf(model.transformer).map(({ name }) => name).toSorted());
    expect(count(stored.map(({ rawData }) => rawData ?? new Uint8Array()))).toBe(4 * count(parametersOf(model.transformer).map(({ values }) => values)));
});

test('the file alone tells how its outputs are read', () => {
    const properties = Object.fromEntries(file.metadataProps.map(({ key, value }) => [key, value]));
    expect(JSON.parse(properties['alphabet'] ?? '')).toEqual(model.alphabet);
    expect(JSON.parse(properties['decoding'] ?? '')).toEqual(model.decoding);
});

test('the codes of values are told too', () => {
    const coded: CompiledModel = { ...randomModel(2, { outputSize: 1 }), decoding: { kind: 'nearest', values: [{ type: 'string', value: 'a"b' }, { type: 'int', value: 3 }], codes: [-0.5, 2] } };
    const { metadataProps } = onnx.ModelProto.decode(onnxOf(coded));
    expect(JSON.parse(metadataProps.find(({ key }) => key === 'decoding')?.value ?? '')).toEqual(coded.decoding);
});

describe('floats that JSON lacks', () => {
    test('are named', () => {
        const odd = onnx.ModelProto.decode(onnxOf(identityModel([{ type: 'float', value: NaN }, { type: 'float', value: -0 }])));
        expect(odd.metadataProps.find(({ key }) => key === 'alphabet')?.value).toBe('[{"type": "float", "value": "nan"}, {"type": "float", "value": -0.0}]');
    });
});
