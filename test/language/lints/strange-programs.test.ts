import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refactoringsAt } from '../../../language/actions/refactorings';
import { Linter } from '../../../language/lints/linter';
import { generateProgram } from '../../../bench/generate-program';
import { programOf } from '../program/draw-problems';
import { findingsOf } from './draw-findings';

const strange: [what: string, text: string][] = [
    ['nothing', ''],
    ['brackets to the limit', `x = ${'('.repeat(95)}1${')'.repeat(95)};\n`],
    ['signs and nots to the limit', `x = ${'not '.repeat(90)}1 == 2;\n`],
    ['a ternary behind another, many times', `x = 1${' if 1 else 2'.repeat(80)};\n`],
    ['a chain of powers', `x = 1${'^1'.repeat(800)};\n`],
    ['a chain of comparisons', `x = 1${' < 1'.repeat(800)};\n`],
    ['a chain of `in`', `x = 1${' in [1]'.repeat(800)};\n`],
    ['selectors that join many', `x = aggregate(${Array.from({ length: 400 }, () => 'select(tokens, tokens, ==)').join(' and ')}, indices);\n`],
    ['a deep graph', `x = indices;\n${'x = x + 1;\n'.repeat(3_000)}`],
    ['a list that holds itself many times', `l = [indices];\n${'l = l + l;\n'.repeat(16)}`],
    ['recursion without end', 'def f(n) {\n    return f(n);\n}\nx = f(1);\n'],
    ['cut statements', 'def f(a {\nx = \n}\n= ;;\nfor i in'],
    ['a comment that allows everything and nothing', '# rasp: allow\n# rasp: allow , ,\n# rasp: allow no-such-lint\nx = not 1 in [1];\n'],
    ['an empty example', 'set example ""\nx = tokens;\n'],
    ['nested lists as an example', 'set example [[1], 2]\nx = tokens_str;\ns = select(x, x, ==);\n']
];

describe('lints of strange programs', () => {
    it.each(strange)('%s', (_what, text) => {
        const program = programOf(text);
        expect(findingsOf(program).every(({ start, end }) => start >= 0 && end >= start && end <= text.length)).toBe(true);
        for (let at = 0; at <= text.length; at += Math.max(1, text.length >> 4)) {
            refactoringsAt({ program, start: at, end: text.length });
            refactoringsAt({ program, start: at, end: at });
        }
    });

    it('has an answer for every case of the reference', () => {
        for (const line of readFileSync('test/fixtures/golden.jsonl', 'utf8').trim().split('\n')) {
            const { setup, program, expression } = JSON.parse(line) as { setup: string[]; program: string[]; expression: string };
            findingsOf(programOf(`${[...setup, ...program].join('\n')}\n${expression};\n`));
        }
    });

    it('looks again only at what changed', () => {
        const text = generateProgram(400);
        const program = programOf(text);
        const linter = new Linter();
        const first = linter.find(program);
        program.update(`${text}_more = 1;\n`);
        const second = new Set(linter.find(program));
        // The same findings, and not equal ones made anew.
        expect(first.filter(finding => finding.id.startsWith('selects-') && !second.has(finding))).toEqual([]);
        expect(first.some(finding => finding.id.startsWith('selects-'))).toBe(true);
    });

    it('takes time that grows with the program, and not with its square', () => {
        const time = (statements: number): number => {
            const program = programOf(generateProgram(statements));
            const begin = performance.now();
            new Linter().find(program);
            return performance.now() - begin;
        };
        time(200);
        const [small, large] = [Math.min(time(500), time(500)), Math.min(time(4_000), time(4_000))];
        expect(large / small).toBeLessThan(8 * 4);
    });
});
