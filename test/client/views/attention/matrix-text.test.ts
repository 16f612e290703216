import { describe, expect, test } from 'vitest';
import { cellText, matrixLabel, pairSentence, weightText } from '../../../../client/views/attention/matrix-text';
import { possibleMode, weightsOf } from '../../../../client/views/attention/matrix-model';
import type { MatrixMode, MatrixShown } from '../../../../client/views/attention/matrix-model';
import { denseSource, selectorSource } from '../../../../language/drawing/attention-source';

describe('a weight', () => {
    test.each([
        [1, false, '1'], [0, false, '0'], [1 / 3, false, '0.333'], [0.5, false, '0.5'], [0.0001, false, '<0.001'], [0.9999, false, '1'],
        [0.25, true, '+0.25'], [-0.25, true, '−0.25'], [0, true, '0'], [-1e-9, true, '−<0.001']
    ])('%d is %j (difference: %j)', (weight, isDifference, expected) => {
        expect(weightText(weight, isDifference)).toBe(expected);
    });

    test.each([[0, false, ''], [1, false, '1'], [1 / 3, false, '.33'], [0.5, false, '.5'], [0.001, false, ''], [0.006, false, '.01'], [-1e-21, true, ''], [0.999, false, '1'], [0.5, true, '+.5'], [-1 / 3, true, '−.33'], [0, true, '']])(
        'in a cell %d is %j', (weight, isDifference, expected) => {
            expect(cellText(weight, isDifference)).toBe(expected);
        });
});

const same: MatrixShown = { tokens: ['l', 'l'], source: selectorSource({ name: 'same', rows: ['c', '8'] }, 2), keysTitle: 'tokens', queriesTitle: 'tokens' };
const other = selectorSource({ name: 'other', rows: ['4', '8'] }, 2);
const trained = denseSource('trained', 2, Float32Array.of(1, 0, 1 / 3, 2 / 3));

describe('a pair', () => {
    test.each<[string, MatrixShown, MatrixMode, number, number, string]>([
        ['selected', same, 'first', 0, 1, 'query 0 "l" looks at key 1 "l": selected'],
        ['not selected', same, 'first', 1, 1, 'query 1 "l" looks at key 1 "l": not selected'],
        ['with values', { ...same, keysTitle: 'indices', keyValues: ['0', '1'], queriesTitle: 'before', queryValues: ['-1', '0'] }, 'first', 1, 0, 'query 1 "l" (before = 0) looks at key 0 "l" (indices = 0): selected'],
        ['with tokens that turn or break the line', { ...same, tokens: ['"', '\u202e\n'] }, 'first', 0, 1, 'query 0 "\\"" looks at key 1 "\\u202e\\n": selected'],
        ['of a second source', { ...same, other: trained }, 'second', 1, 1, 'query 1 "l" looks at key 1 "l": weight 0.667'],
        ['of both', { ...same, other }, 'difference', 0, 1, 'query 0 "l" looks at key 1 "l": in both'],
        ['of the first', { ...same, other }, 'difference', 0, 0, 'query 0 "l" looks at key 0 "l": only in same'],
        ['of the second', { ...same, source: other, other: same.source }, 'difference', 0, 0, 'query 0 "l" looks at key 0 "l": only in same'],
        ['of neither', { ...same, other }, 'difference', 1, 1, 'query 1 "l" looks at key 1 "l": in neither'],
        ['of a selector and a transformer, averaged', { ...same, other: trained }, 'difference', 0, 1, 'query 0 "l" looks at key 1 "l": same 0.5, trained 0, difference −0.5'],
        ['of a transformer and a selector, averaged', { ...same, source: trained, other: same.source }, 'difference', 0, 1, 'query 0 "l" looks at key 1 "l": trained 0, same 0.5, difference +0.5'],
        ['beyond the tokens', { ...same, tokens: ['l'] }, 'first', 0, 1, 'query 0 "l" looks at key 1: selected']
    ])('%s', (_, shown, mode, query, key, expected) => {
        expect(pairSentence(shown, weightsOf(shown, mode), mode, { query, key })).toBe(expected);
    });
});

describe('the matrix', () => {
    test.each<[MatrixMode, string]>([
        ['first', 'same: 2 queries by 2 keys, queries tokens, keys tokens'],
        ['second', 'trained: 2 queries by 2 keys, queries tokens, keys tokens'],
        ['difference', 'trained less same: 2 queries by 2 keys, queries tokens, keys tokens']
    ])('%s', (mode, expected) => {
        const shown = { ...same, other: trained };
        expect(matrixLabel(shown, weightsOf(shown, mode), mode)).toBe(expected);
    });

    test('of one position', () => {
        const one = { ...same, tokens: ['l'], source: selectorSource({ name: 's', rows: ['8'] }, 1) };
        expect(matrixLabel(one, weightsOf(one, 'first'), 'first')).toBe('s: 1 query by 1 key, queries tokens, keys tokens');
    });

    test('shows the first source where there is no second', () => {
        expect(possibleMode(same, 'difference')).toBe('first');
        expect(possibleMode({ ...same, other }, 'difference')).toBe('difference');
    });
});
