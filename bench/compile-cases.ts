import { compilePrograms } from '../test/transformer/compile-programs.ts';
import { tokensOf } from './compile-case.ts';
import type { CaseGroup, CompileCase } from './compile-case.ts';
import { exampleCases } from './example-cases.ts';
import { goldenCases } from './golden-cases.ts';
import { paperCase, paperNames } from './paper-cases.ts';
import type { TypedValue } from '../transformer/model/transformer.ts';

/** What `npm run bench:compile` compiles. @param lister the bundle of `list-sops.ts` */
export function compileCases(lister: string): CompileCase[] {
    const golden = goldenCases();
    const known = new Set(golden.map(sameness));
    return [
        ...golden,
        ...compilePrograms.map((program): CompileCase => ({ ...program, group: 'programs', label: program.text.replace(/^out_ = (.*);$/, '$1'), alphabet: tokensOf(program.alphabet), mustCompile: true })),
        ...exampleCases(lister).filter(example => !known.has(sameness(example))),
        ...paperNames.map(name => paperCase('letters', name, 26, 50)),
        ...paperNames.map(name => paperCase('long', name, 26, 128)),
        ...tracrCases,
        ...wideCases
    ];
}

function sameness({ text, name, alphabet, maxLength }: CompileCase): string {
    return JSON.stringify([text, name, alphabet, maxLength]);
}

function caseOf(group: CaseGroup, label: string, alphabet: readonly TypedValue[], maxLength: number, text = `out_ = ${label};`): CompileCase {
    return { group, label, text, name: 'out_', alphabet, maxLength, mustCompile: group === 'tracr' };
}

/** Is the whole input in shuffle-Dyck-2: does each kind of bracket, on its own, never fall below zero and end at zero? */
const shuffleDyck = `
prefix = select(indices, indices, <=);
def height(open, close) {
    return aggregate(prefix, 1 if tokens == open else (-1 if tokens == close else 0));
}
round_ = height("(", ")");
curly = height("{", "}");
fell = aggregate(full_s, indicator(round_ < 0 or curly < 0)) > 0;
ends = aggregate(select(indices, length - 1, ==), round_ == 0 and curly == 0);
out_ = ends and not fell;`;

/** What tracr published, by the label of our case; absent where nothing was. */
export interface PublishedSize {
    readonly layers: number;
    readonly dModel: number;
    readonly parameters?: number;
}
export const tracrSizes: Readonly<Record<string, PublishedSize>> = {
    histogram: { layers: 1, dModel: 24 }, reverse: { layers: 4, dModel: 59, parameters: 53_000 },
    sort: { layers: 3, dModel: 71 }, 'shuffle-Dyck-2': { layers: 8, dModel: 70, parameters: 1_030_000 }
};

/** tracr's tests compile these for 4 tokens and length 5; twice that length shows how ours grow. */
const tracrCases = [5, 10].flatMap(length => [
    caseOf('tracr', 'histogram', tokensOf('abcd'), length, 'out_ = selector_width(select(tokens, tokens, ==));'),
    caseOf('tracr', 'reverse', tokensOf('abcd'), length, 'out_ = aggregate(select(indices, length - 1 - indices, ==), tokens);'),
    caseOf('tracr', 'sort', tokensOf([1, 2, 3, 4]), length, 'out_ = sort(tokens_int, tokens_int);'),
    caseOf('tracr', 'shuffle-Dyck-2', tokensOf('(){}'), length, shuffleDyck)
]);

const count = (number: number): number[] => Array.from({ length: number }, (_, i) => i);
const words = tokensOf(['', 'the', 'cat', 'sat', 'on', 'mat', 'Straße', '猫', '🐈', 'a b', '"']);
const floats: TypedValue[] = [-2.5, -0.5, 0, 0.25, 1.5, 3].map(value => ({ type: 'float', value }));
const mixed: TypedValue[] = [{ type: 'string', value: '1' }, { type: 'int', value: 1 }, { type: 'float', value: 1 }, { type: 'bool', value: true }];
const reverse = 'aggregate(select(indices, length - 1 - indices, ==), tokens)';
const histogram = 'selector_width(select(tokens, tokens, ==))';

/** Other tokens than letters, long inputs, and many tokens. */
const wideCases = [
    ...[words, mixed].flatMap(alphabet => [caseOf('wide', reverse, alphabet, 20), caseOf('wide', histogram, alphabet, 20)]),
    caseOf('wide', 'tokens if shift(tokens, 1, "the") == "the" else tokens + "s"', words, 20),
    caseOf('wide', 'sort(tokens_float, -tokens_float)', floats, 20),
    caseOf('wide', 'aggregate(select(indices, indices, <=), tokens_float)', floats, 20),
    caseOf('wide', 'sort(tokens_int, tokens_int)', tokensOf([-1000, -17, -1, 0, 2, 255, 4096]), 20),
    caseOf('wide', 'aggregate(select(indices, indices, <=), indicator(tokens_bool)) > 0.5', tokensOf([true, false]), 64),
    ...[256, 1_000].flatMap(length => [caseOf('wide', reverse, tokensOf('abcdefghijklmnopqrstuvwxyz'), length), caseOf('wide', histogram, tokensOf('abcdefghijklmnopqrstuvwxyz'), length)]),
    ...[1_000, 4_096].flatMap(size => [
        caseOf('wide', reverse, tokensOf(count(size).map(i => `w${i}`)), 50), caseOf('wide', histogram, tokensOf(count(size).map(i => `w${i}`)), 50),
        caseOf('wide', 'tokens_int % 2 == 0', tokensOf(count(size)), 50), caseOf('wide', 'selector_width(select(tokens_int, tokens_int, <))', tokensOf(count(size)), 20)
    ])
];
