import { describe, expect, test } from 'vitest';
import { applyEdits, formatEdits } from '../../../language/format/format-program';
import { defaultFormat } from '../../../language/format/format-statement';
import { formatTyped } from '../../../language/format/format-typed';
import { parseProgram } from '../../../language/syntax/parse';

/** `|` is where the cursor stands, behind what was typed. */
const typed: readonly [what: string, before: string, after: string][] = [
    ['a statement, and no other', 'a=1;\n  b=2;|\nc=3;', 'a=1;\nb = 2;\nc=3;'],
    ['a statement in a block that is not finished', 'def f(x) {\n  a=x+1;|\n', 'def f(x) {\n    a = x + 1;\n'],
    ['a statement in a block, and no other', 'def f(x) {\n  b=1;\n  a=x+1;|\n return a;\n}', 'def f(x) {\n  b=1;\n    a = x + 1;\n return a;\n}'],
    ['a return', 'def f(x) {\n  return  x,1;|', 'def f(x) {\n    return x, 1;'],
    ['a loop in a block', 'def f(x) {\n for a in{1:2}{b=a;}|', 'def f(x) {\n    for a in {1: 2} {\n        b = a;\n    }'],
    ['a function at its end', 'def f( x ){return x;}|', 'def f(x) {\n    return x;\n}'],
    ['a dict is no block', 'd = {1:2}|;', 'd = {1:2};'],
    ['a comment', 'a=1; # b;|', 'a=1; # b;'],
    ['a string', 'a="b;|";', 'a="b;";'],
    ['what does not parse', 'a = (1;|', 'a = (1;']
];
const lineBreaks: readonly [what: string, before: string, after: string][] = [
    ['indents in a block', 'def f(x) {\n|', 'def f(x) {\n    '],
    ['indents in nested blocks', 'def f(x) {\n    for a in [1] {\n|\n', 'def f(x) {\n    for a in [1] {\n        \n'],
    ['stays in the block', 'def f(x) {\n    a = 1;\n  |', 'def f(x) {\n    a = 1;\n    '],
    ['goes back behind return', 'def f(x) {\n    return 1;\n    |', 'def f(x) {\n    return 1;\n'],
    ['goes back before the closing bracket', 'def f(x) {\n    a = 1;\n    |}', 'def f(x) {\n    a = 1;\n}'],
    ['leaves unfinished statements alone', 'def f(x) {\n    a = g(\n  |', 'def f(x) {\n    a = g(\n  '],
    ['leaves the top level alone', 'a=1;\n  |', 'a=1;\n  '],
    ['formats a statement that ends with its line', 'set  example  "a"\n|', 'set example "a"\n'],
    ['leaves what stands above that', 'set  example  "a"\n\n|', 'set  example  "a"\n\n']
];

describe('formatting on type', () => {
    test.each(typed)('%s', (_, marked, after) => { check(marked, after); });
    test.each(lineBreaks)('a line break: %s', (_, marked, after) => { check(marked, after, '\n'); });
});

function check(marked: string, after: string, key?: string): void {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    expect(applyEdits(text, formatTyped(text, parseProgram(text), offset, key ?? text[offset - 1] ?? '', defaultFormat))).toBe(after);
}

describe('formatting a range', () => {
    const ranges: readonly [what: string, before: string, after: string][] = [
        ['the statements that it touches', 'a=1;\n|b=2;\n\n\n\nc=|3;\n\n\n\nd=4;', 'a=1;\nb = 2;\n\nc = 3;\n\n\n\nd=4;'],
        ['one statement, with its indentation', 'a=1;\n   b=|2|;\nc=3;', 'a=1;\nb = 2;\nc=3;'],
        ['what lies wholly in it', '|\n\n#a \n\na=1;\n|', '#a\n\na = 1;\n'],
        ['nothing between statements', 'a=1;\n\n|#a|\n\n\nb=1;', 'a=1;\n\n#a\n\n\nb=1;']
    ];
    test.each(ranges)('%s', (_, marked, after) => {
        const start = marked.indexOf('|');
        const end = marked.lastIndexOf('|') - 1;
        const text = marked.replaceAll('|', '');
        expect(applyEdits(text, formatEdits(text, parseProgram(text), defaultFormat, { start, end }))).toBe(after);
    });
});
