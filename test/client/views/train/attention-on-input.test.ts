import { describe, expect, test } from 'vitest';
import { evenNote, firstToLookAt, headFor, headsOf, lengthNote, matchOnInput, weightsOfHead } from '../../../../client/views/train/attention-on-input';
import type { Inspected } from '../../../../client/views/train/attention-on-input';
import { choices } from '../../../e2e/train-page-stand';

const diagonal = Float32Array.of(1, 0, 0, 1);
const crossed = Float32Array.of(0, 1, 1, 0);
const even = Float32Array.of(0.5, 0.5, 0.5, 0.5);
const inspected: Inspected = {
    ok: true, inputs: ['ab'], rows: [{ tokens: ['a', 'b'], given: ['b', 'a'], wanted: ['b', 'a'], wrong: [false, false] }], nLayers: 2, nHeads: 2,
    attention: [Float32Array.of(...even, ...diagonal), Float32Array.of(...crossed, ...even)], targets: []
};

describe('a head on one input', () => {
    test.each<[string, Float32Array, Float32Array, object | undefined]>([
        ['that attends as selected', diagonal, diagonal, { mass: 1, correlation: 1, isEven: false, largestDifference: 0 }],
        ['that attends elsewhere', diagonal, crossed, { mass: 0, correlation: -1, isEven: false, largestDifference: 1 }],
        ['that attends evenly follows nothing', diagonal, even, { mass: 0.5, correlation: 0, isEven: false, largestDifference: 0.5 }],
        ['that attends evenly, as it should', even, even, { mass: 1, correlation: 1, isEven: true, largestDifference: 0 }],
        ['is measured on queries that select something', Float32Array.of(0, 0, 0, 1), diagonal, { mass: 1, correlation: 1, isEven: false, largestDifference: 0 }],
        ['cannot be measured where nothing is selected', new Float32Array(4), diagonal, undefined]
    ])('%s', (_, target, weights, expected) => {
        expect(matchOnInput(target, weights, 2)).toEqual(expected);
    });
});

test('heads are read out of their layer', () => {
    expect(headsOf(inspected).map(place => [place.layer, place.head, ...weightsOfHead(inspected, place, 2)])).toEqual([[0, 0, ...even], [0, 1, ...diagonal], [1, 0, ...crossed], [1, 1, ...even]]);
});

test.each([
    ['that follows it best', { selector: 's', weights: crossed }, { layer: 1, head: 0 }],
    ['that was told to follow it, even where another does better', { selector: 's', weights: crossed, supervised: { layer: 0, head: 1 } }, { layer: 0, head: 1 }],
    ['that is first, where it selects nothing', { selector: 's', weights: new Float32Array(4) }, { layer: 0, head: 0 }]
])('to a selector belongs the head %s', (_, target, place) => {
    expect(headFor(inspected, target, 2)).toEqual(place);
});

test.each<[string, readonly Float32Array[], number]>([
    ['one that says where to look, before even ones', [even, diagonal, crossed], 1], ['one that selects something', [new Float32Array(4), crossed], 1], ['the first, where all are even', [even, even], 0], ['none', [], 0]
])('looked at first is %s', (_, weights, at) => {
    expect(firstToLookAt(weights.map(each => ({ selector: 's', weights: each })), 2)).toBe(at);
});

test.each<[string, Float32Array, string]>([
    ['full_s', even, ' full_s selects all positions: the library computes length with it.'], ['s', Float32Array.of(0, 0, 0.5, 0.5), ' s selects all positions.'], ['s', diagonal, ''], ['s', new Float32Array(4), '']
])('of %s with the weights %o is said %j', (selector, weights, note) => {
    expect(evenNote({ selector, weights }, 2)).toBe(note);
});

test.each<[number, boolean, string]>([
    [8, false, ''], [9, true, ''], [9, false, 'Longer than the 8 tokens it was trained on; a saved model takes at most 8.'], [10, true, 'Longer than the 8 tokens it was trained on; a saved model takes at most 8.']
])('of %d tokens, BOS among them: %o, is said %j', (tokens, bos, note) => {
    expect(lengthNote({ longest: 8, choices: { ...choices, bos } }, tokens)).toBe(note);
});
