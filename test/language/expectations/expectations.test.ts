import { describe, expect, it } from 'vitest';
import { Input } from '../../../language/evaluation/input';
import { Expectations } from '../../../language/expectations/expectations';
import type { CheckedExpectation } from '../../../language/expectations/expectations';
import { commentAbove } from '../../../language/program/documentation';
import { Program } from '../../../language/program/program';
import { filesOf } from '../program/draw-problems';

const files = { lib: 'k = 5;\ndef from_lib(x) {\n    return x + k;\n}\n' };

function programOf(text: string): Program {
    const program = new Program({ uri: 'file:///test.rasp', host: filesOf(files), example: Input.ofString('hello') });
    program.update(text);
    return program;
}

function checked(program: Program, expectations = new Expectations(program)): readonly CheckedExpectation[] {
    expectations.update();
    expect(expectations.check()).toBe(true);
    return expectations.all;
}

/** `passed`, or the status with its message. */
function told({ outcome }: CheckedExpectation): string {
    return outcome === undefined ? 'not checked' : outcome.status === 'passed' ? 'passed' : `${outcome.status}: ${outcome.message}`;
}

const prelude = `reverse = aggregate(select(indices, length - 1 - indices, ==), tokens);
same = select(tokens, tokens, ==);
hist = selector_width(same);
share = aggregate(full_s, indicator(tokens == "a"));
def double(x) {
    return x * 2;
}
def add(a, b) {
    return a + b;
}
numbers = tokens_int + 1;
pair = [1, [2, "x"]];
table = {"a": 1, 2: [3]};
`;

