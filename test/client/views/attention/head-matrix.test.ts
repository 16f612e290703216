import { describe, expect, test } from 'vitest';
import { headKeys, headMatrix, nextHead } from '../../../../client/views/attention/head-matrix';
import { sceneOf } from './scene-of';

describe('a head', () => {
    test.each([
        ['on tokens has no values beside them', 's = select(tokens, tokens, ==);', { keysTitle: 'tokens', queriesTitle: 'tokens', keyValues: undefined, queryValues: undefined }],
        ['on other s-ops has their values', 'before = indices - 1;\ns = select(indices, before, ==);', { keysTitle: 'indices', queriesTitle: 'before', keyValues: ['0', '1', '2'], queryValues: ['-1', '0', '1'] }],
        ['on a constant has it at each position', 's = select(tokens, "a", ==);', { keysTitle: 'tokens', queriesTitle: '"a"', keyValues: undefined, queryValues: ['a', 'a', 'a'] }],
        ['made of two comparisons has both', 's = select(tokens, tokens, ==) and select(indices, 1, <=);', { keyValues: ['a·0', 'b·1', 'a·2'], queryValues: ['a·1', 'b·1', 'a·1'] }]
    ])('%s', (_, program, expected) => {
        const scene = sceneOf(`set example "aba"\n${program}\nx = aggregate(s, indices);`, 'x');
        const [head] = scene.heads;
        expect(head === undefined ? undefined : headMatrix(scene, head)).toMatchObject(expected);
    });

    test('reads its matrix', () => {
        const scene = sceneOf('set example "ab"\nx = aggregate(select(indices, indices - 1, ==), indices);', 'x');
        const [head] = scene.heads;
        const source = head === undefined ? undefined : headMatrix(scene, head).source;
        expect([source?.weight(1, 0), source?.weight(0, 1), source?.weight(0, 0)]).toEqual([1, 0, 0]);
    });

    test('that fails tells why in place of its matrix', () => {
        const scene = sceneOf('set example "12"\ns = select(tokens_int, indices, <);\nx = aggregate(s, indices);\nset example "ab"', 'x');
        expect(scene.heads.map(head => headMatrix(scene, head).error)).toEqual([expect.stringMatching(/^s fails: ./)]);
    });
});

test('heads alike are told apart by their order', () => {
    expect(headKeys([{ layer: 1, name: 's' }, { layer: 1, name: 't' }, { layer: 1, name: 's' }, { layer: 2, name: 's' }])).toEqual(['1 s 1', '1 t 1', '1 s 2', '2 s 1']);
});

describe('arrow keys', () => {
    const heads = [1, 1, 1, 2, 4, 4].map(layer => ({ layer }));
    test.each([
        [0, 'ArrowRight', 1], [2, 'ArrowRight', 3], [5, 'ArrowRight', 5], [0, 'ArrowLeft', 0], [3, 'ArrowLeft', 2],
        [2, 'ArrowDown', 3], [3, 'ArrowDown', 4], [5, 'ArrowDown', 5], [1, 'ArrowUp', 1], [3, 'ArrowUp', 0], [5, 'ArrowUp', 3],
        [3, 'Home', 0], [1, 'End', 5], [1, 'a', undefined]
    ])('from head %d with %s to head %s', (from, pressed, expected) => {
        expect(nextHead(heads, from, pressed)).toBe(expected);
    });
});
