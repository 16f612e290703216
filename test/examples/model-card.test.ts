import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeModelFolder } from '../../transformer/files/model-folder';
import { decodeAt } from '../../transformer/model/decode';
import type { CompiledModel } from '../../transformer/model/transformer';
import { referenceForward } from '../transformer/reference-forward';
import { identityModel, letters, randomModel } from '../transformer/tiny-models';

/** A Python that has numpy. */
const python = ['python3', '/usr/bin/python3'].find(command => spawnSync(command, ['-c', 'import numpy']).status === 0);
const folder = mkdtempSync(join(tmpdir(), 'rasp-card-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const numbers = Array.from({ length: 41 }, (_, i) => (i - 20) / 8);
const models: [what: string, model: CompiledModel, ids: number[]][] = [
    ['one-hot outputs', randomModel(3), [0, 1, 2, 3]],
    ['numbers as outputs', { ...randomModel(9, { outputSize: 1 }), decoding: { kind: 'nearest', values: numbers.map(value => ({ type: 'float', value })) } }, [0, 1, 2, 3]],
    ['codes of values as outputs', { ...randomModel(8, { outputSize: 1 }), decoding: { kind: 'nearest', values: numbers.map((_, i) => ({ type: 'string', value: `v${i}` })), codes: numbers } }, [0, 1, 2, 3]],
    ['one token', identityModel(letters('x'), 2), [0, 0]],
    ['a name and a text that are Markdown', { ...randomModel(5), name: '`a|b`', source: '```python\nprint("not this")\n```' }, [0, 1, 2, 3]]
];

/** The last block of Python in a card; a program's text comes before it. */
function programIn(card: string): string {
    return [...card.matchAll(/^```python\n([^]*?)^```$/gm)].at(-1)?.[1] ?? '';
}

describe.runIf(python !== undefined)('the program in the card runs as it stands', () => {
    test.each(models)('of a model with %s', (_, model, ids) => {
        const files = writeModelFolder(model);
        files.forEach((bytes, name) => { writeFileSync(join(folder, name), bytes); });
        const { stdout, stderr } = spawnSync(python ?? '', ['-c', programIn(Buffer.from(files.get('README.md') ?? '').toString())], { cwd: folder, encoding: 'utf8' });
        const { logits } = referenceForward(model.transformer, ids);
        const values = logits.map(row => decodeAt(model.decoding, Float32Array.from(row), 0)?.value);
        expect(stderr).toBe('');
        expect(JSON.parse(stdout.replaceAll("'", '"'))).toEqual(values);
        expect(values).toHaveLength(ids.length);
    });
});
