import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CompileSession } from '../../../server/model-process/compile-session';
import { firstInput } from '../../../server/model-process/guess-choices';
import { openProgramToCompile } from '../../../server/model-process/opened-program';
import type { OpenAnswer } from '../../../server/protocol/compile';

function guess(text: string, name: string, file = 'program.rasp'): OpenAnswer {
    const line = text.split('\n').findLastIndex(each => each.startsWith(`${name} =`));
    return new CompileSession('none').open({ uri: pathToFileURL(resolve(file)).href, text, name, line, openTexts: new Map(), folders: [], isTrusted: true });
}

const guesses: [what: string, text: string, alphabet: string, maxLength: number][] = [
    ['nothing in the file', 'x = tokens;', 'abcde', 10],
    ['an example', 'set example "hello"\nx = tokens;', 'ehlo', 10],
    ['a longer test', 'x = tokens;\n#? x("abcabcabcabc") == "abcabcabcabc"', 'abc', 12],
    ['tests of another s-op', 'x = tokens;\ny = indices;\n#? y("zz") == [0, 1]', 'abcde', 10],
    ['tests of an s-op that is computed of it', 'x = tokens;\ny = x == "a";\n#? y("za") == [False, True]', 'az', 10],
    ['own tests before those', 'x = tokens;\n#? x("b") == "b"\ny = x + "";\n#? y("za") == "za"', 'b', 10],
    ['a call', 'x = tokens;\nx("hi");', 'hi', 10],
    ['a call with a list', 'x = tokens_int;\nx([10, 30, 20]);', '[10, 20, 30]', 10],
    ['words', 'set example ["the", "cat"]\nx = tokens;', '["cat", "the"]', 10],
    ['ints in a row', 'x = tokens_int;\n#? x([3, 1, 2]) == [3, 1, 2]', '1..3', 10],
    ['ints that none are shown of', 'x = tokens_int + 1;', '0..9', 10],
    ['a token that is compared', 'x = tokens == "z";', 'abcdez', 10],
    ['tokens that are looked for, and an example', 'set example "aab"\nx = tokens in ["(", ")"];', '()ab', 10],
    ['a dict of all tokens', 'x = {"+": 0, "1": 1, "2": 2}[tokens];', '+12', 10],
    ['a dict beside ints', 'set example [1, 2]\nx = {"a": 1, 2: 2, 1: 1}[tokens];', '[1, 2]', 10]
];

describe('alphabet and longest input are guessed from', () => {
    it.each(guesses)('%s', (_, text, alphabet, maxLength) => {
        expect(guess(text, 'x')).toEqual({ ok: true, choices: { alphabet, maxLength }, mostPositions: 1_024 });
    });
});

/** Programs that the project ships. */
const shipped: [file: string, name: string, alphabet: string, maxLength: number][] = [
    ['paper_examples', 'reverse', 'abc', 10],
    ['paper_examples', 'hist_bos', 'ehlo§', 10],
    ['paper_examples', 'hist_nobos', 'ehlo', 10],
    ['paper_examples', 'hist2_bos', 'abcd§', 10],
    ['paper_examples', 'sort_bos', 'ehlo§', 10],
    ['paper_examples', '_candidate', 'abcd§', 10],
    ['paper_examples', 'sort_by_most_freq', 'abcd§', 10],
    ['paper_examples', '_height', '()', 10],
    ['paper_examples', 'dyck1_ptf', '()', 10],
    ['paper_examples', 'dyck2_ptf', '(){}', 10],
    ['paper_examples', 'dyck3_ptf', '["(", ")", "[", "]", "{", "}"]', 10],
    ['brackets', 'several_kinds', '["(", ")", "[", "]", "{", "}"]', 10],
    ['tour', 'reverse', 'abcehlo', 10],
    ['tour', 'in_order', 'ehlo', 10],
    ['tour', 'running_mean', '1..3', 10],
    ['tour', 'descending', '[1, 2, 3, 10, 20, 30]', 10],
    ['addition', 'long_addition', '+0123456789', 23],
    ['addition', 'carry', '+0123456789', 10],
    ['eliza', 'user_began', '["about", "am", "are", "eliza:", "exam", "i", "my", "sad", "why", "you", "you:"]', 11]
];

describe('the guess for a shipped program', () => {
    it.each(shipped)('%s: %s', (file, name, alphabet, maxLength) => {
        const path = `examples/${file}.rasp`;
        expect(guess(readFileSync(path, 'utf8'), name, path)).toMatchObject({ ok: true, choices: { alphabet, maxLength } });
    });

    it('eliza: next, whose alphabet has the key words of her rules', () => {
        const answer = guess(readFileSync('examples/eliza.rasp', 'utf8'), 'next', 'examples/eliza.rasp');
        const tokens = answer.ok ? JSON.parse(answer.choices.alphabet) as string[] : [];
        expect(['you:', 'eliza:', 'exam', 'mother', 'always', 'myself', 'zebra'].filter(token => !tokens.includes(token))).toEqual(['zebra']);
    });
});

describe('the first input', () => {
    const model = (alphabet: string, maxLength: number): Parameters<typeof firstInput>[1] =>
        ({ alphabet: [...alphabet].map(value => ({ type: 'string', value })), maxLength }) as unknown as Parameters<typeof firstInput>[1];
    const bos = 'x = indicator(tokens == "§");';

    it.each<[string, string, string, number, string]>([
        ['is one of the file', 'x = tokens;\n#? x("ab") == "ab"', 'abc', 5, '"ab"'],
        ['begins with BOS where the program looks for it', `set example "ab"\n${bos}`, 'ab§', 5, '"§ab"'],
        ['is one with BOS that the file has', `set example "ab"\n${bos}\n#? x("§b") == [1, 0]`, 'ab§', 5, '"§b"'],
        ['lacks BOS where there is no room for it', `set example "ab"\n${bos}`, 'ab§', 2, '"ab"'],
        ['lacks BOS that the alphabet lacks', `set example "ab"\n${bos}`, 'ab', 5, '"ab"'],
        ['holds words after BOS', `set example ["a", "b"]\n${bos}`, 'ab§', 5, '["§", "a", "b"]']
    ])('%s', (_, text, alphabet, maxLength, expected) => {
        const program = openProgramToCompile({ uri: 'file:///p.rasp', text, name: 'x', line: -1, openTexts: new Map(), folders: [], isTrusted: true });
        expect(typeof program === 'string' ? program : firstInput(program, model(alphabet, maxLength))).toBe(expected);
    });
});
