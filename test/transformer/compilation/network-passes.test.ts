import { describe, expect, it } from 'vitest';
import { openProgram } from '../../../language/api/open-program';
import { isSelector } from '../../../language/graph/nodes';
import type { Selector } from '../../../language/graph/nodes';
import { reasonOf } from '../../../transformer/compilation/block-reasons';
import { hiddenLayer } from '../../../transformer/compilation/hidden-layer';
import type { Linear } from '../../../transformer/compilation/linear';
import type { Network, NetworkDimension, NetworkHead } from '../../../transformer/compilation/network';
import type { PlannedFit } from '../../../transformer/compilation/network-plan';
import { residualLayout } from '../../../transformer/compilation/residual-layout';
import { schedule } from '../../../transformer/compilation/schedule';
import { smallerNetwork } from '../../../transformer/compilation/smaller-network';

const anySelector = ((): Selector => {
    const found = openProgram('s = select(1, 1, ==);').valueOf('s');
    if (!isSelector(found)) {
        throw new Error('s is no selector');
    }
    return found;
})();

/** `3 x1 + x2 + 0.5`, as terms and a constant. */
const sum = (terms: Readonly<Record<number, number>>, constant = 0): Linear => ({ terms: new Map(Object.entries(terms).map(([index, weight]) => [Number(index), weight])), constant });
const token = (...values: number[]): NetworkDimension => ({ sop: 'tokens', meaning: 'mark', embedded: [{ by: 'token', values: Float64Array.from(values) }] });
const position = (...values: number[]): NetworkDimension => ({ sop: 'indices', meaning: 'mark', embedded: [{ by: 'position', values: Float64Array.from(values) }] });
const computed = (sop: string, meaning = 'value'): NetworkDimension => ({ sop, meaning, embedded: [] });
const bos: NetworkDimension = { sop: 'BOS', meaning: 'mark', embedded: [] };

/** A feed-forward that writes multiples of relu(input - 0.5). */
const fit = (input: Linear, outputs: readonly number[], weights = outputs.map(() => 1)): PlannedFit => ({
    time: 0, input, outputs, guard: 0,
    fit: { direction: 1, knots: [0.5], weights: weights.map(weight => [[0, weight]]), bases: outputs.map(() => 0), errors: outputs.map(() => 0) }
});

/** A head with a factor for BOS and others. */
const head = (layer: number, factors: readonly (readonly [Linear, Linear])[], values: readonly (readonly [Linear, number])[], bosScore = -24): NetworkHead => ({
    layer, selector: anySelector,
    factors: [{ query: sum({}, bosScore), key: sum({ 0: 1 }), isOfBos: true }, ...factors.map(([query, key]) => ({ query, key, isOfBos: false }))],
    values: values.map(([value, dimension]) => ({ value, dimension }))
});

const network = (dimensions: readonly NetworkDimension[], outputs: readonly Linear[], rest: Partial<Network> = {}): Network => ({ dimensions: new Map(dimensions.entries()), fits: [], heads: [], outputs, ...rest });
const smaller = (given: Network): Network => smallerNetwork(given, () => undefined);

