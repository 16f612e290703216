import { describe, expect, it } from 'vitest';
import { callAt } from '../../../language/completion/signature';
import { markedProgram } from './marked-program';

/** The signature at the cursor with its active parameter in brackets. */
function shown(marked: string): string | undefined {
    const { program, offset } = markedProgram(marked);
    const help = callAt(program, offset);
    const signature = help?.signatures[help.active];
    const parameter = help === undefined ? undefined : signature?.parameters[help.argument];
    return signature === undefined || parameter === undefined
        ? signature?.label
        : `${signature.label.slice(0, parameter.start)}[${signature.label.slice(parameter.start, parameter.end)}]${signature.label.slice(parameter.end)}`;
}

const functions = '# Moves `seq`.\n# by: how far\ndef move(seq, by) {\n  return shift(seq, by, 0);\n}\n';

describe('signature help', () => {
    it.each([
        ['x = count(§', 'count([seq], atom)'],
        ['x = count(tokens, §);\n', 'count(seq, [atom])'],
        ['x = count(tokens§, "a");\n', 'count([seq], atom)'],
        ['x = count(tokens, "a, (§', 'count(seq, [atom])'],
        ['x = count(tokens, "a")§;\n', undefined],
        ['x = count§(tokens, "a");\n', undefined],
        ['x = count(tokens, "a", §);\n', 'count(seq, atom)'],
        ['x = count((tokens), (§', 'count(seq, [atom])'],
        ['x = count([tokens, §', 'count([seq], atom)'],
        ['x = count(max(1, §), 2);\n', 'max(a, [b])'],
        ['x = count(max(1, 2), §);\n', 'count(seq, [atom])'],
        ['x = select(tokens, §', 'select(keys, [queries], operator)'],
        ['x = aggregate(select(tokens, tokens, ==), §', 'aggregate(selector, [values], default)'],
        ['x = aggregate(full_s, tokens, §', 'aggregate(selector, values, [default])'],
        ['x = round(§', 'round([x])'],
        ['x = indicator(§', 'indicator([x])'],
        ['x = len(§', 'len([list])'],
        ['x = range(§', 'range([stop])'],
        ['x = range(1, §', 'range(start, [stop])'],
        ['x = range(1, 2, §', 'range(start, stop, [step])'],
        ['x = zip(a, b, c, d, §', 'zip(a, b, […])'],
        ['draw(§', 'draw([s-op], input)'],
        ['draw(tokens, §', 'draw(s-op, [input])'],
        ['x = indices;\nx(§', 'x([input])'],
        [`${functions}x = move(tokens, §`, 'move(seq, [by])'],
        [`${functions}x = move(tokens,\n    §\ny = 1;\n`, 'move(seq, [by])'],
        ['def f(a, b) {\n  def g(c) {\n    return c;\n  }\n  return g(§', 'g([c])'],
        ['def f(a) {\n  return later(§);\n}\ndef later(n) {\n  return n;\n}\n', 'later([n])'],
        ['def f(§', undefined],
        ['x = nope(§', undefined],
        ['def f(count) {\n  return count(§', undefined],
        ['x = (1 + §', undefined],
        ['x = count(1; y = 2 + §', undefined],
        ['x = count( # here §\n', undefined]
    ])('%j: %s', (marked, expected) => {
        expect(shown(marked)).toBe(expected);
    });

    it('explains the function and its parameters', () => {
        const { program, offset } = markedProgram(`${functions}x = move(§`);
        const [signature] = callAt(program, offset)?.signatures ?? [];
        expect(signature?.text).toBe('Moves `seq`.\nby: how far');
        expect(signature?.parameters.map(({ text }) => text)).toEqual(['Moves `seq`.', 'how far']);
    });
});
