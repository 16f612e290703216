import { describe, expect, test } from 'vitest';
import { cost } from '../../../../language/cost/cost';
import { namesOf } from '../../../../language/index';
import { supervisionOf } from '../../../../transformer/training/data/supervision';
import { programOf, selectorText, sopOf } from './programs';

const programs = programOf(`
    same = select(tokens, tokens, ==);
    before = select(indices, indices, <);
    mirror = select(indices, length - 1 - indices, ==);
    plain = tokens + "!";
    reverse = aggregate(mirror, tokens);
    width = selector_width(same);
    seen = has_focus(same and before);
    twice = aggregate(same, indices) + aggregate(select(tokens, tokens, ==), indices * 2);
    both = indicator(seen) + aggregate(before, indicator(aggregate(mirror, tokens) == "a"));
    crowded = reverse == "a" and seen and aggregate(before, indices) > 1;
`);

interface Laid {
    readonly name: string;
    readonly size: readonly [number, number];
    /** Layer, head, selector. */
    readonly heads: readonly string[];
    readonly leftOut: readonly string[];
}

const every = 'full_s';
const table: readonly Laid[] = [
    { name: 'plain', size: [2, 2], heads: [], leftOut: [] },
    { name: 'reverse', size: [2, 1], heads: [`0.0 ${every}`, '1.0 mirror'], leftOut: [] },
    { name: 'reverse', size: [4, 3], heads: [`0.0 ${every}`, '1.0 mirror'], leftOut: [] },
    { name: 'reverse', size: [1, 2], heads: [`0.0 ${every}`], leftOut: ['1 mirror'] },
    { name: 'width', size: [1, 2], heads: ['0.0 same or select(indices, 0, ==)', '0.1 same and select(indices, 0, ==)'], leftOut: [] },
    { name: 'width', size: [1, 1], heads: ['0.0 same or select(indices, 0, ==)'], leftOut: ['0 same and select(indices, 0, ==)'] },
    { name: 'twice', size: [1, 2], heads: ['0.0 same'], leftOut: [] },
    { name: 'both', size: [3, 2], heads: ['0.0 full_s', '0.1 same and before', '1.0 mirror', '2.0 before'], leftOut: [] },
    { name: 'both', size: [3, 1], heads: ['0.0 full_s', '1.0 mirror', '2.0 before'], leftOut: ['0 same and before'] },
    // Three heads could run in the first layer; with two, one of them waits for the second.
    { name: 'crowded', size: [2, 3], heads: ['0.0 full_s', '0.1 before', '0.2 same and before', '1.0 mirror'], leftOut: [] },
    { name: 'crowded', size: [2, 2], heads: ['0.0 full_s', '0.1 same and before', '1.0 before', '1.1 mirror'], leftOut: [] }
];

describe('the heads of a program over those of a model', () => {
    test.each(table)('$name on $size', ({ name, size: [nLayers, nHeads], heads, leftOut }) => {
        const laid = supervisionOf(sopOf(programs, name), { nLayers, nHeads });
        expect(laid.heads.map(({ layer, head, selector }) => `${layer}.${head} ${selectorText(programs, selector)}`)).toEqual(heads);
        expect(laid.leftOut.map(({ layer, selector }) => `${layer} ${selectorText(programs, selector)}`)).toEqual(leftOut);
        expect(laid.layers).toEqual([...new Set(heads.map(head => Number(head[0])))]);
    });

    test('are those that the cost counts', () => {
        for (const { name, kind } of namesOf(programs)) {
            if (kind === 's-op') {
                const { layers, sharedHeads, perLayer } = cost(sopOf(programs, name));
                const { heads } = supervisionOf(sopOf(programs, name), { nLayers: layers, nHeads: sharedHeads });
                expect(heads.map(({ layer, selector }) => [layer + 1, selector])).toEqual(perLayer.flatMap(({ layer, sharedSelectors }) => sharedSelectors.map(selector => [layer, selector])));
            }
        }
    });
});
