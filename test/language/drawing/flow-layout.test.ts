import { describe, expect, test } from 'vitest';
import { layoutFlow } from '../../../language/drawing/flow-layout';
import type { Card, FlowEdge, FlowPicture } from '../../../language/drawing/flow-picture';
import { plainView } from '../../../language/drawing/flow-view';
import type { FlowView } from '../../../language/drawing/flow-view';
import type { FlowScene, FlowStep } from '../../../language/drawing/scene';
import { doubleHistogram, drawn, sceneOf } from './scene-of-program';

const views: readonly (readonly [name: string, view: FlowView])[] = [
    ['plain', plainView], ['opened', { opened: 'all', folded: new Set() }], ['folded', { opened: new Set(), folded: 'all' }], ['its first layer', { ...plainView, upTo: 1 }]
];

/** Pairs of cards that overlap or nearly touch. */
function overlaps({ cards }: FlowPicture): string[] {
    const sorted = [...cards].sort((a, b) => a.y - b.y);
    return sorted.flatMap((a, i) => sorted.slice(i + 1).filter(b => b.y < a.y + a.height + 2 && a.x < b.x + b.width + 2 && b.x < a.x + a.width + 2).map(b => `${a.key} ${b.key}`));
}

/** Points along an edge, its arrow left out. */
function pointsOf({ path }: FlowEdge): { x: number; y: number }[] {
    const points: { x: number; y: number }[] = [];
    let [x, y] = [0, 0];
    for (const [, command, rest] of path.replace(/m.*$/, '').matchAll(/([MVC])([^MVC]*)/g)) {
        const numbers = (rest ?? '').trim().split(/[ ,]+/).map(Number);
        const [fromX, fromY] = [x, y];
        const at = (i: number): number => numbers[i] ?? NaN;
        if (command === 'M') {
            [x, y] = [at(0), at(1)];
        } else if (command === 'V') {
            y = at(0);
        } else {
            [x, y] = [at(4), at(5)];
        }
        for (let t = 0; t <= 1; t += 1 / 64) {
            const bezier = (a: number, b: number, c: number, d: number): number => a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t ** 2 * (1 - t) + d * t ** 3;
            points.push(command === 'C' ? { x: bezier(fromX, at(0), at(2), x), y: bezier(fromY, at(1), at(3), y) } : { x, y: command === 'M' ? y : fromY + (y - fromY) * t });
        }
    }
    return points;
}

/** Edges that run through cards, their own included. */
function throughCards({ cards, edges }: FlowPicture): string[] {
    return edges.flatMap(edge => {
        const near = cards.filter(card => card.x < edge.x + edge.width && edge.x < card.x + card.width && card.y < edge.y + edge.height && edge.y < card.y + card.height);
        const points = near.length === 0 ? [] : pointsOf(edge);
        return near.filter(card => points.some(({ x, y }) => x > card.x + 0.5 && x < card.x + card.width - 0.5 && y > card.y + 0.5 && y < card.y + card.height - 0.5)).map(card => `${edge.from}>${edge.to} through ${card.key}`);
    });
}

function touches(card: Card | undefined, { x, y }: { x: number; y: number }, side: 'top' | 'bottom'): boolean {
    return card !== undefined && x >= card.x && x <= card.x + card.width && Math.abs(y - (side === 'top' ? card.y : card.y + card.height)) < 0.2;
}

/** Edges that do not begin below their source and end on top of their target. */
function loose({ cards, edges }: FlowPicture): string[] {
    const byKey = new Map(cards.map(card => [card.key, card]));
    return edges.filter(edge => {
        const points = pointsOf(edge);
        return !touches(byKey.get(edge.from), points[0] ?? { x: NaN, y: NaN }, 'bottom') || !touches(byKey.get(edge.to), points.at(-1) ?? { x: NaN, y: NaN }, 'top');
    }).map(({ from, to }) => `${from}>${to}`);
}

function check(picture: FlowPicture): void {
    expect(overlaps(picture)).toEqual([]);
    expect(throughCards(picture)).toEqual([]);
    expect(loose(picture)).toEqual([]);
    expect(picture.cards.filter(({ x, y, width, height }) => !(x >= 0 && y >= 0 && x + width <= picture.width && y + height <= picture.height))).toEqual([]);
    expect(picture.edges.filter(({ x, width }) => !(x >= 0 && x + width <= picture.width))).toEqual([]);
    expect(new Set(picture.edges.map(({ from, to, step, role }) => `${from}>${to} ${step} ${role}`)).size).toBe(picture.edges.length);
}