/** What stands behind `#?`, below the prelude, and what comes of it. */
const table: readonly (readonly [expectation: string, told: string])[] = [
    // S-ops on an input: a string of their characters, a list, another s-op.
    ['reverse("abc") == "cba"', 'passed'],
    ['reverse("abc") == ["c", "b", "a"]', 'passed'],
    ['"cba" == reverse("abc")', 'passed'],
    ['reverse("a𝄞") == "𝄞a"', 'passed'],
    ['reverse(["the", "car"]) == ["car", "the"]', 'passed'],
    ['reverse("abc") == reverse("abc")', 'passed'],
    ['reverse("ab") == tokens("ba")', 'passed'],
    ['reverse("abc") == "abc"', 'failed: found "cba", expected "abc"'],
    ['reverse("abc") == "cb"', 'failed: found "cba", expected "cb"'],
    ['reverse(["the", "car"]) == "carthe"', 'failed: found ["car", "the"], expected "carthe"'],
    ['hist([1, 1, 2]) == [2, 2, 1]', 'passed'],
    ['hist([1, 1, 2]) == [2, 2, 2]', 'failed: found [2, 2, 1], expected [2, 2, 2]'],
    ['hist([1, 1, 2]) == "221"', 'failed: found [2, 2, 1], expected "221"'],
    ['hist([1, 1, 2]) == [2, 2.0, True]', 'passed'],
    ['length("abc") == 3', 'passed'],
    ['length("abc") == 4', 'failed: found [3, 3, 3], expected 4'],
    ['(tokens == "a")("aba") == [True, False, True]', 'passed'],
    ['double(indices)("abc") == [0, 2, 4]', 'passed'],
    // Selectors: rows of 0 and 1, or lists of them.
    ['same("aba") == ["101", "010", "101"]', 'passed'],
    ['same("aba") == [[1, 0, 1], [0, 1, 0], [True, False, True]]', 'passed'],
    ['same("aba") == same("xyx")', 'passed'],
    ['same("aba") == ["101", "010", "111"]', 'failed: found ["101", "010", "101"], expected ["101", "010", "111"]'],
    ['same("ab") == "10"', 'failed: found ["10", "01"], expected "10"'],
    // Floats are exact under `==`, and may differ a little under `~=`.
    ['share("aab") ~= 0.667', 'passed'],
    ['share("aab") ~= [0.667, 0.667, 0.667]', 'passed'],
    ['share("aab") == 0.667', 'failed: found [0.6666666666666666, 0.6666666666666666, 0.6666666666666666], expected 0.667 (at 0: 0.6666666666666666, not 0.667)'],
    ['share("ab") == 0.5', 'passed'],
    ['share("aab") ~= 0.668', 'failed: found [0.6666666666666666, 0.6666666666666666, 0.6666666666666666], expected about 0.668'],
    ['1000000.0 ~= 1000000.9', 'passed'],
    ['1000000.0 ~= 1000002.1', 'failed: found 1000000.0, expected about 1000002.1'],
    ['"~=" ~= "~="', 'passed'],
    // Values.
    ['max(2, 3) == 3', 'passed'],
    ['add("a", "b") == "ab"', 'passed'],
    ['pair == [1, [2, "x"]]', 'passed'],
    ['pair[1] == [2, "y"]', 'failed: found [2, "x"], expected [2, "y"]'],
    ['table == {2: [3], "a": 1}', 'passed'],
    ['table == {2: [4], "a": 1}', 'failed: found {"a": 1, 2: [3]}, expected {2: [4], "a": 1}'],
    ['[reverse("ab"), hist("aa")] == ["ba", [2, 2]]', 'passed'],
    ['1 == 1.0', 'passed'],
    ['1 == "1"', 'failed: found 1, expected "1"'],
    ['["a", "b"] == "ab"', 'failed: found ["a", "b"], expected "ab"'],
    ['2^70 == 1180591620717411303424', 'passed'],
    ['2 in [1, 2]', 'passed'],
    ['3 < 2', 'failed: found False, expected True'],
    ['(tokens == "a")("aa")', 'passed'],
    ['max(2, 3)', 'failed: found 3, expected True; compare it, as in `… == 3`'],
    // Layers and heads.
    ['cost(reverse) == (2, 1)', 'passed'],
    ['cost(hist) == (1, 2)', 'passed'],
    ['cost(hist) == (1, 1)', 'failed: found 1 layer with at most 2 heads, expected 1 and 1'],
    ['cost(tokens[1]) == (0, 0)', 'failed: found 1 layer with at most 1 head, expected 0 and 0'],
    ['cost(tokens) == (2, 1)', 'failed: found 0 layers with at most 0 heads, expected 2 and 1'],
    ['cost(sort) == (2, 2)', 'passed'],
    ['cost(sort(hist, -hist)) == (3, 2)', 'passed'],
    ['cost(same) == (1, 0)', 'passed'],
    ['cost(double) == (0, 0)', 'failed: s-ops and selectors have layers and heads, found the function double; call it, as in cost(double(tokens))'],
    ['cost(3) == (0, 0)', 'failed: s-ops and selectors have layers and heads, found the int 3'],
    ['cost(reverse) == 3', 'failed: there is no `cost` here; write `cost(NAME) == (LAYERS, HEADS)`'],
    // Errors.
    ['numbers("ab") fails', 'passed'],
    ['numbers("ab") fails "is not an int"', 'passed'],
    ['numbers("ab") fails "is not a bool"', 'failed: found the error "on "ab", token 0 of the input, \'a\' is not an int", expected an error that says "is not a bool"'],
    ['numbers("12") fails', 'failed: found [2, 3], expected an error'],
    ['add(1, "a") fails', 'passed'],
    ['add(1) fails "takes 2 arguments"', 'passed'],
    ['nope(1) fails', 'failed: there is no `nope` here'],
    ['nope(1) fails "there is no"', 'passed'],
    ['fails(add(1, "a"))', 'failed: there is no `fails` here; write `f("x") fails`'],
    ['numbers("ab") == [1]', 'failed: on "ab", token 0 of the input, \'a\' is not an int'],
    ['reverse("") == ""', 'failed: an input must not be empty: RASP has no empty sequence'],
    // S-ops without an input.
    ['reverse == "olleh"', 'failed: this is an s-op without an input: call it on one, as in `reverse("abc")`, or write `set example` above'],
    ['reverse fails', 'passed'],
    // What cannot be read.
    ['', 'unreadable: nothing is expected yet'],
    ['# later', 'unreadable: nothing is expected yet'],
    ['x = 1', 'unreadable: `=` sets a name; an expectation compares with `==`'],
    ['reverse("abc"', 'unreadable: found the end of the expectation, expected'],
    ['reverse("abc) == "cba"', 'unreadable: '],
    ['reverse("abc") == ', 'unreadable: found the end of the expectation, expected an expression'],
    ['reverse("abc") ~= ', 'unreadable: an expression is missing here'],
    ['== 3', 'unreadable: '],
    ['fails', 'unreadable: an expression is missing here'],
    ['cost() == (1, 1)', 'unreadable: an expression is missing here'],
    ['max(1, 2) == (2, 1)', 'unreadable: layers and heads stand behind `cost(…) ==`; a list is written [2, 1]'],
    ['set example "x"', 'unreadable: an expectation is one comparison on one line'],
    ['1 == 1; 2 == 2', 'unreadable: an expectation is one comparison on one line'],
    [`${'('.repeat(200)}1${')'.repeat(200)} == 1`, 'unreadable: this statement nests'],
    // What is overlooked.
    ['max(2, 3) == 3;', 'passed'],
    ['max(2, 3) == 3  # of course', 'passed'],
    ['add("#", "?") == "#?"  # of course', 'passed'],
    ['add(" fails", "") == " fails"', 'passed']
];

