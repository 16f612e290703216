import { expect, test } from 'vitest';
import { LineTable } from '../../cli/line-table';

test.each([
    ['abc', 0, 1, 1],
    ['abc', 3, 1, 4],
    ['abc', 99, 1, 4],
    ['a\nb', 2, 2, 1],
    ['a\r\nb', 3, 2, 1],
    ['a\rb', 2, 2, 1],
    ['a\n\nb', 2, 2, 1],
    ['𝄞a', 2, 1, 2],
    ['𝄞𝄞\n𝄞a', 7, 2, 2],
    ['\tx', 1, 1, 2],
    ['', 0, 1, 1]
])('%j at %i is %i:%i', (text, offset, line, column) => {
    expect(new LineTable(text).at(offset)).toEqual({ line, column });
});

test('places may be asked for in any order', () => {
    const table = new LineTable('a𝄞bc\nde');
    const asked = [4, 0, 3, 6, 1, 4].map(offset => table.at(offset).column);
    expect(asked).toEqual([4, 1, 3, 1, 2, 4]);
});
