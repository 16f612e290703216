import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openProgram } from '../../../language/api/open-program';
import { isSOp } from '../../../language/graph/nodes';
import type { SOp } from '../../../language/graph/nodes';
import { NamedNodes } from '../../../language/insight/named-nodes';
import { toEnd } from '../../../language/values/to-end';
import { assemble } from '../../../transformer/compilation/assemble';
import { compile, planned } from '../../../transformer/compilation/compile';
import type { CompileOptions } from '../../../transformer/compilation/compile';
import { readOut } from '../../../transformer/compilation/read-out';
import { CannotCompile } from '../../../transformer/compilation/refusal';
import { verifySteps } from '../../../transformer/compilation/verify';
import { decodeOutputs } from '../../../transformer/model/decode-outputs';
import { forward } from '../../../transformer/model/forward';
import type { CompiledModel, TypedValue } from '../../../transformer/model/transformer';
import { compilePrograms } from '../compile-programs';
import { deadWeights } from '../dead-weights';
import { randomProgram } from '../random-program';
import { letters } from '../tiny-models';

const paper = readFileSync('examples/paper_examples.rasp', 'utf8');

function opened(text: string, name: string): { node: SOp; named: NamedNodes } {
    const program = openProgram(text);
    const node = program.valueOf(name);
    if (!isSOp(node)) {
        throw new Error(`${name} is no s-op: ${text}`);
    }
    return { node, named: new NamedNodes(program) };
}

const typed = (value: string | number | boolean): TypedValue => ({ type: typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'bool' : 'int', value });

function modelOf(text: string, name: string, alphabet: readonly TypedValue[], maxLength: number): { model: CompiledModel; parameters: number; wrong: () => number } {
    const { node, named } = opened(text, name);
    const result = compile(node, { alphabet, maxLength, name, source: text, names: part => named.text(part) });
    if (!result.ok) {
        throw new Error(result.refusals.map(({ message }) => message).join());
    }
    const { model, report: { parameters } } = result;
    return { model, parameters, wrong: () => toEnd(verifySteps(node, model, { count: 60, exhaustive: 400 })).wrong };
}

/** The outputs on some inputs of each way to lay out one plan; undefined for an s-op that is refused. */
function outputsByWay(text: string, maxLength: number): { outputs: string[]; parameters: number[] } | undefined {
    const options: CompileOptions = { alphabet: letters('abc'), maxLength, name: 'out_', source: text };
    const { node } = opened(`out_ = ${text};`, 'out_');
    try {
        const { inference, builder, slot } = planned(node, options);
        const { outputs, decoding } = readOut(inference, node, slot);
        const made = [false, true].flatMap(isSmaller => [false, true].flatMap(isLate => [false, true].map(reuses => (
            assemble(builder.plan, outputs, 3, maxLength, () => undefined, [{ isSmaller, isLate, reuses }]).transformer))));
        return {
            outputs: made.map(transformer => Array.from({ length: maxLength }, (_, i) => {
                const length = i + 1;
                const count = Math.min(3 ** length, 81);
                const tokens = Int32Array.from({ length: count * length }, (_, at) => Math.floor(Math.floor(at / length) * 7 / 3 ** (at % length)) % 3);
                return decodeOutputs(decoding, transformer.outputSize, forward(transformer, tokens, length).outputs).values.join();
            }).join('; ')),
            parameters: made.map(({ tokenEmbedding, positionEmbedding }) => tokenEmbedding.length + positionEmbedding.length)
        };
    } catch (error) {
        if (error instanceof CannotCompile) {
            return undefined;
        }
        throw error;
    }
}

describe('all ways to lay a plan out give the same values', () => {
    const seeds = Array.from({ length: 80 }, (_, seed) => seed);

    it('on random programs', () => {
        let compiled = 0;
        let smaller = 0;
        for (const seed of seeds) {
            const text = randomProgram(seed);
            const found = outputsByWay(text, 5);
            compiled += Number(found !== undefined);
            smaller += Number(found !== undefined && (found.parameters.at(-1) ?? 0) < (found.parameters[0] ?? 0));
            expect(new Set(found?.outputs).size, text).toBeLessThanOrEqual(1);
        }
        expect(compiled).toBeGreaterThan(60);
        expect(smaller).toBeGreaterThan(40);
    });
});

