import { describe, expect, it } from 'vitest';
import { Random } from '../../../bench/random';
import { openProgram } from '../../../language/api/open-program';
import { evaluateAlone, evaluateTogether } from '../../../language/batch/evaluate-together';
import type { Results } from '../../../language/batch/evaluate-together';
import { findTarget, namesSet, selectorsUsed } from '../../../language/batch/targets';
import { BitMatrix } from '../../../language/evaluation/bit-matrix';
import { Failure } from '../../../language/evaluation/evaluation';
import { Input } from '../../../language/evaluation/input';
import type { InputItem } from '../../../language/evaluation/input';
import { Plan } from '../../../language/evaluation/plan';
import { Float } from '../../../language/values/atom';

const program = openProgram(`
set example [1, 2, 3]
asis = tokens_asis;
doubled = tokens_asis + tokens_asis;
same = select(tokens, tokens, ==);
before = select(indices, indices, <);
hist = selector_width(same);
first = aggregate(same and before, tokens, "none");
mean = aggregate(same or before, tokens_asis);
bools = aggregate(before and select(indices, indices + -1, ==), tokens_bool);
mixed = aggregate(select(indices, 1, ==), tokens_asis == 2);
pairs = aggregate(select(tokens_asis, 2, ==), tokens_asis == 2);
large = aggregate(before, tokens_int * 9007199254740991);
sorted = sort(tokens, tokens);
looked = [10, 20, 30][tokens_int];
inverse = 1 / tokens_int;
floats = tokens_float * 0.1 + aggregate(full_s, tokens_float);
`);
const targets = namesSet(program).flatMap(name => {
    try {
        return [findTarget(program, name)];
    } catch {
        return [];
    }
});

function shown(results: Results): unknown {
    return results.map(result => (result instanceof Failure ? result.error.message
        : result instanceof BitMatrix ? result.rowTexts()
        : { type: result.type, values: result.values.map(value => (value instanceof Float ? { float: value.value } : value)) }));
}

function randomItems(random: Random, length: number): InputItem[] {
    const kind = random.int(0, 5);
    return Array.from({ length }, () => (kind === 0 ? random.pick(['a', 'b', '0', '2']) : kind === 1 ? random.pick([true, false])
        : kind === 2 ? new Float(random.int(-4, 4) / 2) : kind === 3 ? random.pick([true, 2, 0, new Float(0.5)]) : random.int(0, 2)));
}

describe('inputs of one length together', () => {
    it('has all its targets', () => {
        expect(targets.map(({ name }) => name)).toEqual(namesSet(program));
    });

    it.each([...targets.map(({ name }) => [name]), targets.map(({ name }) => name)])('%s: each gives what it gives alone', (...names) => {
        const wanted = targets.filter(({ name }) => names.includes(name));
        const all = [...wanted, ...selectorsUsed(program, wanted)];
        const plan = new Plan(all.map(({ node }) => node));
        const random = new Random(3);
        const inputs = Array.from({ length: 120 }, () => new Input(randomItems(random, random.pick([1, 2, 5, 33, 40, 130])), 'random'));
        const together: Results[] = [];
        for (const some of evaluateTogether(plan, inputs)) {
            some.forEach((results, i) => { together[i] = results; });
        }
        inputs.forEach((input, i) => {
            expect(shown(together[i] ?? []), input.pythonText).toEqual(shown(evaluateAlone(plan, input)));
        });
    });
});

describe('a plan', () => {
    it('leaves out what no target needs', () => {
        let visited = 0;
        const plan = new Plan([findTarget(program, 'asis').node]);
        for (const results of evaluateTogether(plan, [Input.ofString('ab')], () => { visited++; })) {
            expect(shown(results.get(0) ?? [])).toEqual([{ type: 'strings', values: ['a', 'b'] }]);
        }
        expect(visited).toBe(1);
    });
});
