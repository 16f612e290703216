import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cost } from '../../../../language/cost/cost';
import type { Program } from '../../../../language/index';
import { alphabetText } from '../../../../transformer/model/alphabet-text';
import type { Dataset } from '../../../../transformer/training/data/dataset';
import { paperAlphabet, paperTask, paperTaskNames, paperTasks } from '../../../../transformer/training/data/paper-tasks';
import type { PaperTask, PaperTaskName } from '../../../../transformer/training/data/paper-tasks';
import { batchIn, opened, programOf, sopOf } from './programs';

const examples = readFileSync('examples/paper_examples.rasp', 'utf8');

function programFor({ statements = '' }: PaperTask): Program {
    return programOf(`${examples}\n${statements}`);
}

function openedTask(task: PaperTask): Dataset {
    const { sop, alphabet, lengths, distribution, bos, classes, nLayers, nHeads, hasSelectors } = task;
    return opened({
        node: sopOf(programFor(task), sop), name: sop, alphabet, lengths, distribution, ...(bos === undefined ? {} : { bos }), classes,
        sizes: { train: 300, validation: 10, test: 60 }, batchSize: 20, seed: 5, sample: 300, ...(hasSelectors ? { supervised: { nLayers, nHeads } } : {})
    });
}

type Letters = readonly string[];

function count(letters: Letters, letter: string | undefined): number {
    return letters.filter(other => other === letter).length;
}

/** The verdict on each prefix, by a stack. */
function verdicts(letters: Letters, pairs: readonly string[]): string[] {
    const open: string[] = [];
    let isBroken = false;
    return letters.map(letter => {
        const closed = pairs.find(([, close]) => close === letter);
        if (pairs.some(([opening]) => opening === letter)) {
            open.push(letter);
        } else if (closed !== undefined) {
            isBroken ||= open.pop() !== closed[0];
        }
        return isBroken ? 'F' : open.length === 0 ? 'T' : 'P';
    });
}

/** What the tasks are, written without RASP. */
const definitions: Readonly<Record<PaperTaskName, (letters: Letters) => readonly (string | number)[]>> = {
    'reverse': letters => letters.toReversed(),
    'hist-bos': letters => letters.map(letter => Math.min(10, count(letters, letter))),
    'hist-nobos': letters => letters.map(letter => Math.min(10, count(letters, letter))),
    'hist2-bos': letters => letters.map(letter => Math.min(10, [...new Set(letters)].filter(other => count(letters, other) === count(letters, letter)).length)),
    'sort': letters => letters.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    'most-freq': letters => {
        const kinds = [...new Set(letters)].sort((a, b) => count(letters, b) - count(letters, a));
        return letters.map((_, i) => kinds[i] ?? '§');
    },
    'dyck1': letters => verdicts(letters, ['()']),
    'dyck2': letters => verdicts(letters, ['()', '{}']),
    'larger-bos': letters => letters.map(letter => letters.filter(other => other > letter).length)
};

const sizes: Readonly<Record<PaperTaskName, { readonly size: string; readonly alphabet: number; readonly outputs: number; readonly heads: number }>> = {
    'reverse': { size: '2,1', alphabet: 100, outputs: 100, heads: 2 },
    'hist-bos': { size: '1,1', alphabet: 26, outputs: 11, heads: 1 },
    'hist-nobos': { size: '1,2', alphabet: 26, outputs: 11, heads: 2 },
    'hist2-bos': { size: '2,2', alphabet: 26, outputs: 11, heads: 3 },
    'sort': { size: '2,1', alphabet: 26, outputs: 27, heads: 2 },
    'most-freq': { size: '3,2', alphabet: 26, outputs: 27, heads: 4 },
    'dyck1': { size: '2,1', alphabet: 3, outputs: 3, heads: 2 },
    'dyck2': { size: '3,1', alphabet: 5, outputs: 3, heads: 0 },
    'larger-bos': { size: '1,1', alphabet: 26, outputs: 101, heads: 1 }
};

describe.each(paperTaskNames)('%s', name => {
    const task = paperTask(name);
    const expected = sizes[name];
    const dataset = openedTask(task);

    test('has the paper\'s size, and a program of it where it has selectors', () => {
        expect([`${task.nLayers},${task.nHeads}`, task.alphabet.length, dataset.classes.size]).toEqual([expected.size, expected.alphabet, expected.outputs]);
        const { layers, sharedHeads } = cost(sopOf(programFor(task), task.sop));
        expect(layers === task.nLayers && sharedHeads === task.nHeads).toBe(task.hasSelectors);
        expect([dataset.supervision.heads.length, dataset.supervision.leftOut]).toEqual([expected.heads, []]);
    });

    test('is labelled as its definition says', () => {
        for (let step = 0; step < dataset.steps('test'); step++) {
            const batch = batchIn(dataset.batch('test', 0, step));
            const before = task.bos === undefined ? 0 : 1;
            for (let row = 0; row < batch.rows; row++) {
                const letters = Array.from(dataset.tokens('test', batch.examples[row] ?? 0), id => String(task.alphabet[id]?.value));
                const start = row * batch.length + before;
                const labels = Array.from(batch.labels.subarray(start, start + letters.length), label => dataset.classes.values[Number(label)]?.value);
                expect(labels).toEqual(definitions[name](letters));
                expect(batch.labelMask.subarray(row * batch.length, start + letters.length)).not.toContain(0);
            }
        }
    });
});

test.each(['dyck1', 'dyck2'] as const)('a third of the strings of %s is balanced', name => {
    const task = paperTask(name);
    const dataset = openedTask(task);
    const last = Array.from({ length: 90 }, (_, i) => definitions[name](Array.from(dataset.tokens('train', i), id => String(task.alphabet[id]?.value))).at(-1));
    expect(last.filter((_, i) => i % 3 === 0)).toEqual(Array<string>(30).fill('T'));
    expect(last.filter(verdict => verdict === 'F').length).toBeGreaterThan(25);
});

test('the tasks are those of the names, each in an experiment', () => {
    expect(paperTasks.map(({ name }) => name)).toEqual(paperTaskNames);
    expect(paperTasks.filter(({ experiments }) => experiments.length === 0)).toEqual([]);
    expect(paperTasks.flatMap(({ experiments, title }) => (experiments.includes('table1') ? [title] : []))).toEqual(['Reverse', 'Hist BOS', 'Hist no BOS', 'Double hist', 'Sort', 'Most freq', 'Dyck-1', 'Dyck-2']);
});

test('alphabets are of the paper\'s characters', () => {
    expect([10, 26].map(size => alphabetText(paperAlphabet(size)))).toEqual(['abcdefghij', 'abcdefghijklmnopqrstuvwxyz']);
    expect(new Set(paperAlphabet(100).map(({ value }) => value)).size).toBe(100);
});
