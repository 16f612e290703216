import { describe, expect, it } from 'vitest';
import { markAgain } from './marked-program';

/** Each name with a mark, and behind it what can have set it. */
const programs: Record<string, string> = {
    'redefinition': 'x§1 = 1;\ny = x§1;\nx§2 = x§1 + 1;\nz = x§2;',
    'several targets': 'a§1, b§1b = 1, 2;\na§2, b§2b = b§1b, a§1;\n[a§2, b§2b];',
    'a name that nothing sets': 'x = y§none;\ny§1 = 1;\ny§1;',
    'a name of the library, of the language and one that can be set': 'x = length§lib + indices§lib + tokens§lib;\ntokens§1 = tokens_int§lib;\ny = tokens§1;',
    'a reserved name, which stays what it is': 'length§lib = 3;\nindices§lib = 4;\nx = length§lib + indices§lib;',
    'a reserved name in a loop at top level': 'for length§lib in [1] { x = length§lib; }',
    'a reserved name in a function': 'def f(length§1) { sort§2 = length§1; return sort§2 + indices§lib; }\nx = length§lib;',
    'a function, its parameters and its locals': 'def f§1(a§2, b§3) {\n    c§4 = a§2 + b§3;\n    c§5 = c§4;\n    return c§5;\n}\nx = f§1(a§none, c§none);',
    'a function that calls itself': 'def f§1(n) { return f§1(n); }',
    'a function defined twice': 'def f§1(n) { return 1; }\nx = f§1(1);\ndef f§2(n) { return 2; }\nx = f§2(1);',
    'a global that a function reads when it is called': 'x§1 = 1;\nx§2 = 2;\ndef f() { return x§2+3+4; }\nx§3 = 3;\nx§4 = 4;\nx§4;',
    'a global that is set only after the function': 'def f() { return x§1+2; }\nx§1 = 1;\nx§2 = 2;',
    'a name of the language that is set after the function': 'def f() { return tokens§1+lib; }\ntokens§1 = tokens_int;',
    'a local that hides a global from where it is set': 'x§1 = 1;\ndef f() {\n    y = x§1;\n    x§2 = y;\n    return x§2;\n}\nx§1;',
    'a function in a function': 'x§1 = 1;\ndef f(a§2) {\n    b§3 = a§2;\n    def g(c§4) { return a§2 + b§3+5 + c§4 + x§1; }\n    b§5 = 2;\n    return g(b§5);\n}',
    'a local that a function in it sees before it is set': 'x§1 = 1;\ndef f() {\n    def g() { return x§1+2; }\n    x§2 = 1;\n    return g();\n}',
    'a loop': 'x§1 = 1;\nfor i§2 in [1, 2] {\n    y§3 = x§1+4 + i§2;\n    x§4 = y§3;\n}\nx§1+4; y§3;',
    'a name set first in a loop': 'x§1 = 1;\nfor i in [1] {\n    x§2 = 1;\n    y = x§2;\n}\n',
    'a loop variable after the loop': 'for i§1 in [1] { x = i§1; }\ny = i§1;\nfor i§2 in [i§1] { x = i§2; }\nz = i§1+2;',
    'two loops with one variable each': 'for i§1 in [1] { x = i§1; }\nfor i§2 in [2] { x = i§2; }',
    'a loop in a loop': 'x§1 = 0;\nfor i in [1] {\n    a = x§1+2+3;\n    x§2 = 1;\n    for j in [1] {\n        b = x§2+3;\n        x§3 = 1;\n    }\n    c = x§2+3;\n}\nx§1+2+3;',
    'a loop in a function that can set nothing': 'x§1 = 1;\ndef f() {\n    for i in [] { x§2 = i; }\n    return x§1+2;\n}',
    'a function in a loop': 'for i§1 in [1, 2] {\n    x§2 = i§1;\n    def f§3() { return x§2+4; }\n    y = f§3();\n    x§4 = 1;\n}',
    'a comprehension': 'x§1 = [1];\ny = [x§2 for x§2 in x§1];\nx§1;\nd = {k§3: v§4 for k§3, v§4 in zip(x§1, x§1)};\nk§none;',
    'a comprehension in a comprehension': 'l§1 = [[1]];\n[[x§2 + y§3 for y§3 in x§2] for x§2 in l§1];',
    'a reserved name in a comprehension': '[length§1 for length§1 in [1]];\nlength§lib;',
    'an example': 'x§1 = "abc";\nset example x§1\ndraw(tokens§lib, x§1);',
    'a statement after exit': 'x§1 = 1;\nexit\nx§2 = x§1;\nx§2;',
    'a broken statement, which still sets its name': 'x§1 = 1;\nx§2 = x§1 + (;\ny = x§2;',
    'a broken function': 'g§0 = 1;\ndef f§1(a§2) {\n    b§3 = a§2 + ;\n    return b§3 + g§0;\n}\nx = f§1(1);',
    'a broken loop': 'for i§1 in [1] {\n    x§2 = i§1 + ;\n}\nx§2;',
    'a broken assignment with a comprehension': 'x§1 = 1;\ny = [x for x in [1]] + (;\nz = x§1;',
    'tests': 'x§1 = 1;\n#? x§1 == 1\nx§2 = x§1;  #? [x§2, sort§lib, nope§none] == tokens§lib("x")\n',
    'a test inside a function, which sees what is behind it': 'def f§1(x§2) {\n    #? f§1(x§none) == 1\n    return x§2;\n}',
    'a test above all statements': '#? x§none + indices§lib\nx§1 = 1;',
    'two statements on a line': 'x§1 = 1; y§2 = x§1;\ny§2;'
};

