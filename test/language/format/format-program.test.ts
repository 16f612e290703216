import { describe, expect, test } from 'vitest';
import { formatProgram } from '../../../language/format/format-program';

const long = 'a_rather_long_name_of_an_s_op';
const longer = `${long}_that_is_longer`;

/** Before, after; what stays as it is has no second text. */
const table: readonly [what: string, before: string, after?: string][] = [
    ['blanks around operators, behind commas, none inside brackets', 'x=( a+b )*c [ 1 ];', 'x = (a + b) * c[1];\n'],
    ['an assignment', 'a,b=1 ,2 ;', 'a, b = 1, 2;\n'],
    ['operators', 'x=-a^2*( b-+c )%d;', 'x = -a ^ 2 * (b - +c) % d;\n'],
    ['words', 'x=not(a)and b if"c"in["d"]else{1:2}[k](z);', 'x = not (a) and b if "c" in ["d"] else {1: 2}[k](z);\n'],
    ['select', 'select(a ,b,!= );', 'select(a, b, !=);\n'],
    ['names that are one token with their bracket, and are not', 'x = range( 3 ) ;\ny = range (3);\nselect = 4;\nz = select\t(4);', 'x = range(3);\ny = range (3);\nselect = 4;\nz = select (4);\n'],
    ['a function on one line', 'def f( x,y ){a=x;return a,y;}', 'def f(x, y) {\n    a = x;\n    return a, y;\n}\n'],
    ['nested blocks', 'for x in[1]{\nfor y in{}{a=x;}\n}', 'for x in [1] {\n    for y in {} {\n        a = x;\n    }\n}\n'],
    ['statements of the prompt', 'set   example   "a"\n  show s-op  example\nexamples   off\nfull seq display  on\nexit()', 'set example "a"\nshow s-op example\nexamples off\nfull seq display on\nexit()\n'],
    ['load and draw', 'load"a";\ndraw( x,"abc" );', 'load "a";\ndraw(x, "abc");\n'],
    ['strings', 'x = "  a #;  (" ;', 'x = "  a #;  (";\n'],
    ['comprehensions', 'x=[ a for a,b in l ];y={a:1 for a in l};', 'x=[ a for a,b in l ];y={a:1 for a in l};'],
    ['a comprehension', 'x=[ a for a,b in l ];', 'x = [a for a, b in l];\n'],
    ['two statements on a line: neither runs, and both stay', 'a=1; b=2;\nc=3;', 'a=1; b=2;\nc = 3;\n'],
    ['what does not parse', 'a=1;\n  x = (1 ;\n\n\n\nb=2;', 'a = 1;\n  x = (1 ;\n\n\n\nb = 2;\n'],
    ['empty lines: none at the beginning and the end, one between', '\n\n\na = 1;\n\n\n\nb = 2;\n\n', 'a = 1;\n\nb = 2;\n'],
    ['empty lines in a block', 'def f() {\n\n\n    a = 1;\n\n\n    # why\n\n    return a;\n\n}', 'def f() {\n    a = 1;\n\n    # why\n\n    return a;\n}\n'],
    ['comments', '   #one\n\n\n  #  two  \na=1; # behind\n#three', '#one\n\n#  two\na = 1;  # behind\n#three\n'],
    ['comments in a block', 'def f() { # head\n# own\nfor x in l {# again\na=1;#behind\n }#end\nreturn a; # last\n# below\n}', 'def f() {  # head\n    # own\n    for x in l {  # again\n        a = 1;  #behind\n    }  #end\n    return a;  # last\n    # below\n}\n'],
    ['comments in brackets', 'x = f(a,\n# about b\nb\n# end\n);', 'x = f(\n    a,\n    # about b\n    b\n    # end\n);\n'],
    ['a comment breaks the list that it stands in, not the item behind it', 'x = [[1, 2],\n# the last\n[3, 4]];', 'x = [\n    [1, 2],\n    # the last\n    [3, 4]\n];\n'],
    ['a comment between operands', 'x = a\n  # why\n  + b;', 'x = a\n    # why\n    + b;\n'],
    ['a comment outside brackets', 'x =\n# why\n1;', 'x =\n    # why\n    1;\n'],
    ['only comments', ' # one\n\n\n\n# two', '# one\n\n# two\n'],
    ['nothing', ' \n\t\n', ''],
    ['the line ends of the file', '# a\r\nx = f(\r\n# b\r\n1);\r\ny=2;', '# a\r\nx = f(\r\n    # b\r\n    1\r\n);\r\ny = 2;\r\n'],
    ['a list that begins on a line of its own keeps its lines', 'x = [\n  [1, 2],\n\n  [3]\n];\ny = [[1],\n  [2]];', 'x = [\n    [1, 2],\n\n    [3]\n];\ny = [[1], [2]];\n'],
    ['words keep their rows', 'x = [\n1, 2,\n3, 4];', 'x = [\n    1, 2,\n    3, 4\n];\n'],
    [
        'words that do not fit fill lines', `x = [${Array.from({ length: 40 }, (_, i) => i + 1_000).join(', ')}];`,
        `x = [\n    ${Array.from({ length: 19 }, (_, i) => i + 1_000).join(', ')},\n    ${Array.from({ length: 19 }, (_, i) => i + 1_019).join(', ')},\n    1038, 1039\n];\n`
    ],
    ['arguments', `x = aggregate(${longer}, ${longer}, ${longer});`, `x = aggregate(\n    ${longer},\n    ${longer},\n    ${longer}\n);\n`],
    ['a sole argument shares its brackets', `x = round(max(${longer}, ${longer}, ${longer}));`, `x = round(max(\n    ${longer},\n    ${longer},\n    ${longer}\n));\n`],
    ['a chain', `x = ${longer} + ${longer} * 2 - ${longer};`, `x = ${longer}\n    + ${longer} * 2\n    - ${longer};\n`],
    ['a chain in brackets', `x = (${longer} + ${longer} + ${longer});`, `x = (\n    ${longer}\n    + ${longer}\n    + ${longer}\n);\n`],
    ['a comparison with a short side', `x = f(${longer}, ${longer}, ${longer}) > 0;`, `x = f(\n    ${longer},\n    ${longer},\n    ${longer}\n) > 0;\n`],
    ['a ternary', `x = ${longer} if ${longer} else ${longer};`, `x = ${longer}\n    if ${longer}\n    else ${longer};\n`],
    ['a look-up', `x = {"a": ${longer}, "b": ${longer}, "c": 1}[tokens];`, `x = {\n    "a": ${longer}, "b": ${longer}, "c": 1\n}[tokens];\n`],
    ['a statement that ends with its line breaks in brackets alone', `set example [${longer}, [${longer}], ${longer}] + [1]`, `set example [\n    ${longer},\n    [${longer}],\n    ${longer}\n] + [1]\n`],
    ['a comment behind a long statement does not break it', `x = ${'a'.repeat(100)};  # ${'b'.repeat(100)}`, `x = ${'a'.repeat(100)};  # ${'b'.repeat(100)}\n`]
];

