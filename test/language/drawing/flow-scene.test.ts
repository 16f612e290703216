import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cost } from '../../../language/cost/cost';
import { schedule } from '../../../language/cost/schedule';
import type { SchedulePolicy } from '../../../language/cost/schedule';
import type { BitMatrix } from '../../../language/evaluation/bit-matrix';
import type { Column } from '../../../language/evaluation/column';
import { shownAtom } from '../../../language/evaluation/show';
import { nodesBelow } from '../../../language/graph/below';
import { isSelector } from '../../../language/graph/nodes';
import type { Selector, SOp } from '../../../language/graph/nodes';
import { isSelected, selectedKeys } from '../../../language/drawing/scene';
import { headOf, make, sceneOf, stepOf, textsOf } from './make-scene';

const example = (file: string): string => readFileSync(`examples/${file}.rasp`, 'utf8');

const programs: readonly (readonly [string, string, string])[] = [
    [example('tour'), 'reverse', 'hello'],
    [example('tour'), 'histogram', 'hello'],
    [example('logic'), 'answers', 'abc'],
    ['y = sort(tokens, tokens);', 'y', 'hello'],
    ['y = tokens[-1];', 'y', 'hello'],
    // What is written twice is two heads, and one where equal selectors are shared; so is what is computed of it.
    ['def f(x) { return aggregate(select(x, x, <), x); }\na = f(f(indices)) + 1;\nb = f(f(indices)) * 2;\ny = aggregate(select(a, b, ==), a) + f(f(f(indices)));', 'y', 'hello'],
    ['s = select(selector_width(select(tokens, tokens, ==)), 1, ==) and not select(indices, indices, <);', 's', 'hello']
];
const policies: readonly SchedulePolicy[] = ['early', 'late', 'fewest heads'];

describe.each(programs)('the scene of %#', (text, name, input) => {
    const cases = policies.flatMap(policy => [false, true].map(shared => ({ policy, shared })));

    it.each(cases)('has each step and each head once, $policy, shared $shared', ({ policy, shared }) => {
        const { node, evaluation, result } = make(text, name, input, { policy, shared });
        if (!result.ok) {
            throw new Error(result.message);
        }
        const { scene } = result;
        const nodes = nodesBelow(node);
        const keyOf = (part: { readonly id: number; readonly shared: number }): number => (shared ? part.shared : part.id);
        const byId = new Map(nodes.map(part => [part.id, part]));

        const sops = nodes.filter(part => !isSelector(part));
        expect(scene.steps.map(({ id }) => keyOf(byId.get(id) as SOp))).toEqual([...new Set(sops.map(keyOf))]);
        const averaged = scene.heads.flatMap(({ aggregates }) => aggregates.map(({ step }) => step));
        expect(averaged.sort((a, b) => a - b)).toEqual(scene.steps.filter(({ kind }) => kind === 'aggregate').map(({ id }) => id));
        expect(new Set(scene.heads.map(({ id, layer }) => `${layer} ${keyOf(byId.get(id) as Selector)}`)).size).toBe(scene.heads.length);
        expect(scene.schedule.widths).toEqual(schedule(node, policy, shared).widths);
        if (policy === 'early') {
            expect(scene.schedule.widths).toEqual(shared ? cost(node).sharedWidths : cost(node).widths);
        }

        const layers = new Map(scene.steps.map(step => [step.id, step.layer]));
        const layerOf = (id: number): number => layers.get(id) ?? Infinity;
        for (const step of scene.steps) {
            expect(step.inputs.every(id => id < step.id && layerOf(id) <= step.layer - (step.kind === 'aggregate' ? 1 : 0))).toBe(true);
            const column = evaluation.column(byId.get(step.id) as SOp) as Column;
            expect(textsOf(scene, step)).toEqual(column.values.map(shownAtom));
            expect(step.type).toBe(column.type);
        }
        for (const head of scene.heads) {
            expect(head.selects.every(({ keys, queries }) => layerOf(keys) < head.layer && layerOf(queries) < head.layer)).toBe(true);
            expect(head.aggregates.every(({ step }) => layerOf(step) === head.layer)).toBe(true);
            const matrix = evaluation.matrix(byId.get(head.id) as Selector) as BitMatrix;
            const grid = (holds: (query: number, key: number) => boolean): boolean[][] => scene.tokens.map((_, query) => scene.tokens.map((__, key) => holds(query, key)));
            expect(grid((query, key) => isSelected(head.rows[query] ?? '', key))).toEqual(grid((query, key) => matrix.get(query, key)));
        }
    });
});

