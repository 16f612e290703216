import { describe, expect, it } from 'vitest';
import { planRename } from '../../../language/names/rename';
import { addressOf, namesOfFiles } from './marked-program';

const cursor = '‸';

/** Renames the name behind the cursor. @returns the files that it changes, or why it does not */
function rename(texts: Readonly<Record<string, string>>, to: string): Record<string, string> | string {
    const plain = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.replace(cursor, '')]));
    const files = namesOfFiles(plain);
    const [name, text = ''] = Object.entries(texts).find(([, each]) => each.includes(cursor)) ?? ['main'];
    const file = files.file(addressOf(name));
    const occurrence = file?.at(text.indexOf(cursor));
    if (file === undefined || occurrence === undefined) {
        throw new Error('no name at the cursor');
    }
    const candidates = Object.keys(texts).map(each => files.file(addressOf(each))).filter(each => each !== undefined);
    const plan = planRename(files, candidates, { file, occurrence }, to, place => {
        const before = plain[place.file.uri.slice('test:/'.length, -'.rasp'.length)]?.slice(0, place.file.offsetOf(place.occurrence)) ?? '';
        return `line ${before.split('\n').length}${place.file.uri === file.uri ? '' : ` of ${place.file.uri}`}`;
    });
    if ('reason' in plan) {
        return plan.reason;
    }
    return Object.fromEntries([...plan.ranges].map(([uri, ranges]) => {
        const [key, before] = Object.entries(plain).find(([each]) => addressOf(each) === uri) ?? ['', ''];
        return [key, ranges.toReversed().reduce((result, { start, end }) => result.slice(0, start) + to + result.slice(end), before)];
    }));
}

