import { describe, expect, it } from 'vitest';
import { Float } from '../../../language/values/atom';
import { Evaluation, Failure } from '../../../language/evaluation/evaluation';
import { Input } from '../../../language/evaluation/input';
import type { InputItem } from '../../../language/evaluation/input';
import type { AggregateSOp } from '../../../language/graph/nodes';
import { openSession } from '../../../language/program/open-session';
import { parseProgram } from '../../../language/syntax/parse';

/** A small seeded generator (mulberry32). */
function random(seed: number): (below: number) => number {
    let state = seed;
    return below => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) % below;
    };
}

const columns = ['tokens_asis', 'indices', '(indices % 3)', '(tokens_asis + indices)', '(-indices)', '3', '(tokens_asis * 0.5)', '(5 - indices)', '(indices % 2 == 0)'];
const operators = ['==', '!=', '<', '>', '<=', '>='];
const values = ['indices', 'tokens_asis', '1', '(tokens_asis * 0.1)', '(indices if indices % 2 == 0 else 0.3)', '(indices == 3)', '"x"', '(9007199254740991 + indices)', '(1 if tokens_asis == 2 else True)'];

function selector(pick: (below: number) => number, depth: number): string {
    const kind = depth === 0 ? 0 : pick(5);
    const part = (): string => selector(pick, depth - 1);
    switch (kind) {
        case 1: return `(${part()} and ${part()})`;
        case 2: return `(${part()} or ${part()})`;
        case 3: return `(not ${part()})`;
        default: return `select(${columns[pick(columns.length)] ?? ''}, ${columns[pick(columns.length)] ?? ''}, ${operators[pick(operators.length)] ?? ''})`;
    }
}

function items(pick: (below: number) => number, length: number): InputItem[] {
    const kind = pick(3);
    return Array.from({ length }, () => (kind === 0 ? pick(5) : kind === 1 ? new Float((pick(9) - 4) / 3) : pick(1000) - 500));
}

function aggregateOf(program: string): AggregateSOp {
    const session = openSession({ mode: 'editor' });
    const [placed] = parseProgram(program);
    const value = placed === undefined ? undefined : session.run(placed.statement).value;
    return value as AggregateSOp;
}

function shown(evaluation: Evaluation, node: AggregateSOp): unknown {
    const result = evaluation.column(node);
    return result instanceof Failure ? { error: result.error.message } : { type: result.type, values: result.values.map(value => (value instanceof Float ? { float: value.value } : value)) };
}

describe('aggregating without the matrix', () => {
    it.each(Array.from({ length: 40 }, (_, seed) => [seed]))('gives the same bits as with it, seed %i', seed => {
        const pick = random(seed);
        for (let round = 0; round < 25; round++) {
            const program = `aggregate(${selector(pick, pick(4))}, ${values[pick(values.length)] ?? ''}, 7);`;
            const node = aggregateOf(program);
            const input = new Input(items(pick, 129 + pick(30)), 'random');
            const withMatrix = new Evaluation(input);
            withMatrix.matrix(node.selector);
            expect(shown(new Evaluation(input), node), program).toEqual(shown(withMatrix, node));
        }
    });

    it('compares NaN with nothing', () => {
        const node = aggregateOf('aggregate(select(tokens_float, tokens_float, ==) or select(indices, 2, ==), indices, -1);');
        const input = new Input(Array.from({ length: 150 }, (_, i) => (i % 2 === 0 ? 'nan' : 'inf')), 'nan');
        const withMatrix = new Evaluation(input);
        withMatrix.matrix(node.selector);
        expect(shown(new Evaluation(input), node)).toEqual(shown(withMatrix, node));
        expect((withMatrix.matrix(node.selector) as { get(query: number, key: number): boolean }).get(0, 0)).toBe(false);
    });

    it('takes inputs for which a matrix would be too large', () => {
        const node = aggregateOf('aggregate(select(tokens, tokens, ==) and select(indices, indices, <), indices, -1);');
        const result = new Evaluation(Input.ofString('ab'.repeat(20_000))).column(node);
        expect(result instanceof Failure ? result.error.message : result.values.slice(0, 4)).toEqual([-1, -1, 0, 1]);
    });
});
