import { describe, expect, it } from 'vitest';
import { limits } from '../../../language/limits';
import { StatementSplitter } from '../../../language/syntax/split-statements';

function split(text: string): string[] {
    const splitter = new StatementSplitter(text);
    const parts: string[] = [];
    for (let span = splitter.next(); span !== undefined; span = splitter.next()) {
        parts.push(text.slice(span.start, span.end) + (span.flaw === undefined ? '' : ` !${span.flaw.kind}`));
    }
    return parts;
}

const table: [what: string, text: string, parts: string[]][] = [
    ['nothing', '', []],
    ['blanks and comments', ' \t\n# x = 1;\n\r\n', []],
    ['a statement a line', 'a = 1;\nb = 2;', ['a = 1;', 'b = 2;']],
    ['CRLF', 'a = 1;\r\nb = 2;\r\n', ['a = 1;', 'b = 2;']],
    ['tabs and form feeds', '\ta = 1;\n\f\tb = 2;', ['a = 1;', 'b = 2;']],
    ['two on a line', 'a = 1; b = 2;', ['a = 1;', 'b = 2;']],
    ['a comment behind', 'a = 1; # one\nb = 2;', ['a = 1;', 'b = 2;']],
    ['a comment line inside', 'a = (\n# one\n1);\nb = 2;', ['a = (\n# one\n1);', 'b = 2;']],
    ['a comment in the middle of a line', 'a = ( # one\n1);', ['a = ( # one\n1); !comment']],
    ['comments behind a statement without its end', 'a = 1 # one\n\n# two\nb = (2 # three', ['a = 1', 'b = (2']],
    ['a comment of another language', '// one; two\na = 1; // three\nb = 2;', ['// one; two', 'a = 1;', '// three', 'b = 2;']],
    ['`;` in a comment', '# a;b;\na;', ['a;']],
    ['`;` and brackets in a string', 'a = "x;)}";\nb;', ['a = "x;)}";', 'b;']],
    ['`#` in a string', 'a = "#";\nb;', ['a = "#";', 'b;']],
    ['a missing `;`', 'a = 1\nb = 2;', ['a = 1', 'b = 2;']],
    ['a missing `;` before a definition', 'a = 1\ndef f(x) { return x; }', ['a = 1', 'def f(x) { return x; }']],
    ['a missing `;` before a loop', 'a\nfor x in l { y = x; }', ['a', 'for x in l { y = x; }']],
    ['a missing `;` before a prompt statement', 'a = 1\nset example "x"', ['a = 1', 'set example "x"']],
    ['a statement over lines', 'a = 1 +\n  2;\nb = 2;', ['a = 1 +\n  2;', 'b = 2;']],
    ['a comparison that begins a line', 'a = b\n  == c;', ['a = b\n  == c;']],
    ['names over lines', 'a,\nb = 1,2;', ['a,\nb = 1,2;']],
    ['an unclosed bracket', 'a = (1\nb = 2;\nc = 3;', ['a = (1', 'b = 2;', 'c = 3;']],
    ['an unclosed bracket with `;`', 'a = [1;\nb = 2;', ['a = [1;', 'b = 2;']],
    ['an unterminated string', 'a = "one;\nb = 2;', ['a = "one;', 'b = 2;']],
    ['prompt statements', 'set example "a"\nshow example\nexamples off\nfull seq display on\ns-op examples on\nexit()', ['set example "a"', 'show example', 'examples off', 'full seq display on', 's-op examples on', 'exit()']],
    ['an example over lines', 'set example [1,\n2]\na;', ['set example [1,\n2]', 'a;']],
    ['a comment behind an example', 'set example "a" # b\na;', ['set example "a"', 'a;']],
    ['a definition', 'def f(x) {\n  y = x; # y\n  return y;\n}\na;', ['def f(x) {\n  y = x; # y\n  return y;\n}', 'a;']],
    ['nested definitions', 'def f(x) {\n  def g(y) { return y; }\n  return g(x);\n}\na;', ['def f(x) {\n  def g(y) { return y; }\n  return g(x);\n}', 'a;']],
    ['a dict in the header of a loop', 'for x in {1: 2, 3: 4} { y = {x: 1}; }\na;', ['for x in {1: 2, 3: 4} { y = {x: 1}; }', 'a;']],
    ['a comprehension in the header of a loop', 'for x in [y for y in l] { z = x; }', ['for x in [y for y in l] { z = x; }']],
    ['an unclosed definition', 'def f(x) {\n  y = 1;\n\ndef g(x) {\n  return 1;\n}\na;', ['def f(x) {\n  y = 1;', 'def g(x) {\n  return 1;\n}', 'a;']],
    ['a `}` too many', 'a = 1}\nb = 2;', ['a = 1}', 'b = 2;']],
    ['a `;` after a block', 'def f(x) { return x; };', ['def f(x) { return x; }', ';']],
    ['names that begin with keywords', 'setter = 1;\nexits = 2;\nforest;', ['setter = 1;', 'exits = 2;', 'forest;']],
    ['characters of no token', '§ 1;\n\0;\n\ud800;', ['§ 1;', '\0;', '\ud800;']],
    ['no-break spaces', 'a = 1;\u00a0\nb = 2;', ['a = 1;', '\u00a0', 'b = 2;']]
];

describe('split-statements', () => {
    it.each(table)('%s', (_what, text, parts) => {
        expect(split(text)).toEqual(parts);
    });

    const flaws: [string, string, string | undefined][] = [
        ['brackets up to the limit', `a = ${'('.repeat(limits.nesting)}1${')'.repeat(limits.nesting)};`, undefined],
        ['brackets beyond it', `a = ${'('.repeat(limits.nesting + 1)}1${')'.repeat(limits.nesting + 1)};`, 'nesting'],
        ['operators up to the limit', `a = 1${'+1'.repeat(limits.chain - 1)};`, undefined],
        ['operators beyond it', `a = 1${'+1'.repeat(limits.chain + 1)};`, 'chain'],
        ['signs', `a = ${'-'.repeat(limits.nesting + 1)}1;`, 'nesting'],
        ['pending ifs', `a = ${'1 if '.repeat(limits.nesting + 1)}1;`, 'nesting'],
        ['commas are no chain', `a = [1${',1'.repeat(limits.chain * 2)}];`, undefined],
        ['length', `a = "${'a'.repeat(limits.statementLength)}";`, 'length']
    ];
    it.each(flaws)('bounds: %s', (_what, text, flaw) => {
        expect(new StatementSplitter(text).next()?.flaw?.kind).toBe(flaw);
    });

    it('stays linear in unclosed blocks of every kind', () => {
        for (const line of ['for x in l {\n', 'def f(x) {\n', 'for x in l { y = 1;\n', '  def f(x) {\n', 'x = (1;\n', 'x {\n']) {
            expect(split(line.repeat(20_000)).length).toBeGreaterThan(0);
        }
    }, 10_000);

    it('survives names without end', () => {
        expect(split(`a\n${'b,'.repeat(1_500_000)}`)).toHaveLength(1);
    });
});