describe('sharing', () => {
    const text = 'a = aggregate(select(indices, indices, <), indices);\nb = aggregate(select(indices, indices, <), indices);\ny = a + b;';

    it('computes once what is equal, under the name of one that has one', () => {
        expect(sceneOf(text, 'y').heads).toHaveLength(2);
        const shared = sceneOf(text, 'y', 'hello', { shared: true });
        expect(shared.heads.map(({ aggregates }) => aggregates.length)).toEqual([1]);
        expect(shared.steps.map(({ name }) => name)).toEqual(['indices', 'a', 'y']);
        expect(stepOf(shared, 'y').inputs).toEqual([stepOf(shared, 'a').id]);
    });
});

describe('inputs', () => {
    it.each<[string, number]>([
        ['a', 1], [' a b ', 5], ['a👍é', 3], ['"it\'s"', 6], ['<script>alert(1)</script>', 25], ['ab'.repeat(100), 200], ['ab'.repeat(256), 512]
    ])('%j is drawn', (input, n) => {
        const scene = sceneOf('same = select(tokens, tokens, ==);\ny = selector_width(same);', 'y', input);
        expect(scene.tokens.join('')).toBe(input);
        expect(scene.tokens).toHaveLength(n);
        const rows = headOf(scene, 'same or select(indices, 0, ==)').rows;
        expect(rows.map(row => row.length)).toEqual(scene.tokens.map(() => Math.ceil(n / 4)));
        expect(selectedKeys(rows[n - 1] ?? '')).toEqual(scene.tokens.flatMap((token, key) => (key === 0 || token === scene.tokens[n - 1] ? [key] : [])));
        expect(JSON.parse(JSON.stringify(scene))).toEqual(scene);
    });

    it('cuts values that are too long to read', () => {
        const scene = sceneOf(`y = "${'x'.repeat(1000)}" if indices == 0 else "y";\nz = (indices + 10) ^ 3000;`, 'y');
        expect(textsOf(scene, stepOf(scene, 'y'))[0]).toBe(`${'x'.repeat(199)}…`);
        const numbers = sceneOf('z = (indices + 10) ^ 3000;', 'z');
        expect(textsOf(numbers, stepOf(numbers, 'z'))[0]).toBe('1000000000…0000000000 (3,001 digits)');
    });
});

describe('s-ops of every kind', () => {
    it.each<[string, string, string[], number]>([
        ['y = indices + 1;', 'y', ['indices', '1', 'y'], 0],
        ['y = tokens;', 'y', ['tokens'], 0],
        ['y = indices if True else 2;', 'y', ['indices'], 0],
        ['y = 2 if indices == 0 else 2;', 'y', ['indices', '0', 'indices == 0', '2', 'y'], 0],
        ['y = tokens == "<b>";', 'y', ['tokens', '"<b>"', 'y'], 0]
    ])('%s', (text, name, titles, layers) => {
        const scene = sceneOf(text, name);
        expect([scene.steps.map(step => step.name ?? step.source), scene.schedule.layers, scene.heads]).toEqual([titles, layers, []]);
        expect(scene.steps.at(-1)?.id).toBe(scene.target);
    });

    it('draws a selector alone as a head that averages nothing', () => {
        const scene = sceneOf('prev = select(indices, indices - 1, ==) and not select(tokens, "l", ==);', 'prev');
        expect(scene.heads).toEqual([expect.objectContaining({
            id: scene.target, layer: 1, name: 'prev', isNamed: true, aggregates: [], rows: ['00', '80', '40', '00', '00'],
            selects: [
                { keys: stepOf(scene, 'indices').id, queries: stepOf(scene, 'indices - 1').id, operator: '==' },
                { keys: stepOf(scene, 'tokens').id, queries: stepOf(scene, '"l"').id, operator: '==' }
            ]
        })]);
        expect(scene.schedule).toMatchObject({ layers: 1, heads: 0, widths: [0] });
    });

    it('tells which branch a ternary takes, by what Python takes for true', () => {
        const scene = sceneOf('y = tokens if (indices - 2) * 0.0001 else "-";', 'y');
        const { choice } = stepOf(scene, 'y');
        expect(selectedKeys(choice?.holds ?? '')).toEqual([0, 1, 3, 4]);
        expect(choice).toMatchObject({ whenTrue: stepOf(scene, 'tokens').id, whenFalse: stepOf(scene, '"-"').id });
    });
});

