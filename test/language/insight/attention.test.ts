import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { isSelector, isSOp } from '../../../language/graph/nodes';
import type { Selector } from '../../../language/graph/nodes';
import { attentionOf, attentionText, pairsText } from '../../../language/insight/attention';
import { programAttention } from '../../../language/insight/program-attention';
import { atMost, pairCountText } from '../../../language/insight/pair-count';
import type { Program } from '../../../language/program/program';
import { filesOf, programOf } from '../program/draw-problems';
import { mostPairs, words, wrongClaims } from './brute-force';

const files = filesOf({
    paper: readFileSync(new URL('../../../examples/paper_examples.rasp', import.meta.url), 'utf8'),
    logic: readFileSync(new URL('../../../examples/logic.rasp', import.meta.url), 'utf8')
});
const inputs = words('ab', 6);

const helpers = `load "paper";
same = select(tokens, tokens, ==);
before = select(indices, indices, <);
is_a = tokens == "a";
hist = selector_width(same);
`;

function open(selector: string): { program: Program; selector: Selector } {
    const program = programOf(`${helpers}result = ${selector};`, files);
    const value = program.valueOf('result');
    if (!isSelector(value)) {
        throw new Error(`${selector} is no selector`);
    }
    return { program, selector: value };
}

/** `tight`: some input of length 6 over two letters needs exactly the pairs that are claimed. */
const table: [selector: string, text: string, pairs: string, tight: boolean][] = [
    // Local.
    ['select(indices, indices, ==)', 'local: each position itself', 'n pairs', true],
    ['select(indices, indices + 1, ==)', 'local: the key one position behind', 'n − 1 pairs', true],
    ['select(indices - 2, indices, ==)', 'local: the key 2 positions behind', 'n − 2 pairs', true],
    ['select(1 - indices, -indices - 1, ==)', 'local: the key 2 positions behind', 'n − 2 pairs', true],
    ['select(indices, indices - 1, ==) and same', 'local: the key one position before', 'at most n − 1 pairs', true],
    ['select(indices, indices - 2, >=) and select(indices, indices, <=)', 'local: keys up to 2 positions away', '3n − 3 pairs', true],
    ['not (select(indices, indices - 2, <) or select(indices, indices + 2, >))', 'local: keys up to 2 positions away', '5n − 6 pairs', true],
    ['select(indices, indices - 1, ==) or select(indices, indices + 1, ==)', 'local: keys up to one position away', 'at most 2n − 2 pairs', true],
    // Fixed positions.
    ['select(indices, 0, ==)', 'fixed: the same one position for every query', 'n pairs', true],
    ['select(indices, 3, <)', 'fixed: the same 3 positions for every query', '3n pairs', true],
    ['select(indices, length - 2, >=)', 'fixed: the same 2 positions for every query', '2n pairs', true],
    ['select(length, indices + 1, ==)', 'fixed: for a few queries only, by place', 'n pairs', true],
    ['select(indices, length - 1 - indices, ==)', 'fixed: one position for each query, by place', 'n pairs', true],
    ['select(indices, length - indices, ==)', 'fixed: one position for each query, by place', 'n − 1 pairs', true],
    ['select(indices, 3 - indices, ==)', 'fixed: one position for each query, by place', '4 pairs', true],
    ['select(2 * indices, indices, ==)', 'fixed: one position for each query, by place', 'at most n pairs', false],
    ['select(indices, (length - 1) / 2, ==)', 'fixed: one position for each query, by place', 'at most n pairs', false],
    ['same and select(indices, 0, ==)', 'fixed: the same one position for every query', 'at most n pairs', true],
    ['select(indices, 0, ==) or select(indices, indices, ==)', 'fixed: at most 2 positions for each query, by place', 'at most 2n pairs', false],
    // By content, sparse.
    ['select(indices, hist, ==)', 'sparse: by content, at most one key for each query', 'at most n pairs', true],
    ['select(hist, indices, ==)', 'sparse: by content, each key for at most one query', 'at most n pairs', true],
    ['(select(indices, hist, ==) or select(indices, 0, ==)) and same', 'sparse: by content, at most 2 keys for each query', 'at most 2n pairs', false],
    // Dense.
    ['full_s', 'dense: by place, the same for every query', 'n² pairs', true],
    ['before', 'dense: by place', 'n(n − 1)/2 pairs', true],
    ['select(indices, indices, <=)', 'dense: by place', 'n(n + 1)/2 pairs', true],
    ['select(indices, indices - 2, <)', 'dense: by place', '(n² − 5n + 6)/2 pairs', true],
    ['select(indices, indices + 1, <=)', 'dense: by place', '(n² + 3n − 2)/2 pairs', true],
    ['select(indices, indices, !=)', 'dense: by place', 'n² − n pairs', true],
    ['select(indices, 0, !=)', 'dense: by place, the same for every query', 'n² − n pairs', true],
    ['select(indices, 2, >=)', 'dense: by place, the same for every query', 'n² − 2n pairs', true],
    ['same', 'can be dense: by content', 'at most n² pairs', true],
    ['not same', 'can be dense: by content', 'at most n² − n pairs', false],
    ['select(tokens, "a", ==)', 'can be dense: by content, the same for every query', 'at most n² pairs', true],
    ['same and before', 'can be dense: by content', 'at most n(n − 1)/2 pairs', true],
    ['select(tokens, tokens, <) or (same and before)', 'can be dense: by content', 'at most n(n − 1)/2 pairs', true],
    ['select(tokens_asis, tokens_asis, !=)', 'can be dense: by content', 'at most n² pairs', false],
    ['select(is_a, True, ==) and before', 'can be dense: by content', 'at most n(n − 1)/2 pairs', true],
    // Nothing.
    ['select(1, 2, ==)', 'selects nothing', '0 pairs', true],
    ['select(indices, -1, ==)', 'selects nothing', '0 pairs', true],
    ['select(2 * indices, 2 * indices + 1, ==)', 'selects nothing', '0 pairs', true],
    ['before and select(indices, indices, >)', 'selects nothing', '0 pairs', true],
    ['not full_s', 'selects nothing', '0 pairs', true]
];