describe('an expectation', () => {
    it.each(table)('%s', (expectation, expected) => {
        const [only, second] = checked(programOf(`${prelude}#? ${expectation}\n`));
        expect(second).toBeUndefined();
        expect(only === undefined ? 'none' : told(only).slice(0, Math.max(expected.length, expected === 'passed' ? 100 : 0))).toBe(expected);
    });
});

/** Programs with what comes of their expectations, in order. */
const programs: readonly (readonly [what: string, text: string, told: readonly string[]])[] = [
    ['the bindings in force at its place', 'x = 1;\n#? x == 1\nx = 2;\n#? x == 2\n', ['passed', 'passed']],
    ['a name that is set below', '#? x == 1\nx = 1;\n', ['failed: there is no `x` here']],
    ['what functions see at its place', 'k = 1;\ndef f() { return k; }\n#? f() == 1\nk = 2;\n#? f() == 2\n', ['passed', 'passed']],
    ['a loaded function', 'load "lib";\n#? from_lib(1) == 6\nk = 1;\n#? from_lib(1) == 6\n', ['passed', 'passed']],
    ['the example in force', 'set example "ab"\nx = tokens;\n#? x == "ab"\nset example "cd"\n#? x == "cd"\n#? x == "ab"\n', ['passed', 'passed', 'failed: found "cd", expected "ab"']],
    ['the example of selectors', 'set selector example "ab"\n#? select(tokens, tokens, ==) == ["10", "01"]\n#? tokens == "hello"\n', ['passed', 'failed: this is an s-op without an input']],
    ['a name that is set again and again', Array.from({ length: 9 }, (_, i) => `k = ${i};\n#? k == ${i}\n`).join(''), Array.from({ length: 9 }, () => 'passed')],
    ['a misspelt name, which is told of those above alone', 'reverses = 1;\n#? revers == 1\nrevers = 2;\n', ['failed: there is no `revers` here; did you mean `reverses`?']],
    ['a redefined `tokens`', '#? tokens("12") == "12"\ntokens = tokens_int;\n#? tokens("12") == [1, 2]\n', ['passed', 'passed']],
    ['behind a statement', 'x = 1; #? x == 1\nset example "ab" #? x == 1\n', ['passed', 'passed']],
    ['inside a function, checked behind it', 'def f(x) {\n    #? f(1) == 2\n    return x + 1; #? f(2) == 3\n}\n', ['passed', 'passed']],
    ['inside a statement', 'x = [1,\n#? x == [1, 2]\n2];\n', ['passed']],
    ['inside a string or a comment is none', 'x = "#? x == 1";\n# not #? x == 1\n## #? x == 1\ny = 1; # #? x == 2\n', []],
    ['a broken statement above', 'x = (1;\n#? x == 1\n#? x == 2\ny = 1;\n#? y == 1\n', ['blocked: `x` has no value, because the statement that sets it has an error', 'blocked: `x` has no value, because the statement that sets it has an error', 'passed']],
    ['an error that has been told already', 'x = bad;\ny = x;\n#? y == 1\n#? x fails\n', ['blocked: `y` has no value, because the statement that sets it has an error', 'blocked: `x` has no value, because the statement that sets it has an error']],
    ['behind `exit` is none', 'x = 1;\nexit\n#? x == 1\nx = 2;\n#? x == 2\n', ['passed']],
    ['CRLF and tabs', '\tx = 1;\r\n\t#? x == 1\r\n#?x == 2\r\n', ['passed', 'failed: found 1, expected 2']],
    ['no end of line', 'x = 1;\n#? x == 1', ['passed']],
    ['recursion without end', 'def f(n) { return f(n); }\n#? f(1) == 1\n', ['failed: more than 200 calls are open at once']],
    ['an unreadable one among others', '#? 1 == \n#? 1 == 1\n', ['unreadable: found the end', 'passed']]
];

