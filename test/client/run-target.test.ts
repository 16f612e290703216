import { describe, expect, test } from 'vitest';
import { bindingAt, isRunTarget, type Binding } from '../../client/run-target';

const binding = (name: string, startLine: number, endLine = startLine): Binding => ({ name, startLine, endLine });
const bindings = [binding('flip', 0), binding('reverse', 2, 3), binding('a', 5), binding('b', 5), binding('flip', 8)];

describe('the binding at the cursor', () => {
    test.each([
        ['on a name', 0, 'flip', bindings[0]],
        ['elsewhere on its line', 0, 'select', bindings[0]],
        ['on the second line of a statement', 3, 'tokens', bindings[1]],
        ['on one of two names', 5, 'b', bindings[3]],
        ['between two names of one line', 5, undefined, undefined],
        ['on a use of an earlier name', 8, 'reverse', bindings[1]],
        ['on a name bound again', 9, 'flip', bindings[4]],
        ['on an empty line', 7, undefined, undefined],
        ['above all', 1, 'reverse', undefined],
    ])('%s', (_, line, word, expected) => {
        expect(bindingAt(bindings, line, word)).toEqual(expected);
    });
});

describe('the argument of a command', () => {
    test('a lens passes a target', () => {
        expect(isRunTarget({ uri: 'file:///a.rasp', name: 'reverse', line: 3 })).toBe(true);
    });

    test.each([
        undefined, null, 'reverse', {}, { uri: 'u', name: 'a' }, { uri: 'u', name: 'a', line: -1 }, { uri: 'u', name: 'a', line: 0.5 },
        { uri: 'u', name: 'a b', line: 0 }, { scheme: 'file', path: '/a.rasp' },
    ])('%j is none', value => {
        expect(isRunTarget(value)).toBe(false);
    });
});
