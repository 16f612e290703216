import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openProgram } from '../../../language/api/open-program';
import { isSOp } from '../../../language/graph/nodes';
import type { SOp } from '../../../language/graph/nodes';
import { Cancelled } from '../../../language/values/error';
import { toEnd } from '../../../language/values/to-end';
import { compile } from '../../../transformer/compilation/compile';
import type { Compiled, CompileOptions } from '../../../transformer/compilation/compile';
import { verifySteps } from '../../../transformer/compilation/verify';
import type { TypedValue } from '../../../transformer/model/transformer';
import { compilePrograms } from '../compile-programs';
import type { CompileProgram } from '../compile-programs';

const paper = readFileSync('examples/paper_examples.rasp', 'utf8');

function typed(value: string | number | boolean): TypedValue {
    return { type: typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'bool' : 'int', value };
}

function nodeOf(text: string, name: string): SOp {
    const node = openProgram(text).valueOf(name);
    if (!isSOp(node)) {
        throw new Error(`${name} is no s-op`);
    }
    return node;
}

function compiled({ text, name, alphabet, maxLength }: CompileProgram, more: Partial<CompileOptions> = {}): { node: SOp; result: Compiled } {
    const node = nodeOf(text, name);
    return { node, result: compile(node, { alphabet: alphabet.map(typed), maxLength, name, source: text, ...more }) };
}

/** What is wrong with the model of a program: nothing, if all is well. */
function faultsOf(program: CompileProgram): string[] {
    const { node, result } = compiled(program);
    if (!result.ok) {
        return result.refusals.map(({ message }) => `refused: ${message}`);
    }
    const { wrong, failed, examples } = toEnd(verifySteps(node, result.model, { count: 60, exhaustive: 400 }));
    const { promisedHeads, builtHeads } = result.report;
    const tooMany = builtHeads.length > promisedHeads.length || builtHeads.some((heads, layer) => heads > (promisedHeads[layer] ?? 0));
    return [
        ...wrong > 0 ? [`${wrong} wrong: ${JSON.stringify(examples[0])}`] : [],
        ...failed > 0 ? [`the program fails on ${failed} inputs`] : [],
        ...tooMany ? [`${builtHeads.join()} heads, promised ${promisedHeads.join()}`] : []
    ];
}

