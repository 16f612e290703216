import { describe, expect, it } from 'vitest';
import { isAstNode } from 'langium';
import { limits } from '../../../language/limits';
import { parseProgram } from '../../../language/syntax/parse';
import { drawProblems, programOf } from '../program/draw-problems';

/** A tree as an s-expression: literals and names bare, operators first, anything else by its type and its parts. */
function shape(tree: unknown): string {
    if (Array.isArray(tree)) {
        return tree.map(shape).join(' ');
    }
    if (!isAstNode(tree)) {
        return String(tree);
    }
    const parts = Object.entries(tree).filter(([name, value]) => !name.startsWith('$') && value !== undefined && !(Array.isArray(value) && value.length === 0));
    const get = (name: string): string => parts.filter(([key]) => key === name).map(([, value]) => shape(value)).join('');
    switch (tree.$type) {
        case 'Name': return get('name');
        case 'IntLiteral': case 'FloatLiteral': return get('digits');
        case 'StringLiteral': return JSON.stringify(get('text'));
        case 'ExpressionStatement': return get('expression');
        case 'Parenthesized': return `(${get('expression')})`;
        case 'Unary': return `(${get('operator')} ${get('operand')})`;
        case 'Binary': return `(${get('operator')} ${get('left')} ${get('right')})`;
        case 'Ternary': return `(if ${get('condition')} ${get('consequence')} ${get('alternative')})`;
        case 'Membership': return `(in ${get('element')} ${get('container')})`;
        case 'Index': return `${get('target')}[${get('index')}]`;
        default: return `{${[tree.$type, ...parts.map(([name, value]) => `${name}:${shape(value)}`)].join(' ')}}`;
    }
}

const precedence: [string, string][] = [
    ['-2^2', '(^ (- 2) 2)'],
    ['2^3^2', '(^ (^ 2 3) 2)'],
    ['2%3*4', '(% 2 (* 3 4))'],
    ['2*3%4', '(% (* 2 3) 4)'],
    ['1+2%3', '(+ 1 (% 2 3))'],
    ['1-2-3', '(- (- 1 2) 3)'],
    ['1+2*3^4', '(+ 1 (* 2 (^ 3 4)))'],
    ['1 or 0 and 0', '(and (or 1 0) 0)'],
    ['1 and 0 or 0', '(or (and 1 0) 0)'],
    ['not 1==2', '(== (not 1) 2)'],
    ['not not 1', '(not (not 1))'],
    ['- + not 1', '(- (+ (not 1)))'],
    ['1 < 2 == 3', '(== (< 1 2) 3)'],
    ['1 == 2 and 3', '(and (== 1 2) 3)'],
    ['not a in l', '(in (not a) l)'],
    ['a and b in l', '(in (and a b) l)'],
    ['1 if 1 else 2 if 0 else 3', '(if 0 (if 1 1 2) 3)'],
    ['1 if 2 in [2] else 3', '(if (in 2 {ListExpression items:2}) 1 3)'],
    ['1 if a if b else c else 3', '(if (if b a c) 1 3)'],
    ['a in b in c', '(in (in a b) c)'],
    ['a if b else c in d', '(in (if b a c) d)'],
    ['-a[1]', '(- a[1])'],
    ['a[1][2]', 'a[1][2]'],
    ['f(1)(2)[3]', '{Call callee:{Call callee:f arguments:1} arguments:2}[3]'],
    ['(1+2)*3', '(* ((+ 1 2)) 3)'],
    ['round(1)+indicator(a)', '(+ {Round argument:1} {Indicator argument:a})'],
    ['select(a,b,!=)', '{Select keys:a queries:b operator:!=}'],
    ['aggregate(s,a,1)', '{Aggregate selector:s values:a default:1}'],
    ['[x for x in l]', '{ListExpression items:x variables:x iterable:l}'],
    ['{1:2,"a":b}', '{DictExpression entries:{DictEntry key:1 value:2} {DictEntry key:"a" value:b}}'],
    ['select', 'select'],
    ['range', 'range'],
    ['1.50', '1.50'],
    ['"a\\n#"', '"a\\\\n#"']
];