describe.each(drawn)('%s', (_, make) => {
    test.each(views)('%s: no cards overlap and no line runs through one', (_, view) => {
        const scene = make();
        const picture = layoutFlow(scene, view);
        check(picture);
        expect(picture.cards.length).toBeGreaterThan(0);
        expect(layoutFlow(scene, view)).toEqual(picture);
    });

    test('has each head once, each layer in its strip, and each result behind a card', () => {
        const scene = make();
        const { cards, bands, edges } = layoutFlow(scene, plainView);
        expect(cards.filter(({ kind }) => kind === 'head').map(({ key }) => key).sort()).toEqual(scene.heads.map(({ id, layer }) => `h${id}.${layer}`).sort());
        for (const { layer, y, height } of cards) {
            const band = bands.find(other => other.layer === layer);
            expect(y >= (band?.y ?? NaN) && y + height <= (band?.y ?? NaN) + (band?.height ?? NaN)).toBe(true);
        }
        expect(bands.map(({ layer }) => layer)).toEqual([...new Set(cards.map(({ layer }) => layer))].sort((a, b) => a - b));
        const chain = edges.filter(({ isOnLongestChain }) => isOnLongestChain === true);
        expect(new Set(chain.map(({ from }) => from)).size).toBe(chain.length);
    });
});

describe('what is shown', () => {
    const named = (scene: FlowScene, view: FlowView = plainView): string[] => {
        const { cards, edges } = layoutFlow(scene, view);
        const title = (key: string): string => {
            const card = cards.find(other => other.key === key);
            const step = scene.steps.find(({ id }) => card?.kind === 'step' && id === card.id);
            return step?.name ?? step?.source ?? scene.heads.find(({ id, layer }) => key === `h${id}.${layer}`)?.name ?? '?';
        };
        return edges.map(({ from, to, role, step }) => `${title(from)} -${role}${title(from) === title(`s${step}`) || !from.startsWith('h') ? '' : ''}-> ${title(to)}`).sort();
    };
    const previous = 'x = aggregate(select(indices, indices - 1, ==), tokens);';

    test.each([
        [previous, 'x', ['indices -keys-> select(indices, indices - 1, ==)', 'indices -queries-> select(indices, indices - 1, ==)', 'tokens -values-> select(indices, indices - 1, ==)']],
        ['y = indices * 2;\nx = y + (indices - 1) * y;', 'x', ['indices -input-> x', 'indices -input-> y', 'y -input-> x']],
        ['s = select(tokens, "a", ==);\nx = aggregate(s, indices) + 1;\nz = x * 2;', 'z', ['indices -values-> s', 's -input-> x', 'tokens -keys-> s', 'x -input-> z']]
    ])('%s', (program, name, expected) => {
        expect(named(sceneOf(program, name, 'abc'))).toEqual(expected);
    });

    test('unnamed steps and constants are folded into what uses them, and can be opened', () => {
        const scene = sceneOf('y = (indices + 1) * 2;', 'y', 'abc');
        const [, card] = layoutFlow(scene, plainView).cards;
        expect(card?.hidden.map(id => scene.steps.find(step => step.id === id)?.source)).toEqual(expect.arrayContaining(['1', '2', 'indices + 1']));
        const opened = layoutFlow(scene, { ...plainView, opened: new Set([scene.target]) });
        const sources = opened.cards.map(({ id }) => scene.steps.find(step => step.id === id)?.source);
        expect(sources).toEqual(expect.arrayContaining(['indices + 1', '2']));
        expect(sources).not.toContain('1');
        expect(opened.cards.find(({ id }) => id === scene.target)).toMatchObject({ isOpened: true, hidden: [] });
    });

    test('a step that fails is shown, named or not', () => {
        const scene = sceneOf('x = [1, 2][indices] + 1;', 'x', 'abc');
        expect(layoutFlow(scene, plainView).cards.map(({ id }) => scene.steps.find(step => step.id === id)?.error?.isOwn).filter(Boolean)).toHaveLength(1);
    });

    test('a view up to a layer ends with it', () => {
        const { cards } = layoutFlow(sceneOf(doubleHistogram, 'double_hist', 'hello'), { ...plainView, upTo: 1 });
        expect(Math.max(...cards.map(({ layer }) => layer))).toBe(1);
    });

    test('one layer can be folded', () => {
        const { cards } = layoutFlow(sceneOf(doubleHistogram, 'double_hist', 'hello'), { ...plainView, folded: new Set([1]) });
        const heights = (layer: number): number[] => cards.filter(card => card.kind === 'head' && card.layer === layer).map(({ height }) => height);
        expect(Math.max(...heights(1))).toBeLessThan(30);
        expect(Math.min(...heights(2))).toBeGreaterThan(100);
    });

    test('the longest chain has a head in each layer', () => {
        const { edges, cards } = layoutFlow(sceneOf(doubleHistogram, 'double_hist', 'hello'), plainView);
        const chain = new Set(edges.filter(({ isOnLongestChain }) => isOnLongestChain).map(({ from }) => from));
        expect(cards.filter(({ key, kind }) => kind === 'head' && chain.has(key)).map(({ layer }) => layer).sort()).toEqual([1, 2]);
    });
});