describe('the attention of a selector', () => {
    test.each(table)('%s', (text, pattern, pairs, tight) => {
        const { program, selector } = open(text);
        const attention = attentionOf(selector);
        expect([attentionText(attention), pairsText(attention)]).toEqual([pattern, pairs]);
        expect(wrongClaims(program, selector, inputs)).toEqual([]);
        const most = mostPairs(program, selector, inputs, 6);
        const claimed = atMost(attention.reach.upper, 6);
        expect(tight ? most : claimed - most, `${most} of ${claimed}`).toEqual(tight ? claimed : expect.toSatisfy((over: number) => over > 0));
    });

    it('is claimed rightly for random selectors', () => {
        let seed = 7;
        const below = (n: number): number => {
            seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
            return (seed >>> 8) % n;
        };
        const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
        const number = (): string => String(below(7) - 2);
        const sop = (): string => pick([
            () => 'indices', () => `indices + ${number()}`, () => `${number()} - indices`, () => `length - indices - ${number()}`, () => `length + ${number()}`, number,
            () => `2 * indices + ${number()}`, () => `indices * ${number()}`, () => 'hist', () => 'indicator(is_a)', () => `hist + ${number()}`, () => `length - hist`,
            () => `indices / 2`, () => 'indices % 2', () => `(indices if is_a else ${number()})`, () => 'aggregate(before, indices)', () => 'hist[0]',
            () => `round(${number()} + indices)`, () => 'length * indices', () => 'length * 2 - indices'
        ])();
        const select = (): string => (below(8) === 0 ? pick(['same', 'before', 'full_s', 'select(tokens, tokens, <)', 'select(hist, hist, >)', 'select(tokens, tokens, !=)'])
            : `select(${sop()}, ${sop()}, ${pick(['==', '==', '!=', '<', '<=', '>', '>='])})`);
        const selector = (depth: number): string => (depth === 0 || below(3) === 0 ? select()
            : pick([() => `(${selector(depth - 1)} and ${selector(depth - 1)})`, () => `(${selector(depth - 1)} or ${selector(depth - 1)})`, () => `(not ${selector(depth - 1)})`])());
        const texts = Array.from({ length: 600 }, () => selector(3));
        const program = programOf(`${helpers}${texts.map((text, i) => `r${i} = ${text};\n`).join('')}`, files);
        const few = words('ab', 5).filter((_, i) => i % 3 !== 1);
        const wrong = texts.flatMap((text, i) => wrongClaims(program, program.valueOf(`r${i}`) as Selector, few).slice(0, 1).map(claim => `${text}: ${claim}`));
        expect(wrong).toEqual([]);
        const kinds = new Set(texts.map((_, i) => attentionOf(program.valueOf(`r${i}`) as Selector).kind));
        expect([...kinds].sort()).toEqual(['dense', 'fixed', 'local', 'none', 'sparse']);
    }, 60_000);
});

/** Verdict, pairs in all, and the texts of the heads that decide. */
const programs: [sop: string, verdict: string, pairs: string, deciding: string[]][] = [
    ['indices + 1', 'none', '0', []],
    ['tokens[0]', 'linear', 'n', ['fixed: the same one position for every query']],
    ['shift(tokens, 1, "-")', 'linear', 'n − 1', ['local: the key one position before']],
    ['load_from_location(tokens, indicator(is_a))', 'linear', 'n', ['sparse: by content, at most one key for each query']],
    ['length', 'shared', 'n²', ['dense: by place, the same for every query']],
    ['reverse', 'shared', 'n² + n', ['dense: by place, the same for every query']],
    ['count(tokens, "a")', 'shared', 'n²', ['dense: by place, the same for every query']],
    ['hist_bos', 'dense', 'n²', ['can be dense: by content']],
    ['sort(tokens, tokens)', 'dense', 'n(n + 5)/2', ['can be dense: by content']],
    ['dyck1_ptf', 'dense', 'n(n + 1)/2', ['dense: by place']]
];

describe('the attention of a program', () => {
    test.each(programs)('%s', (text, verdict, pairs, deciding) => {
        const value = programOf(`${helpers}result = ${text};`, files).valueOf('result');
        const attention = isSOp(value) ? programAttention(value) : undefined;
        expect({ verdict: attention?.verdict, pairs: attention && pairCountText(attention.pairs), deciding: attention?.deciding.map(attentionText) }).toEqual({ verdict, pairs, deciding });
    });

    it('gives up on more nodes than asked for, and looks at a hundred thousand layers', () => {
        const program = programOf('x = indices;\nfor i in range(100) {\n  for j in range(1000) {\n    x = aggregate(select(x, indices, ==), x);\n  }\n}');
        const value = program.valueOf('x');
        expect(isSOp(value) && programAttention(value, 1_000)).toBeUndefined();
        const attention = isSOp(value) ? programAttention(value, 1_000_000) : undefined;
        expect(attention?.verdict).toBe('linear');
        expect(attention?.heads).toHaveLength(100_000);
    }, 30_000);
});
