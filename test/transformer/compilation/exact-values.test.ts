import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openProgram } from '../../../language/api/open-program';
import { isSOp } from '../../../language/graph/nodes';
import { toEnd } from '../../../language/values/to-end';
import { compile } from '../../../transformer/compilation/compile';
import { verifySteps } from '../../../transformer/compilation/verify';
import { forward } from '../../../transformer/model/forward';
import { reordered } from '../reordered';

const paper = readFileSync('examples/paper_examples.rasp', 'utf8');

/** What is wrong with a model, whatever the order in which it adds up; and its blocks that only have a feed-forward. */
function outcomeOf(text: string, name: string, alphabet: string, maxLength: number): { wrong: number[]; failed: number; extra: number } | string {
    const node = openProgram(text).valueOf(name);
    if (!isSOp(node)) {
        return `${name} is no s-op`;
    }
    const result = compile(node, { alphabet: [...alphabet].map(value => ({ type: 'string', value })), maxLength, name, source: text });
    if (!result.ok) {
        return result.refusals.map(({ message }) => message).join();
    }
    const { model, report } = result;
    const own = toEnd(verifySteps(node, model, { count: 100, exhaustive: 400 }));
    const others = [1, 2].map(seed => {
        const other = reordered(model.transformer, seed);
        return toEnd(verifySteps(node, model, { count: 40, seed, exhaustive: 0, run: (tokens, length) => forward(other, tokens, length).outputs })).wrong;
    });
    return { wrong: [own.wrong, ...others], failed: own.failed, extra: report.extraBlocks };
}

describe('positions that have selected nothing', () => {
    it.each([
        ['the first of a token', 'out_ = aggregate(select_from_first(tokens, "a"), indices, -1);', 128],
        ['the last of a token', 'out_ = aggregate(select_from_last(tokens, "a"), tokens + "!", "-");', 20],
        ['the first of a token, by a width', 'first = selector_width(select(tokens, tokens, ==) and select(indices, indices, <)) == 0;\nout_ = aggregate(select(tokens == "b" and first, True, ==), indices, -1);', 20],
        ['the first of all tokens: several', 'first = selector_width(select(tokens, tokens, ==) and select(indices, indices, <)) == 0;\nout_ = aggregate(select(first, True, ==), indices, -1);', 5],
        ['those with a default that is a value too: several', 'f = aggregate(select(tokens, "a", ==) and select(indices, indices, <), indices, 0);\nout_ = aggregate(select(f == 0 and tokens == "a", True, ==), indices, -1);', 5]
    ] as const)('%s', (_, text, maxLength) => {
        expect(outcomeOf(text, 'out_', 'abc', maxLength)).toMatchObject({ wrong: [0, 0, 0], failed: 0 });
    });
});

it.each([['sort_by_most_freq', '§abcd', 20, 1], ['sort_by_most_freq', '§abcde', 30, 2]] as const)('numbers that are put together are exact enough for that: the paper\'s %s on %s up to length %i', (name, alphabet, maxLength, extra) => {
    expect(outcomeOf(paper, name, alphabet, maxLength)).toEqual({ wrong: [0, 0, 0], failed: 0, extra });
});

it.each([
    ['a mean of means', 'def mean(values) {\n    return aggregate(select(indices, indices, <=), values);\n}\nout_ = mean(mean(indicator(tokens == "a")));', 200, 'the mean that this computes has too many possible values for length 200']
] as const)('refuses what float32 cannot hold: %s', (_, text, maxLength, reason) => {
    expect(outcomeOf(text, 'out_', 'abc', maxLength)).toBe(reason);
});

describe('sums of a known number of values', () => {
    const prefix = 's = select(indices, indices, <=);\n';
    const strict = 's = select(indices, indices, <);\n';
    it.each([
        ['a number so far', `${prefix}out_ = round((indices + 1) * aggregate(s, indicator(tokens == "a")));`, 128, 0],
        ['a difference of two', `${prefix}def n(t) {\n    return round((indices + 1) * aggregate(s, indicator(tokens == t)));\n}\nout_ = n("a") - n("b");`, 128, 0],
        ['which is larger', `${prefix}out_ = aggregate(s, indicator(tokens == "a")) > aggregate(s, indicator(tokens == "b"));`, 40, 0],
        ['a default where nothing is selected', `${strict}out_ = round(indices * aggregate(s, indicator(tokens == "a"), -1));`, 50, 0],
        ['a number of numbers', `${prefix}d = round((indices + 1) * aggregate(s, 1 if tokens == "a" else -1));\nout_ = round((indices + 1) * aggregate(s, indicator(d > 0)));`, 50, 0],
        ['numbers that are no whole ones', `${prefix}out_ = 2 * (indices + 1) * aggregate(s, 0.5 if tokens == "a" else 2) > 40.25;`, 50, 0],
        ['a mean that is also read by itself', `${prefix}m = aggregate(s, indicator(tokens == "a"));\nout_ = (indices + 1) * m if indices > 1 else aggregate(select(m, 1, ==), 1, 0);`, 8, 2]
    ] as const)('%s', (_, text, maxLength, extra) => {
        expect(outcomeOf(text, 'out_', 'abc', maxLength)).toEqual({ wrong: [0, 0, 0], failed: 0, extra });
    });

    it.each([
        ['dyck1_ptf', '()a', 100, 1], ['dyck2_ptf', '(){}a', 20, 3], ['dyck2_ptf', '(){}a', 50, 1], ['dyck3_ptf', '(){}[]', 20, 3]
    ] as const)('the paper\'s %s on %s up to length %i', (name, alphabet, maxLength, extra) => {
        expect(outcomeOf(paper, name, alphabet, maxLength)).toEqual({ wrong: [0, 0, 0], failed: 0, extra });
    });
});
