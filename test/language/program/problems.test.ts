import { describe, expect, it } from 'vitest';
import { Input } from '../../../language/evaluation/input';
import { Program } from '../../../language/program/program';
import { drawProblems, filesOf, programOf } from './draw-problems';

const table: [what: string, text: string, drawn: string][] = [
    ['nothing wrong', 'x = tokens;\ny = select(x, x, ==);', ''],
    ['a failing example, once, where it fails', 'x = tokens_int + 1;\ny = x * 2;\nx;', 'x = tokens_int + 1;\n    ^^^^^^^^^^ warning: on the example "hello", token 0 of the input, \'h\' is not an int'],
    ['a type error on the example', 'x = tokens + 1;', 'x = tokens + 1;\n    ^^^^^^^^^^ warning: on the example "hello", at position 0, `+` does not work between string and int'],
    ['an example that fits', 'set example "123"\nx = tokens_int + 1;', ''],
    ['another example, another failure', 'set example "12"\nx = tokens_int;\nset example "ab"\nx;', 'x;\n^ warning: on the example "ab", token 0 of the input, \'a\' is not an int'],
    ['an undefined name', 'x = elefant;\nelephant = 1;', 'x = elefant;\n    ^^^^^^^ error: there is no `elefant` here'],
    ['a name nearly right', 'elephant = 1;\nelefant;', 'elefant;\n^^^^^^^ error: there is no `elefant` here; did you mean `elephant`?'],
    ['a broken statement and what hangs on it', 'x = bad;\ny = x;\nz = y;\nx;\nw = x;', 'x = bad;\n    ^^^ error: there is no `bad` here\ny = x;\n    ^ warning: `x` has no value, because the statement that sets it has an error'],
    ['a syntax error and what hangs on it', 'x = (1;\ny = x;\nx;', 'x = (1;\n      ^ error: found `;`, expected `)`\ny = x;\n    ^ warning: `x` has no value, because the statement that sets it has an error'],
    ['a loop that breaks', 'for i in [1] { q = bad; }\nq;', 'for i in [1] { q = bad; }\n                   ^^^ error: there is no `bad` here\nq;\n^ warning: `q` has no value, because the statement that sets it has an error'],
    ['a broken statement that is mended', 'x = bad;\nx = 1;\ny = x;', 'x = bad;\n    ^^^ error: there is no `bad` here'],
    ['an error inside a function, at its call', 'def f(a) {\n  return a + [1];\n}\nx = f(1);', 'x = f(1);\n    ^^^^ error: `+` does not work between int and a list'],
    ['the statement inside a loop', 'for i in [1] { a, b = i; }', 'for i in [1] { a, b = i; }\n               ^^^^^^^^^ error: 2 names are set from a list, dict or string with 2 parts, found the int 1'],
    ['reserved names', 'length = 1;\na, indices = 1, 2;\nout = 1;', 'length = 1;\n^^^^^^^ error: `length` is reserved for the standard library and cannot be set; choose another name\na, indices = 1, 2;\n^^^^^^^^^^^ error: `indices` is reserved and cannot be set; choose another name\nout = 1;\n^^^^ error: `out` is reserved and cannot be set; choose another name'],
    ['the wrong number of arguments', 'def f(a, b) { return a; }\nf(1);', 'f(1);\n^^^^ error: `f(a, b)` takes 2 arguments, found 1'],
    ['recursion without end', 'def f(n) { return f(n); }\nf(1);', 'f(1);\n^^^^ error: more than 200 calls are open at once, the limit: does `f` call itself without end?'],
    ['a list as keys', 'select([1, 2, 2], [0, 1, 2], ==);', 'select([1, 2, 2], [0, 1, 2], ==);\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the keys of `select` must be an s-op or an atom, found a list: a list is not an s-op; `[…][indices]` makes one of it'],
    ['a file that is not there', 'load "none";\nx = 1;', 'load "none";\n^^^^^^^^^^^^ error: cannot find "none.rasp"; looked for file:///none.rasp'],
    ['a file that loads itself', 'load "self";', 'load "self";\n^^^^^^^^^^^^ error: self.rasp has an error: "self" loads itself: self.rasp → self.rasp'],
    ['two files that load each other', 'load "ping";', 'load "ping";\n^^^^^^^^^^^^ error: ping.rasp has an error: pong.rasp has an error: "ping" loads itself: ping.rasp → pong.rasp → ping.rasp'],
    ['private names', 'load "private";\npublic;\n_hidden;', '_hidden;\n^^^^^^^ error: there is no `_hidden` here'],
    ['errors in a file, told at its load', 'load "errors";\ngood;', 'load "errors";\n^^^^^^^^^^^^^^ error: errors.rasp has 2 errors; the first: there is no `bad` here'],
    ['a reserved name in a file, which keeps it', 'load "reserved";\nkept;\nx = length;', 'load "reserved";\n^^^^^^^^^^^^^^^^ error: reserved.rasp has an error: `length` is reserved for the standard library and cannot be set; choose another name'],
    ['a failure that a file leaves to its loader', 'load "failing";\ny = number + 1;', 'y = number + 1;\n    ^^^^^^ warning: on the example "hello", token 0 of the input, \'h\' is not an int'],
    ['a missing `;` above comments and a test', 'a = 5\n# one\n\n# two\n#? a == 5\n\nb = 3;', 'a = 5\n    ^ error: this statement is not finished: expected `;`'],
    ['a missing `;` before a comment', 'a = 5 # note\nb = 3;', 'a = 5 # note\n    ^ error: this statement is not finished: expected `;`'],
    ['a missing `;` before a comment and what may go on', 'a = 5 # note\nshow_it;\nb = 3;', 'a = 5 # note\n    ^ error: expected `;` behind `5`'],
    ['a comment inside a statement', 'a = (5 # note\n+ 3);', 'a = (5 # note\n       ^^^^^^ error: a comment inside a statement must stand on a line of its own: move it there, or behind the `;`'],
    ['after `exit`', 'exit\nx = bad;', ''],
    ['CRLF and tabs', '\tx = 1;\r\n\ty = bad;\r\n', '\ty = bad;\n     ^^^ error: there is no `bad` here']
];

