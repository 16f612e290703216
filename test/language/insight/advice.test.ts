import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { nodesBelow } from '../../../language/graph/below';
import { widthOf } from '../../../language/insight/patterns';
import { cost } from '../../../language/cost/cost';
import { Evaluation, Failure } from '../../../language/evaluation/evaluation';
import { Input } from '../../../language/evaluation/input';
import { isSelector, isSOp } from '../../../language/graph/nodes';
import type { GraphNode } from '../../../language/graph/nodes';
import { advise } from '../../../language/insight/advice';
import type { Advice } from '../../../language/insight/advice';
import { adviceText } from '../../../language/insight/advice-text';
import { NamedNodes } from '../../../language/insight/named-nodes';
import type { Program } from '../../../language/program/program';
import { numeric } from '../../../language/values/atom';
import { filesOf, programOf } from '../program/draw-problems';
import { words } from './brute-force';

const paper = readFileSync(new URL('../../../examples/paper_examples.rasp', import.meta.url), 'utf8');

function open(text: string): { program: Program; value: GraphNode } {
    const program = programOf(`load "paper";\nsame = select(tokens, tokens, ==);\nbefore = select(indices, indices, <);\nresult = ${text};`, filesOf({ paper }));
    const value = program.valueOf('result');
    if (!isSOp(value) && !isSelector(value)) {
        throw new Error(`${text} is no s-op and no selector`);
    }
    return { program, value };
}

/** What is advised, with layers and heads after it. */
const table: [sop: string, advice: [kind: string, effect: string][]][] = [
    // The programs of the paper: without a beginning-of-sequence token, counting takes two heads.
    ['reverse', []],
    ['hist_bos', []],
    ['hist_nobos', [['bos', 'H 2 → 1']]],
    ['hist2_bos', []],
    ['sort_bos', []],
    ['sort_by_most_freq', []],
    ['dyck1_ptf', []],
    ['dyck2_ptf', [['bos', 'H 2 → 1']]],
    ['dyck3_ptf', [['bos', 'H 2 → 1']]],
    // The library.
    ['length', []],
    ['sort(tokens, tokens)', [['bos', 'H 2 → 1']]],
    ['select_next_identical(tokens)', [['bos', 'H 2 → 1']]],
    ['tokens[-1]', [['end-token', 'L 2 → 1']]],
    ['aggregate(select(length, indices + 1, ==), tokens)', []],
    // Equal selectors.
    ['tokens[0] == tokens[0]', [['share', 'H 2 → 1']]],
    ['indicator(tokens[0] == "a") + aggregate(select(indices, 0, ==), indices)', [['share', 'H 2 → 1']]],
    ['tokens[0] + tokens[1] + tokens[0]', [['share', 'H 3 → 2']]],
    ['count(tokens, "a") + count(tokens, "b")', []],
    // Selectors that are written differently.
    ['shift(tokens, 1, "-") + aggregate(select(indices + 1, indices, ==), tokens)', [['same-pairs', 'H 2 → 1']]],
    ['aggregate(select(indices, indices, <), indices) + aggregate(not select(indices, indices, >=), indices)', [['same-pairs', 'H 2 → 1']]],
    ['aggregate(select(indices, indices, <=), indices) + aggregate(select(indices - 1, indices, <), indices)', [['same-pairs', 'H 2 → 1']]],
    ['aggregate(select(tokens, "a", ==), indices) + aggregate(select(tokens == "a", True, ==), indices)', [['same-pairs', 'H 2 → 1']]],
    ['aggregate(same and before, indices) + aggregate(before and not (not same), indices)', [['same-pairs', 'H 2 → 1']]],
    ['aggregate(select(indices, indices, <), indices) + aggregate(select(indices, indices, <=), indices)', []],
    // A factor that waits.
    ['average(indices / length)', [['factor', 'L 2 → 1']]],
    ['average(length * indices) + average(2 * indices)', [['factor', 'L 2 → 1']]],
    ['aggregate(select(indices, indices, <=), length * indicator(tokens == "a"))', [['factor', 'L 2 → 1, H 1 → 2']]],
    ['aggregate(select(indices, indices, <=), indices * hist_bos)', []],
    ['aggregate(select(indices, indices, <=), indices + length)', []],
    // Sorting what is sorted.
    ['sort(sort(tokens, tokens), sort(tokens, tokens))', [['share', 'H 4 → 2'], ['bos', 'H 4 → 2'], ['sorted', 'L 4 → 2, H 4 → 2']]]
];

