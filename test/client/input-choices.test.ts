import { describe, expect, test } from 'vitest';
import { inputChoices } from '../../client/input-choices';

const recent = ['hello', '[1,2,3]'];

describe('the choices of an input', () => {
    test('recent inputs come first, then the example', () => {
        const choices = inputChoices({ typed: '', problem: undefined, recent, example: '"hello"' });
        expect(choices.map(choice => choice.value)).toEqual([{ input: 'hello' }, { input: '[1,2,3]' }, 'example']);
    });

    test('what is typed comes before all and is shown whatever the list is filtered by', () => {
        const [first] = inputChoices({ typed: 'abc', problem: undefined, recent, example: undefined });
        expect(first).toMatchObject({ label: 'abc', alwaysShow: true, value: { input: 'abc' } });
        expect(first?.detail).toBeUndefined();
    });

    test('a problem is written under what is typed', () => {
        const [first] = inputChoices({ typed: '[1,', problem: 'The list has no end: write ].', recent, example: undefined });
        expect(first?.detail).toBe('$(error) The list has no end: write ].');
    });

    test('a recent input typed again stands there once', () => {
        const choices = inputChoices({ typed: 'hello', problem: undefined, recent, example: undefined });
        expect(choices.map(choice => choice.label)).toEqual(['hello', '[1,2,3]']);
    });

    test('white space alone is no input', () => {
        expect(inputChoices({ typed: '  ', problem: undefined, recent: [], example: undefined })).toEqual([]);
    });
});
