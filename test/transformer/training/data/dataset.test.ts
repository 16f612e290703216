import { describe, expect, test } from 'vitest';
import { evaluateMany } from '../../../../language/index';
import type { TypedResult } from '../../../../language/index';
import { Cancelled } from '../../../../language/values/error';
import type { Batch } from '../../../../transformer/training/data/batch';
import { Dataset } from '../../../../transformer/training/data/dataset';
import type { DatasetOptions } from '../../../../transformer/training/data/dataset-options';
import { paperBos } from '../../../../transformer/training/data/dataset-options';
import { batchIn, opened, optionsFor, programOf, selectorText, typed } from './programs';

const program = programOf(`
    same = select(tokens, tokens, ==);
    before = select(indices, indices, <);
    mirror = select(indices, length - 1 - indices, ==);
    reverse = aggregate(mirror, tokens);
    width = selector_width(same);
    seen = has_focus(same and before);
    share = aggregate(before or select(indices, 0, ==), indicator(tokens == "a"));
    place = indices;
    long = tokens if indices < 7 else "abc"[length - 8];
    third = ["x", "y", "z"][indices];
`);

interface Case {
    readonly name: string;
    readonly own?: Partial<DatasetOptions>;
}

const bos = { token: paperBos, isSeen: true };
const cases: readonly Case[] = [
    { name: 'reverse', own: { supervised: { nLayers: 2, nHeads: 1 } } },
    { name: 'reverse', own: { supervised: { nLayers: 3, nHeads: 4 }, bos } },
    { name: 'reverse', own: { supervised: { nLayers: 2, nHeads: 1 }, bos: { ...bos, isLabelled: true } } },
    { name: 'reverse', own: { supervised: { nLayers: 2, nHeads: 1 }, bos: { ...bos, isSeen: false } } },
    { name: 'width', own: { supervised: { nLayers: 1, nHeads: 2 }, classes: { cap: 3 } } },
    { name: 'seen', own: { supervised: { nLayers: 1, nHeads: 1 }, lengths: { least: 130, most: 150 } } },
    { name: 'share', own: { supervised: { nLayers: 1, nHeads: 1 }, bos: { ...bos, isSeen: false } } },
    { name: 'place', own: { alphabet: typed([1, 2, 3]) } },
    { name: 'seen', own: { alphabet: typed([true, false]), distribution: { kind: 'permutation' } } }
];

/** The value of a class or result, told apart as classes are. */
function told(value: unknown, cap = Infinity): unknown {
    return typeof value === 'number' ? Math.min(cap, Number(value.toPrecision(9))) : typeof value === 'boolean' ? Number(value) : value;
}

function valuesOf(result: TypedResult | undefined): unknown[] {
    return result === undefined || result.type === 'selector' ? [] : Array.from<unknown>(result.values);
}

