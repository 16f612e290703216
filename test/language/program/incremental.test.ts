import { describe, expect, it } from 'vitest';
import { cost } from '../../../language/cost/cost';
import { BitMatrix } from '../../../language/evaluation/bit-matrix';
import { Failure } from '../../../language/evaluation/evaluation';
import { Input } from '../../../language/evaluation/input';
import { isSelector, isSOp } from '../../../language/graph/nodes';
import type { LoadHost } from '../../../language/program/load-host';
import { Program } from '../../../language/program/program';
import { valueText } from '../../../language/program/text';
import type { Value } from '../../../language/program/value';
import { atomRepr } from '../../../language/values/python-text';
import { filesOf } from './draw-problems';

/** Numbers from 0 to 1, the same in every run. */
function randomFrom(seed: number): () => number {
    let state = seed;
    return () => {
        state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9 | 0;
        return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
    };
}

const lines = [
    'a = indices + 1;', 'a = tokens_int;', 'b = a * 2;', 'b = a + "x";', 'c = [1, 2, 3];', 'd = c[indices % 3];', 's = select(tokens, tokens, ==);', 't = not s;',
    'e = aggregate(s, indices);', 'e = selector_width(s);', 'def f(x) {\n  y = x + 1;\n  return y * 2;\n}', 'def f(x) {\n  return x[0];\n}', 'a = f(indices);', 'b = f(a) + f(b);',
    'for i in [1, 2] {\n  a = a + i;\n}', 'set example "12"', 'set example [1, 2]', 'set s-op example "abc"', 'load "lib";', 'load "none";', 'g = lib_value + 1;', 'h = lib_function(a);',
    'x = (1;', 'x = 1', 'def g(x) {', '}', 'x = ;', 'a;', 'b;', 'e;', 'out;', 'tokens = tokens_int;', 'tokens;', 'max(a, b);', 'length;', 'undefined_name;', 'a = undefined_name;', 'exit', '# comment', '', 'a, b = b, a;', 's("x");', 'tokens("");'
];
const scraps = ['(', ')', '{', '}', '[', ';', '\n', '"', '#', '1', ' + ', 'a', ',', '=', '\r\n', '\t', '\0', '𝄞', 'def ', 'set example "7"\n'];

function valueOf(program: Program, value: Value, input: Input): string {
    if (!isSOp(value) && !isSelector(value)) {
        return valueText(value);
    }
    const result = program.evaluationOn(input).result(value);
    const { widths, sharedWidths, layers } = cost(value);
    const shown = result instanceof Failure ? `fails: ${result.error.message}`
        : result instanceof BitMatrix ? Array.from({ length: result.length }, (_, row) => result.rowText(row)).join('/')
        : `${result.type} ${result.values.map(atomRepr).join()}`;
    return `${shown} (${layers}: ${widths.join()} shared ${sharedWidths.join()})`;
}

/** Everything that a person could see of a program. */
function seen(program: Program): object[] {
    return program.statements.map(({ offset, statement, problems, bindings, value, examples }) => ({
        offset,
        text: statement.text,
        problems: problems.map(({ severity, category, message, start, end, related }) => ({ severity, category, message, start, end, related: related.map(place => ({ start: place.start, end: place.end, message: place.message, text: place.unit.statement.text })) })),
        bindings: [...bindings].map(([name, bound]) => `${name} = ${valueOf(program, bound, examples['s-op'])}`),
        value: value === undefined ? undefined : valueOf(program, value, examples['s-op'])
    }));
}

function edited(text: string, random: () => number): string {
    const at = Math.floor(random() * (text.length + 1));
    const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
    const all = text.split('\n');
    const line = Math.floor(random() * all.length);
    const kind = random();
    if (kind < 0.35 || text.length < 40) {
        return [...all.slice(0, line), pick(lines), ...all.slice(line)].join('\n');
    }
    if (kind < 0.5) {
        return [...all.slice(0, line), ...all.slice(line + 1)].join('\n');
    }
    if (kind < 0.65) {
        return [...all.slice(0, line), pick(lines), ...all.slice(line + 1)].join('\n');
    }
    return kind < 0.85 ? text.slice(0, at) + pick(scraps) + text.slice(at) : text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 3));
}

function open(host: LoadHost): Program {
    return new Program({ uri: 'file:///test.rasp', host, example: Input.ofString('hello') });
}

describe('a program that is edited', () => {
    it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives what a fresh one gives (seed %d)', seed => {
        const random = randomFrom(seed * 7919);
        const files: Record<string, string> = { lib: 'lib_value = indices * 3;\ndef lib_function(x) {\n  return x + _private;\n}\n_private = 5;' };
        const host = filesOf(files);
        const program = open(host);
        let text = 'a = indices;\nb = a;';
        for (let round = 0; round < 150; round++) {
            const before = text;
            for (let edits = 1 + Math.floor(random() * 3); edits > 0; edits--) {
                text = edited(text, random);
            }
            // Now and then the text goes back, as when a bracket is typed and taken away again.
            text = random() < 0.2 ? before : text;
            if (random() < 0.15) {
                files['lib'] = `lib_value = indices * ${Math.floor(random() * 9)};\n${random() < 0.3 ? 'broken = (1;\n' : ''}def lib_function(x) {\n  return x;\n}`;
                program.forgetLoads(({ addresses }) => addresses.some(uri => uri.endsWith('/lib.rasp')));
            }
            const steps = program.updateInSteps(text);
            if (random() < 0.4) {
                for (let step = Math.floor(random() * 12); step > 0; step--) {
                    steps.next();
                }
                // What was looked at in between must not change what comes.
                seen(program);
                continue;
            }
            while (steps.next().done !== true);
            const fresh = open(host);
            fresh.update(text);
            expect(program.isComplete).toBe(true);
            const [ours, theirs] = [seen(program), seen(fresh)];
            expect(ours.length).toBe(theirs.length);
            ours.forEach((statement, i) => { expect(statement).toEqual(theirs[i]); });
        }
    }, 60_000);

    it('parses and runs only what changed', () => {
        const program = open(filesOf({}));
        program.update('a = 1;\nb = 2;\nc = 3;');
        const before = program.statements;
        program.update('a = 1;\nb = 4;\nc = 3;');
        const after = program.statements;
        expect(after[0]?.bindings).toBe(before[0]?.bindings);
        expect(after[1]?.statement).not.toBe(before[1]?.statement);
        expect(after[2]?.statement).toBe(before[2]?.statement);
    });

    it('forgets the value of an expression whose caller is gone', () => {
        const program = open(filesOf({}));
        program.update('def f(x) {\n  return x;\n}\nf(indices + 1);');
        const tree = program.statements[0]?.statement.tree;
        const result = tree?.$type === 'FunctionDefinition' ? tree.results[0] : undefined;
        expect(result !== undefined && isSOp(program.valueOfTree(result))).toBe(true);
        program.update('def f(x) {\n  return x;\n}\n');
        expect(result !== undefined && program.valueOfTree(result)).toBeUndefined();
    });
});