describe('what fails', () => {
    it('is red where it fails, and the rest stays', () => {
        const scene = sceneOf('good = indices + 1;\nbad = tokens + 1;\ny = aggregate(select(bad, good, ==), good) + length;', 'y');
        expect(stepOf(scene, 'bad')).toMatchObject({ values: [], error: { isOwn: true, message: 'at position 0, `+` does not work between string and int' } });
        expect(stepOf(scene, 'bad')).not.toHaveProperty('type');
        expect(headOf(scene, 'select(bad, good, ==)')).toMatchObject({ rows: [], error: { isOwn: false } });
        expect(stepOf(scene, 'y').error?.isOwn).toBe(false);
        expect(scene.steps.filter(({ error }) => error?.isOwn === true)).toHaveLength(1);
        expect(textsOf(scene, stepOf(scene, 'length'))).toEqual(['5', '5', '5', '5', '5']);
    });

    it('can be a selector, in its parts too', () => {
        const scene = sceneOf('s = select(indices, 1, ==) and not select(tokens, indices, <);\ny = aggregate(s, indices);', 'y');
        expect(headOf(scene, 's').error?.isOwn).toBe(true);
        expect(stepOf(scene, 'y').error?.isOwn).toBe(false);
    });

    it('can be a mean of strings', () => {
        const scene = sceneOf('y = aggregate(select(1, 1, ==), tokens);', 'y');
        expect(stepOf(scene, 'y').error?.isOwn).toBe(true);
        expect(headOf(scene, 'select(1, 1, ==)').rows).toEqual(['f8', 'f8', 'f8', 'f8', 'f8']);
    });
});

describe('what is too large', () => {
    it.each<[string, string, string, string]>([
        ['513 tokens', 'y = indices;', 'a'.repeat(513), 'the input has 513 tokens; a flow is drawn for 512 at most: choose a shorter input'],
        ['20,000 nodes', 'y = indices;\nfor i in range(20001) { y = y + 1; }', 'a', 'more than 20,000 steps, the most that a flow is drawn for: draw one of the s-ops'],
        ['cells', 'y = indices;\nfor i in range(9000) { y = y + 1; }', 'a'.repeat(512), '9,002 s-ops and 0 heads on 512 tokens are too much to draw']
    ])('%s', (_, text, input, message) => {
        expect(make(text, 'y', input).result).toEqual({ ok: false, message: expect.stringContaining(message) as string });
    });
});

describe('names', () => {
    it('are those of functions and loops where there are no others, and of what the library averages', () => {
        const scene = sceneOf('def f(x) {\n    mine, s = x + 1, select(x, (x - 1), ==);\n    return aggregate(s, mine);\n}\ny = f(indices);\nfor i in range(2) { y = y * (i + 2); }\nz = selector_width(select(y, y, ==));', 'z');
        expect(scene.steps.flatMap(({ name }) => name ?? [])).toEqual(['indices', 'mine', 'y', 'y', 'y', 'with_first', 'only_first', 'z']);
        expect(scene.heads.map(({ name, isNamed }) => [name, isNamed])).toEqual([
            ['s', true], ['select(y, y, ==) or select(indices, 0, ==)', false], ['select(y, y, ==) and select(indices, 0, ==)', false]
        ]);
    });

    it('give what is drawn the name that it was asked for by', () => {
        const scene = sceneOf('a = indices + 1;\nb = a;', 'b', 'hello', { title: 'b' });
        expect([scene.title, scene.steps.at(-1)?.name]).toEqual(['b', 'b']);
    });
});