describe.each(cases)('$name with $own', ({ name, own = {} }) => {
    const options = optionsFor(program, name, own);
    const dataset = opened(options);
    const before = options.bos === undefined ? 0 : 1;
    const hidden = options.bos?.isSeen === false ? 1 : 0;
    const unlabelled = before - hidden === 1 && options.bos?.isLabelled !== true ? 1 : 0;

    /** Calls `check` with each example of some batches and what the interpreter says of it. */
    function eachExample(check: (example: { readonly batch: Batch; readonly row: number; readonly tokens: Int32Array; readonly results: ReadonlyMap<string, TypedResult> }) => void): void {
        for (const [split, step] of [['train', 0], ['train', 1], ['train', 5], ['test', 1]] as const) {
            const batch = batchIn(dataset.batch(split, 0, step));
            for (let row = 0; row < batch.rows; row++) {
                const tokens = dataset.tokens(split, batch.examples[row] ?? 0);
                const own = batch.tokens.subarray(row * batch.length + before, row * batch.length + before + tokens.length);
                expect(Array.from(own, Number)).toEqual([...tokens]);
                const [result] = evaluateMany(program, [name], [dataset.inputOf(tokens)], { selectors: true });
                check({ batch, row, tokens, results: result?.ok === true ? result.results : new Map() });
            }
        }
    }

    test('labels are what the interpreter gives', () => {
        eachExample(({ batch: { length, labels, labelMask, mask }, row, tokens, results }) => {
            const start = row * length;
            const expected = valuesOf(results.get(name)).map(value => told(value, options.classes?.cap));
            const positions = [...Array(length).keys()];
            expect(positions.filter(p => labelMask[start + p] === 1)).toEqual(positions.filter(p => p >= hidden + unlabelled && p < before + tokens.length));
            expect(positions.filter(p => mask[start + p] === 1)).toEqual(positions.filter(p => p < before + tokens.length));
            expect(positions.filter(p => labelMask[start + p] === 1).map(p => told(dataset.classes.values[Number(labels[start + p])]?.value))).toEqual(expected.slice(unlabelled));
        });
    });

    test('targets are the selectors\' matrices, rows normalised', () => {
        eachExample(({ batch: { length, attention, nHeads }, row, results }) => {
            for (const { layer, head, selector } of dataset.supervision.heads) {
                const matrix = results.get(selectorText(program, selector));
                const own = attention.get(layer);
                if (matrix?.type !== 'selector' || own === undefined) {
                    throw new Error(`no matrix of ${selectorText(program, selector)}`);
                }
                for (let query = 0; query < length; query++) {
                    const from = query - hidden;
                    const selected = from < 0 || from >= matrix.length ? [] : [...matrix.matrix.subarray(from * matrix.length, (from + 1) * matrix.length)];
                    const count = selected.reduce((sum, set) => sum + set, 0);
                    const place = (row * nHeads + head) * length + query;
                    expect(own.queries[place]).toBe(count > 0 ? 1 : 0);
                    const expected = Array.from({ length }, (_, key) => (count === 0 ? 0 : Math.fround((selected[key - hidden] ?? 0) / count)));
                    expect([...own.target.subarray(place * length, (place + 1) * length)]).toEqual(expected);
                }
            }
        });
    });

    test('heads without a selector are free', () => {
        const batch = batchIn(dataset.batch('train', 0, 0));
        const supervised = new Set(dataset.supervision.heads.map(({ layer, head }) => `${layer}.${head}`));
        for (const [layer, { target, queries }] of batch.attention) {
            for (let head = 0; head < batch.nHeads; head++) {
                for (let row = 0; row < batch.rows; row++) {
                    const place = (row * batch.nHeads + head) * batch.length;
                    const sums = [queries.subarray(place, place + batch.length), target.subarray(place * batch.length, (place + batch.length) * batch.length)].map(part => (part as Float32Array).reduce((sum, value) => sum + value, 0));
                    expect(supervised.has(`${layer}.${head}`) || sums.every(sum => sum === 0)).toBe(true);
                }
            }
        }
        expect([...batch.attention.keys()]).toEqual(dataset.supervision.layers);
    });

    test('BOS has the last id, stands in front of each input, and no padding is a token', () => {
        const batch = batchIn(dataset.batch('train', 2, 3));
        expect(dataset.vocabularySize).toBe(options.alphabet.length + before);
        expect(dataset.nPositions).toBe(options.lengths.most + before);
        for (let row = 0; row < batch.rows; row++) {
            const own = Array.from(batch.tokens.subarray(row * batch.length, (row + 1) * batch.length), Number).filter((_, p) => batch.mask[row * batch.length + p] === 1);
            expect(own.map(id => id === options.alphabet.length)).toEqual(own.map((_, p) => p < before));
        }
    });
});

/** All that a batch holds, as text. */
function textOf(batch: Batch): string {
    return [batch.tokens, batch.mask, batch.labels, batch.labelMask, batch.examples, ...[...batch.attention.values()].flatMap(({ target, queries }) => [target, queries])].map(part => part.join()).join('|');
}

