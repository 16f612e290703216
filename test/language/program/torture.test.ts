import { describe, expect, it } from 'vitest';
import { cost } from '../../../language/cost/cost';
import { isSelector, isSOp } from '../../../language/graph/nodes';
import { parseProgram } from '../../../language/syntax/parse';
import { programOf } from './draw-problems';

const opened = ['(', '[', '{', 'f(', 'x[', '-', 'not ', '1 if (', '1 if ', '{1:', '[1 for x in ', 'round(', 'select(', 'aggregate(', '1 if 1 else (', '[(', '(-'];
const operators = ['+', '-', '*', '/', '%', '^', '==', '<', ' and ', ' or ', ' in ', ',', ' if 1 else '];
const expressions = ['range(1000000000)', 'range(2^80)', 'range(0, 2^80, 2^79)', '2^9999', '2^(10^9)', '10^9^9', '"a"*10^9', '[1]*10^9', '[1]*(2^9999)', '[x for x in range(1000000)]',
    '{x: x for x in range(1000000)}', '"%999999999d" % 1', '"%.999999999f" % 1.5', '"%d" % (10.0^308*10)', 'tokens*(2^9999)', '(indices+2)^99999', '"abc"[2^9999]', 'tokens[-(2^9999)]', '"\0"', 'tokens("\ud800")', '1'.repeat(190_000), 'a'.repeat(190_000)];

const programs: [what: string, text: string][] = [
    ...opened.flatMap((open): [string, string][] => [[`10,000 open ${open}`, `y = ${open.repeat(10_000)};\nz = 1;`], [`lines of ${open}`, `x = ${open}1;\n`.repeat(500)]]),
    ...operators.map((operator): [string, string] => [`100,000 times ${operator}`, `y = 1${`${operator}1`.repeat(100_000)};`]),
    ...expressions.map((text): [string, string] => [text.slice(0, 40), `y = ${text};`]),
    ['definitions in definitions', `${'def f(x) {\n'.repeat(10_000)}return 1;${'return x;}\n'.repeat(10_000)}`],
    ['calls of calls', `f = 1;\ny = f${'(1)'.repeat(100_000)};`],
    ['direct recursion', 'def f(x) { return f(x); }\nf(1);'],
    ['mutual recursion', 'def g(x) { return 1; }\ndef f(x) { return g(x); }\ndef g(x) { return f(x); }\nf(1);'],
    ['recursion through the library', 'def f(x) { return max(f(x), 1); }\nf(1);'],
    ['recursion through deep lists', `def f(x) { return ${'['.repeat(90)}f(x)${']'.repeat(90)}; }\nf(1);`],
    ['recursion through comprehensions', `def f(x) { return ${'['.repeat(45)}f(x)${' for y in [1]]'.repeat(45)}; }\nf(1);`],
    ['recursion through loops', `def f(x) {\n${'for y in [1] {\n'.repeat(90)}z = f(x);${'}\n'.repeat(90)}return 1; }\nf(1);`],
    ['recursion that branches', 'def f(n) { return 0 if n == 0 else f(n-1) + f(n-1); }\nf(150);'],
    ['doubling', 'x = [1];\ny = "ab";\nz = 2;\nfor i in range(100) { z = z * z; }\nfor i in range(100) { y = y + y; }\nfor i in range(100) { x = x + x; }'],
    ['a list in a list in a list', 'x = [1];\ny = [1];\nfor i in range(100000) {\n  x = [x];\n  y = [y];\n}\nz = x == y;\ntokens(x);\nset example x\nx;'],
    ['lists that hold one list twice', 'x = [1];\ny = [1];\nfor i in range(60) {\n  x = [x, x];\n  y = [y, y];\n}\nz = x == y;\nw = x < y;\ntokens(x);\nset example x'],
    ['an s-op of depth 100,000', 'x = tokens;\nfor i in range(100) {\n  for j in range(1000) {\n    x = x == "a";\n  }\n}\nx;'],
    ['a selector of depth 100,000', 's = select(1, 1, ==);\nfor i in range(100) {\n  for j in range(1000) {\n    s = not s;\n  }\n}\naggregate(s, 1);'],
    ['comparing long strings', 'a = "a"*1000000;\nb = "a"*1000000;\nfor i in range(500000) { a < b; }'],
    ['comparing long lists', 'a = [1]*1000000;\nb = [1]*1000000;\nfor i in range(500000) { a == b; }'],
    ['looking into a long string', 'a = "a"*1000000;\nfor i in range(500000) { a[indices]; }'],
    ['large ints', 'a = 3^60000;\nb = 7^18000;\nfor i in range(500000) { a % b; }'],
    ['writing large ints', 'a = 3^60000;\nfor i in range(500000) { "%s" % a; }'],
    ['large ints in s-ops', 'a = 3^60000;\nx = indices + a;\nfor i in range(500000) { x = (x * 3) % a; }'],
    ['long inputs', 'a = [1]*900000;\nfor i in range(500000) { indices(a); }'],
    ['an example of 100,000 characters', `set example "${'ab'.repeat(50_000)}"\nx = tokens == "a";\ns = select(tokens, tokens, ==);\ny = aggregate(s, 1);\nz = tokens_int;`],
    ['an example of long strings', `set example ["${'a'.repeat(1000)}"]*8000\nx = tokens * 900;\ny = x + "b";\ns = select(x, y, ==);`],
    ['failures without end', 'def f(i) { return indices + ("a" + ("%s" % i)); }\nfor i in range(300000) { x = f(i); }'],
    ['look-up tables', 'l = range(100000);\nd = {i: i * 2 for i in range(100000)};\nx = l[indices];\ny = d[indices];\nz = d[x];'],
    ['thousands of examples', Array.from({ length: 2_000 }, (_, i) => `set example "a${i}"\nx = tokens + "${i}";`).join('\n')],
    ['many names, none of them right', Array.from({ length: 2_000 }, (_, i) => `name${i} = 1;\nnbme${i};`).join('\n')],
    ['two very long names', `${'a'.repeat(100_000)} = 1;\n${'b'.repeat(100_000)};`],
    ['NUL bytes', '\0'.repeat(100_000)],
    ['lone surrogates', '\ud800'.repeat(100_000)],
    ['names without end', `x = 1\n${'a,'.repeat(1_500_000)}\n`],
    ['a line of 5 MB', `x = ${'1+'.repeat(2_500_000)}1;\ny = 1;`],
    ['unfinished lines', 'x = (1;\n'.repeat(2_000)],
    ['unfinished definitions', 'def f(x) {\n'.repeat(2_000)],
    ['unfinished loops', 'for x in l { y = 1;\n'.repeat(2_000)]
];

