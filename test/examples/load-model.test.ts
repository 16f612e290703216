import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProgram } from '../../language/api/open-program';
import { compactJson } from '../../language/batch/result-json';
import { Failure } from '../../language/evaluation/evaluation';
import { Input } from '../../language/evaluation/input';
import type { SOp } from '../../language/graph/nodes';
import { compile } from '../../transformer/compilation/compile';
import { writeTrainedFolder } from '../../transformer/files/trained-folder';
import { layerOrders, positionKinds } from '../../transformer/training/encoder-parameters';
import { writeModelFolder } from '../../transformer/files/model-folder';
import { decodeOutputs } from '../../transformer/model/decode-outputs';
import type { CompiledModel } from '../../transformer/model/transformer';
import { referenceForward } from '../transformer/reference-forward';
import { tinyFigures, tinyTrained } from '../transformer/tiny-trained';
import { referenceEncode } from '../transformer/training/reference-encoder';
import { identityModel, letters, randomModel } from '../transformer/tiny-models';

/** A Python that has numpy. */
const python = ['python3', '/usr/bin/python3'].find(command => spawnSync(command, ['-c', 'import numpy']).status === 0);
const folder = mkdtempSync(join(tmpdir(), 'rasp-python-'));

afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

function run(...args: readonly string[]): { readonly out: string; readonly err: string } {
    const { stdout, stderr } = spawnSync(python ?? '', ['examples/load_model.py', ...args], { encoding: 'utf8' });
    return { out: stdout.trimEnd(), err: stderr.trimEnd() };
}

function write(model: CompiledModel): void {
    writeModelFolder(model).forEach((bytes, name) => { writeFileSync(join(folder, name), bytes); });
}

/** What the model gives on these ids, worked out here. */
function expected(model: CompiledModel, ids: readonly number[]): string {
    const logits = Float32Array.from(referenceForward(model.transformer, ids).logits.flat());
    return compactJson(decodeOutputs(model.decoding, model.transformer.outputSize, logits));
}

describe.runIf(python !== undefined)('numpy alone runs a model', () => {
    beforeAll(() => { execFileSync(python ?? '', ['-c', 'import numpy']); });

    test.each([1, 2, 3])('of random weights %i', seed => {
        const model = randomModel(seed);
        write(model);
        expect(run(folder, 'dabbacd').out).toBe(expected(model, [3, 0, 1, 1, 0, 2, 3]));
        expect(run(folder, '["b"]').out).toBe(expected(model, [1]));
    });

    test('whose outputs are numbers', () => {
        const model: CompiledModel = { ...randomModel(9, { outputSize: 1 }), decoding: { kind: 'nearest', values: Array.from({ length: 41 }, (_, i) => ({ type: 'float', value: (i - 20) / 8 })) } };
        write(model);
        expect(run(folder, 'abcd').out).toBe(expected(model, [0, 1, 2, 3]));
    });

    test('whose values have codes', () => {
        const codes = Array.from({ length: 41 }, (_, i) => (i - 20) / 8);
        const model: CompiledModel = { ...randomModel(9, { outputSize: 1 }), decoding: { kind: 'nearest', values: codes.map((_, i) => ({ type: 'string', value: `v${i}` })), codes } };
        write(model);
        expect(run(folder, 'abcd').out).toBe(expected(model, [0, 1, 2, 3]));
    });

    test('with tokens of several types', () => {
        write(identityModel([{ type: 'int', value: 1 }, { type: 'float', value: 1 }, { type: 'bool', value: true }, { type: 'float', value: Infinity }]));
        expect(run(folder, '[1.0, true, 1]').out).toBe('{"type": "floats", "values": [1.0,true,1]}');
        expect(run(folder, '[true]').out).toBe('{"type": "bools", "values": [true]}');
        expect(run(folder, '[Infinity]').out).toBe('{"type": "floats", "values": ["inf"]}');
    });

    test.each(positionKinds.flatMap(positions => layerOrders.flatMap((order, i) => [false, true].map(hasBos => ({ positions, order, nLayers: i + 1, hasBos })))))('that is trained: $positions, $order, BOS: $hasBos', ({ hasBos, ...shape }) => {
        const model = tinyTrained(shape, hasBos);
        writeTrainedFolder(model, tinyFigures).forEach((bytes, name) => { writeFileSync(join(folder, name), bytes); });
        for (const ids of [[3, 0, 1, 1, 0, 2, 4, 4, 1, 0, 3, 2], [2]]) {
            const logits = referenceEncode(model.shape, [...model.parameters], [...(hasBos ? [model.alphabet.length] : []), ...ids]).logits.slice(hasBos ? 1 : 0);
            const values = decodeOutputs(model.decoding, model.shape.outputSize, Float32Array.from(logits.flat()));
            expect(run(folder, ids.map(id => 'abcde'[id]).join(''))).toEqual({ out: compactJson(values), err: '' });
        }
    });

    test('and says what is wrong', () => {
        write(identityModel(letters('ab'), 3));
        expect(run(folder, 'aby').err).toBe("load_model.py: token 2 of the input, 'y', is not in the model's alphabet");
        expect(run(folder, 'abab').err).toBe('load_model.py: this input has 4 tokens; the model takes 1 to 3');
        expect(run(folder, '[1').err).toMatch(/^load_model\.py: Expecting/);
        expect(run(join(folder, 'none'), 'a').err).toMatch(/^load_model\.py: .*No such file/);
        expect(run().err).toMatch(/^Runs a model/);
    });
});

const source = readFileSync('examples/paper_examples.rasp', 'utf8');

describe.runIf(python !== undefined)('numpy alone gives what the interpreter gives', () => {
    test.each([
        ['reverse', 'abc', 9, 'cabba'],
        ['hist_nobos', 'abc', 9, 'abcabca'],
        ['sort_bos', '§dcba', 8, '§adbca'],
        ['sort_by_most_freq', '(){}ab', 12, '{b{bbba(})'],
        ['dyck1_ptf', '()', 10, '(()())())']
    ])('of %s', (name, alphabet, maxLength, text) => {
        const program = openProgram(source);
        const node = program.valueOf(name) as SOp;
        const compiled = compile(node, { alphabet: letters(alphabet), maxLength, name, source: name });
        expect(compiled.ok).toBe(true);
        write(compiled.ok ? compiled.model : identityModel());
        const column = program.evaluationOn(Input.ofString(text)).column(node);
        expect(run(folder, text).out).toBe(column instanceof Failure ? '' : compactJson(column));
    });
});

test.runIf(python === undefined)('no Python with numpy is here to run examples/load_model.py', () => undefined);