describe('a training that is resumed in the middle', () => {
    const options = optionsFor(program, 'reverse', { supervised: { nLayers: 2, nHeads: 1 } });

    test('sees the same batches', () => {
        const through = opened(options);
        const steps = through.steps('train');
        const all = [0, 1, 2].flatMap(epoch => Array.from({ length: steps }, (_, step) => textOf(batchIn(through.batch('train', epoch, step)))));
        const resumed = opened(options);
        const rest = [1, 2].flatMap(epoch => Array.from({ length: steps }, (_, step) => ({ epoch, step }))).slice(5).map(({ epoch, step }) => textOf(batchIn(resumed.batch('train', epoch, step))));
        expect(rest).toEqual(all.slice(steps + 5));
        expect(new Set(all).size).toBe(all.length);
    });

    test('gives the classes that came late the same numbers', () => {
        const late = optionsFor(program, 'place', { sample: 1, lengths: { least: 1, most: 40 }, classes: { spare: 60 } });
        const through = opened(late);
        const [first, second] = [[0, 1], [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]];
        first.forEach(step => through.batch('train', 0, step));
        const size = through.classes.size;
        const saved = through.classes.saved;
        const rest = second.map(step => textOf(batchIn(through.batch('train', 0, step))));
        const resumed = opened({ ...late, classes: saved });
        expect(saved.known.length).toBeLessThan(through.classes.values.length);
        expect(resumed.classes.size).toBe(size);
        expect(second.map(step => textOf(batchIn(resumed.batch('train', 0, step))))).toEqual(rest);
    });

    test('another seed gives others', () => {
        expect(textOf(batchIn(opened({ ...options, seed: 2 }).batch('train', 0, 0)))).not.toBe(textOf(batchIn(opened(options).batch('train', 0, 0))));
    });
});

test('each example is in one batch of an epoch, and what is not trained on keeps its order', () => {
    const dataset = opened(optionsFor(program, 'reverse'));
    for (const [split, size] of [['train', 100], ['validation', 20], ['test', 20]] as const) {
        const examples = Array.from({ length: dataset.steps(split) }, (_, step) => [...batchIn(dataset.batch(split, 1, step)).examples]).flat();
        expect(examples.toSorted((a, b) => a - b)).toEqual([...Array(size).keys()]);
    }
    expect(textOf(batchIn(dataset.batch('test', 0, 1)))).toBe(textOf(batchIn(dataset.batch('test', 3, 1))));
});

test('inputs of any length, and of one\'s own, are labelled as well', () => {
    const dataset = opened(optionsFor(program, 'reverse'));
    const long = batchIn(dataset.batchOfLength(40, 3));
    expect([long.rows, long.length]).toEqual([3, 40]);
    expect(textOf(batchIn(dataset.batchOfLength(40, 3, 3)))).not.toBe(textOf(long));
    const own = batchIn(dataset.batchOf([Int32Array.of(0, 1, 2), Int32Array.of(2)]));
    expect([...own.labels].map(Number)).toEqual([2, 1, 0, 2, 0, 0]);
});

describe('an s-op that fails on some inputs', () => {
    const options = optionsFor(program, 'third', { lengths: { least: 1, most: 5 } });

    test('is refused, with their number and the first of them', () => {
        const result = Dataset.open(options);
        expect(result.ok ? '' : result.message).toMatch(/^`third` fails on \d\d of 100 sampled inputs; the first is "[abc]{4,5}": .*index.*\. Such inputs can be skipped$/);
    });

    test('is trained without them where that is asked for', () => {
        const dataset = opened({ ...options, skipsFailing: true });
        let [left, skipped] = [0, 0];
        for (let step = 0; step < dataset.steps('train'); step++) {
            const result = dataset.batch('train', 0, step);
            expect(result.ok).toBe(true);
            left += result.ok ? result.batch?.rows ?? 0 : 0;
            skipped += result.ok ? result.skipped.count : 0;
            expect(result.ok && result.batch !== undefined ? result.batch.length : 1).toBeLessThan(4);
        }
        expect(left + skipped).toBe(100);
        expect(dataset.sampled).toMatchObject({ examples: 100, count: skipped });
    });

    test('and fails first on a batch is refused there', () => {
        const dataset = opened(optionsFor(program, 'third', { lengths: { least: 1, most: 3 } }));
        const result = dataset.batchOf([Int32Array.of(0), Int32Array.of(0, 0, 0, 0)]);
        expect(result.ok ? '' : result.message).toMatch(/^`third` fails on 1 of 2 inputs of a batch; the first is "aaaa": /);
    });

    test('and on all is refused in any case', () => {
        const result = Dataset.open({ ...options, lengths: { least: 4, most: 5 }, skipsFailing: true });
        expect(result.ok ? '' : result.message).toMatch(/^`third` fails on all 100 inputs that were tried: nothing can be learned; the first is "[abc]{4,5}": .*$/);
    });
});