describe('compile', () => {
    it.each(compilePrograms.map(program => [program.text, program] as const))('%s', (_, program) => {
        expect(faultsOf(program)).toEqual([]);
    });

    it.each([
        ['reverse', 'abcde', 20], ['hist_nobos', 'abcde', 20], ['hist_bos', '§abcd', 20], ['hist2_bos', '§abcd', 8],
        ['dyck1_ptf', '()a', 20], ['sort_bos', '§abcd', 10], ['sort_by_most_freq', '§abc', 6], ['dyck2_ptf', '(){}', 6]
    ] as const)('the paper\'s %s on %s up to length %i', (name, alphabet, maxLength) => {
        expect(faultsOf({ text: paper, name, alphabet: [...alphabet], maxLength })).toEqual([]);
    });

    it.each([
        ['addition', 'long_addition', [...'0123456789+'], 8],
        ['eliza', 'echo', ['you:', 'i', 'am', 'sad', 'about', 'eliza:', 'why'], 10]
    ] as const)('the example %s: %s', (file, name, alphabet, maxLength) => {
        expect(faultsOf({ text: readFileSync(`examples/${file}.rasp`, 'utf8'), name, alphabet, maxLength })).toEqual([]);
    });

    it.each([
        ['an int on one token only', 'aggregate(full_s, 1)', 8],
        ['ints at the first position, floats behind it', 'aggregate(select(indices, indices, <=), indicator(tokens == "a"))', 40],
        ['an int where one is selected', 'aggregate(select(tokens, tokens, ==), indices)', 12],
        ['means that are not told apart by a position', 'average(indicator(tokens == "a"))', 60],
        ['what is computed of such', '1 - average(indicator(tokens == "a"))', 10],
        ['one of such and ints', 'aggregate(full_s, 1) if tokens == "a" else 1', 8],
        ['a default of another type', 'aggregate(select(tokens, "a", ==), indices / 2, 0)', 8],
        ['ints and bools', '1 if tokens == "a" else True', 6],
        ['zeros of both signs', '0.0 if tokens == "a" else -0.0', 6]
    ] as const)('tells types apart: %s', (_, text, maxLength) => {
        expect(faultsOf({ text: `out_ = ${text};`, name: 'out_', alphabet: ['a', 'b'], maxLength })).toEqual([]);
    });

    it.each([
        ['an empty alphabet', [], 5, 'out_ = tokens;', 'the alphabet is empty'],
        ['a token twice', ['a', 'a'], 5, 'out_ = tokens;', 'the alphabet holds "a" twice'],
        ['length 0', ['a'], 0, 'out_ = tokens;', 'the longest input has 0 tokens; from 1 to 1024 are possible'],
        ['a length beyond all bounds', ['a'], 100_000, 'out_ = tokens;', 'the longest input has 100000 tokens; from 1 to 1024 are possible'],
        ['ints beyond what a model holds', ['a'], 60, 'out_ = indices ^ indices;', 'this can be 11112006825558016: ints beyond 2^53 have no place in a model'],
        ['floats that differ in their last digits', ['a', 'b', 'c'], 5, 'out_ = aggregate(select(tokens, "b", ==), {"a": 1, "b": 3, "c": 0}[tokens], -1) % 3 - aggregate(select({"a": 1, "b": 3, "c": 0}[tokens], indices, <), {"a": 1, "b": 3, "c": 0}[tokens], 0);', 'some different in their last digits only'],
        ['means of numbers far apart', ['a', 'b'], 8, 'out_ = aggregate(select(tokens, "a", ==), 2 ^ (5 * indices));', 'the values that this averages lie too far apart for float32']
    ] as const)('refuses %s', (_, alphabet, maxLength, text, message) => {
        const { result } = compiled({ text, name: 'out_', alphabet, maxLength });
        expect(result.ok ? 'compiled' : result.refusals[0]?.message).toContain(message);
    });

    it('says which operation may fail', () => {
        const { result } = compiled({ text: 'out_ = {"a": 1}[tokens];', name: 'out_', alphabet: ['a', 'b'], maxLength: 3 });
        expect(result.ok ? result.report.assumptions.map(({ message }) => message) : []).toEqual(['the dict has no key \'b\'']);
    });

    it('stops when its caller says so', () => {
        const checkpoint = (): void => { throw new Cancelled(); };
        expect(() => compiled({ text: paper, name: 'hist2_bos', alphabet: [...'§abcd'], maxLength: 8 }, { checkpoint })).toThrow(Cancelled);
    });

    it.each([
        ['sort_by_most_freq', '§abcd', 10], ['dyck2_ptf', '(){}', 8], ['sort_bos', 'abcdefghijklm', 40]
    ] as const)('may be stopped at all times: %s on %s up to length %i', (name, alphabet, maxLength) => {
        let last = performance.now();
        let longest = 0;
        const checkpoint = (): void => {
            const now = performance.now();
            longest = Math.max(longest, now - last);
            last = now;
        };
        compiled({ text: paper, name, alphabet: [...alphabet], maxLength }, { checkpoint });
        // 200 ms are wanted on a machine that does nothing else; tests run on any.
        expect(longest).toBeLessThan(2_000);
    });

    it('writes fewer weights than tracr does', () => {
        const parameters = (name: string, alphabet: string, maxLength: number): number => {
            const { result } = compiled({ text: paper, name, alphabet: [...alphabet], maxLength });
            return result.ok ? result.report.parameters : Infinity;
        };
        expect(parameters('reverse', 'abcde', 10)).toBeLessThan(53_000);
        expect(parameters('hist_bos', '§abcd', 10)).toBeLessThan(2_000);
    });
});
