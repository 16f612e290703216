import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Float, isAtom, kindOf } from '../../../language/values/atom';
import type { Atom } from '../../../language/values/atom';
import { cost } from '../../../language/cost/cost';
import { BitMatrix } from '../../../language/evaluation/bit-matrix';
import { Failure } from '../../../language/evaluation/evaluation';
import { Input } from '../../../language/evaluation/input';
import { isSelector, isSOp } from '../../../language/graph/nodes';
import type { LoadHost } from '../../../language/program/load-host';
import { openSession } from '../../../language/program/open-session';
import type { Session } from '../../../language/program/session';
import { toInput } from '../../../language/program/evaluate-expression';
import { RaspDict, RaspFunction, RaspList, Shown } from '../../../language/program/value';
import type { Value } from '../../../language/program/value';
import { parseProgram } from '../../../language/syntax/parse';
import { goldenToValue, readGolden } from './golden-case';
import type { GoldenCase, GoldenResult, GoldenValue } from './golden-case';

/** Where ours differs on purpose: see "Where to differ" on the reference page. */
const differsOnPurpose = new Set(['containers-103', 'scope-076', 'atoms-012']);
/** About what is printed, or read from lines that are typed: `test/language/prompt/golden-printed.test.ts` holds them. */
const heldAtPrompt = new Set(['syntax-063', 'syntax-064', 'syntax-075', 'load-012', 'load-036']);
const quirkGroups = new Set(['memo-quirk', 'bracket-index']);

const cases = readGolden(readFileSync(new URL('../../fixtures/golden.jsonl', import.meta.url), 'utf8'));
const paper = readFileSync(new URL('../../../examples/paper_examples.rasp', import.meta.url), 'utf8');

function hostOf(golden: GoldenCase): LoadHost {
    const files: Record<string, string> = { ...golden.files, 'paper_examples.rasp': paper };
    return { resolve: path => (files[`${path}.rasp`] === undefined ? { tried: [`${path}.rasp`] } : { uri: `golden:/${path}.rasp`, text: files[`${path}.rasp`] ?? '' }) };
}

function atomJson(atom: Atom): GoldenValue {
    return atom instanceof Float ? atom.value : typeof atom === 'number' ? BigInt(atom) : atom;
}

function valueJson(value: Value): GoldenValue {
    if (isAtom(value)) {
        return atomJson(value);
    }
    if (value instanceof RaspList) {
        return value.items.map(valueJson);
    }
    if (value instanceof RaspDict) {
        return { dict: [...value.entries.values()].map(([key, item]) => [atomJson(key), valueJson(item)]) };
    }
    return isSelector(value) ? 'selector' : isSOp(value) ? 's-op' : 'function';
}

/** S-ops and selectors inside lists count by kind: their names are the prompt's matter. */
function withoutNames(golden: GoldenValue): GoldenValue {
    if (Array.isArray(golden)) {
        return (golden as readonly GoldenValue[]).map(withoutNames);
    }
    if (typeof golden === 'object' && golden !== null) {
        const object = golden as Readonly<Record<string, GoldenValue>>;
        return 's-op' in object ? 's-op' : 'selector' in object ? 'selector' : { dict: withoutNames(object['dict'] ?? []) };
    }
    return golden;
}

function answer(session: Session, golden: GoldenCase): GoldenResult | { kind: 'error'; message: string } {
    const source = golden.raw === true ? golden.expression : `${golden.expression};`;
    const statements = parseProgram(source);
    let value: Value | undefined;
    for (const { statement } of statements) {
        const result = session.run(statement);
        const error = result.problems.find(problem => problem.severity === 'error');
        if (error !== undefined) {
            return { kind: 'error', message: error.message };
        }
        value = result.value;
    }
    if (value === undefined) {
        return { kind: 'none' };
    }
    if (value instanceof Shown) {
        const { result, node } = value;
        const sizes = cost(node);
        const costs = { layers: BigInt(sizes.layers), max_heads: BigInt(sizes.heads), widths: sizes.widths.map(BigInt) };
        return result instanceof BitMatrix ? { kind: 'selector', matrix: rows(result) } : { kind: 's-op', type: result.type, values: result.values.map(atomJson), elem_types: letters(result.values), ...costs };
    }
    if (isSOp(value)) {
        const column = session.evaluationOn(session.examples['s-op']).column(value);
        if (column instanceof Failure) {
            return { kind: 'error', message: column.error.message };
        }
        const sizes = cost(value);
        return { kind: 's-op', type: column.type, values: column.values.map(atomJson), elem_types: letters(column.values), layers: BigInt(sizes.layers), max_heads: BigInt(sizes.heads), widths: sizes.widths.map(BigInt) };
    }
    if (isSelector(value)) {
        const matrix = session.evaluationOn(session.examples.selector).matrix(value);
        return matrix instanceof Failure ? { kind: 'error', message: matrix.error.message } : { kind: 'selector', matrix: rows(matrix), layers: BigInt(value.layer) };
    }
    if (isAtom(value)) {
        return { kind: 'atom', type: kindOf(value), values: atomJson(value) };
    }
    if (value instanceof RaspFunction) {
        return { kind: 'function' };
    }
    return { kind: value instanceof RaspList ? 'list' : 'dict', values: valueJson(value) };
}

function rows(matrix: BitMatrix): string[] {
    return Array.from({ length: matrix.length }, (_, query) => matrix.rowText(query));
}

function letters(values: readonly Atom[]): string {
    return values.map(value => kindOf(value)[0]).join('');
}

/** The parts of the reference's answer that count here. */
function expected(golden: GoldenCase): Partial<GoldenResult> {
    const { kind, type, values, elem_types, matrix, layers, max_heads, widths } = golden.result;
    switch (kind) {
        case 's-op': return { kind, type, values, elem_types, ...(layers === undefined ? {} : { layers, max_heads, widths }) } as Partial<GoldenResult>;
        case 'selector': return { kind, matrix, ...(golden.mode === 'apply' || layers === undefined ? {} : { layers }) } as Partial<GoldenResult>;
        case 'atom': return { kind, type, values } as Partial<GoldenResult>;
        case 'list': case 'dict': return { kind, values: withoutNames(values ?? null) };
        default: return { kind };
    }
}

function start(golden: GoldenCase): Session {
    const session = openSession({ host: hostOf(golden) });
    for (const { statement } of parseProgram(golden.setup.join('\n'))) {
        session.run(statement);
    }
    if (golden.mode === 'example') {
        session.setExample(toInput(goldenToValue(golden.example)));
    } else {
        expect(session.examples['s-op'].text).toBe(Input.ofString('hello').text);
    }
    return session;
}

const held = cases.filter(golden => !quirkGroups.has(golden.group) && !differsOnPurpose.has(golden.id) && !heldAtPrompt.has(golden.id));

describe.each([...new Set(held.map(golden => golden.group))])('golden cases: %s', group => {
    it.each(held.filter(golden => golden.group === group).map(golden => [golden.id, golden] as const))('%s', (_id, golden) => {
        const session = start(golden);
        golden.program.forEach((statement, i) => {
            const failing = golden.statement_errors?.some(error => Number(error.statement) === i) ?? false;
            const errors = parseProgram(statement).flatMap(({ statement: parsed }) => session.run(parsed).problems.filter(problem => problem.severity === 'error'));
            expect({ statement, fails: errors.length > 0 }).toEqual({ statement, fails: failing });
        });
        const result = answer(session, golden);
        expect(result, golden.expression).toMatchObject(expected(golden));
    });
});
