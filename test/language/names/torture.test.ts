import { describe, expect, it } from 'vitest';
import { definitionsOf, NameWeb } from '../../../language/names/name-web';
import { planRename } from '../../../language/names/rename';
import { addressOf, namesOfFiles } from './marked-program';

const many = 4_000;
const repeat = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join('\n');

/** Programs in which one name hangs together in as many ways as there are statements. */
const programs: Record<string, string> = {
    'redefinitions, each from the one before': repeat(many, () => 'x = x;'),
    'loops that may set it': repeat(many, () => 'for i in [] { x = x; }'),
    'functions that read what comes later': repeat(many / 2, i => `def f${i}() { return x; }\nx = ${i};`),
    'a function with as many functions': `def f(x) {\n${repeat(1_000, i => `    def g${i}() { return x; }\n    x = g${i}();`)}\n    return x;\n}`,
    'loops in loops': `${'for i in [1] {\n'.repeat(45)}x = x + i;\n${'}\n'.repeat(45)}x;`,
    'a long expression': `x = 1;\ny = ${'x + '.repeat(800)}x;`,
    'broken statements': repeat(many, () => 'x = x + (;'),
    'an unclosed function': `def f(x) {\n${repeat(many, () => '    y = x;')}`
};

describe('names that hang together in many ways', () => {
    it.each(Object.entries(programs))('%s', (_, text) => {
        const files = namesOfFiles({ main: `x = 0;\n${text}\n` });
        const file = files.file(addressOf('main'));
        const first = file?.at(0);
        if (file === undefined || first === undefined) {
            throw new Error('no name');
        }
        const begin = performance.now();
        const web = new NameWeb('x', [file]);
        const places = web.places.filter((_, i) => i % 100 === 0).map(place => definitionsOf(place, true).length);
        expect(Math.max(...places)).toBeGreaterThan(0);
        expect(web.unset()).toEqual([]);
        expect(web.reachedFrom(definitionsOf({ file, occurrence: first })).length).toBeGreaterThan(0);
        expect(planRename(files, [file], { file, occurrence: first }, 'y_new', () => '')).toHaveProperty('ranges');
        // A square of the number of statements would take minutes.
        expect(performance.now() - begin).toBeLessThan(5_000);
    });

    it('a chain of loaded files, and a net of them', () => {
        const chain = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`c${i}`, i === 0 ? 'x = 1;' : `load "c${i - 1}";`]));
        const files = namesOfFiles({ ...chain, near: 'load "c20";\nx;', far: 'load "c199";\nx;' });
        const read = (name: string): number => {
            const file = files.file(addressOf(name));
            const [occurrence] = file?.occurrencesOf('x') ?? [];
            return file === undefined || occurrence === undefined ? -1 : definitionsOf({ file, occurrence }).length;
        };
        expect(read('near')).toBe(1);
        // As when it runs, more than fifty files in a row are not loaded.
        expect(read('far')).toBe(0);
        const net = namesOfFiles(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`n${i}`, i === 0 ? 'x = 1;' : `load "n${i - 1}";\nload "n${i - 1}";\nload "n${Math.max(0, i - 2)}";`])));
        expect(net.file(addressOf('n39'))?.end.has('x')).toBe(true);
        net.refresh();
        expect(net.file(addressOf('n39'))?.end.has('x')).toBe(true);
    });
});