describe('formatting', () => {
    test.each(table)('%s', (_, before, after = before) => {
        expect(formatProgram(before)).toBe(after);
        expect(formatProgram(after)).toBe(after);
    });

    test('with the indentation of the editor', () => {
        const text = 'def f() {\n    a = g(\n        # one\n        1\n    );\n    return a;\n}\n';
        expect(formatProgram(text, { indentSize: 2, useTabs: false })).toBe(text.replaceAll('    ', '  '));
        expect(formatProgram(text, { indentSize: 8, useTabs: true })).toBe(text.replaceAll('    ', '\t'));
        expect(formatProgram(text.replaceAll('    ', '\t'))).toBe(text);
    });

    test('leaves what is nested deeper than the limit, and ends', () => {
        const text = `x=${'['.repeat(10_000)}${']'.repeat(10_000)};\n`;
        expect(formatProgram(text)).toBe(text);
    });

    test('formats what is nested as deep as the limit allows', () => {
        const text = `x=${'[1,'.repeat(98)}${']'.repeat(98)};\n`.replaceAll(',]', ',2]');
        expect(formatProgram(text)).not.toBe(text);
    });

    test('ends for long lists and chains', () => {
        const list = `x = [${Array.from({ length: 20_000 }, () => '1').join(',')}];\n`;
        expect(formatProgram(list).split('\n')).toHaveLength(1 + Math.ceil(20_000 / 39) + 2);
        const chain = `x=${'a+'.repeat(890)}a;\n`;
        expect(formatProgram(chain).split('\n')).toHaveLength(892);
    });
});