const done: Record<string, [files: Record<string, string>, to: string, changed: Record<string, string>]> = {
    'one of two bindings': [{ main: 'x = 1;\ny = x;\n‸x = x;\nz = x;' }, 'new', { main: 'x = 1;\ny = x;\nnew = x;\nz = new;' }],
    'the same from a use': [{ main: 'x = 1;\ny = ‸x;\nx = x;\nz = x;' }, 'new', { main: 'new = 1;\ny = new;\nx = new;\nz = x;' }],
    'bindings that a function ties together': [{ main: 'x = 1;\ndef f() { return ‸x; }\nx = 2;\ny = x;' }, 'new', { main: 'new = 1;\ndef f() { return new; }\nnew = 2;\ny = new;' }],
    'bindings that a loop ties together': [{ main: 'x = 1;\nfor i in [1] { x = ‸x + i; }\nx;' }, 'new', { main: 'new = 1;\nfor i in [1] { new = new + i; }\nnew;' }],
    'a parameter': [{ main: 'x = 1;\ndef f(‸x) { return x + 1; }\ny = x;' }, 'new', { main: 'x = 1;\ndef f(new) { return new + 1; }\ny = x;' }],
    'a local, in a nested function too': [{ main: 'def f(a) {\n    b = a;\n    def g() { return b; }\n    return g() + ‸b;\n}' }, 'new', { main: 'def f(a) {\n    new = a;\n    def g() { return new; }\n    return g() + new;\n}' }],
    'a local that hides a global on one of two ways': [{ main: 'w = 1;\ndef f() {\n    for i in [] { w = 2; }\n    return ‸w;\n}' }, 'new', { main: 'new = 1;\ndef f() {\n    for i in [] { new = 2; }\n    return new;\n}' }],
    'a comprehension variable': [{ main: 'x = 1;\ny = [x + ‸x for x in [x]];' }, 'new', { main: 'x = 1;\ny = [new + new for new in [x]];' }],
    'a function in all files': [{ main: 'load "b";\ny = f(1);', b: 'load "a";', a: 'def ‸f(n) { return f(n); }', c: 'f = 1;\nf;' }, 'new', { main: 'load "b";\ny = new(1);', a: 'def new(n) { return new(n); }' }],
    'the same from a file that loads it': [{ main: 'load "a";\ny = ‸f(1);', a: 'def f(n) { return 1; }', d: 'load "a";\nz = f(2);' }, 'new', { main: 'load "a";\ny = new(1);', a: 'def new(n) { return 1; }', d: 'load "a";\nz = new(2);' }],
    'only what the loader sees': [{ main: 'load "a";\nx;', a: '‸x = 1;\ny = x;\nx = 2;' }, 'new', { a: 'new = 1;\ny = new;\nx = 2;' }],
    'a name that a loader sets again': [{ main: 'load "a";\nx;\nx = 3;\nx;', a: '‸x = 1;' }, 'new', { main: 'load "a";\nnew;\nx = 3;\nx;', a: 'new = 1;' }],
    'a private name': [{ main: 'load "a";\n_x = 1;', a: '‸_x = 1;\ny = _x;' }, '_z', { a: '_z = 1;\ny = _z;' }],
    'a private name that no one misses': [{ main: 'load "a";', a: '‸_x = 1;\ny = _x;' }, 'x', { a: 'x = 1;\ny = x;' }],
    'in a broken statement': [{ main: '‸x = 1;\ny = x + (;' }, 'new', { main: 'new = 1;\ny = new + (;' }],
    'in the tests of the binding, and no other': [{ main: '#? x == 0\n‸x = 1;\n#? x == 1 # x\nx = 2;\n#? x == 2\n' }, 'new', { main: '#? x == 0\nnew = 1;\n#? new == 1 # x\nx = 2;\n#? x == 2\n' }],
    'from a test': [{ main: 'x = 1;\ny = [x];    #? y == [‸x]\n#? [x, "x"] == ["x", x]\n' }, 'longer', { main: 'longer = 1;\ny = [longer];    #? y == [longer]\n#? [longer, "x"] == ["x", longer]\n' }],
    'in each form of test': [{ main: 'x = tokens;\n#? cost(x) == (0, 0)\n#? x("x") ~= [‸x]\n#? x fails "x"\n#? not x\n' }, 'yy', { main: 'yy = tokens;\n#? cost(yy) == (0, 0)\n#? yy("x") ~= [yy]\n#? yy fails "x"\n#? not yy\n' }],
    'in tests that are half typed': [{ main: 'cost = 1;\n‸x = 1;\n#? x ==\n#? x = (x\n#? [x for x in\n' }, 'new', { main: 'cost = 1;\nnew = 1;\n#? new ==\n#? new = (new\n#? [x for x in\n' }],
    'in a test inside a function, and in another file': [{ main: 'load "a";\n#? f(1) == f(2)\n', a: 'def ‸f(n) {\n    #? f(1) == n\n    return n;\n}' }, 'new', { main: 'load "a";\n#? new(1) == new(2)\n', a: 'def new(n) {\n    #? new(1) == n\n    return n;\n}' }],
    'but not a comprehension of a test': [{ main: '‸x = [1];\n#? [x for x in x] == x\n' }, 'new', { main: 'new = [1];\n#? [x for x in new] == new\n' }],
    'a comprehension of a test': [{ main: 'x = [1];\n#? [‸x for x in x] == x\n' }, 'new', { main: 'x = [1];\n#? [new for new in x] == x\n' }],
    'to the same name': [{ main: '‸x = 1;' }, 'x', {}],
    'a name used in a loop, a list, a dict and a draw': [{ main: '‸x = 1;\nfor i in [x] { y = {x: x}; }\ndraw(indices, [x]);\nset example [x]\n' }, 'z', { main: 'z = 1;\nfor i in [z] { y = {z: z}; }\ndraw(indices, [z]);\nset example [z]\n' }]
};

describe('renames', () => {
    it.each(Object.entries(done))('%s', (_, [files, to, changed]) => {
        expect(rename(files, to)).toEqual(changed);
    });
});

