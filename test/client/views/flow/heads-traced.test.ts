import { describe, expect, it } from 'vitest';
import { usedOfHeads } from '../../../../client/views/flow/heads-traced';
import { traceValue } from '../../../../language/drawing/trace';
import { sceneOf } from '../../../language/drawing/scene-of-program';

const scene = sceneOf('hist = selector_width(select(tokens, tokens, ==));', 'hist', 'hello');
const hist = scene.steps.find(({ name }) => name === 'hist')?.id ?? -1;

describe('what of a head goes into a traced value', () => {
    it.each<[position: number, queries: number[], keys: number[][]]>([
        // The second head selects position 0 at position 0 alone.
        [0, [0], [[0], [0]]],
        [2, [2], [[0, 2, 3], []]],
        [4, [4], [[0, 4], []]]
    ])('of a histogram at position %i', (position, queries, keys) => {
        const used = [...usedOfHeads(scene, traceValue(scene, hist, position)).values()];
        expect(used.map(head => [...head.queries])).toEqual([queries, queries]);
        expect(used.map(head => [...head.keys])).toEqual(keys);
    });

    it('is nothing for a head that it does not need', () => {
        const tokens = scene.steps.find(({ name }) => name === 'tokens')?.id ?? -1;
        const used = [...usedOfHeads(scene, traceValue(scene, tokens, 1)).values()];
        expect(used.map(({ queries, keys }) => [queries.size, keys.size])).toEqual([[0, 0], [0, 0]]);
    });
});
