import { describe, expect, it } from 'vitest';
import { lintsAt } from '../../client/lint-choices';

const lints = ['not-in', 'and-or', 'unused-name'].map(label => ({ label, detail: '' }));

describe('the lints at the cursor', () => {
    it.each([
        ['none without marks', [], []],
        ['one by its code', [{ source: 'rasp', code: 'and-or' }], ['and-or']],
        ['one by a code with a link, once', [{ source: 'rasp', code: { value: 'not-in' } }, { source: 'rasp', code: 'not-in' }], ['not-in']],
        ['several in the order of the list', [{ source: 'rasp', code: 'unused-name' }, { source: 'rasp', code: 'not-in' }], ['not-in', 'unused-name']],
        ['none of errors and of other extensions', [{ source: 'rasp' }, { source: 'rasp', code: 7 }, { source: 'spelling', code: 'not-in' }], []]
    ])('are %s', (_, marks, expected) => {
        expect(lintsAt(marks, lints).map(({ label }) => label)).toEqual(expected);
    });
});
