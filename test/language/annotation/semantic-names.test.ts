import { describe, expect, it } from 'vitest';
import { nameModifiers } from '../../../language/annotation/marked-name';
import { SemanticNames } from '../../../language/annotation/semantic-names';
import { markedProgram } from '../completion/marked-program';

/** Each name with its type and modifiers, in order. */
function marks(names: SemanticNames, text: string): string[] {
    return [...names.marked(0, Infinity)].flatMap(({ offset, names }) => names.map(({ start, end, type, modifiers }) => {
        const told = nameModifiers.filter((_, bit) => (modifiers & (1 << bit)) !== 0);
        return [text.slice(offset + start, offset + end), type, ...told].join(' ');
    }));
}

function marksOf(text: string): string[] {
    const { program } = markedProgram(text);
    return marks(new SemanticNames(program), text);
}

describe('semantic names', () => {
    it('tells s-ops, selectors, constants and the library apart, with their layers', () => {
        expect(marksOf('s = select(tokens, tokens, ==);\nw = selector_width(s) + 1;\nn = 3;\nl = [n, True];\nw;\n')).toEqual([
            's selector definition layer1', 'select function defaultLibrary', 'tokens sop defaultLibrary layer0', 'tokens sop defaultLibrary layer0',
            'w sop definition layer1', 'selector_width function defaultLibrary', 's selector layer1',
            'n constant definition', 'l constant definition', 'n constant', 'True constant defaultLibrary', 'w sop layer1'
        ]);
    });

    it('caps the layer', () => {
        const chain = Array.from({ length: 12 }, (_, i) => `x${i + 1} = aggregate(full_s, x${i});`).join('\n');
        expect(marksOf(`x0 = indices;\n${chain}\n`).filter(mark => mark.includes('definition')).map(mark => mark.split(' ').at(-1))).toEqual(
            ['layer0', 'layer1', 'layer2', 'layer3', 'layer4', 'layer5', 'layer6', 'layer7', 'layer8', 'layer8', 'layer8', 'layer8', 'layer8']);
    });

    it('tells parameters and locals of functions, of their last call', () => {
        const text = 'g = indices;\ndef f(x) {\n  s = select(x, g, ==);\n  return aggregate(s, later);\n}\nlater = tokens;\n';
        const uncalled = marksOf(text);
        expect(uncalled).toEqual(expect.arrayContaining(['f function definition', 'x parameter declaration', 'x parameter', 's variable definition', 'g sop layer0', 'later sop layer0']));
        expect(marksOf(`${text}y = f(indices);\n`)).toEqual(expect.arrayContaining(['s selector definition', 's selector', 'f function']));
    });

    it('tells loop and comprehension variables', () => {
        expect(marksOf('for i in [1] { a = i; }\nb = [k for k in [1]];\n')).toEqual([
            'i constant declaration', 'a constant definition', 'i constant', 'b constant definition', 'k variable', 'k variable declaration'
        ]);
    });

    it('takes the value that holds at the place', () => {
        expect(marksOf('x = 1;\ny = x;\nx = indices;\nz = x;\n').filter(mark => mark.startsWith('x'))).toEqual(['x constant definition', 'x constant', 'x sop definition layer0', 'x sop layer0']);
    });

    it('marks tests, with the values that hold where they stand', () => {
        expect(marksOf('#? n == 1\nn = 1;\n#? [n, "n", k, 2.5] # n\nn = tokens;\n#? cost(n) == (0, 0)\n#? n("a") fails "x"\n').filter(mark => !mark.includes('definition'))).toEqual([
            'n variable', '1 number',
            'n constant', '"n" string', 'k variable', '2.5 number', 'tokens sop defaultLibrary layer0',
            'cost keyword', 'n sop layer0', '0 number', '0 number', 'n sop layer0', '"a" string', 'fails keyword', '"x" string'
        ]);
    });

    it('marks tests inside a function in the order of the text', () => {
        expect(marksOf('def f(x) {\n    #? select(f(1), [y for y in [1]], ==)\n    return x;\n}\n')).toEqual([
            'f function definition', 'x parameter declaration', 'select function defaultLibrary', 'f function', '1 number', 'y variable', 'y variable', 'in keyword', '1 number', 'x parameter'
        ].toSpliced(6, 0, 'for keyword'));
    });

    it('marks broken statements, whose names stay what they were', () => {
        const { program } = markedProgram('x = indices;\ny = x;\n');
        const names = new SemanticNames(program);
        expect(marks(names, program.text)).toContain('x sop definition layer0');
        program.update('x = indices + (;\ny = x;\n');
        expect(marks(names, program.text)).toEqual(['x sop definition layer0', 'indices sop defaultLibrary layer0', 'y sop definition layer0', 'x sop layer0']);
        program.update('z = (;\n');
        expect(marks(names, program.text)).toEqual(['z variable definition']);
    });

    it('follows calls that come later', () => {
        const { program } = markedProgram('def f(x) {\n  s = select(x, x, ==);\n  return s;\n}\n');
        const names = new SemanticNames(program);
        expect(marks(names, program.text)).toContain('s variable definition');
        program.update(`${program.text}y = f(tokens);\n`);
        expect(marks(names, program.text)).toContain('s selector definition');
    });

    it('is the same from the middle as from the begin', () => {
        const { program } = markedProgram('x = indices;\ny = x;\nx = 1;\nz = x;\n');
        const names = new SemanticNames(program);
        expect([...names.marked(2, 4)]).toEqual([...new SemanticNames(program).marked(0, 9)].slice(2));
    });
});
