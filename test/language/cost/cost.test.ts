import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cost } from '../../../language/cost/cost';
import { isSelector, isSOp } from '../../../language/graph/nodes';
import { filesOf, programOf } from '../program/draw-problems';

const paper = readFileSync(new URL('../../../examples/paper_examples.rasp', import.meta.url), 'utf8');

function costOf(text: string): ReturnType<typeof cost> {
    const value = programOf(`load "paper";\nresult = ${text};`, filesOf({ paper })).valueOf('result');
    if (!isSOp(value) && !isSelector(value)) {
        throw new Error(`${text} is no s-op and no selector`);
    }
    return cost(value);
}

/** The page's table, with the heads of each layer, and with equal selectors shared. */
const table: [text: string, widths: number[], sharedWidths: number[]][] = [
    ['indices + 1', [], []],
    ['reverse', [1, 1], [1, 1]],
    ['hist_bos', [1], [1]],
    ['hist_nobos', [2], [2]],
    ['hist2_bos', [2, 1], [2, 1]],
    ['sort_bos', [1, 1], [1, 1]],
    ['sort_by_most_freq', [2, 1, 1], [2, 1, 1]],
    ['dyck1_ptf', [1, 1], [1, 1]],
    ['dyck2_ptf', [1, 2, 1, 1], [1, 2, 1, 1]],
    ['dyck3_ptf', [1, 2, 1, 1], [1, 2, 1, 1]],
    ['length', [1], [1]],
    ['selector_width(select(tokens, tokens, ==))', [2], [2]],
    ['tokens[0] + tokens[0]', [2], [1]],
    ['tokens[0]', [1], [1]],
    ['tokens[-1]', [1, 1], [1, 1]],
    ['length + count(tokens, "l")', [1], [1]],
    ['("l" in tokens) + length', [2], [1]],
    ['sort(tokens, tokens)', [2, 1], [2, 1]],
    ['max(indices, 2)', [], []],
    ['shift(tokens, 1, "-")', [1], [1]]
];

describe('cost', () => {
    it.each(table)('%s', (text, widths, sharedWidths) => {
        const found = costOf(text);
        expect({ widths: found.widths, sharedWidths: found.sharedWidths }).toEqual({ widths, sharedWidths });
        expect(found.layers).toBe(widths.length);
        expect(found.heads).toBe(Math.max(0, ...widths));
        expect(found.sharedHeads).toBe(Math.max(0, ...sharedWidths));
        expect(found.perLayer.map(layer => layer.selectors.length)).toEqual(widths);
    });

    it.each([['select_from_last(tokens, "a")', 2], ['select_next_identical(tokens)', 2], ['full_s', 1]])('%s is a selector of layer %d', (text, layers) => {
        expect(costOf(text).layers).toBe(layers);
    });

    it('counts a hundred thousand layers', () => {
        const value = programOf('x = indices;\nfor i in range(100) {\n  for j in range(1000) {\n    x = aggregate(select(x, 1, ==), x);\n  }\n}').valueOf('x');
        expect(isSOp(value) && cost(value)).toMatchObject({ layers: 100_000, heads: 1 });
    }, 30_000);
});