const files = filesOf({
    self: 'load "self";',
    ping: 'load "pong";',
    pong: 'load "ping";',
    private: '_hidden = 1;\npublic = _hidden;',
    errors: 'x = bad;\ngood = 1;\ny = worse;',
    reserved: 'length = 7;\nkept = length + 1;',
    failing: 'number = tokens_int;'
});

describe('problems', () => {
    it.each(table)('%s', (_what, text, drawn) => {
        expect(drawProblems(programOf(text, files))).toBe(drawn);
    });

    it('keeps a name bound whose example fails', () => {
        const program = programOf('x = tokens_int + 1;');
        expect(program.valueOf('x')).toBeDefined();
    });

    it('bounds files that load files that load files', () => {
        const many = filesOf(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}`, `load "f${i + 1}";\nload "f${i + 1}";\n`])));
        expect(drawProblems(programOf('load "f0";', many))).toContain('limit');
    });
});

const values: [what: string, text: string, name: string, shown: string][] = [
    ['functions see later globals', 'k = 1;\ndef f() { return k; }\nk = 2;\nx = f();', 'x', '2'],
    ['loop variables stay', 'for i in [1, 2] { x = i; }\ny = i + x;', 'y', '4'],
    ['a library name inside a function', 'def f(length) { max = length; return max; }\nx = f(3);', 'x', '3'],
    ['several results make a list', 'def f() { return 1, "a"; }\nx = f();', 'x', '[1, \'a\']'],
    ['nested functions', 'def f(a) { def g(b) { return a + b; } return g; }\nx = f(1)(2);', 'x', '3'],
    ['unpacking a dict', 'a, b = {1: 2, 3: 4};\nx = b;', 'x', '3'],
    ['code points', 'a, b = "𝄞a";\nx = a;', 'x', '\'𝄞\''],
    ['dict keys that are equal', 'x = {1: "a", True: "b", 1.0: "c"};', 'x', '{1: \'c\'}']
];

describe('functions and scope', () => {
    it.each(values)('%s', async (_what, text, name, shown) => {
        const { valueText } = await import('../../../language/program/text');
        const value = programOf(text).valueOf(name);
        expect(value === undefined ? undefined : valueText(value)).toBe(shown);
    });
});

describe('a loaded file with a broken statement', () => {
    it('counts it once, without those that depend on it', () => {
        const text = 'first = tokens + ;\nsecond = first;\nok = 1;\n';
        const program = new Program({ uri: 'test:/main.rasp', example: Input.ofString('hello'), host: { resolve: () => ({ uri: 'test:/a.rasp', text }) } });
        program.update('load "a";\nx = ok;\n');
        expect(program.results.flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual(['a.rasp has an error: found `;`, expected an expression']);
        expect(program.valueOf('x')).toBe(1);
    });
});