describe('programs that mean harm', () => {
    it.each(programs)('%s', (_what, text) => {
        const program = programOf(text);
        for (const { statement, offset, problems, bindings } of program.statements) {
            for (const { start, end, message } of problems) {
                expect(start).toBeGreaterThanOrEqual(0);
                expect(end).toBeGreaterThan(start);
                expect(end).toBeLessThanOrEqual(Math.max(1, statement.text.length));
                expect(offset + end).toBeLessThanOrEqual(text.length);
                expect(message.length).toBeLessThan(1_000);
                expect(message).not.toContain('too deep to run');
            }
            for (const value of bindings.values()) {
                if (isSOp(value) || isSelector(value)) {
                    cost(value);
                }
            }
        }
    }, 20_000);

    it('gives a string its code points', () => {
        const program = programOf('x = length("𝄞a");\ny = tokens("𝄞a");');
        const shown = program.valueOf('y');
        expect(shown !== undefined && typeof shown === 'object' && 'input' in shown && shown.input.length).toBe(2);
    });

    it('reads any heap of tokens, and reads the next statement as if nothing had been', () => {
        const heaps = ['- if exit()and', 'range(=={for not return ;examples{', '{select(and =aggregate( else in', 'select(,draw if and', '(range(# c\n else examples=='];
        for (const heap of heaps) {
            expect(parseProgram(heap).some(({ statement }) => statement.problems.length > 0)).toBe(true);
            expect(parseProgram('ac = [1, 2, 3];')[0]?.statement).toMatchObject({ problems: [], tree: { $type: 'Assignment', targets: ['ac'] } });
        }
    });
});
