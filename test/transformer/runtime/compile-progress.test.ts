import { describe, expect, test } from 'vitest';
import { isSOp } from '../../../language/graph/nodes';
import type { SOp } from '../../../language/graph/nodes';
import { compile } from '../../../transformer/compilation/compile';
import type { CompileOptions } from '../../../transformer/compilation/compile';
import { verifySteps } from '../../../transformer/compilation/verify';
import type { Verification } from '../../../transformer/compilation/verify';
import { parseAlphabet } from '../../../transformer/model/alphabet-text';
import { inputsToVerify, tellingStages, verifiedText } from '../../../transformer/runtime/compile-progress';
import { programOf } from '../../language/program/draw-problems';
import { refusalOfFailing } from '../../../transformer/runtime/failing-inputs';

function sop(text: string): SOp {
    const program = programOf(text);
    const value = program.statements.at(-1)?.bindings.get('x');
    if (!isSOp(value)) {
        throw new Error('x is no s-op');
    }
    return value;
}

function options(alphabet: string, maxLength: number): CompileOptions {
    const tokens = parseAlphabet(alphabet, { most: 4_096, label: 'the alphabet' });
    if (typeof tokens === 'string') {
        throw new Error(tokens);
    }
    return { alphabet: tokens, maxLength, name: 'x', source: 'x' };
}

function verified(node: SOp, given: CompileOptions, count: number): Verification {
    const compiled = compile(node, given);
    if (!compiled.ok) {
        throw new Error('refused');
    }
    const steps = verifySteps(node, compiled.model, { count });
    for (;;) {
        const step = steps.next();
        if (step.done === true) {
            return step.value;
        }
    }
}

describe('how many inputs are verified is known before', () => {
    test.each<[string, number, number]>([['a', 1, 10], ['ab', 3, 1_000], ['abc', 40, 200], ['0..99', 4, 50]])('%s up to %i', (alphabet, maxLength, count) => {
        const given = options(alphabet, maxLength);
        expect(inputsToVerify(given.alphabet.length, maxLength, count)).toBe(verified(sop('x = tokens;'), given, count).inputs);
    });
});

test('the stages are told in order, each once, and names are what they were', () => {
    const told: string[] = [];
    const named = new Set<string>();
    const given: CompileOptions = { ...options('ab', 5), names: node => { named.add(node.kind); return node.kind; } };
    compile(sop('x = aggregate(select(indices, 0, ==), tokens);'), tellingStages(given, stage => { told.push(stage); }));
    expect(told).toEqual(['finding values', 'making weights']);
    expect([...named]).toContain('aggregate');
});

test.each([[1, 1, 'verified 1 of 1 input'], [64, 1_010, 'verified 64 of 1,010 inputs']])('%i of %i', (done, total, text) => {
    expect(verifiedText(done, total)).toBe(text);
});

describe('a program that fails on inputs', () => {
    test.each<[string, string, number, number, string | undefined, string]>([
        ['x = tokens;', 'ab', 3, 10, undefined, ''],
        ['x = [1, 2][indices];', 'a', 3, 10, 'on "aaa" this fails: at position 2, index 2 is out of range for a list of length 2', 'on 1 of all 3 inputs'],
        ['x = tokens_int;', '["one", "two"]', 1, 10, "on ['one'] this fails: token 0 of the input, 'one' is not an int", 'on all 2 inputs'],
        ['x = [1, 2][indices];', 'ab', 60, 10, 'on ', 'inputs that were tried']
    ])('%s over %s up to %i', (text, alphabet, maxLength, count, message, tried) => {
        const node = sop(text);
        const refusal = refusalOfFailing(node, verified(node, options(alphabet, maxLength), count), () => true);
        expect(refusal?.message.slice(0, message?.length)).toBe(message);
        expect(refusal?.help ?? '').toContain(tried);
    });
});
