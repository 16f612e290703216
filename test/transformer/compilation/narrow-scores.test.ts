import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openProgram } from '../../../language/api/open-program';
import { isSOp } from '../../../language/graph/nodes';
import { toEnd } from '../../../language/values/to-end';
import { compile } from '../../../transformer/compilation/compile';
import { verifySteps } from '../../../transformer/compilation/verify';
import { forward } from '../../../transformer/model/forward';
import { reordered } from '../reordered';
import { letters } from '../tiny-models';

const paper = readFileSync('examples/paper_examples.rasp', 'utf8');

interface Found {
    readonly dModel: number;
    readonly widest: number;
    readonly built: readonly number[];
    readonly promised: readonly number[];
    readonly extra: number;
    /** Wrong outputs as it is, and with its dimensions and units in other orders. */
    readonly wrong: readonly number[];
}

function compiled(program: string, alphabet: string, maxLength: number, count = 120): Found {
    const isName = /^\w+$/.test(program);
    const node = openProgram(isName ? paper : `out_ = ${program};`).valueOf(isName ? program : 'out_');
    const result = isSOp(node) ? compile(node, { alphabet: letters(alphabet), maxLength, name: program, source: program }) : undefined;
    if (!isSOp(node) || result?.ok !== true) {
        throw new Error(result?.ok === false ? result.refusals.map(({ message }) => message).join() : `${program} is no s-op`);
    }
    const { model, report } = result;
    const { transformer } = model;
    const wrong = [transformer, reordered(transformer, 1), reordered(transformer, 2)].map((other, i) => (
        toEnd(verifySteps(node, model, { count, seed: i, exhaustive: 400, run: (tokens, length) => forward(other, tokens, length).outputs })).wrong));
    return {
        dModel: transformer.dModel, widest: Math.max(...transformer.blocks.map(({ attention }) => attention?.dHead ?? 0)),
        built: report.builtHeads, promised: report.promisedHeads, extra: report.extraBlocks, wrong
    };
}

describe('scores are narrow', () => {
    it.each([
        // An order of tokens and one of positions, each counted by a head of its own.
        ['sort(tokens, tokens)', 'abcde', 10, { dModel: 15, widest: 6, extra: 1 }],
        ['sort(tokens, tokens)', 'abcde', 20, { dModel: 19, widest: 8, extra: 1 }],
        ['sort(tokens, tokens)', 'abcdefghijklmnopqrstuvwxyz', 20, { dModel: 28, widest: 8, extra: 1 }],
        ['sort(tokens, -indices)', 'abcde', 20, { dModel: 14, widest: 5, extra: 0 }],
        // Keys at a computed place, and computed keys, as squares of numbers that are a little off.
        ['reverse', 'abcde', 128, { dModel: 7, widest: 2, extra: 0 }],
        ['reverse', 'abcde', 300, { dModel: 7, widest: 2, extra: 0 }],
        ['shift(tokens, length - 1 - indices, "-")', 'abcde', 64, { dModel: 8, widest: 3, extra: 1 }],
        ['shift(tokens, length - 1 - indices, "-")', 'abcde', 128, { dModel: 8, widest: 3, extra: 1 }],
        ['sort(tokens, tokens)', 'abcdefghijklmnopqrstuvwxyz', 64, { dModel: 42, widest: 15, extra: 1 }],
        // One head is promised: an order of tokens and positions together.
        ['sort_bos', '§abcd', 20, { dModel: 40, widest: 18, extra: 1 }],
        ['selector_width(select(tokens, tokens, <) or select(indices, indices, <))', 'abc', 12, { dModel: 14, widest: 6, extra: 0 }],
        ['selector_width(select(tokens, "a", ==) and (select(tokens, tokens, <=) or select(indices, 3, >)))', 'abc', 12, { dModel: 14, widest: 6, extra: 1 }],
        // Equal counts, by their digits.
        ['hist2_bos', '§abcd', 20, { dModel: 24, widest: 12, extra: 1 }],
        // Averages over an order.
        ['dyck1_ptf', '()abc', 20, { dModel: 14, widest: 6, extra: 1 }],
        ['dyck1_ptf', '()a', 128, { dModel: 44, widest: 21, extra: 1 }],
        ['aggregate(select(indices, indices, <=), indices)', 'ab', 40, { dModel: 30, widest: 14, extra: 0 }],
        // All keys bring the same, so that they need not weigh alike.
        ['mark_last_instance(tokens, "a")', 'abc', 40, { dModel: 8, widest: 3, extra: 0 }],
        ['mark_first_instance(tokens, "a")', 'abcde', 128, { dModel: 18, widest: 8, extra: 0 }],
        // But these that all bring 1 also bring the share of position 0, for which they must.
        ['(1 if aggregate(select(indices, indices, <=), indicator(indices == 0)) > 0.03 else 0) + aggregate(select(indices, indices, <=), 1)', 'ab', 40, { dModel: 30, widest: 14, extra: 0 }],
        // One key at the most: the scores of an order need not be exact.
        ['aggregate(select(indices, indices + 1, <) and select(indices, indices - 1, >), tokens, "-")', 'abcde', 60, { dModel: 15, widest: 7, extra: 0 }],
        ['aggregate(select_next_identical(tokens), indices, -1)', 'abcde', 20, { dModel: 16, widest: 8, extra: 0 }],
        ['aggregate(select(selector_width(select(tokens, tokens, ==)), 3, <), indicator(tokens == "a"))', 'abc', 10, { dModel: 12, widest: 4, extra: 1 }]
    ] as const)('%s on %s up to length %i', (program, alphabet, maxLength, most) => {
        const { wrong, built, promised, ...sizes } = compiled(program, alphabet, maxLength);
        expect(wrong).toEqual([0, 0, 0]);
        expect(built.filter((heads, layer) => heads > (promised[layer] ?? 0))).toEqual([]);
        expect({ dModel: Math.max(sizes.dModel, most.dModel), widest: Math.max(sizes.widest, most.widest), extra: Math.max(sizes.extra, most.extra) }).toEqual(most);
    });
});

describe('many positions are told apart', () => {
    it.each([
        ['hist_nobos', 'abcde', 1_000, { dModel: 5, widest: 3 }],
        ['mark_first_instance(tokens, "a")', 'ab', 500, { dModel: 52, widest: 25 }],
        ['shift(tokens, 1, "-")', 'abcde', 500, { dModel: 5, widest: 4 }]
    ] as const)('%s on %s up to length %i', (program, alphabet, maxLength, most) => {
        const { wrong, dModel, widest } = compiled(program, alphabet, maxLength, 2);
        expect(wrong).toEqual([0, 0, 0]);
        expect({ dModel: Math.max(dModel, most.dModel), widest: Math.max(widest, most.widest) }).toEqual(most);
    }, 60_000);
});