describe('parse: trees', () => {
    it.each(precedence)('%s', (text, expected) => {
        const [placed] = parseProgram(`${text};`);
        expect(placed?.statement.problems).toEqual([]);
        expect(shape(placed?.statement.tree)).toBe(expected);
    });

    const statements: [string, string][] = [
        ['a = 1;', '{Assignment targets:a values:1}'],
        ['a,b = 1,2;', '{Assignment targets:a b values:1 2}'],
        ['select = 4;', '{Assignment targets:select values:4}'],
        ['def f() { return 1; }', '{FunctionDefinition name:f results:1}'],
        ['def f(x,y) { z = x; return z,y; }', '{FunctionDefinition name:f parameters:x y statements:{Assignment targets:z values:x} results:z y}'],
        ['for a,b in l { c = a; }', '{ForLoop variables:a b iterable:l statements:{Assignment targets:c values:a}}'],
        ['load "a/b";', '{Load path:a/b}'],
        ['draw(a, "x");', '{Draw expression:a input:"x"}'],
        ['set s-op example [1]', '{SetExample kind:s-op input:{ListExpression items:1}}'],
        ['show selector example', '{ShowExample kind:selector}'],
        ['s-op examples on', '{ExamplesSwitch kind:s-op state:on}'],
        ['full seq display off', '{SequenceDisplaySwitch state:off}'],
        ['quit()', '{Exit command:quit()}']
    ];
    it.each(statements)('%s', (text, expected) => {
        const [placed, second] = parseProgram(text);
        expect(second).toBeUndefined();
        expect(placed?.statement.problems).toEqual([]);
        expect(shape(placed?.statement.tree)).toBe(expected);
    });
});