/** A scene of many steps, each of some steps of layers before it or of its own. */
function randomScene(seed: number, count: number): FlowScene {
    let state = seed;
    const random = (below: number): number => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor(state / 2 ** 32 * below);
    };
    const steps: FlowStep[] = ['tokens', 'indices'].map((name, id) => ({ id, kind: 'input', name, source: name, layer: 0, inputs: [], values: [0, 1, 0], type: 'strings' }));
    const heads: { id: number; layer: number; name: string; isNamed: boolean; source: string; selects: { keys: number; queries: number; operator: string }[]; rows: string[]; aggregates: { step: number; values: number; default: string }[] }[] = [];
    const any = (): FlowStep => steps[random(random(3) === 0 ? steps.length : Math.max(1, steps.length))] ?? { id: 0, kind: 'input', source: '', layer: 0, inputs: [], values: [] };
    for (let id = 2; id < count; id++) {
        const inputs = Array.from({ length: 1 + random(3) }, any);
        const layer = inputs.reduce((most, input) => Math.max(most, input.layer), 0);
        const isNamed = random(3) > 0;
        if (random(4) === 0) {
            const [keys = any(), queries = keys, values = keys] = inputs;
            heads.push({ id: 10_000 + id, layer: layer + 1, name: `head${id}`, isNamed: true, source: 'select', selects: [{ keys: keys.id, queries: queries.id, operator: '==' }], rows: ['8', '4', '2'], aggregates: [{ step: id, values: values.id, default: '0' }] });
            steps.push({ id, kind: 'aggregate', source: 'aggregate', layer: layer + 1, inputs: [values.id], values: [0, 1, 1], type: 'ints', ...isNamed && { name: `x${id}` } });
        } else {
            steps.push({ id, kind: 'elementwise', source: 'step', layer, inputs: [...new Set(inputs.map(input => input.id))], values: [1, 1, 0], type: 'ints', ...isNamed && { name: `x${id}` } });
        }
    }
    const layers = heads.reduce((most, { layer }) => Math.max(most, layer), 0);
    return {
        title: 'random', target: count - 1, input: '"abc"', tokens: ['a', 'b', 'c'], texts: ['a', '1'], steps, heads: heads.sort((a, b) => a.layer - b.layer),
        schedule: { policy: 'early', shared: false, layers, heads: 1, leastHeads: 1, widths: Array.from({ length: layers }, () => 1) }
    };
}

test.each([1, 2, 3, 4, 5, 6, 7, 8].flatMap(seed => [[seed, 12], [seed, 60], [seed, 250]]))('a random flow (%d) of %d steps is laid out alike', (seed, count) => {
    check(layoutFlow(randomScene(seed, count), plainView));
});

test('a chain of very many steps is laid out', () => {
    const { cards, edges } = layoutFlow(sceneOf('x = indices;\nfor i in range(3000) {\n    x = x + tokens_int;\n}\ny = x;', 'y', '[1, 2]'), plainView);
    expect(cards.length).toBe(3_002);
    expect(edges.length).toBe(6_000);
});