describe('dimensions of a smaller network', () => {
    it.each([
        ['a mark that is all but the others', [bos, token(1, 0, 0), token(0, 1, 0), token(0, 0, 1)], [sum({ 1: 2 }), sum({ 2: 3 }), sum({ 3: 5 }, 1)], [1, 2]],
        ['a multiple, shifted', [bos, position(0, 1, 2), position(5, 3, 1)], [sum({ 1: 1 }), sum({ 2: 1 })], [1]],
        ['as before where a weight has more digits than float32', [bos, token(1, 0, 0), token(0, 1, 0), token(0, 0, 1)], [sum({ 1: 2 }), sum({ 2: 3 }), sum({ 3: 0.1 })], [1, 2, 3]],
        ['what is read in one proportion', [bos, token(0, 1, 2), position(0, 1, 2)], [sum({ 1: 3, 2: 6 }), sum({ 1: 1, 2: 2 }, 7)], [1]],
        ['what is read in two', [bos, token(0, 1, 2), position(0, 1, 2)], [sum({ 1: 3, 2: 6 }), sum({ 1: 1, 2: 3 })], [1, 2]],
        ['as before where a sum has more digits than float32', [bos, token(0, 1, 2), position(0, 0.1, 0.2)], [sum({ 1: 1, 2: 1 })], [1, 2]],
        ['no mark of BOS without attention', [bos, token(0, 1, 2)], [sum({ 1: 1 })], [1]],
        ['one for a constant', [bos, token(0, 1, 2)], [sum({}, 3)], [0]]
    ])('%s', (_, dimensions, outputs, expected) => {
        expect([...smaller(network(dimensions, outputs)).dimensions.keys()]).toEqual(expected);
    });

    it('what is written twice is written once, with a factor that is a power of two', () => {
        const given = network([bos, position(0, 1, 2), computed('a'), computed('b'), computed('c')], [sum({ 2: 1 }), sum({ 3: 1 }), sum({ 4: 1 })],
            { fits: [fit(sum({ 1: 1 }), [2, 3], [1, -4]), fit(sum({ 1: 1 }), [4], [3])] });
        const { fits, outputs } = smaller(given);
        expect(fits.map(({ outputs: written }) => written)).toEqual([[2], [4]]);
        expect(outputs.map(({ terms }) => [...terms])).toEqual([[[2, 1]], [[2, -4]], [[4, 1]]]);
    });
});

describe('factors of a score', () => {
    const [q, k] = [sum({ 1: 2 }), sum({ 1: 1 })];
    const given = (heads: readonly NetworkHead[], dimensions: readonly NetworkDimension[] = []): Network => network([bos, position(-1, 0, 1), position(1, 0, 1), computed('a'), computed('b'), ...dimensions], [sum({ 3: 1 }), sum({ 4: 1 })], { heads });
    it.each([
        ['the factor of BOS takes what all keys have', [head(1, [[q, k], [sum({}, 48), sum({ 2: -1 })], [sum({ 2: -1 }), sum({}, 1)]], [[k, 3]]), head(2, [], [[k, 4]])], [3, 1]],
        ['none for BOS in the last layer', [head(1, [[q, k], [sum({}, 48), sum({ 2: -1 })]], [[k, 3], [q, 4]])], [2]],
        ['those of one query are one', [head(1, [[q, k], [q, sum({ 2: 1 })]], [[k, 3]]), head(2, [], [[k, 4]])], [2, 1]],
        ['heads that attend alike are one', [head(1, [[q, k]], [[k, 3]]), head(1, [[q, k]], [[sum({ 2: 1 }), 4]])], [2]]
    ])('%s', (_, heads, expected) => {
        expect(smaller(given(heads)).heads.map(({ factors }) => factors.length)).toEqual(expected);
    });

    it('a number that is computed is not added to others', () => {
        const heads = [head(1, [], [[k, 3]]), head(2, [[sum({}, 48), sum({ 3: 1 })], [sum({}, 48), sum({ 3: 2 })]], [[k, 4]])];
        expect(smaller(given(heads)).heads.map(({ factors }) => factors.length)).toEqual([1, 3]);
    });
});

