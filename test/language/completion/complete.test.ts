import { describe, expect, it } from 'vitest';
import { complete } from '../../../language/completion/complete';
import type { Offer, Offers } from '../../../language/completion/offer';
import { markedProgram } from './marked-program';

function offersAt(marked: string, isByCharacter = false): Offers | undefined {
    const { program, offset } = markedProgram(marked, { lib: 'from_lib = indices;\n_private = 1;\n' });
    const listFolder = (folder: string): { name: string; isFolder: boolean; place: string }[] => (folder === ''
        ? [{ name: 'brackets', isFolder: false, place: 'here' }, { name: 'deep', isFolder: true, place: 'here' }]
        : [{ name: `in ${folder}`, isFolder: false, place: 'there' }]);
    return complete({ program, offset, listFolder, isByCharacter });
}

function labels(marked: string): string[] {
    return offersAt(marked)?.offers.map(({ label }) => label) ?? [];
}

function offer(marked: string, label: string): Offer | undefined {
    return offersAt(marked)?.offers.find(offer => offer.label === label);
}

describe('completion', () => {
    it.each<readonly [title: string, marked: string, offered: string, missing: string]>([
        ['offers names set above, not below', 'a = 1;\nb = §;\nc = 2;\n', 'a length count tokens select not', 'b c def and'],
        ['takes an unfinished statement', 'a = 1;\nb = (a + §\nc = 2;\n', 'a', 'b c'],
        ['takes an unfinished call', 'a = 1;\nb = count(§', 'a', 'b'],
        ['takes a half-typed name', 'abc = 1;\nb = ab§;\n', 'abc', 'b'],
        ['offers a name of a broken statement', 'a = (1;\nb = §', 'a', 'b'],
        ['offers what a name was before it is set again', 'x = 1;\nx = §', 'x', 'y'],
        ['offers names of loaded files, not their private ones', 'load "lib";\nx = §', 'from_lib', '_private'],
        ['offers in a test what is set above it', 'abc = 1;\n#? ab§\nabd = 2;\n', 'abc select length cost', 'abd def'],
        ['offers in a test that is empty', 'abc = 1;\n#? §\n', 'abc select', 'def'],
        ['offers in a call of a test', 'abc = 1;\n#? count(§) == 2\n', 'abc select', 'cost fails'],
        ['offers in a test inside a function what holds behind it', 'abc = 1;\ndef f(x) {\n    #? f(§)\n    return x;\n}\n', 'abc f', 'x'],
        ['goes on with a test', 'abc = 1;\n#? abc(1) §', 'and fails', 'abc'],
        ['offers the variable of a test', '#? [ab§ for abc in [1]] == [1]', 'abc', 'abd'],
        ['begins a statement', 'a = 1;\n§', 'def|for|load|draw|a|exit|set example|show example', 'return and'],
        ['begins a statement behind one on its line', 'a = 1; §', 'a def', 'and'],
        ['begins a statement between two', 'a = 1;\nc§\nb = 2;\n', 'a def count', 'b'],
        ['begins a statement below an unfinished one', 'a = 1\n§', 'def', 'and'],
        ['begins a statement in a function', 'def f(x) {\n  y = x;\n  §', 'return for x y def f', 'exit|set example'],
        ['sees parameters and locals above', 'g = 1;\ndef f(x) {\n  y = x;\n  return §;\n}\nlater = 2;\n', 'x y g later', 'z'],
        ['does not see a local set below', 'def f(x) {\n  y = §;\n  z = 1;\n  return z;\n}\n', 'x', 'z y'],
        ['does not see locals outside', 'def f(x) {\n  y = x;\n  return y;\n}\na = §', 'f', 'x y'],
        ['sees outer functions\' names', 'def f(x) {\n  def g(y) {\n    return §;\n  }\n  return g(x);\n}\n', 'x y f g', 'z'],
        ['sees the variables of loops', 'for i in [1] {\n  a = §;\n}\n', 'i', 'a'],
        ['leaves loop variables behind', 'for i in [1] {\n  a = i;\n}\nb = §', 'i a', 'b'],
        ['sees comprehension variables before the `for`', 'l = [1];\nm = [§ for p, q in l];\n', 'p q l', 'm'],
        ['sees comprehension variables in dicts', 'm = {k: § for k in [1]};\n', 'k', 'm'],
        ['sees no comprehension variables in what it runs over', 'm = [p for p in §];\n', 'tokens', 'p'],
        ['sees no comprehension variables behind it', 'm = [p for p in [1]];\nn = §', 'm', 'p'],
        ['goes on after an operand', 'a = 1 §', 'and or if else in', 'a tokens for'],
        ['goes on in a list', 'a = [tokens §', 'for and', 'tokens'],
        ['wants `in` after the variables', 'a = [x for x §', 'in', 'and tokens'],
        ['wants `in` in a loop', 'for x §', 'in', 'x'],
        ['offers the six operators', 'a = select(tokens, tokens, §)', '== != < <= > >=', 'tokens'],
        ['offers them in nested calls', 'a = aggregate(select(count(tokens, "a"), tokens,§', '== !=', 'tokens'],
        ['offers names to select from', 'a = select(tokens, §', 'indices', '=='],
        ['offers the files that can be loaded', 'load "§";', 'brackets deep/', 'tokens'],
        ['offers the files of a folder', 'load "deep/§', '|in deep/|', 'brackets'],
        ['offers keys', 'd = {"a": 1, 2: 3};\nx = d[§];\n', '"a" 2 d', 'x'],
        ['offers keys in quotes', 'd = {"a": 1, 2: 3};\nx = d["§"];\n', '"a"', '2 d'],
        ['wants an example', 'set §', 'example s-op selector', 'tokens'],
        ['wants `example` after a kind', 'set s-op §', 'example', 's-op'],
        ['switches', 'examples §', 'on off', 'example'],
        ['takes expressions for an example', 'a = 1;\nset example §', 'a', 'example']
    ])('%s', (_, marked, offered, missing) => {
        const split = (words: string): string[] => words.split(words.includes('|') ? '|' : ' ').filter(word => word !== '');
        const found = labels(marked);
        expect(found).toEqual(expect.arrayContaining(split(offered)));
        expect(found.filter(label => split(missing).includes(label))).toEqual([]);
    });

    it.each([
        ['in a comment', 'a = 1; # to§\n'],
        ['in a comment between statements', 'a = 1;\n# to§\nb = 2;\n'],
        ['in a comment in a function', 'def f(x) {\n  # x§\n  return x;\n}\n'],
        ['in a string', 'a = "to§";\n'],
        ['in an unfinished string', 'a = "to§'],
        ['for a new function', 'def §'],
        ['for parameters', 'def f(§'],
        ['for loop variables', 'for §'],
        ['for comprehension variables', 'a = [1 for §'],
        ['in a number', 'a = 12§'],
        ['after the operator', 'a = select(tokens, tokens, == §'],
        ['after `show example`', 'show example §']
    ])('offers nothing %s', (_, marked) => {
        expect(offersAt(marked)).toBeUndefined();
    });

    it.each([
        ['operators after a comma', 'a = select(tokens, tokens,§', ['==', '!=', '<', '<=', '>', '>=']],
        ['keys after a bracket', 'd = {"a": 1};\nx = d[§', ['"a"']],
        ['no names after a comma', 'a = count(tokens,§', []],
        ['no names after a space', 'a = §', []],
        ['no names after a bracket', 'a = [§', []],
        ['no names after a quote', 'a = "§', []],
        ['switches after a space', 'examples §', ['on', 'off']],
        ['no words after a space', 'a = 1 §', []]
    ])('offers unasked %s', (_, marked, expected) => {
        expect(offersAt(marked, true)?.offers.map(({ label }) => label) ?? []).toEqual(expected);
    });

    it('tells type and cost', () => {
        const program = 's = select(tokens, tokens, ==);\nw = selector_width(s);\nn = 3;\ndef f(a, b) { return a; }\nx = §';
        expect(offer(program, 's')).toMatchObject({ kind: 'selector', detail: 'selector · L1' });
        expect(offer(program, 'w')).toMatchObject({ kind: 's-op', detail: 's-op<ints> · L1 H2' });
        expect(offer(program, 'n')).toMatchObject({ kind: 'constant', detail: 'int' });
        expect(offer(program, 'f')).toMatchObject({ kind: 'function', signature: '(a, b)', snippet: 'f(${1:a}, ${2:b})' });
        expect(offer(program, 'selector_width')).toMatchObject({ detail: 'function · L1 H2', isLibrary: true });
    });

    it('takes the value that holds at the place', () => {
        expect(offer('x = 1;\ny = §;\nx = tokens;\n', 'x')?.detail).toBe('int');
        expect(offer('x = 1;\nx = tokens;\ny = §', 'x')?.detail).toBe('s-op<strings> · L0 H0');
        expect(offer('tokens = tokens_int;\ny = §', 'tokens')).toMatchObject({ setBy: 0 });
    });

    it('ranks locals before own names, near ones first, and the library last', () => {
        const found = offersAt('far = 1;\nnear = 2;\ndef f(x) {\n  y = x;\n  return §;\n}\nbelow = 3;\n')?.offers ?? [];
        const byRank = found.map((offer, i) => ({ ...offer, i })).sort((a, b) => a.rank - b.rank || a.i - b.i).map(({ label }) => label);
        expect(byRank.slice(0, 6)).toEqual(['y', 'x', 'f', 'near', 'far', 'below']);
        expect(found.find(({ label }) => label === 'below')?.detail).toBe('int, set below');
    });
    it.each([
        ['the common one first', 'x = tok§', 'tok', 'tokens tokens_asis tokens_bool'],
        ['words of the language before the library', 'loa§', 'loa', 'load load_from_location'],
        ['own names before both', 'my_tok = 1;\nx = tok§', 'tok', 'my_tok tokens tokens_asis'],
        ['selectors first in aggregate', 'a = tokens;\nsel_b = select(a, a, ==);\nsel_c = 3;\nx = aggregate(sel§', 'sel', 'sel_b select select_from_first select_from_last select_next_identical sel_c selector_width'],
        ['own functions by what they gave last', 'def give_op(x) { return x; }\ndef give_sel(x) { return select(x, x, ==); }\ndef give_any(x) { return x; }\ngive_op(tokens);\ngive_sel(tokens);\nx = aggregate(give§', 'give', 'give_sel give_any give_op'],
        ['s-ops first among the values of aggregate', 'sa = select(1, 1, ==);\nsb = indices;\nsc = 1;\nx = aggregate(sa, s§', 's', 'sb tokens indices'],
        ['s-ops first in select', 'sa = select(1, 1, ==);\nsb = indices;\nx = select(s§', 's', 'sb tokens indices'],
        ['in a call inside, what the call may take', 'sa = select(1, 1, ==);\nx = aggregate(selector_width(sa§', 'sa', 'sa']
    ])('ranks %s', (_, marked, typed, expected) => {
        const rows = (offersAt(marked)?.offers ?? []).map((offer, i) => ({ ...offer, i })).sort((a, b) => a.rank - b.rank || a.i - b.i).filter(({ label }) => label.includes(typed));
        expect(rows.map(({ label }) => label).join(' ').startsWith(expected), rows.map(({ label }) => label).join(' ')).toBe(true);
    });

    it('leaves a bracket that is there', () => {
        expect(offer('x = §(tokens)', 'count')).not.toHaveProperty('snippet');
        expect(offer('x = §(tokens, tokens, ==)', 'select')).not.toHaveProperty('snippet');
        expect(offer('x = §', 'select')?.snippet).toMatch(/^select\(\$\{1:keys\}/);
    });

    it.each([
        ['a = 1;\nb = tok§ens + 1;\n', 'tokens'],
        ['d = {"ab": 1};\nx = d["a§b"];\n', '"ab"'],
        ['d = {"ab": 1};\nx = d["§"];\n', '""'],
        ['d = {"ab": 1};\nx = d["a§];\n', '"a'],
        ['load "deep/br§";\n', 'br'],
        ['a = select(tokens, tokens, =§);\n', '='],
        ['a = 𝄞 + le§;\n', 'le']
    ])('replaces what is typed in %j', (marked, replaced) => {
        const found = offersAt(marked);
        expect(marked.replace('§', '').slice(found?.start, found?.end)).toBe(replaced);
    });

    it('stays bounded on huge and hostile texts', () => {
        const many = Array.from({ length: 5_000 }, (_, i) => `name_${i} = ${i};`).join('\n');
        const found = offersAt(`${many}\nx = §`);
        expect(found?.isCut).toBe(true);
        expect(found?.offers.length).toBeLessThan(2_100);
        expect(labels(`${many}\nx = name_17§`)).toContain('name_17');
        expect(labels(`${'('.repeat(50_000)}§`)).toContain('tokens');
        expect(offersAt(`x = ${'a '.repeat(150_000)}§`)).toBeUndefined();
        expect(offersAt('§')?.offers.length).toBeGreaterThan(20);
    });
});
