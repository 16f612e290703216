import { expect, test } from 'vitest';
import { parseProgram } from '../../language/syntax/parse';
import { foldingRanges } from '../../server/folding';

/** Each fold as `first-last kind`, lines from 0. */
const table: readonly [what: string, text: string, folds: string[]][] = [
    ['a function', 'def f(x) {\n  a = 1;\n  return a;\n}\n', ['0-2']],
    ['blocks in blocks', 'def f(x) {\n  for a in x {\n    b = a;\n  }\n  return x;\n}', ['0-4', '1-2']],
    ['a function that is not finished', 'def f(x) {\n  a = [\n    1\n  ];\n', ['0-3', '1-2']],
    ['a list', 'x = [\n  1,\n  2\n];', ['0-2']],
    ['a statement without brackets', 'x = a\n  + b\n  + c;', ['0-2']],
    ['brackets in strings and comments', 'x = ["(",\n  # (\n  ")"\n];', ['0-2']],
    ['comments in a row', '# one\n# two\n\n# three\na = 1; # four\n# five\n  # six\n', ['0-1 comment', '5-6 comment']],
    ['regions', '# region one\n#region\na = 1;\n#endregion\n# endregion\n#endregion\n# region\n', ['0-4 region', '1-3 region']],
    ['one line', 'def f(x) { return x; }\n# c\n', []],
    ['brackets that do not match', 'x = ([\n)\n]', ['0-1']],
    ['line ends of Windows', 'def f(x) {\r\n  return x;\r\n}\r\n# a\r\n# b\r\n', ['0-1', '3-4 comment']]
];

test.each(table)('folds of %s', (_, text, folds) => {
    expect(foldingRanges(text, parseProgram(text)).map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind === undefined ? '' : ` ${kind}`}`)).toEqual(folds);
});

test('ten thousand open brackets', () => {
    const text = `x = ${'[\n'.repeat(10_000)}${']\n'.repeat(10_000)};`;
    expect(foldingRanges(text, parseProgram(text)).length).toBeGreaterThan(9_000);
});
