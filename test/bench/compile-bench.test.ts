import { describe, expect, it } from 'vitest';
import { tokensOf } from '../../bench/compile-case';
import type { CompileRow } from '../../bench/compile-faults';
import { faultsOf, reasonWithout, wrongOf } from '../../bench/compile-faults';
import { sectionsOf, throughputSection } from '../../bench/compile-tables';
import { goldenCases } from '../../bench/golden-cases';
import type { CompileFigures } from '../../bench/run-compile-case';
import { asMarkdown, withBetween } from '../../bench/sections';

const compiled = { stage: 'compiled', seconds: 1, promised: [2, 1], built: [1, 1], extraBlocks: 0, dModel: 3, widestHead: 2, parameters: 9, peakMemory: 1 } as const;
const verified = { stage: 'verified', device: 'CPU', inputs: 10, isExhaustive: false, wrong: 0, wrongOnDevice: 0, seconds: 1 } as const;

function row(figures: Partial<CompileFigures>, mustCompile = true): CompileRow {
    return {
        program: { group: 'programs', label: 'p', text: 'p = tokens;', name: 'p', alphabet: tokensOf('ab'), maxLength: 3, mustCompile },
        figures: { verified: [], speeds: [], missing: [], isLate: false, ...figures }
    };
}

describe('what bench:compile --check takes offence at', () => {
    it.each([
        ['nothing, where all is well', { compiled, verified: [verified] }, true, []],
        ['wrong outputs', { compiled, verified: [{ ...verified, wrong: 2, example: 'at 1' }] }, false, ['2 wrong of 10 by the weights: at 1']],
        ['wrong outputs of the second device', { compiled, verified: [verified, { ...verified, device: 'GPU', wrongOnDevice: 3 }] }, false, ['3 wrong of 10 on GPU']],
        ['more heads than promised', { compiled: { ...compiled, built: [1, 2] }, verified: [verified] }, false, ['1,2 heads built, 2,1 promised']],
        ['more layers than promised', { compiled: { ...compiled, built: [1, 1, 1] }, verified: [verified] }, false, ['1,1,1 heads built, 2,1 promised']],
        ['a refusal of what must compile', { refused: { stage: 'refused', reason: 'too wide', seconds: 1 } }, true, ['no model: too wide']],
        ['no refusal of another', { refused: { stage: 'refused', reason: 'too wide', seconds: 1 } }, false, []],
        ['a program that fails', { compiled, verified: [{ ...verified, failure: 'on [a] the program fails' }] }, true, ['no model: on [a] the program fails']],
        ['time over for what must compile', { broken: 'not done compiling within 1 s', isLate: true }, true, ['no model: not done compiling within 1 s']],
        ['no time over for another', { broken: 'not done compiling within 1 s', isLate: true }, false, []],
        ['a crash of any', { compiled, broken: 'ended checking: Error: x' }, false, ['ended checking: Error: x']],
        ['a crash once', { compiled, broken: 'ended checking: Error: x' }, true, ['no model: ended checking: Error: x']],
        ['a crash behind the check', { compiled, verified: [verified], broken: 'ended timing: SIGSEGV' }, true, ['ended timing: SIGSEGV']]
    ] as const)('%s', (_, figures, mustCompile, faults) => {
        expect(faultsOf(row(figures, mustCompile))).toEqual(faults);
    });

    it('tells a check that was not done from one without wrong outputs', () => {
        expect(reasonWithout(row({ compiled, broken: 'not done checking within 1 s', isLate: true }))).toBe('not done checking within 1 s');
        expect(wrongOf(row({ compiled, verified: [verified, { ...verified, wrongOnDevice: 3 }] }))).toBe(3);
    });
});

describe('the golden s-ops', () => {
    const cases = goldenCases();
    const alphabetOf = (label: string): unknown[] => cases.find(({ label: own }) => own === label)?.alphabet.map(({ value }) => value) ?? [];

    it('stand once each, with 5 tokens', () => {
        const keys = cases.map(({ label, text, name }) => `${label} ${text} ${name}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(cases.filter(({ alphabet, label }) => alphabet.length !== (label === 'dyck3_ptf' ? 6 : 5))).toEqual([]);
    });

    it.each([
        ['sort_bos', ['§', 'a', 'b', 'c', 'd']],
        ['dyck2_ptf', ['(', ')', '{', '}', 'a']],
        ['count(tokens,"z")', ['z', 'a']],
        ['tokens=tokens_int; count(tokens,5)', [5]]
    ])('know the tokens that %s names', (label, tokens) => {
        expect(alphabetOf(label).slice(0, tokens.length)).toEqual(tokens);
    });
});

describe('the page of figures', () => {
    const refused = row({ refused: { stage: 'refused', reason: 'too wide', seconds: 1 } });
    const late = row({ compiled, speeds: [{ device: { kind: 'cpu', name: 'CPU' }, batch: 1, inputsPerSecond: 1_234.5 }], broken: 'not done timing within 1 s', isLate: true });

    it('hides no program', () => {
        expect(throughputSection([refused, late]).rows).toEqual([
            ['`p`', '2', '3', '', '', 'too wide', 'too wide', 'too wide'],
            ['`p`', '2', '3', '9', 'CPU', '1,230', 'not done timing within 1 s', 'not done timing within 1 s']
        ]);
        expect(sectionsOf([refused, late]).map(({ title, rows }) => [title, rows.map(cells => cells.slice(-3))])).toEqual([
            ['All in all', []],
            ['Programs', [['not done timing within 1 s', '', '1,230']]],
            ['Without a model', [['3', '1.00', 'too wide']]]
        ]);
    });

    it.each([
        ['at its end the first time', 'text\n', 'text\n\n## Measured\n\n<!-- m -->\n\nnew\n\n<!-- /m -->\n'],
        ['between its markers later', 'a\n<!-- m -->\nold\n<!-- /m -->\nb\n', 'a\n<!-- m -->\n\nnew\n\n<!-- /m -->\nb\n']
    ])('is written %s', (_, before, after) => {
        expect(withBetween(before, 'm', 'Measured', 'new\n')).toBe(after);
    });

    it('keeps the bars of programs out of its columns', () => {
        expect(asMarkdown([{ title: 'T', notes: ['n'], headings: ['program', 'n'], rows: [['`a|b`', '1']] }])).toBe('### T\n\nn\n\n| program | n |\n|---|--:|\n| `a\\|b` | 1 |\n');
    });
});
