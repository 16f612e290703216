import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { criticalPath } from '../../../language/cost/critical-path';
import { dependencies, isSelector, isSOp } from '../../../language/graph/nodes';
import type { GraphNode } from '../../../language/graph/nodes';
import { NamedNodes } from '../../../language/insight/named-nodes';
import { pathSteps } from '../../../language/insight/path-steps';
import type { Program } from '../../../language/program/program';
import { filesOf, programOf } from '../program/draw-problems';

const paper = readFileSync(new URL('../../../examples/paper_examples.rasp', import.meta.url), 'utf8');

function nodeOf(program: Program, name: string): GraphNode {
    const value = program.valueOf(name);
    if (!isSOp(value) && !isSelector(value)) {
        throw new Error(`${name} is no s-op and no selector`);
    }
    return value;
}

/** The chains of the paper's programs, as they are told: each step with its layer. */
const table: [name: string, steps: string][] = [
    ['reverse', 'full_s 1, length 1, _mirror 2, reverse 2'],
    ['hist_bos', 'tokens 0, _same_token 1, (_same_token and (not _bos)) or _bos 1, hist_bos 1'],
    ['hist_nobos', 'tokens 0, _same_token 1, selector_width 1, hist_nobos 1'],
    ['hist2_bos', 'tokens 0, _same_token 1, (_same_token and (not _bos)) or _bos 1, hist_bos 1, _first_of_same_count 2, (_first_of_same_count and (not _bos)) or _bos 2, hist2_bos 2'],
    ['dyck1_ptf', 'indices 0, _prefix 1, _height 1, _fell_below 2, dyck1_ptf 2'],
    ['_prefix', 'indices 0, _prefix 1'],
    ['sorted', 'tokens 0, selector_width 1, sort 2, sorted 2'],
    ['last', 'full_s 1, length 1, tokens[-1] 2, last 2'],
    ['marked', 'tokens 0, is_a 0, select(is_a, True, ==) 1, marked 1'],
    ['late_values', 'full_s 1, length 1, late_values 2'],
    ['somewhere', 'every position 1, somewhere 1'],
    ['plain', 'indices 0, plain 0']
];
const program = programOf(`${paper}
sorted = sort(tokens, tokens);
last = tokens[-1];
is_a = tokens == "a";
marked = aggregate(select(is_a, True, ==), indices);
late_values = aggregate(select(indices, 0, ==), length - indices);
somewhere = "a" in tokens;
plain = indices * 2;
`, filesOf({}));

describe('the critical path', () => {
    test.each(table)('of %s', (name, steps) => {
        const told = pathSteps(nodeOf(program, name), new NamedNodes(program), 20);
        expect(told.steps.map(({ text, layer }) => `${text} ${layer}`).join(', ')).toBe(steps);
        expect(told.leftOut).toBe(0);
    });

    it('is a chain of arguments, of which each decides the layer of the next', () => {
        for (const name of ['sort_by_most_freq', 'dyck2_ptf', 'late_values', 'hist2_bos', 'plain']) {
            const path = criticalPath(nodeOf(program, name));
            expect(dependencies(path[0] ?? nodeOf(program, name))).toEqual([]);
            path.slice(1).forEach((step, i) => {
                const before = path[i];
                expect(before !== undefined && dependencies(step)).toContain(before);
                const isLayerMore = step.kind === 'select' || (step.kind === 'aggregate' && step.values === before);
                expect(step.layer - (before?.layer ?? 0), `${name}, step ${i}`).toBe(isLayerMore ? 1 : 0);
            });
        }
    });

    test.each([[3, ['indices', '…2', '_fell_below', 'dyck1_ptf']], [4, ['indices', '_prefix', '…1', '_fell_below', 'dyck1_ptf']], [5, ['indices', '_prefix', '_height', '_fell_below', 'dyck1_ptf']]])('of at most %d steps', (most, expected) => {
        const { steps, leftOut, leftOutBefore } = pathSteps(nodeOf(program, 'dyck1_ptf'), new NamedNodes(program), most);
        const texts = steps.map(({ text }) => text);
        expect(leftOut === 0 ? texts : texts.toSpliced(leftOutBefore, 0, `…${leftOut}`)).toEqual(expected);
    });

    it('of two hundred thousand steps', () => {
        const deep = programOf('x = indices;\nfor i in range(100) {\n  for j in range(1000) {\n    x = aggregate(select(x, 1, ==), x);\n  }\n}');
        expect(criticalPath(nodeOf(deep, 'x'))).toHaveLength(200_001);
        expect(pathSteps(nodeOf(deep, 'x'), new NamedNodes(deep), 10)).toMatchObject({ leftOut: 199_991 });
    }, 60_000);
});
