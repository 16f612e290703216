import { expect, test } from 'vitest';
import { columnLetters, wrongIn } from '../../../../client/views/train/sample-text';
import type { InspectedRow } from '../../../../server/protocol/train';

const row = (tokens: readonly string[], wanted: readonly string[], given: readonly string[]): InspectedRow => ({ tokens, wanted, given, wrong: given.map((text, at) => text !== wanted[at]) });

test.each<[string, readonly InspectedRow[], number]>([
    ['one letter', [row(['a'], ['b'], ['b'])], 1], ['the sign before what is wrong', [row(['a'], ['b'], ['b']), row(['a'], ['b'], ['a'])], 3],
    ['the longest text of all rows', [row(['cat'], ['c'], ['c']), row(['a'], ['12345'], ['12345'])], 5], ['signs as one letter', [row(['😀'], ['😀'], ['😀'])], 1],
    ['no more than an ellipsis leaves', [row(['a'.repeat(40)], ['b'], ['b'])], 16], ['one letter without rows', [], 1]
])('columns are as wide as %s', (_, rows, letters) => {
    expect(columnLetters(rows)).toBe(letters);
});

test('wrong outputs are counted', () => {
    expect(wrongIn(row(['a', 'b'], ['b', 'a'], ['b', 'b']))).toBe(1);
});