/** Where the mark stands, and what it says. Each was read as its reader would. */
const messages: [text: string, mark: string, message: string][] = [
    ['x = 1 + ;', '        ^', 'found `;`, expected an expression'],
    ['x = ;', '    ^', 'found `;`, expected an expression'],
    ['x = (1;', '      ^', 'found `;`, expected `)`'],
    ['x = [1, 2;', '         ^', 'found `;`, expected `]`'],
    ['x = {1: 2;', '         ^', 'found `;`, expected `}`'],
    ['x = 1);', '     ^', 'found `)`, expected `;`'],
    ['x = 1', '    ^', 'this statement is not finished: expected `;`'],
    ['f(1', '  ^', 'this statement is not finished: expected `)`'],
    ['x 1;', '  ^', 'found `1`, expected `=`, `;` or an operator'],
    ['x = 1 2;', '      ^', 'found `2`, expected `;`'],
    ['1 = x;', '  ^', 'left of `=` stand names, with commas between them; `==` compares'],
    ['x = y = 1;', '      ^', 'found a second `=`; one statement sets its names once, and `==` compares'],
    ['x = f(1,);', '        ^', 'found `)`, expected an expression'],
    ['x = f(a=1);', '       ^', 'found `=` inside brackets; `==` compares, and arguments are given by place, without their names'],
    ['x[];', '  ^', 'found `]`, expected an expression'],
    ['x += 1;', '   ^', 'there is no `+=`; write the name on both sides, as in `x = x + 1`'],
    ['x = 2 ** 3;', '       ^', 'a power is written `^`, as in `2^3`'],
    ['x = tokens != "a";', '           ^^', '`!=` stands only inside `select(…, …, !=)`; elsewhere write `not (a == b)`'],
    ['x = round((length - indices) * aggregate(select(indices, indices, >=), indicator(tokens != "a")));', '                                                                                        ^^', '`!=` stands only inside `select(…, …, !=)`; elsewhere write `not (a == b)`'],
    ['x = f(1) * (tokens != "a");', '                   ^^', '`!=` stands only inside `select(…, …, !=)`; elsewhere write `not (a == b)`'],
    ['x = 2 * aggregate(select(tokens, "a", ==), indicator(1 != 2));', '                                                       ^^', '`!=` stands only inside `select(…, …, !=)`; elsewhere write `not (a == b)`'],
    ['x = 1e5;', '     ^^', 'numbers have no exponent; write the digits, or `10^5`'],
    ['x = "abc;', '    ^^^^^', 'this string has no closing `"` on its line'],
    ["x = 'a';", '    ^', "found `'`; strings are written in double quotes: \"abc\""],
    ['x = !a;', '    ^', 'found `!`, which RASP does not know; write `not x`'],
    ['x = \0;', '    ^', 'found a NUL byte; this is not a RASP text'],
    ['x = 𝄞;', '    ^^', 'found `𝄞`, which RASP does not know'],
    ['def f(x) { }', '           ^', 'found `}`, expected `return`'],
    ['def f(x) { return x }', '                    ^', 'found `}`, expected `;`'],
    ['def (x) { return 1; }', '    ^', 'found `(`, expected a name'],
    ['for x in [1] { }', '               ^', 'found `}`, expected a statement'],
    ['for x [1] { y = x; }', '      ^', 'found `[`, expected `in`'],
    ['if x { y = 1; }', '^^', 'a statement cannot begin with `if`; a choice is an expression, as in `x = a if condition else b;`'],
    ['return 1;', '^^^^^^', '`return` stands only at the end of the body of a `def`'],
    ['set = 1;', '    ^', '`set` is a word of the language and cannot be a name; choose another name'],
    ['set example "a";', '               ^', '`set example` ends with its line: remove the `;`'],
    ['c = selct(indices, indices, ==);', '         ^', 'only `select(` takes an operator such as `==`: found `selct(`, did you mean `select(`?'],
    ['d = select(indices, indices);', '                           ^', 'found `)`; `select(keys, queries, ==)` takes keys, queries and one of `==`, `!=`, `<`, `>`, `<=`, `>=`'],
    ['e = aggregate(full_s);', '                    ^', 'found `)`; `aggregate(selector, values)` takes a selector and values, and a default if you like'],
    ['examples maybe', '         ^^^^^', 'found `maybe`, expected `on` or `off`'],
    ['select(1,2,3);', '           ^', 'found `3`, expected `==`, `!=`, `<=`, `>=`, `<` or `>`'],
    ['select(a,b,=);', '           ^', 'found `=`, expected one of `==`, `!=`, `<`, `>`, `<=`, `>=`'],
    ['select (1,2,==);', '       ^', '`select(` is one word: write it without a space before the bracket'],
    ['aggregate(1,2,3,4);', '               ^', '`aggregate` takes a selector, values and at most one default'],
    [';', '^', 'this `;` ends nothing: remove it'],
    ['x = a if b;', '          ^', 'found `;`, expected `else`']
];

describe('parse: messages', () => {
    it.each(messages)('%s', (text, mark, message) => {
        expect(drawProblems(programOf(text))).toBe(`${text}\n${mark} error: ${message}`);
    });

    it('says that two statements share a line at both of them', () => {
        const message = 'two statements share this line, so neither of them runs: put each on a line of its own';
        expect(drawProblems(programOf('x = 1; y = 2;'))).toBe(`x = 1; y = 2;\n^^^^^^ error: ${message}\nx = 1; y = 2;\n       ^^^^^^ error: ${message}`);
    });

    it('names the limits', () => {
        expect(drawProblems(programOf(`x = ${'('.repeat(10_000)}`))).toContain(`more than ${limits.nesting} deep, the limit`);
        const program = programOf('x = 1;\n'.repeat(limits.statements + 1));
        expect(program.statements.at(-1)?.problems[0]?.message).toContain('more than 100,000 statements');
    });
});

describe('parse: again after an edit', () => {
    it('moves statements whose text stays', () => {
        const before = parseProgram('x = 1;\ny = 2;');
        const after = parseProgram('# new\n\nx = 1;\ny = 2;', before);
        expect(after.map(placed => placed.offset)).toEqual([7, 14]);
        expect(after.map(placed => placed.statement)).toEqual(before.map(placed => placed.statement));
    });

    it('gives equal statements trees of their own', () => {
        const [first, second] = parseProgram('x = 1;\nx = 1;');
        expect(first?.statement).not.toBe(second?.statement);
    });
});