describe('sizes', () => {
    it.each([
        ['reverse', '', 'abcde', 20, 7, 700],
        ['hist_nobos', '', 'abcde', 20, 5, 440],
        ['hist_bos', '', '§abcd', 20, 6, 520],
        ['hist2_bos', '', '§abcd', 20, 44, 25_000],
        ['dyck1_ptf', '', '()abc', 20, 24, 5_400],
        ['an embedding that is a multiple of another', 'max(indices, 2) + indices - indices', 'abc', 20, 1, 30],
        ['a count of what is equal', 'count(tokens, "c")', 'abc', 20, 6, 1_600],
        ['a shift of a shift', 'shift(shift(tokens, 1, "x"), 1, "y")', 'abcd', 10, 8, 400]
    ] as const)('%s %s on %s up to length %i: at most %i dimensions, %i weights', (name, text, alphabet, maxLength, dimensions, weights) => {
        const { model, parameters, wrong } = text === '' ? modelOf(paper, name, letters(alphabet), maxLength) : modelOf(`out_ = ${text};`, 'out_', letters(alphabet), maxLength);
        expect(model.transformer.dModel).toBeLessThanOrEqual(dimensions);
        expect(parameters).toBeLessThanOrEqual(weights);
        expect(wrong()).toBe(0);
    });
});

it.each(compilePrograms.map(program => [program.text, program] as const))('no weights are dead or there twice: %s', (_, { text, name, alphabet, maxLength }) => {
    const { model: { transformer, dimensions } } = modelOf(text, name, alphabet.map(typed), maxLength);
    expect(deadWeights(transformer)).toEqual([]);
    expect(dimensions.length).toBe(transformer.dModel);
    for (const held of dimensions) {
        held.forEach(({ writtenBy, emptiedBy }, i) => {
            expect(emptiedBy === undefined).toBe(i === held.length - 1);
            expect(emptiedBy ?? writtenBy).toBeGreaterThanOrEqual(writtenBy);
            expect(held[i + 1]?.writtenBy ?? Infinity).toBeGreaterThan(emptiedBy ?? 0);
        });
    }
});

it('a dimension says what it holds in turn', () => {
    const { model } = modelOf(paper, 'reverse', letters('abcde'), 20);
    expect(model.dimensions.filter(held => held.length > 1)).toEqual([[
        { sop: 'indices', meaning: expect.any(String) as string, writtenBy: 0, emptiedBy: 1 }, { sop: 'reverse', meaning: 'which value, as a number', writtenBy: 2 }
    ]]);
});

it.each([
    ['a head that brings what BOS brought', 'aggregate(select(indices, 2, ==), aggregate(full_s, indicator(indices == 0)), 0)'],
    ['a key that BOS brought', 'aggregate(select(aggregate(select(indices, indices, <=), indicator(indices == 0)), 0.3, <=), indices, -1)'],
    ['a feed-forward of what BOS brought, with a large weight', 'aggregate(select(indices, indices, <), (selector_width(select(tokens, tokens, ==)) + 3 * indices) % 5, -1)']
])('nothing of BOS is taken for a value: %s', (_, text) => {
    expect(modelOf(`out_ = ${text};`, 'out_', letters('abc'), 8).wrong()).toBe(0);
});

it.each([
    ['tokens and positions together', 'out_ = tokens == "a" and indices > 2;', ['computes out_ from tokens and indices, before the first attention']],
    ['numbers that fit behind attention', 'out_ = selector_width(select(tokens, tokens, ==)) % 2 == 0;', []],
    // The table of tokens and positions is wanted after the first layer, and computed behind it.
    ['what has time', 's = 1 if tokens == "a" and indices % 2 == 0 else 0;\nc = selector_width(select(tokens, tokens, ==));\nout_ = has_focus(select(c, s + 1, ==));', []]
] as const)('blocks without attention are as few as possible: %s', (_, text, reasons) => {
    const { model, wrong } = modelOf(text, 'out_', letters('abc'), 6);
    expect(model.extraBlocks.map(({ reason }) => reason)).toEqual(reasons);
    expect(wrong()).toBe(0);
});