describe('a program', () => {
    it.each(programs)('%s', (_what, text, expected) => {
        expect(checked(programOf(text)).map((expectation, i) => told(expectation).slice(0, Math.max(6, expected[i]?.length ?? 100)))).toEqual(expected);
    });

    it.each([
        ['x = 1;\n#?   x == 2', 'x == 2'],
        ['#? max(1, oops) == 2', 'oops'],
        ['#? 1 == max(1, oops)', 'oops'],
        ['#? 1.0 ~= max(1, oops)', 'oops'],
        ['def f(a) {\n  return a + [1];\n}\n#? f(1) == 1', 'f(1)'],
        ['#? cost( 3 ) == (1, 1)', '3'],
        ['#? oops(1) fails', 'oops'],
        ['#? 1 == \nx = 1;', '='],
        ['#?\nx = 1;', '#?'],
        ['#?   ', '#?'],
        ['#? ~= 3', '~'],
        ['#? max(1', '1']
    ])('marks the part that is to blame in %j', (text, marked) => {
        const [only] = checked(programOf(text));
        const { offset = 0, outcome } = only ?? {};
        expect(text.slice(offset + (outcome?.start ?? 0), offset + (outcome?.end ?? 0))).toBe(marked);
    });
});

it('is no part of a name\'s documentation', () => {
    const text = '# What it does.\n#? 1 == 1\n# And how.\nx = 1;\n';
    expect(commentAbove(text, text.indexOf('x ='))).toBe('What it does.\nAnd how.');
});

