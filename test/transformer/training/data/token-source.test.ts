import { describe, expect, test } from 'vitest';
import { distributionProblem, uniform } from '../../../../transformer/training/data/distribution';
import type { Distribution } from '../../../../transformer/training/data/distribution';
import { streamRandom } from '../../../../transformer/training/data/stream-random';
import { splits, TokenSource } from '../../../../transformer/training/data/token-source';

function source(distribution: Distribution = uniform, seed = 1): TokenSource {
    return new TokenSource({ seed, alphabetSize: 5, lengths: { least: 1, most: 12 }, distribution });
}

const brackets: Distribution = { kind: 'brackets', pairs: [[0, 1], [2, 3]], neutral: [4] };
const distributions: readonly Distribution[] = [uniform, { kind: 'uniform', repeat: 0.5 }, { kind: 'permutation' }, brackets];

describe.each(distributions)('inputs that are drawn $kind', distribution => {
    test('are the same for the same seed, in whatever order they are made', () => {
        const there = Array.from({ length: 50 }, (_, i) => [...source(distribution).tokens('train', i)]);
        const back = source(distribution);
        const again = Array.from({ length: 50 }, (_, i) => [...back.tokens('train', 49 - i)]).reverse();
        expect(again).toEqual(there);
        expect(Array.from({ length: 50 }, (_, i) => [...source(distribution, 2).tokens('train', i)])).not.toEqual(there);
    });

    test('have the lengths that are told beforehand, all lengths alike, and tokens of the alphabet', () => {
        const own = source(distribution);
        const counts = new Array<number>(13).fill(0);
        for (let i = 0; i < 2_400; i++) {
            const tokens = own.tokens('train', i);
            counts[tokens.length] = (counts[tokens.length] ?? 0) + 1;
            expect(tokens.length).toBe(own.length('train', i));
            expect(tokens.every(token => token >= 0 && token < 5)).toBe(true);
        }
        expect(counts[0]).toBe(0);
        // 200 each are expected, with a deviation of 13.5.
        expect(counts.slice(1).filter(count => count < 140 || count > 260)).toEqual([]);
    });

    test('are others in each split', () => {
        const firsts = splits.map(split => Array.from({ length: 20 }, (_, i) => [...source(distribution).tokens(split, i)].join()).join(' '));
        expect(new Set(firsts).size).toBe(splits.length);
    });

    test('of a chosen length have it', () => {
        expect([1, 13, 40].map(length => source(distribution).tokensOfLength(length, 3).length)).toEqual([1, 13, 40]);
    });
});

test('permutations hold no token twice before all have come', () => {
    for (let i = 0; i < 100; i++) {
        const tokens = source({ kind: 'permutation' }).tokensOfLength(12, i);
        expect([tokens.slice(0, 5), tokens.slice(5, 10), tokens.slice(10)].map(part => new Set(part).size)).toEqual([5, 5, 2]);
    }
});

test('permutations are all of them alike', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 2_400; i++) {
        const text = source({ kind: 'permutation' }).tokensOfLength(10, i).slice(5).join('');
        counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    // Each of the 120 comes 20 times on average, with a deviation of 4.5.
    expect([counts.size, [...counts.values()].every(count => count < 45)]).toEqual([120, true]);
});

test('repeated tokens make inputs of fewer kinds', () => {
    const kinds = (repeat: number): number => Array.from({ length: 200 }, (_, i) => new Set(source({ kind: 'uniform', repeat }).tokensOfLength(6, i)).size).reduce((sum, count) => sum + count, 0) / 200;
    expect([kinds(0) > 3.4, kinds(0.5) < 3, kinds(1)]).toEqual([true, true, 1]);
});

test('brackets are balanced, half-balanced and random by turns', () => {
    const depths = Array.from({ length: 90 }, (_, i) => [...source(brackets).tokensOfLength(40, i)].reduce((depth, token) => depth + (token === 4 ? 0 : token % 2 === 0 ? 1 : -1), 0));
    expect(depths.filter((depth, i) => i % 3 === 0 && depth !== 0)).toEqual([]);
    expect([1, 2].map(turn => depths.filter((depth, i) => i % 3 === turn && depth !== 0).length > 20)).toEqual([true, true]);
});

test('streams of neighbouring keys have nothing in common', () => {
    const first = (...key: number[]): number[] => { const random = streamRandom(...key); return Array.from({ length: 100 }, random); };
    const keys = [[1, 0, 0], [1, 0, 1], [1, 1, 0], [2, 0, 0], [2 ** 32 + 1, 0, 0], [-1, 0, 0], [1, 0], [1]];
    expect(new Set(keys.flatMap(key => first(...key))).size).toBe(keys.length * 100);
    const mean = Array.from({ length: 4_000 }, (_, i) => first(7, i)[0] ?? 0).reduce((sum, value) => sum + value, 0) / 4_000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
});

const problems: readonly (readonly [Distribution, string | undefined])[] = [
    [uniform, undefined],
    [{ kind: 'uniform', repeat: 1.5 }, 'the probability of a repeated token is 1.5; it can be a number from 0 to 1'],
    [{ kind: 'uniform', repeat: NaN }, 'the probability of a repeated token is NaN; it can be a number from 0 to 1'],
    [{ kind: 'permutation' }, undefined],
    [brackets, undefined],
    [{ ...brackets, pairs: [] }, 'strings of brackets need a pair of brackets'],
    [{ ...brackets, neutral: [] }, 'strings of brackets need a neutral token: those of odd length are not balanced without one'],
    [{ ...brackets, neutral: [5] }, 'bracket token 5 is not in the alphabet, which has tokens 0 to 4'],
    [{ ...brackets, neutral: [3] }, 'a token is in two places among the brackets; name each once']
];

test.each(problems)('what is wrong with %j', (distribution, problem) => {
    expect(distributionProblem(distribution, 5)).toBe(problem);
});
