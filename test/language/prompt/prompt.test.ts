import { describe, expect, it } from 'vitest';
import { Prompt } from '../../../language/prompt/prompt';

function printed(...lines: string[]): string {
    const prompt = new Prompt();
    return lines.map(line => prompt.enter(line).map(answer => answer.printed).join('')).at(-1) ?? '';
}

/** The prompts before each further line. */
function prompts(...lines: string[]): string[] {
    const prompt = new Prompt();
    return lines.map(line => {
        prompt.enter(line);
        return prompt.prompt;
    });
}

describe('what is printed', () => {
    it.each([
        [['a, b = 3, "x";'], '    value: a =  3\n    value: b =  "x"\n'],
        [['a = [1, "b", True, 1.0];'], "     list: a = [1, 'b', True, 1.0]\n"],
        [['s = select(indices, indices, <);', 'examples off', '[s, not s, select(1, 1, ==)];'], '     list: out =  [\n\t\t     selector: s\n\t\t     selector: plain select\n\t\t     selector: plain select\n                 ]\n'],
        [['examples off', '[indices * 2 + length * 10000000000];'], '     list: out =  [\n\t\t     s-op: s-op\n                 ]\n'],
        [['vowels = ["a", "e"];', 'examples off', '[tokens in vowels];'], '     list: out =  [\n\t\t     s-op: tokens in vowels\n                 ]\n'],
        [['examples off', 'b = indices;', '[b + 1, tokens[2], indices[-1]];'], '     list: out =  [\n\t\t     s-op: ( b + 1 )\n\t\t     s-op: tokens[2]\n\t\t     s-op: b[-1]\n                 ]\n'],
        [['examples off', '{"a": [1, indices], 2: 3};'],
            '     dict: out =  {\n\t\t\t "a" :     list: \t\t\t [\n\t\t\t\t\t    value:  1\n\t\t\t\t\t     s-op: indices\n\t\t\t           ]\n\t\t\t    value:  3\n                 }\n'],
        [['draw(indices, "abc");'], '\t =  [0, 1, 2] (ints)\n'],
        [['draw(full_s);'], '\t\t!!ignoring input:\n\t `draw` takes an s-op, found a selector\n'],
        [['full seq display on', 'length;'], '     s-op: length\n \t Example: length("hello") = [5]*5 (ints) [skipped full display: identical values]\n'],
        [['set selector example [1, "b"]', 'show example'], '\ts-op example: "hello"\n\tselector example: [1, \'b\']\n'],
        [['set s-op example {"a": 1}', 'show s-op example'], "\ts-op example: {'a': 1}\n"],
        [['for i in [1] { a = i; }'], ''],
        [['a, b = [1, 2, 3];'], '\t\t!!ignoring input:\n\t expected 2 values, but got: 3\n'],
        [['for a, b in [1] { c = a; }'], '\t\t!!ignoring input:\n\t iterating with multiple iterator names, but got single iterator value: 1\n'],
        [['indices("a", "b");'], '\t\t!!ignoring input:\n\t wrong number of args for evaluate unfinished- expected: 1, got: 2.\n'],
        [['set example 3'], '\t\t!!ignoring input:\n\t example not iterable: 3\n']
    ])('%j', (lines, text) => {
        expect(printed(...lines)).toBe(text);
    });

    it('binds nothing where the example fails', () => {
        expect(printed('x = tokens_int;')).toMatch(/^something went wrong: on the example "hello", token 0/);
        expect(printed('x = tokens_int;', 'x;')).toBe('\t\t!!ignoring input:\n\t Error: Undefined variable: x\n');
    });

    it('ends for a list that holds itself many times over', () => {
        const doubled = Array.from({ length: 40 }, () => 'l = [l, l];');
        const text = printed('examples off', 'l = [indices];', ...doubled.slice(0, 30));
        expect(text.endsWith('is not shown\n') || text.length > 1_000).toBe(true);
    });
});

describe('continuation', () => {
    it.each([
        [['1;'], ['>> ']],
        [[''], ['.. ']],
        [['', '1;'], ['.. ', '>> ']],
        [['# x', '1', ';'], ['.. ', '.. ', '>> ']],
        [['def f(x) {', 'return x;', '}'], ['..   ', '..   ', '>> ']],
        [['def f(x) {', 'return x + ;'], ['..   ', '>> ']],
        [['f(1,', '2);'], ['.. ', '>> ']],
        [['set example', '"ab"'], ['.. ', '>> ']],
        [['set example [1,', '2]'], ['.. ', '>> ']],
        [['1; 2', ';'], ['.. ', '>> ']],
        [['x = 5 # five'], ['>> ']],
        [['"abc'], ['>> ']],
        [['examples off'], ['>> ']]
    ])('%j', (lines, expected) => {
        expect(prompts(...lines)).toEqual(expected);
    });

    it('tells a missing `;` when the next statement begins, and runs that', () => {
        const prompt = new Prompt();
        expect(prompt.enter('x = 5')).toEqual([]);
        expect(prompt.enter('y = 6;').map(answer => answer.printed)).toEqual([expect.stringContaining('not finished: expected `;`'), '    value: y =  6\n']);
    });

    it('runs neither of two statements on a line', () => {
        const prompt = new Prompt();
        expect(prompt.enter('a = 1; b = 2;').map(answer => answer.printed)).toEqual([expect.stringMatching(/^something went wrong: two statements share this line/)]);
        expect(prompt.session.globals.get('a')).toBeUndefined();
    });

    it('reads a long definition line by line in little time', () => {
        const prompt = new Prompt();
        prompt.enter('def f(x) {');
        for (let i = 0; i < 3_000; i++) {
            prompt.enter(`    y${i} = x + ${i};`);
        }
        prompt.enter('return x;');
        expect(prompt.enter('}').map(answer => answer.printed)).toEqual(['     console function: f(x)\n']);
    });
});
