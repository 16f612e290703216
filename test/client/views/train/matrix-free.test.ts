import { expect, test } from 'vitest';
import { denseSource } from '../../../../language/drawing/attention-source';
import { weightsOf } from '../../../../client/views/attention/matrix-model';
import { pairSentence } from '../../../../client/views/attention/matrix-text';

const shown = {
    tokens: ['§', 'a'], keysTitle: '', queriesTitle: '', isFree: (query: number) => query === 0,
    source: denseSource('s', 2, Float32Array.of(0, 0, 0, 1)), other: denseSource('model', 2, Float32Array.of(0.5, 0.5, 0.25, 0.75))
};

test('a difference leaves out queries that are free, and says so', () => {
    const weights = weightsOf(shown, 'difference');
    expect([[...weights.values], weights.top]).toEqual([[0, 0, 0.25, -0.25], 0.25]);
    expect(pairSentence(shown, weights, 'difference', { query: 0, key: 1 })).toBe('query 0 "§" looks at key 1 "a": s selects nothing here, model 0.5: not compared');
    expect([...weightsOf(shown, 'second').values]).toEqual([0.5, 0.5, 0.25, 0.75]);
});