const refused: Record<string, [files: Record<string, string>, to: string, reason: RegExp]> = {
    'nothing': [{ main: '‸x = 1;' }, '', /"" is not a name/],
    'two words': [{ main: '‸x = 1;' }, 'x y', /"x y" is not a name/],
    'a very long text that is no name': [{ main: '‸x = 1;' }, '!'.repeat(1_000), /^"!{40}…" is not a name/],
    'a word of the language': [{ main: '‸x = 1;' }, 'for', /`for` is a word of the language/],
    'a word with a bracket': [{ main: 'def ‸f(x) { return x; }' }, 'select', /`select` is a word of the language/],
    'a built-in name': [{ main: '‸x = 1;' }, 'indices', /`indices` is a word of the language/],
    'a name of the library': [{ main: '‸x = 1;' }, 'sort', /`sort` is a name of the standard library/],
    'from a name of the library': [{ main: 'x = ‸sort(tokens, tokens);' }, 'mine', /`sort` belongs to the standard library/],
    'from a built-in name': [{ main: 'x = ‸indices;' }, 'mine', /`indices` belongs to the standard library/],
    'a name that nothing sets': [{ main: 'x = ‸nope;' }, 'mine', /nothing sets `nope`/],
    'a name that is sometimes the library\'s': [{ main: 'def f() { return tokens; }\n‸tokens = tokens_int;\nf();' }, 'mine', /`tokens` can mean this one or the language's own/],
    'a name that is set in the file': [{ main: '‸x = 1;\ny = 2;\nx + y;' }, 'y', /`y` is set already, on line 2$/],
    'a name that is set in the function': [{ main: 'def f(a, b) { return ‸a + b; }' }, 'b', /`b` is set already, on line 1$/],
    'a global that a local would hide': [{ main: '‸x = 1;\ndef f(y) { return x + y; }' }, 'y', /on line 2 another `y` would be meant/],
    'a local that would hide a global': [{ main: 'x = 1;\ndef f(‸y) { return x + y; }' }, 'x', /`x` on line 2 would then mean this name/],
    'a comprehension that would hide it': [{ main: '‸x = 1;\n[x + y for y in [1]];' }, 'y', /on line 2 another `y` would be meant/],
    'a name that is used without being set': [{ main: '‸x = 1;\ny;' }, 'y', /`y` on line 2 would then mean this name/],
    'a name that becomes private': [{ main: 'load "a";\nx;', a: '‸x = 1;' }, '_x', /`_x` would be private to its file, .* 2 files/],
    'a name that becomes public': [{ main: 'y = 1;\nload "a";\ny;', a: '‸_x = 1;' }, 'y', /`y` on line 3 of test:\/main.rasp would then mean this name/],
    'a name that a loader sets': [{ main: 'load "a";\nx;\ny = 1;', a: '‸x = 1;' }, 'y', /`y` is set already, on line 3 of test:\/main.rasp/],
    'a name that another loaded file sets': [{ main: 'load "a";\nload "b";\nx;', a: '‸x = 1;', b: 'y = 1;' }, 'y', /`y` is set already by a file that is loaded/],
    'a name that a test would then mean': [{ main: '‸x = 1;\n#? y fails "y"\n' }, 'y', /`y` on line 2 would then mean this name/],
    'a name that a comprehension of a test hides': [{ main: '‸x = 1;\n#? [x for y in [1]] == [1]\n' }, 'y', /on line 2 another `y` would be meant/],
    'what a test would read as its own word': [{ main: 'def ‸f(x) { return x; }\n#? f([2]) == (2, 1)\n#? f(3) == 3\n' }, 'cost', /on line 2 another `cost` would be meant/],
    'what would be read as a word': [{ main: '‸x = 3;\nop = 1;\nz = x-op;' }, 's', /`s` would be read as something else on line 3/]
};

describe('does not rename to or from', () => {
    it.each(Object.entries(refused))('%s', (_, [files, to, reason]) => {
        expect(rename(files, to)).toMatch(reason);
    });
});
