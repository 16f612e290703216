import { expect, test } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver';
import { parseProgram } from '../../language/syntax/parse';
import { selectionSteps } from '../../server/selection-range';
import { Editor } from './editor';

/** `|` is where the cursor stands; each step in the order in which it is taken. */
const table: readonly [marked: string, steps: string[]][] = [
    ['x = f(a, b|b + 1)[0];', ['bb', 'bb + 1', 'a, bb + 1', '(a, bb + 1)', 'f(a, bb + 1)', 'f(a, bb + 1)[0]', 'x = f(a, bb + 1)[0];']],
    ['x = a + b| * c;', ['b', 'b * c', 'a + b * c', 'x = a + b * c;']],
    ['x = select(t|, t, ==);', ['t', 't, t, ==', '(t, t, ==)', 'select(t, t, ==)', 'x = select(t, t, ==);']],
    ['x = "a |b";', ['a b', '"a b"', 'x = "a b";']],
    ['def f(x) {\n  a = |12;\n  return a;\n}', ['12', 'a = 12;', 'a = 12;\n  return a;', '{\n  a = 12;\n  return a;\n}', 'def f(x) {\n  a = 12;\n  return a;\n}']],
    ['a = 1;\n# o|ne\n# two\nb = 2;', ['# one', '# one\n# two', 'a = 1;\n# one\n# two\nb = 2;']],
    ['x = (1 + [a|];\n', ['a', '[a]', 'x = (1 + [a];', 'x = (1 + [a];\n']],
    ['|', []]
];

test.each(table)('%s', (marked, steps) => {
    const text = marked.replace('|', '');
    const found = selectionSteps(text, parseProgram(text), marked.indexOf('|')).map(({ start, end }) => text.slice(start, end));
    expect(found.filter(step => step !== '')).toEqual(steps);
});

test('ten thousand brackets, and places outside the document, over the protocol', async () => {
    const editor = await Editor.open();
    await editor.show('test:/deep.rasp', `x = ${'['.repeat(10_000)}1${']'.repeat(10_000)};`);
    const ask = (positions: object[]): Promise<SelectionRange[]> => editor.connection.sendRequest<SelectionRange[]>('textDocument/selectionRange', { textDocument: { uri: 'test:/deep.rasp' }, positions });
    const [deep, outside] = await ask([{ line: 0, character: 10_004 }, { line: 70, character: 1 }]);
    let steps = 0;
    for (let step = deep; step !== undefined; step = step.parent) {
        steps++;
    }
    expect(steps).toBeGreaterThan(50);
    expect(steps).toBeLessThanOrEqual(100);
    expect(outside).toBeDefined();
    editor.close();
});
