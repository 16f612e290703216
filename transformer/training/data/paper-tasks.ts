import type { TypedValue } from '../../model/transformer.js';
import type { ClassOptions } from './class-table.js';
import { paperBos } from './dataset-options.js';
import type { BosOptions } from './dataset-options.js';
import { uniform } from './distribution.js';
import type { Distribution } from './distribution.js';
import type { LengthRange } from './token-source.js';

export const paperTaskNames = ['reverse', 'hist-bos', 'hist-nobos', 'hist2-bos', 'sort', 'most-freq', 'dyck1', 'dyck2', 'larger-bos'] as const;
export type PaperTaskName = typeof paperTaskNames[number];

/** Which of our experiments a task is part of. */
export type Experiment = 'table1' | 'table2' | 'attention' | 'doubts' | 'layer-order';

/** A task of the paper as data. What `examples/paper_examples.rasp` sets is at hand in its program. */
export interface PaperTask {
    readonly name: PaperTaskName;
    /** As the paper's tables call it. */
    readonly title: string;
    /** The s-op that gives the labels. */
    readonly sop: string;
    /** Statements behind those of the examples, where the s-op is not among these. */
    readonly statements?: string;
    readonly alphabet: readonly TypedValue[];
    readonly lengths: LengthRange;
    readonly distribution: Distribution;
    readonly bos?: BosOptions;
    readonly classes: ClassOptions;
    /** The layers and heads that the paper predicts. */
    readonly nLayers: number;
    readonly nHeads: number;
    /** Whether the s-op is a program of that size, so that its selectors can be targets and be looked for. */
    readonly hasSelectors: boolean;
    readonly experiments: readonly Experiment[];
}

const lowercase = 'abcdefghijklmnopqrstuvwxyz';
const letters = lowercase + lowercase.toUpperCase();
/** Characters in the order of Python's `string` constants, as in the authors' code; an alphabet is the first of them. */
const characters = `${letters}0123456789!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~ \t\n\r\v\f`;

/** The first tokens of the paper's alphabets, which have 10, 26, 52 or 100 of them. */
export function paperAlphabet(size: number): readonly TypedValue[] {
    return strings(characters.slice(0, size));
}

/** Counts are told apart up to here. */
const countCap = 10;

const lengths: LengthRange = { least: 1, most: 100 };
/** The program sees BOS, and what it gives there counts as a label like any other. */
const bos: BosOptions = { token: paperBos, isSeen: true, isLabelled: true };
const usual = { lengths, distribution: uniform, hasSelectors: true };
const counts = { ...usual, classes: { known: countsTo(countCap), cap: countCap } };

function countsTo(most: number): readonly TypedValue[] {
    return Array.from({ length: most + 1 }, (_, value) => ({ type: 'int', value }));
}

/** What a task has that moves tokens to other places, BOS among them. */
function moving(size: number): { readonly alphabet: readonly TypedValue[]; readonly bos: BosOptions; readonly classes: ClassOptions } {
    const alphabet = paperAlphabet(size);
    return { alphabet, bos, classes: { known: [...alphabet, paperBos] } };
}

/** What a task has whose inputs are strings of brackets, with one neutral token. */
function brackets(pairs: readonly string[]): { readonly alphabet: readonly TypedValue[]; readonly distribution: Distribution; readonly classes: ClassOptions } {
    return {
        alphabet: strings(`${pairs.join('')}a`),
        distribution: { kind: 'brackets', pairs: pairs.map((_, i) => [2 * i, 2 * i + 1]), neutral: [2 * pairs.length] },
        classes: { known: strings('PTF') }
    };
}

/** In the examples' Dyck-k a token that is no bracket counts as the partner of the bracket behind it; the paper's data has such tokens. */
const dyck2WithOthers = `
    _pairs = ["()", "{}"];
    _opens = tokens in [pair[0] for pair in _pairs];
    _closes = tokens in [pair[1] for pair in _pairs];
    _depth = _number_so_far(_opens) - _number_so_far(_closes);
    # A level that brackets have only where the depth has been below 0 before.
    _level = _depth + indicator(_closes) if _opens or _closes else -1;
    _earlier = select(_level, _level, ==) and select(indices, indices, <);
    _order = selector_width(_earlier);
    _partner = aggregate(_earlier and select(_order + 1, _order, ==), tokens, "-");
    _mismatch = _closes and not (_partner + tokens in _pairs);
    dyck2_with_others = _verdict(_number_so_far(_mismatch or _depth < 0) > 0, _depth);
`;

/** The tasks of the paper's tables, in their order, and one more. */
export const paperTasks: readonly PaperTask[] = [
    { ...usual, name: 'reverse', title: 'Reverse', sop: 'reverse', alphabet: paperAlphabet(100), classes: { known: paperAlphabet(100) }, nLayers: 2, nHeads: 1, experiments: ['table1', 'table2', 'layer-order'] },
    { ...counts, name: 'hist-bos', title: 'Hist BOS', sop: 'hist_bos', alphabet: paperAlphabet(26), bos, nLayers: 1, nHeads: 1, experiments: ['table1'] },
    { ...counts, name: 'hist-nobos', title: 'Hist no BOS', sop: 'hist_nobos', alphabet: paperAlphabet(26), nLayers: 1, nHeads: 2, experiments: ['table1', 'table2', 'doubts'] },
    { ...counts, name: 'hist2-bos', title: 'Double hist', sop: 'hist2_bos', alphabet: paperAlphabet(26), bos, nLayers: 2, nHeads: 2, experiments: ['table1', 'table2', 'attention', 'layer-order'] },
    { ...usual, ...moving(26), name: 'sort', title: 'Sort', sop: 'sort_bos', nLayers: 2, nHeads: 1, experiments: ['table1', 'table2', 'attention'] },
    { ...usual, ...moving(26), name: 'most-freq', title: 'Most freq', sop: 'sort_by_most_freq', nLayers: 3, nHeads: 2, experiments: ['table1', 'table2', 'attention'] },
    { ...usual, ...brackets(['()']), name: 'dyck1', title: 'Dyck-1', sop: 'dyck1_ptf', nLayers: 2, nHeads: 1, experiments: ['table1', 'table2'] },
    // This program takes four layers of two heads; the paper's takes three of one and is not in this language.
    { ...usual, ...brackets(['()', '{}']), name: 'dyck2', title: 'Dyck-2', sop: 'dyck2_with_others', statements: dyck2WithOthers, nLayers: 3, nHeads: 1, hasSelectors: false, experiments: ['table1', 'table2'] },
    {
        ...counts, name: 'larger-bos', title: 'Larger tokens', sop: 'larger_bos', statements: 'larger_bos = _width_behind_bos(select(tokens, tokens, >));',
        alphabet: paperAlphabet(26), bos, classes: { known: countsTo(lengths.most) }, nLayers: 1, nHeads: 1, experiments: ['doubts']
    }
];

/** The task of a name. */
export function paperTask(name: PaperTaskName): PaperTask {
    const found = paperTasks.find(task => task.name === name);
    if (found === undefined) {
        throw new RangeError(`there is no task ${name}`);
    }
    return found;
}

function strings(text: string): TypedValue[] {
    return Array.from(text, (value): TypedValue => ({ type: 'string', value }));
}