describe('what a name belongs to', () => {
    it.each(Object.entries(programs))('%s', (_, main) => {
        expect(markAgain({ main })['main']).toBe(main);
    });
});

/** The same for a definition that an editor goes to: for a function, what holds where it is defined. */
const first: Record<string, string> = {
    'what holds at the definition': 'x§1 = 1;\ndef f() { return x§1; }\nx§2 = 2;\nx§2;',
    'what comes first after it': 'def f() { return x§1; }\nx§1 = 1;\nx§2 = 2;',
    'both where a loop leaves it open': 'x§1 = 1;\nfor i in [1] { x§2 = 2; }\nx§1+2;'
};

describe('where an editor goes', () => {
    it.each(Object.entries(first))('%s', (_, main) => {
        expect(markAgain({ main }, true)['main']).toBe(main);
    });
});

const loads: Record<string, Record<string, string>> = {
    'the value at the end of the file': { main: 'load "a";\nx§2;', a: 'x§1 = 1;\nx§2 = x§1;' },
    'a file that loads a file': { main: 'load "b";\nx§1;', b: 'load "a";', a: 'x§1 = 1;' },
    'a private name': { main: '_x§1 = 1;\nload "a";\n_x§1;\ny§3;', a: '_x§2 = 1;\ny§3 = _x§2;' },
    'a name set before and after': { main: 'x§0 = 1;\nx§0;\nload "a";\nx§1;\nx§2 = 1;\nx§2;', a: 'x§1 = 1;' },
    'what the loader sets is not seen': { main: 'x§1 = 1;\nload "a";', a: 'y = x§none;' },
    'a reserved name in it': { main: 'load "a";\nlength§lib;', a: 'length§lib = 1;' },
    'a loop in it': { main: 'load "a";\nx§1+2;', a: 'x§1 = 1;\nfor i in [1] { x§2 = 1; }' },
    'exit in it': { main: 'load "a";\nx§1;\ny§none;', a: 'x§1 = 1;\nexit\nx§2 = 2;\ny§3 = 3;' },
    'into a function': { main: 'x§1 = 1;\nz§5 = 1;\ndef f() {\n    load "a";\n    return x§2 + y§3 + z§5;\n}\nx§1;', a: 'x§2 = 1;\ny§3 = 1;' },
    'into a loop': { main: 'for i in [1] {\n    load "a";\n    y = x§1;\n}\nx§1;', a: 'x§1 = 1;' },
    'a function that reads its own file': { main: 'load "a";\nx§2 = 2;\nf§3();\nx§2;', a: 'x§1 = 1;\ndef f§3() { return x§1; }' },
    'a file that loads itself': { main: 'load "main";\nx§none;\nx§1 = 1;' },
    'files that load each other': { main: 'load "a";\nx§1;', a: 'load "main";\nx§1 = 1;' },
    'a file that is not there': { main: 'x§1 = 1;\nload "nowhere";\nx§1;' }
};

describe('names of loaded files', () => {
    it.each(Object.entries(loads))('%s', (_, files) => {
        expect(markAgain(files)).toEqual(files);
    });
});