test('a value for which no class is left is an error that says so', () => {
    const dataset = opened(optionsFor(program, 'place', { lengths: { least: 1, most: 3 }, classes: { spare: 1 } }));
    expect(dataset.batchOfLength(4, 1).ok).toBe(true);
    const result = dataset.batchOf([Int32Array.of(0, 1, 2, 0, 1, 2)]);
    expect(result.ok ? '' : result.message).toBe('`place` on "abcabc": it gives 4, which is none of the 4 classes that the model has; name all values beforehand, leave more classes free, or cap counts');
});

const refusals: readonly (readonly [string, Partial<DatasetOptions>, string])[] = [
    ['no alphabet', { alphabet: [] }, 'the alphabet has 0 tokens; from 1 to 4,096 are possible'],
    ['a token twice', { alphabet: typed('aba') }, 'the alphabet holds \'a\' twice'],
    ['BOS among the tokens', { alphabet: typed('a§'), bos }, 'the BOS token \'§\' is in the alphabet too'],
    ['no length', { lengths: { least: 0, most: 5 } }, 'the shortest length is 0; it can be an int from 1 to 8,000'],
    ['lengths the wrong way round', { lengths: { least: 5, most: 4 } }, 'the longest length is 4; it can be an int from 5 to 8,000'],
    ['a distribution that does not fit', { distribution: { kind: 'uniform', repeat: 2 } }, 'the probability of a repeated token is 2; it can be a number from 0 to 1'],
    ['nothing to train on', { sizes: { train: 0, validation: 1, test: 1 } }, 'the number of train examples is 0; it can be an int from 1 to 5,000,000'],
    ['batches of none', { batchSize: 0 }, 'the batch size is 0; it can be an int from 1 to 10,000'],
    ['half a seed', { seed: 0.5 }, 'the seed is 0.5; it can be an int from -9,007,199,254,740,991 to 9,007,199,254,740,991'],
    ['targets beyond memory', { supervised: { nLayers: 2, nHeads: 8 }, lengths: { least: 1, most: 2_000 } }, 'attention targets of 16 heads on 8 inputs of 2,000 positions are more than 250,000,000 numbers; choose smaller batches or shorter inputs'],
    ['more classes than the bound', { classes: { most: 2 } }, '`reverse` cannot be trained: the values are of more than 2 classes, the bound; counts can be capped']
];

test.each(refusals)('%s is refused', (_, own, message) => {
    const result = Dataset.open(optionsFor(program, 'reverse', own));
    expect(result.ok ? '' : result.message).toBe(message);
});

test('inputs that are none are refused', () => {
    const dataset = opened(optionsFor(program, 'reverse'));
    for (const ids of [[], [3], [-1]]) {
        expect(dataset.batchOf([Int32Array.from(ids)])).toEqual({ ok: false, message: 'an input is a sequence of token ids from 0 to 2, and not empty' });
    }
    expect(dataset.batchOfLength(0, 1)).toEqual({ ok: false, message: 'the length is 0; it can be an int from 1 to 8,000' });
});

test('opening and labelling can be cancelled', () => {
    let calls = 0;
    const checkpoint = (): void => {
        calls++;
        if (calls > 20) {
            throw new Cancelled();
        }
    };
    expect(() => Dataset.open(optionsFor(program, 'reverse', { checkpoint }))).toThrow(Cancelled);
    expect(calls).toBe(21);
});