describe('a program that is edited', () => {
    /** Numbers from 0 to 1, the same in every run. */
    const randomFrom = (seed: number): (() => number) => {
        let state = seed;
        return () => {
            state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
            return state / 0x80000000;
        };
    };
    const lines = [
        'a = indices + 1;', 'a = tokens_int;', 'b = a;', 'def f(x) {\n  return x + k;\n}', 'k = 1;', 'k = 2;', 'k = bad;', 's = select(tokens, tokens, ==);', 'set example "12"', 'load "lib";',
        'exit', '', '# comment', 'x = (1;', '#? k == 1', '#? k == 2', '#? f(1) == 3', '#? a("12") == [1, 2]', '#? b("ab") == [1, 2]', '#? b == [1, 2]', '#? s("aa") == ["11", "11"]',
        '#? cost(selector_width(s)) == (1, 2)', '#? f("a") fails', '#? 1 ==', '#?', '#? out == 1', '#? [q for q in [1, k]] == [1, 2]'
    ];

    it.each([1, 2, 3, 4, 5, 6])('has the outcomes of a fresh one, and its values stay as they are (seed %d)', seed => {
        const random = randomFrom(seed * 7_919);
        const program = programOf('');
        const expectations = new Expectations(program);
        let all: string[] = [];
        for (let round = 0; round < 120; round++) {
            const at = Math.floor(random() * (all.length + 1));
            const line = lines[Math.floor(random() * lines.length)] ?? '';
            all = random() < 0.7 ? [...all.slice(0, at), line, ...all.slice(at)] : [...all.slice(0, at), ...all.slice(at + 1)];
            program.update(all.join('\n'));
            expectations.update();
            if (random() < 0.4) {
                // Given up in the middle: the next keystroke has come.
                let left = Math.floor(random() * 4);
                expectations.check(() => left-- <= 0);
                continue;
            }
            const names = (): unknown[] => ['a', 'b', 'f', 'k', 's'].map(name => program.valueOf(name));
            const [before, hovered] = [names(), program.results.map(({ value }) => value)];
            expectations.check();
            expect(names()).toEqual(before);
            expect(program.results.map(({ value }) => value)).toEqual(hovered);
            const fresh = programOf(all.join('\n'));
            expect(expectations.all.map(told)).toEqual(checked(fresh).map(told));
            expect(expectations.all.map(({ offset, text }) => [offset, text])).toEqual(checked(fresh).map(({ offset, text }) => [offset, text]));
        }
    });

    it('checks again only what stands behind the edit', () => {
        const text = (k: number, m: number): string => `k = ${k};\n#? k == 1\nm = ${m};\n#? m == 1\n#? k + m == 2\n`;
        const program = programOf(text(1, 1));
        const expectations = new Expectations(program);
        const outcomes = checked(program, expectations).map(({ outcome }) => outcome);
        program.update(`${text(1, 2)}#? k == 1\n`);
        const again = checked(program, expectations);
        expect(again.map(told)).toEqual(['passed', 'failed: found 2, expected 1', 'failed: found 3, expected 2', 'passed']);
        expect(again[0]?.outcome).toBe(outcomes[0]);
        program.update(`\n\n${text(1, 2)}`);
        expectations.update();
        expect(expectations.isComplete).toBe(true);
    });

    it('shows what the last check gave until the next one', () => {
        const program = programOf('k = 1;\n#? k == 1\n#? k == 3\n');
        const expectations = new Expectations(program);
        checked(program, expectations);
        program.update('k = 2;\n#? k == 1\n#? k == 4\n');
        expectations.update();
        expect(expectations.all.map(told)).toEqual(['passed', 'not checked']);
        expect(expectations.check(() => true)).toBe(false);
        expect(expectations.hasChanged).toBe(true);
        expect(expectations.check(() => true)).toBe(true);
        expect(expectations.all.map(told)).toEqual(['failed: found 2, expected 1', 'failed: found 2, expected 4']);
    });

    it('leaves graph, head counts and the values under the cursor alone', () => {
        const text = 's = select(tokens, tokens, ==);\ndef f(x) {\n    return x + 1;\n}\ny = f(indices);\n';
        const program = programOf(text);
        const tree = program.results[1]?.statement.tree;
        const body = tree?.$type === 'FunctionDefinition' ? tree.results[0] : undefined;
        const before = body === undefined ? undefined : program.valueOfTree(body);
        expect(before).toBe(program.valueOf('y'));
        program.update(`${text}#? f(5) == 6\n#? cost(selector_width(s)) == (1, 2)\n#? selector_width(s)("ab") == 1\n`);
        checked(program);
        expect(body === undefined ? undefined : program.valueOfTree(body)).toBe(before);
        // The next selector gets the id that it gets without expectations.
        program.update(`${program.text}t = select(tokens, tokens, ==);\n`);
        const without = programOf(`${text}t = select(tokens, tokens, ==);\n`);
        expect(program.valueOf('t')).toMatchObject({ id: (without.valueOf('t') as { id: number }).id, shared: (without.valueOf('s') as { id: number }).id });
    });

    it('keeps to the limit of expectations', () => {
        const all = checked(programOf('#? 1 == 1\n'.repeat(5_002)));
        expect(all).toHaveLength(5_001);
        expect(all.map(told).filter(text => text !== 'passed')).toEqual(['unreadable: this file has more than 5,000 expectations, the limit: this one and those below are not checked']);
        expect(checked(programOf(`#? ${' '.repeat(20_000)}1 == ${' '.repeat(20_000)}1`)).map(told)).toEqual(['unreadable: this expectation is longer than 10,000 characters, the limit']);
    });
});
