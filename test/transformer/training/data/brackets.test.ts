import { describe, expect, test } from 'vitest';
import { balanced, halfBalanced } from '../../../../transformer/training/data/brackets';
import type { BracketTokens } from '../../../../transformer/training/data/brackets';
import { streamRandom } from '../../../../transformer/training/data/stream-random';

/** So many kinds of brackets and neutral tokens: ids 0 and 1 are a pair, and so on. */
function kinds(pairs: number, neutral = 1): BracketTokens {
    return { pairs: Array.from({ length: pairs }, (_, i) => [2 * i, 2 * i + 1] as const), neutral: Array.from({ length: neutral }, (_, i) => 2 * pairs + i) };
}

/** How many tokens from the first on can still become a balanced string, and whether they are one. */
function read({ pairs }: BracketTokens, string: Int32Array): { readonly sound: number; readonly isBalanced: boolean } {
    const open: number[] = [];
    for (const [i, token] of string.entries()) {
        const closed = pairs.find(([, close]) => close === token);
        if (pairs.some(([opening]) => opening === token)) {
            open.push(token);
        } else if (closed !== undefined && open.pop() !== closed[0]) {
            return { sound: i, isBalanced: false };
        }
    }
    return { sound: string.length, isBalanced: open.length === 0 };
}

const table: readonly { readonly pairs: number; readonly neutral: number }[] = [{ pairs: 1, neutral: 1 }, { pairs: 2, neutral: 1 }, { pairs: 3, neutral: 2 }];

describe.each(table)('$pairs kinds of brackets and $neutral neutral tokens', ({ pairs, neutral }) => {
    const tokens = kinds(pairs, neutral);
    const size = 2 * pairs + neutral;
    const lengths = Array.from({ length: 80 }, (_, i) => i + 1);

    test('balanced strings are balanced and exactly as long as asked', () => {
        const strings = lengths.map(length => balanced(tokens, length, streamRandom(1, length)));
        expect(strings.map(string => string.length)).toEqual(lengths);
        expect(strings.filter(string => !read(tokens, string).isBalanced)).toEqual([]);
    });

    test('balanced strings hold all tokens, and brackets inside brackets', () => {
        const long = balanced(tokens, 4_000, streamRandom(2));
        expect(new Set(long).size).toBe(size);
        expect([...long].some((token, i) => token % 2 === 0 && token < 2 * pairs && long[i + 1] === token)).toBe(true);
        const neutrals = long.filter(token => token >= 2 * pairs).length;
        // A neutral token is one token, a pair is two: 0.3 of what is put in are 0.3 / 1.7 of the tokens.
        expect(neutrals / long.length).toBeCloseTo(0.3 / 1.7, 1);
    });

    test('half-balanced strings begin as balanced ones and are random behind', () => {
        const strings = lengths.map(length => halfBalanced(tokens, size, length, streamRandom(3, length)));
        expect(strings.map(string => string.length)).toEqual(lengths);
        const sound = strings.reduce((sum, string) => sum + read(tokens, string).sound / string.length, 0) / strings.length;
        expect(sound).toBeGreaterThan(0.4);
        expect(sound).toBeLessThan(0.9);
    });
});
