import { describe, expect, test } from 'vitest';
import {
    asWritten, failureDecoration, MAX_DECORATION_LENGTH, outputEntry, resultDecoration, shorten, withoutIcons,
} from '../../client/result-text';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('shortening', () => {
    test.each([
        ['hello', 5, 'hello'],
        ['hello', 4, 'hel…'],
        ['𝄞𝄞𝄞', 3, '𝄞𝄞𝄞'],
        ['𝄞𝄞𝄞', 2, '𝄞…'],
        ['', 0, ''],
    ])('%j to %i is %j', (text, limit, expected) => {
        expect(shorten(text, limit)).toBe(expected);
    });
});

describe('decorations', () => {
    test('a result stands after its input', () => {
        expect(plain(resultDecoration('"hello"', '[o, l, l, e, h]'))).toBe('"hello" → [o, l, l, e, h]');
    });

    test('a long input leaves room for the result', () => {
        const text = plain(resultDecoration(`"${'a'.repeat(500)}"`, '[1]*500'));
        expect(text).toMatch(/^"a+… → \[1\]\*500$/);
    });

    test('nothing is longer than the limit or has a second line', () => {
        for (const text of [resultDecoration('"a"', `[${'x, '.repeat(500)}]`), failureDecoration('one\r\ntwo\n'.repeat(100))]) {
            expect(Array.from(text).length).toBeLessThanOrEqual(MAX_DECORATION_LENGTH);
            expect(text).not.toMatch(/[\r\n]/);
        }
    });

    test('spaces survive', () => {
        expect(resultDecoration('"a  b"', '[a]')).toContain('a\u00a0\u00a0b');
    });
});

test('an icon written in an input is shown as text', () => {
    expect(withoutIcons('"$(add)"')).toBe('"\\$(add)"');
});

test('an output entry tells the place, counted from 1, and indents the result', () => {
    expect(outputEntry('a.rasp', 2, 'reverse("ab")', '[b, a]\n\nmatrix\n')).toBe('a.rasp:3  reverse("ab")\n    [b, a]\n\n    matrix\n');
});

describe('an input as a program writes it', () => {
    test.each([
        ['hello', '"hello"'],
        ['two words', '"two words"'],
        ['"hello"', '"hello"'],
        [' [1, 2] ', '[1, 2]'],
        ['["the","car"]', '["the","car"]'],
        ['123', '"123"'],
        ['(){}', '"(){}"'],
        ['{}', '"{}"'],
        ['say "hi"', undefined],
        ['"open', undefined],
    ])('%s is %s', (typed, expected) => {
        expect(asWritten(typed)).toBe(expected);
    });
});
