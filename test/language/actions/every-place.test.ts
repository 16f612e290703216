import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refactoringsAt } from '../../../language/actions/refactorings';
import { isExpression, walk } from '../../../language/actions/tree';
import { fixesOf } from '../../../language/lints/placed-findings';
import { lints } from '../../../language/lints/registry';
import { Input } from '../../../language/evaluation/input';
import type { Program } from '../../../language/program/program';
import { applyEdits } from '../../../language/syntax/edit';
import { rangeOf } from '../../../language/syntax/ranges';
import { findingsOf } from '../lints/draw-findings';
import { filesOf, programOf } from '../program/draw-problems';
import { costsOf, valuesOf } from '../program-values';
import { Random } from '../../../bench/random';
import { generateProgram } from '../../../bench/generate-program';

const inputs = [Input.ofString('aba'), Input.ofString('(§)')];
const examples = Object.fromEntries(['tour', 'paper_examples', 'brackets', 'addition', 'eliza'].map(name => [name, readFileSync(`examples/${name}.rasp`, 'utf8')]));
const programs: [name: string, text: string, tries: number][] = [
    ['tour', examples['tour'] ?? '', 60], ['paper_examples', examples['paper_examples'] ?? '', 60], ['brackets', examples['brackets'] ?? '', 20], ['addition', examples['addition'] ?? '', 40],
    ['eliza', examples['eliza'] ?? '', 40], ['generated', generateProgram(60, 3), 60]
];

/** The places of all expressions of a program, in a random but repeatable order. */
function expressionsOf(program: Program): { start: number; end: number }[] {
    const places: { start: number; end: number }[] = [];
    for (const { statement: { tree }, offset } of program.parsed) {
        if (tree !== undefined) {
            walk(tree, part => {
                if (isExpression(part)) {
                    const { start, end } = rangeOf(part);
                    places.push({ start: start + offset, end: end + offset });
                }
                return true;
            });
        }
    }
    const random = new Random(11);
    return places.map(place => ({ place, order: random.next() })).sort((a, b) => a.order - b.order).map(({ place }) => place);
}

describe('every refactoring', () => {
    it.each(programs)('keeps what %s gives, and what it costs', (_name, text, tries) => {
        const host = filesOf(examples);
        const program = programOf(text, host);
        const [values, costs] = [valuesOf(program, inputs), costsOf(program)];
        let done = 0;
        for (const { start, end } of expressionsOf(program).slice(0, tries)) {
            for (const found of [...refactoringsAt({ program, start, end }), ...refactoringsAt({ program, start, end: start })]) {
                if (!('edits' in found)) {
                    continue;
                }
                done++;
                const after = applyEdits(text, found.edits);
                const made = programOf(after, host);
                const [newValues, newCosts] = [valuesOf(made, inputs), costsOf(made)];
                const inlined = /^Inline `(.*)`/.exec(found.title)?.[1];
                const differing = [...values].filter(([name, value]) => name !== inlined && newValues.get(name) !== value)
                    .concat([...costs].filter(([name, cost]) => name !== inlined && newCosts.get(name) !== cost));
                expect({ title: found.title, at: text.slice(start, end), differing }).toEqual({ title: found.title, at: text.slice(start, end), differing: [] });
            }
        }
        expect(done).toBeGreaterThan(tries / 4);
    });
});

describe('every safe fix', () => {
    const cases = readFileSync('test/fixtures/golden.jsonl', 'utf8').trim().split('\n').map(line => JSON.parse(line) as { setup: string[]; program: string[]; expression: string });
    const texts = new Set(cases.map(({ setup, program, expression }) => `${[...setup, ...program].join('\n')}\nresult = ${expression.replace(/;?\s*$/, '')};\n`));

    it('keeps what the cases of the reference give', () => {
        let fixed = 0;
        for (const text of texts) {
            const program = programOf(text);
            for (const { finding } of findingsOf(program)) {
                const [fix] = lints[finding.id].isSafe && finding.id !== 'mixed-default' ? fixesOf(program, finding) : [];
                if (fix !== undefined) {
                    fixed++;
                    const after = applyEdits(text, fix.edits);
                    expect([text, after, valuesOf(programOf(after))]).toEqual([text, after, valuesOf(program)]);
                }
            }
        }
        expect(fixed).toBeGreaterThan(30);
    });
});
