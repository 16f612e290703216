import { describe, expect, test } from 'vitest';
import configuration from '../../language-configuration.json';

const { indentationRules, onEnterRules, wordPattern } = configuration;
const increases = new RegExp(indentationRules.increaseIndentPattern);
const decreases = new RegExp(indentationRules.decreaseIndentPattern);
const outdents = new RegExp(onEnterRules[0]?.beforeText ?? '');

describe('a word', () => {
    test.each([
        ['set s-op example [1,2]', ['set', 's-op', 'example', '1', '2']],
        ['s-op examples off', ['s-op', 'examples', 'off']],
        ['x = s-op;', ['x', 's', 'op']],
        ['tokens_int+1.5', ['tokens_int', '1.5']],
    ])('of %s', (text, words) => {
        expect(text.match(new RegExp(wordPattern, 'g'))).toEqual(words);
    });
});

describe('indentation', () => {
    test.each(['def f(x) {', '  for x in [1,2] {  # each', 'x = f("a", [', 'd = {', 'y = "{" + g('])('is one deeper after %s', line => {
        expect(increases.test(line)).toBe(true);
    });

    test.each(['x = "{";', '# def f(x) {', 'x = 1; # {', 'd = {"a": 1};', '"{'])('stays after %s', line => {
        expect(increases.test(line)).toBe(false);
    });

    test.each(['}', '  ])', '\t) ;'])('is one less at %s', line => {
        expect(decreases.test(line)).toBe(true);
    });

    test.each([['  return x;', true], ['return "a;" + x; # done', true], ['return x', false], ['returned = 1;', false]])('after %s is one less: %s', (line, expected) => {
        expect(outdents.test(line)).toBe(expected);
    });

    test('a comment that is broken in its middle goes on as one', () => {
        const [before, after] = [new RegExp(onEnterRules[1]?.beforeText ?? ''), new RegExp(onEnterRules[1]?.afterText ?? '')];
        expect([before.test('  # one'), before.test('a = 1; # one'), after.test(' two'), after.test(' ')]).toEqual([true, false, true, false]);
        expect(onEnterRules[1]?.action).toEqual({ indent: 'none', appendText: '# ' });
    });

    test('a line that opens a thousand strings is answered at once', () => {
        const line = '"a'.repeat(10_000);
        const start = performance.now();
        increases.test(line);
        outdents.test(`return ${line}`);
        expect(performance.now() - start).toBeLessThan(500);
    });
});
