import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isSelector, isSOp } from '../../../language/graph/nodes';
import { toInput } from '../../../language/program/evaluate-expression';
import type { LoadHost } from '../../../language/program/load-host';
import { Prompt } from '../../../language/prompt/prompt';
import { goldenToValue, readGolden } from '../program/golden-case';
import type { GoldenCase } from '../program/golden-case';

/** Where ours prints something else on purpose; see "Where to differ" on the reference page. */
const differsOnPurpose: Readonly<Record<string, string>> = {
    'atoms-012': 'complex powers are an error',
    'op-float-024': 'complex powers are an error, told in our words in the reference\'s frame',
    'containers-103': 'a bracketed expression can be indexed',
    'scope-076': 'the result of s_op("x") is shown, not an object of the interpreter',
    'bracket-index-001': 'a bracketed expression can be indexed',
    'bracket-index-004': 'an index may stand in brackets',
    'memo-quirk-002': 'results are not memoised by ==: 1 and 1.0 are two inputs',
    'memo-quirk-003': 'results are not memoised by ==: 1 and True are two inputs',
    'syntax-102': 'no further line can mend this statement, so that it is an error at once and swallows nothing'
};

/** A `;` that a file lacks at its end is told; the reference swallows it and what stands before it. */
const toldAsWell = new Set(['load-012']);

/** In the drawing of a computation flow only: `s_op[True]` is called by the position that it loads. */
const otherName = new Set(['containers-102']);

const cases = readGolden(readFileSync(new URL('../../fixtures/golden.jsonl', import.meta.url), 'utf8'));
const paper = readFileSync(new URL('../../../examples/paper_examples.rasp', import.meta.url), 'utf8');

function hostOf(golden: GoldenCase): LoadHost {
    const files: Record<string, string> = { ...golden.files, 'paper_examples.rasp': paper };
    return {
        resolve: path => {
            const text = files[`${path}.rasp`];
            return text === undefined ? { tried: [`${path}.rasp`] } : { uri: `golden:/${path}.rasp`, text };
        }
    };
}

function start(golden: GoldenCase): Prompt {
    const prompt = new Prompt({ host: hostOf(golden) });
    golden.setup.forEach(line => prompt.enter(line));
    if (golden.mode === 'example') {
        prompt.session.setExample(toInput(goldenToValue(golden.example)));
    }
    return prompt;
}

/** Texts of Python's and of the reference's parser, and those that show objects of its interpreter, are ours. */
function isOurs({ category, text }: { readonly category: string; readonly text: string }): boolean {
    return ['python', 'syntax', 'incomplete'].includes(category) || text.includes('object at') || text.includes(' id: ');
}

/** The words around an error's text. */
function frameOf(text: string): string {
    const frames: readonly [string, string][] = [['\t\t!!ignoring input:\n\t ', '\n'], ['something went wrong: ', '\n'], ['\t!! antlr exception: ', ' \t-- ignoring input\n']];
    const frame = frames.find(([before, after]) => text.startsWith(before) && text.endsWith(after));
    return frame?.join('…') ?? text;
}

describe.each([...new Set(cases.map(golden => golden.group))])('printed at the prompt: %s', group => {
    it.each(cases.filter(golden => golden.group === group).map(golden => [golden.id, golden] as const))('%s', (id, golden) => {
        const prompt = start(golden);
        golden.program.forEach((line, i) => {
            const answers = prompt.enter(line);
            const text = answers.map(answer => answer.printed).join('');
            const error = golden.statement_errors?.find(({ statement }) => Number(statement) === i);
            expect({ line, fails: answers.some(({ problems }) => problems.some(({ severity }) => severity === 'error')) }).toEqual({ line, fails: error !== undefined || toldAsWell.has(id) });
            if (error?.category === 'printed') {
                // Two statements on a line of a loaded file: the words behind the colon are ours.
                expect(text.replace(/(went wrong: ).*/, '$1')).toContain(error.text);
            } else if (error !== undefined && !isOurs(error)) {
                expect(text).toContain(error.text);
            }
            prompt.drop();
        });
        const answers = prompt.enter(golden.raw === true ? golden.expression : `${golden.expression};`);
        const text = answers.map(answer => answer.printed).join('');
        if (differsOnPurpose[id] !== undefined) {
            expect(text).not.toBe(golden.printed);
            return;
        }
        const { error } = golden.result;
        if (error !== undefined && isOurs(error)) {
            expect(frameOf(text), text).toBe(frameOf(golden.printed));
        } else {
            expect(text).toBe(golden.printed);
        }
        const { name } = golden.result;
        const shown = answers.at(-1)?.value;
        if (name !== undefined && golden.mode === 'example' && (isSOp(shown) || isSelector(shown))) {
            expect(prompt.session.nameOf(shown) === name).toBe(!otherName.has(id));
        }
    });
});

it('holds all cases', () => {
    expect(cases.length).toBe(1198);
});