describe('blocks', () => {
    const marks = [bos, token(0, 1, 2)];
    const [x, y, z] = [computed('x'), computed('y'), computed('z')];
    const text = (given: Network): string[] => schedule(given, false).map(({ heads, fits }) => `${heads.length} heads, ${fits.map(({ outputs }) => outputs.join('+')).join(' ') || 'none'}`);
    it.each([
        ['numbers of numbers, without attention', network([...marks, x, y, z], [sum({ 4: 1 })], { fits: [fit(sum({ 1: 1 }), [2]), fit(sum({ 2: 1 }), [3]), fit(sum({ 3: 1 }), [4])] }), ['0 heads, 2', '0 heads, 3', '0 heads, 4']],
        ['what is wanted behind the first attention is computed there', network([...marks, x, y, z], [sum({ 4: 1 })],
            { fits: [fit(sum({ 1: 1 }), [2])], heads: [head(1, [], [[sum({ 1: 1 }), 3]]), head(2, [[sum({ 2: 1 }), sum({ 3: 1 })]], [[sum({ 1: 1 }), 4]])] }), ['1 heads, 2', '1 heads, none']],
        ['a chain across two gaps takes one block more, right before it is wanted', network([...marks, x, y, z, computed('v'), computed('w'), computed('u')], [sum({ 7: 1 })],
            { fits: [fit(sum({ 1: 1 }), [2]), fit(sum({ 2: 1 }), [3]), fit(sum({ 3: 1 }), [4])], heads: [head(1, [], [[sum({ 1: 1 }), 5]]), head(2, [[sum({ 5: 1 }), sum({ 1: 1 })]], [[sum({ 1: 1 }), 6]]), head(3, [[sum({ 4: 1 }), sum({ 6: 1 })]], [[sum({ 1: 1 }), 7]])] }),
            ['1 heads, 2', '1 heads, 3', '0 heads, 4', '1 heads, none']]
    ])('%s', (_, given, expected) => {
        expect(text(given)).toEqual(expected);
    });

    it.each([
        ['prepares what same compares, from x, begun in the block before', [computed('key of same', 'x: mark 1 of 2'), computed('key of same', 'the mark, rounded')], [fit(sum({ 1: 1 }), [2]), fit(sum({ 2: 1 }), [3])], 1],
        ['prepares what same compares, from x, which the block before computes', [computed('x'), computed('key of same')], [fit(sum({ 1: 1 }), [2]), fit(sum({ 2: 1 }), [3])], 1],
        ['computes y from tokens and x, once the block before has computed x', [computed('x'), computed('y')], [fit(sum({ 1: 1 }), [2]), fit(sum({ 2: 1, 1: 3 }), [3])], 1],
        ['recovers x from 1 / (1 + x), before the first attention', [computed('x', '1 / (1 + value)'), computed('x')], [fit(sum({ 2: 1 }), [3])], 0],
        ['computes x from tokens, before the first attention', [computed('x')], [fit(sum({ 1: 1 }), [2])], 0]
    ])('%s', (expected, dimensions, fits, block) => {
        const given = network([...marks, ...dimensions], [], { fits });
        expect(reasonOf(given, schedule(given, false), block)).toBe(expected);
    });
});

describe('a dimension that is used again', () => {
    const fits = [fit(sum({ 1: 1 }), [2]), fit(sum({ 2: 1 }), [3])];
    it.each([
        ['costs one unit where the sign is known', token(0, 1, 2), 40, [[1, 3], [2]], [2, 1]],
        ['costs two where it is not', token(-1, 1, 2), 40, [[1, 3], [2]], [3, 1]],
        ['is left alone where units cost more', token(-1, 1, 2), 1, [[1], [2], [3]], [1, 1]]
    ])('%s', (_, own, rows, places, widths) => {
        const given = network([bos, own, computed('x'), computed('y')], [sum({ 3: 1 })], { fits });
        const used = { ...given, dimensions: new Map([...given.dimensions].slice(1)) };
        const layout = residualLayout(used, schedule(used, false), { tokens: rows, positions: rows, outputs: 1 });
        expect(layout.places.map(stays => stays.map(({ dimension }) => dimension))).toEqual(places);
        expect(layout.hidden.map(({ units }) => units.length)).toEqual(widths);
    });

    it('is emptied by units of its own or by those that are there', () => {
        const { units, outputs } = hiddenLayer([fit(sum({ 1: 2 }, 0.5), [2])], [1, 3], new Map([[1, 1]]), undefined);
        expect(units.map(({ terms, bias }) => [[...terms], bias])).toEqual([[[[1, 2]], 0], [[[3, 1]], 0], [[[3, -1]], 0]]);
        expect([...outputs].map(([dimension, weights]) => [dimension, [...weights]])).toEqual([[2, [[0, 1]]], [1, [[0, -0.5]]], [3, [[1, -1], [2, 1]]]]);
    });
});
