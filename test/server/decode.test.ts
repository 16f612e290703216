import { Cancelled } from '../../language/values/error';
import { expect, test } from 'vitest';
import { CancellationToken } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { openProgram } from '../../language/index';
import { AnalyzedDocument } from '../../server/analyzed-document';
import { decode } from '../../server/decode';
import { LensInputs } from '../../server/lens-inputs';
import type { DecodeParams, DecodeResult } from '../../server/protocol/decode';

const text = `set example [1, 2]
next = tokens_int[-1] + 1;
same = select(tokens, tokens, ==);
fussy = [1, 2, 3][length];
n = 3;
`;
const uri = 'file:///p.rasp';
const document = new AnalyzedDocument(TextDocument.create(uri, 'rasp', 1, text), openProgram(text, { uri }));

async function run(params: Partial<DecodeParams>, token = CancellationToken.None): Promise<{ result: DecodeResult; until: string | undefined }> {
    const decoded = new LensInputs();
    const result = await decode(document, { uri, name: 'next', line: 1, ...params }, decoded, token);
    return { result, until: decoded.get(uri, params.name ?? 'next') };
}

test('runs to the token, on the example in force', async () => {
    expect(await run({ until: '5' })).toEqual({
        result: { ok: true, line: 1, input: '[1, 2]', short: '[3, 4, 5]', long: '[3, 4, 5]\n3 tokens appended\n[1, 2, 3, 4, 5]' },
        until: '5'
    });
});

test('runs to the number of tokens, on an input', async () => {
    const { result, until } = await run({ input: '[7]', max: 2 });
    expect(result).toMatchObject({ ok: true, input: '[7]', short: '[8, 9]', long: expect.stringContaining('the most that were asked for') });
    expect(until).toBe('');
});

test('keeps what was appended before an error', async () => {
    expect((await run({ name: 'fussy', line: 3, input: 'ab' })).result).toMatchObject({ ok: true, short: '[3], then it fails', long: expect.stringContaining('out of range') });
});

test.each<[Partial<DecodeParams>, string]>([
    [{ name: 'nope', line: 0 }, 'has no value now'],
    [{ name: 'same', line: 2 }, 'is a selector: only an s-op'],
    [{ name: 'n', line: 4 }, 'is 3: only an s-op'],
    [{ input: 'x' }, 'is not an int'],
    [{ input: '[' }, '['],
    [{ max: 0 }, 'from 1 to 1,000,000']
])('%j has no result', async (params, message) => {
    expect((await run(params)).result).toMatchObject({ ok: false, message: expect.stringContaining(message) });
});

test('stops when it is cancelled', async () => {
    await expect(run({ max: 1_000 }, CancellationToken.Cancelled)).rejects.toThrow(Cancelled);
});
