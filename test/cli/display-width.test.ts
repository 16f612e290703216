import { expect, test } from 'vitest';
import { displayWidth, padEnd, padStart, widest } from '../../cli/display-width';

test.each([
    ['', 0],
    ['abc', 3],
    ['𝄞a', 2],
    ['漢字', 4],
    ['e\u0301', 1],
    ['🙂', 2],
    ['§', 1]
])('%j takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
    expect(displayWidth(padEnd(text, 10))).toBe(10);
    expect(displayWidth(padStart(text, 10))).toBe(10);
});

test('the widest of very many', () => {
    expect(widest(Array.from({ length: 500_000 }, (_, i) => i))).toBe(499_999);
    expect(widest([])).toBe(0);
});
