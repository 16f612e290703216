import { describe, expect, it } from 'vitest';
import { flowScene } from '../../../language/drawing/flow-scene';
import { flowText } from '../../../language/drawing/flow-text';
import { sessionNames } from '../../../language/drawing/session-names';
import { openSession } from '../../../language/program/open-session';
import { parseProgram } from '../../../language/syntax/parse';
import type { Selector, SOp } from '../../../language/graph/nodes';

function draw(program: string, name: string): string {
    const session = openSession();
    for (const { statement } of parseProgram(program)) {
        expect(session.run(statement).problems).toEqual([]);
    }
    const drawn = flowScene(session.globals.get(name) as SOp | Selector, session.evaluationOn(session.examples['s-op']), { policy: 'early', shared: false, names: sessionNames(session) });
    return drawn.ok ? flowText(drawn.scene) : drawn.message;
}

describe('the flow as text', () => {
    it('shows layers, heads, grids and values', () => {
        const text = draw('set example "aba"\nsame = select(tokens, tokens, ==);\nn = indices + 1;\nx = aggregate(same, n);\ny = aggregate(same, x) * 2;', 'y');
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

    it('shows a selector alone', () => {
        expect(draw('set example "ab"\nprev = select(indices, indices - 1, ==);', 'prev')).toBe(`prev on "ab"

layer 1
  head 1: prev
        a b
    a | · ·
    b | 1 ·
`);
    });
});
