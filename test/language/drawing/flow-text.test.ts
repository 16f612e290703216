import { describe, expect, it } from 'vitest';
import { flowText } from '../../../language/drawing/flow-text';
import { flowOf } from '../../../language/drawing/flow';
import { cost } from '../../../language/cost/cost';
import type { GraphNode } from '../../../language/graph/nodes';
import { openSession } from '../../../language/program/open-session';
import { sourceText } from '../../../language/program/selector-names';
import { parseProgram } from '../../../language/syntax/parse';

function draw(program: string, name: string): { text: string; node: GraphNode } {
    const session = openSession();
    for (const { statement } of parseProgram(program)) {
        expect(session.run(statement).problems).toEqual([]);
    }
    const node = session.globals.get(name) as GraphNode;
    const names = new Map([...session.globals.ownNames()].map(own => [session.globals.get(own), own]));
    return { text: flowText(node, session.evaluationOn(session.examples['s-op']), { named: part => names.get(part as never), source: part => sourceText(part) ?? '' }), node };
}

describe('the flow as text', () => {
    it('shows layers, heads, grids and values', () => {
        const { text } = draw('set example "aba"\nsame = select(tokens, tokens, ==);\nn = indices + 1;\nx = aggregate(same, n);\ny = aggregate(same, x) * 2;', 'y');
        expect(text).toBe(`y on "aba"

before attention
  n = [1, 2, 3]

layer 1
  head 1: same
        a b a
    a | 1 · 1
    b | · 1 ·
    a | 1 · 1
    mean of n [1, 2, 3]
      = x [2.0, 2, 2.0]

layer 2
  head 1: same
        a b a
    a | 1 · 1
    b | · 1 ·
    a | 1 · 1
    mean of x [2.0, 2, 2.0]
      = aggregate(same, x) [2.0, 2, 2.0]
  y = [4.0, 4, 4.0]
`);
    });

    it.each(['sort(tokens, tokens)', 'selector_width(full_s)', 'tokens[-1]', 'average(indices) + length'])('has the heads that %s costs', expression => {
        const { node } = draw(`x = ${expression};`, 'x');
        expect(flowOf(node).slice(1).map(layer => layer.heads.length)).toEqual(cost(node).widths);
    });
});
