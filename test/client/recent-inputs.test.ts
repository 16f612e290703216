import { describe, expect, test } from 'vitest';
import {
    MAX_RECENT_INPUTS, MAX_REMEMBERED_FILES, readRecent, readRemembered, rememberedFor, withRecent, withRemembered, type RememberedInputs,
} from '../../client/recent-inputs';

describe('recent inputs', () => {
    test('the newest comes first, and each once', () => {
        expect(withRecent(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
    });

    test('the oldest are dropped', () => {
        const many = Array.from({ length: MAX_RECENT_INPUTS }, (_, index) => `${index}`);
        const recent = withRecent(many, 'new');
        expect(recent).toHaveLength(MAX_RECENT_INPUTS);
        expect(recent[0]).toBe('new');
        expect(recent).not.toContain(`${MAX_RECENT_INPUTS - 1}`);
    });

    test.each([undefined, null, 3, 'x', { 0: 'a' }])('a damaged state %j is an empty list', stored => {
        expect(readRecent(stored)).toEqual([]);
    });

    test('only texts are read', () => {
        expect(readRecent(['a', 1, null, 'b'])).toEqual(['a', 'b']);
    });
});

describe('remembered inputs', () => {
    test('are kept per file and name', () => {
        const once = withRemembered({}, 'file:a', 'reverse', 'abc');
        const twice = withRemembered(once, 'file:b', 'reverse', 'xyz');
        expect(rememberedFor(twice, 'file:a', 'reverse')).toBe('abc');
        expect(rememberedFor(twice, 'file:b', 'reverse')).toBe('xyz');
        expect(rememberedFor(twice, 'file:b', 'hist')).toBeUndefined();
        expect(rememberedFor(twice, 'file:c', 'reverse')).toBeUndefined();
    });

    test('undefined forgets a name, and a file with its last name', () => {
        const all = withRemembered(withRemembered({}, 'u', 'a', '1'), 'u', 'b', '2');
        expect(withRemembered(all, 'u', 'a', undefined)).toEqual({ u: { b: '2' } });
        expect(withRemembered({ u: { a: '1' } }, 'u', 'a', undefined)).toEqual({});
    });

    test.each(['__proto__', 'constructor', 'toString'])('the name %s is a name like any other', name => {
        expect(rememberedFor({ u: {} }, 'u', name)).toBeUndefined();
        const all = readRemembered(JSON.parse(JSON.stringify(withRemembered({}, 'u', name, 'abc'))));
        expect(rememberedFor(all, 'u', name)).toBe('abc');
    });

    test('the files used longest ago are dropped', () => {
        let all: RememberedInputs = {};
        for (let index = 0; index <= MAX_REMEMBERED_FILES; index++) {
            all = withRemembered(all, `file:${index}`, 'a', 'x');
        }
        expect(Object.keys(all)).toHaveLength(MAX_REMEMBERED_FILES);
        expect(rememberedFor(all, 'file:0', 'a')).toBeUndefined();
    });

    test.each([undefined, null, [], 'x', { u: 3 }, { u: { a: 3 } }])('a damaged state %j holds no input', stored => {
        expect(rememberedFor(readRemembered(stored), 'u', 'a')).toBeUndefined();
    });
});