const inputs = [...words('ab', 5), ...words('()', 4)];

/** The input that a piece of advice asks for. */
const asked: Record<Advice['kind'], (word: string) => string> = {
    share: word => word, 'same-pairs': word => word, factor: word => word, sorted: word => word, bos: word => `§${word}`, 'end-token': word => `${word}$`
};

/** Whether no count takes in the beginning-of-sequence token, as the advice asks. */
function leavesOutFirst(node: GraphNode, input: string): boolean {
    return nodesBelow(node).every(part => {
        const sel = widthOf(part)?.sel;
        const matrix = sel === undefined ? undefined : new Evaluation(Input.ofString(input)).matrix(sel);
        return matrix === undefined || matrix instanceof Failure || [...input].every((_, query) => query === 0 || !matrix.get(query, 0));
    });
}

function valuesOf(node: GraphNode, word: string): unknown[] {
    const result = new Evaluation(Input.ofString(word)).result(node);
    if (result instanceof Failure) {
        return [result.error.message];
    }
    // Floats may differ in their last bits: a factor is taken out of a mean.
    return 'values' in result ? result.values.map(value => (typeof value === 'string' ? value : Math.round(Number(numeric(value)) * 1e9) / 1e9)) : result.rowTexts();
}

describe('advice', () => {
    test.each(table)('%s', (text, expected) => {
        const { program, value } = open(text);
        const found = advise(value);
        expect(found.map(advice => [advice.kind, adviceText(advice, new NamedNodes(program)).effect])).toEqual(expected);
        for (const { kind, before, after, changed } of found) {
            expect({ before, after }).toMatchObject({ before: { layers: cost(value).layers, heads: cost(value).heads }, after: { layers: cost(changed).layers, heads: cost(changed).heads } });
            const fitting = inputs.map(asked[kind]).filter(input => kind !== 'bos' || leavesOutFirst(value, input));
            // A second sort has no token in front any more.
            expect(fitting.length > 3 || text.startsWith('sort(sort(')).toBe(true);
            for (const input of fitting) {
                // What stands at the beginning-of-sequence token counts for nothing.
                const from = kind === 'bos' ? 1 : 0;
                expect(valuesOf(changed, input).slice(from), `${kind} on ${input}`).toEqual(valuesOf(value, input).slice(from));
            }
        }
    });

    test.each([
        ['tokens[0] + tokens[1] + tokens[0]', 'make tokens[0] once and use its name: it is made 2 times'],
        ['shift(tokens, 1, "-") + aggregate(select(indices + 1, indices, ==), tokens)', 'use select(indices, indices - 1, ==) in place of select(indices + 1, indices, ==): they select the same pairs'],
        ['tokens[-1]', 'find the end by select(tokens, "$", ==), where inputs end with such a token, in place of tokens[-1], which waits for length'],
        ['aggregate(before, indices / length)', 'in result, multiply or divide the result, not the values: the factor is the same everywhere, and comes later']
    ])('of %s says %s', (text, expected) => {
        const { program, value } = open(text);
        const [advice] = advise(value);
        expect(advice && adviceText(advice, new NamedNodes(program)).text).toBe(expected);
    });

    it('is tried only on graphs of a readable size', () => {
        const { value } = open('tokens[0] + tokens[1] + tokens[0]');
        expect(advise(value, 3)).toEqual([]);
        expect(advise(value)).toHaveLength(1);
    });
});
