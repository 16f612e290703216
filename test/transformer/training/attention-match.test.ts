import { describe, expect, test } from 'vitest';
import { MatchCount, meanMatch } from '../../../transformer/training/attention-match';

/** One input of some positions, one target head, the heads of one layer as matrices. */
function matchOf(target: readonly (readonly number[])[], heads: readonly (readonly (readonly number[])[])[], length = target.length): ReturnType<MatchCount['match']> {
    const count = new MatchCount();
    const n = target.length;
    count.add(
        { rows: 1, length: n, nHeads: 1, head: 0, values: Float32Array.from(target.flat()), queries: Uint8Array.from(target, row => (row.some(value => value > 0) ? 1 : 0)) },
        [{ rows: 1, length: n, nHeads: heads.length, values: Float32Array.from(heads.flat(2)) }],
        Uint8Array.from({ length: n }, (_, i) => (i < length ? 1 : 0))
    );
    return count.match('s', { layer: 0, head: 0 });
}

const diagonal = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
const even = diagonal.map(row => row.map(() => 1 / 3));
const anti = diagonal.map(row => row.map(value => (1 - value) / 2));

describe('a head beside a selector', () => {
    test.each([
        { title: 'the same', target: diagonal, head: diagonal, mass: 1, correlation: 1 },
        { title: 'even attention', target: diagonal, head: even, mass: 1 / 3, correlation: 0 },
        { title: 'all that is not selected', target: diagonal, head: anti, mass: 0, correlation: -1 },
        { title: 'everything selected, even attention', target: even, head: even, mass: 1, correlation: 1 },
        { title: 'everything selected, one looked at', target: even, head: diagonal, mass: 1, correlation: 0 },
        { title: 'half way', target: diagonal, head: diagonal.map((row, q) => row.map((value, k) => (value + (even[q]?.[k] ?? 0)) / 2)), mass: 2 / 3, correlation: 1 },
        { title: 'queries that select nothing do not count', target: [[1, 0, 0], [0, 0, 0], [0, 0, 0]], head: [[1, 0, 0], [0, 1, 0], [1, 0, 0]], mass: 1, correlation: 1 }
    ])('$title', ({ target, head, mass, correlation }) => {
        const match = matchOf(target, [head]);
        expect(match?.best.mass).toBeCloseTo(mass, 5);
        expect(match?.best.correlation).toBeCloseTo(correlation, 5);
    });

    test('the best of several is found, and the one that was told is kept', () => {
        const match = matchOf(diagonal, [even, diagonal, anti]);
        expect(match).toMatchObject({ selector: 's', best: { layer: 0, head: 1, mass: 1 }, supervised: { layer: 0, head: 0 }, queries: 3 });
        expect(match?.supervised?.mass).toBeCloseTo(1 / 3, 5);
        expect(match?.chance).toBeCloseTo(1 / 3, 5);
    });

    test('padding does not count', () => {
        const match = matchOf([[1, 0, 0], [0, 1, 0], [0, 0, 0]], [[[1, 0, 0], [0, 1, 0], [0, 0, 1]]], 2);
        expect(match?.chance).toBe(0.5);
        expect(match?.best.correlation).toBeCloseTo(1, 5);
    });

    test('nothing that was compared gives nothing', () => {
        expect(new MatchCount().match('s')).toBeUndefined();
        expect(meanMatch([])).toBeUndefined();
    });

    test('the mean leaves out selectors that select everything', () => {
        const all = [[1 / 3, 1 / 3, 1 / 3], [1 / 3, 1 / 3, 1 / 3], [1 / 3, 1 / 3, 1 / 3]];
        const matches = [matchOf(all, [even]), matchOf(diagonal, [even])].flatMap(match => (match === undefined ? [] : [match]));
        expect(meanMatch(matches)?.mass).toBeCloseTo(1 / 3, 5);
        expect(meanMatch(matches.slice(0, 1))).toBeUndefined();
    });

    test('the mean counts selectors alike', () => {
        const matches = [matchOf(diagonal, [diagonal]), matchOf(diagonal, [even])].flatMap(match => (match === undefined ? [] : [match]));
        expect(meanMatch(matches)?.mass).toBeCloseTo(2 / 3, 5);
        expect(meanMatch(matches)?.correlation).toBeCloseTo(0.5, 5);
    });
});
