import { describe, expect, it } from 'vitest';
import { parameterHints } from '../../../language/annotation/parameter-hints';
import { typeHints } from '../../../language/annotation/type-hints';
import { summaryText } from '../../../language/program/summary';
import type { Summary } from '../../../language/program/summary';
import { markedProgram } from '../completion/marked-program';

/** The text with the hints in it, each in «». */
function withHints(text: string, kind: 'types' | 'parameters'): string {
    const { program } = markedProgram(text);
    const hints = kind === 'types'
        ? [...typeHints(program, 0, Infinity, true, new Map())].map(({ offset, summary }) => ({ offset, text: `: ${summaryText(summary)}` }))
        : [...parameterHints(program, 0, Infinity)].map(({ offset, name }) => ({ offset, text: `${name}:` }));
    return hints.sort((a, b) => b.offset - a.offset).reduce((shown, { offset, text }) => `${shown.slice(0, offset)}«${text}»${shown.slice(offset)}`, text);
}

describe('hints', () => {
    it.each([
        ['x = indices;', 'x«: s-op<ints> · L0 H0» = indices;'],
        ['s = select(tokens, tokens, ==);', 's«: selector · L1» = select(tokens, tokens, ==);'],
        ['a, b = indices, length;', 'a«: s-op<ints> · L0 H0», b«: s-op<ints> · L1 H1» = indices, length;'],
        ['x = tokens_int;', 'x«: s-op · L0 H0» = tokens_int;'],
        ['x = 1 + 2;', 'x«: int» = 1 + 2;'],
        ['x = 1;', 'x = 1;'],
        ['x = "a";', 'x = "a";'],
        ['x = [1, 2];', 'x = [1, 2];'],
        ['x = True;', 'x = True;'],
        ['a, b = "xy";', 'a«: string», b«: string» = "xy";'],
        ['x, x = indices, length;', 'x, x«: s-op<ints> · L1 H1» = indices, length;'],
        ['x = (;', 'x = (;'],
        ['length = indices;', 'length = indices;'],
        ['def f(x) { y = x; return y; }', 'def f(x) { y = x; return y; }']
    ])('types %j', (text, expected) => {
        expect(withHints(text, 'types')).toBe(expected);
    });

    it.each([
        ['x = count(tokens, "l");', 'x = count(«seq:»tokens, «atom:»"l");'],
        ['seq = tokens;\nx = count(seq, "l");', 'seq = tokens;\nx = count(seq, «atom:»"l");'],
        ['my_seq = tokens;\nx = count(my_seq, "l");', 'my_seq = tokens;\nx = count(my_seq, «atom:»"l");'],
        ['x = shift(tokens, 1, "-");', 'x = shift(«seq:»tokens, 1, «filler:»"-");'],
        ['x = max(1, 2);', 'x = max(1, 2);'],
        ['x = selector_width(full_s);', 'x = selector_width(full_s);'],
        ['x = select(tokens, tokens, ==);', 'x = select(tokens, tokens, ==);'],
        ['x = aggregate(full_s, tokens_int, 1 + 1);', 'x = aggregate(full_s, tokens_int, «default:»1 + 1);'],
        ['x = aggregate(full_s, indices);', 'x = aggregate(full_s, indices);'],
        ['x = count(tokens);', 'x = count(tokens);'],
        ['def f(first, last) { return count(first, last); }', 'def f(first, last) { return count(«seq:»first, «atom:»last); }'],
        ['def f(a, bc) { return a; }\nx = f(1, f(2, 3 * 4));', 'def f(a, bc) { return a; }\nx = f(1, «bc:»f(2, «bc:»3 * 4));'],
        ['def f(count) { return count(1, 2); }', 'def f(count) { return count(1, 2); }'],
        ['x = nope(1, 2);', 'x = nope(1, 2);'],
        ['x = count(tokens, (;', 'x = count(tokens, (;']
    ])('names parameters in %j', (text, expected) => {
        expect(withHints(text, 'parameters')).toBe(expected);
    });

    it('keeps what it said of a name while its statement is half typed', () => {
        const { program } = markedProgram('x = indices;\ny = x + 1;\n');
        const last = new Map<string, Summary>();
        const names = (): string[] => [...typeHints(program, 0, Infinity, true, last)].map(({ name, summary }) => `${name} ${summary.type}`);
        expect(names()).toEqual(['x s-op<ints>', 'y s-op<ints>']);
        program.update('x = indices + (;\ny = x + 1;\n');
        expect(names()).toEqual(['x s-op<ints>', 'y s-op<ints>']);
        program.update('x = 1;\ny = x + 1;\n');
        expect(names()).toEqual(['y int']);
    });

    it('looks only at the statements asked for', () => {
        const { program } = markedProgram('a = indices;\nb = indices;\nc = indices;\n');
        expect([...typeHints(program, 1, 2, true, new Map())].map(({ name }) => name)).toEqual(['b']);
    });
});
