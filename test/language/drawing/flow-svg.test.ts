import { describe, expect, test } from 'vitest';
import { layoutFlow } from '../../../language/drawing/flow-layout';
import { flowSvg } from '../../../language/drawing/flow-svg';
import { plainView } from '../../../language/drawing/flow-view';
import { doubleHistogram, drawn, sceneOf } from './scene-of-program';
import { allIn, classesOf, readSvg, textOf } from './svg-reader';
import type { Read } from './svg-reader';

function values(elements: readonly Read[], attribute: string): string[] {
    return elements.flatMap(({ attributes }) => attributes[attribute] ?? []);
}

/** Texts that are seen: titles and the description are not. */
function seen(elements: readonly Read[]): string[] {
    return elements.filter(({ name }) => name === 'text').map(element => element.children.map(child => (typeof child === 'string' ? child : child.name === 'title' ? '' : textOf(child))).join(''));
}

describe.each(drawn)('%s', (_, make) => {
    const scene = make();
    const svg = flowSvg(scene);
    const root = readSvg(svg);
    const elements = allIn(root);

    test('has each card, head and edge once', () => {
        const picture = layoutFlow(scene, plainView);
        expect(values(elements, 'data-card').sort()).toEqual(picture.cards.map(({ key }) => key).sort());
        expect(values(elements, 'data-head').sort()).toEqual(scene.heads.map(({ id, layer }) => `${id}.${layer}`).sort());
        const edges = elements.filter(({ attributes }) => 'data-edge' in attributes).map(({ attributes }) => `${attributes['data-edge'] ?? ''} ${attributes['data-step'] ?? ''} ${attributes['data-role'] ?? ''}`);
        expect(edges.sort()).toEqual(picture.edges.map(({ from, to, step, role }) => `${from}>${to} ${step} ${role}`).sort());
    });

    test('has its sizes, its names for readers, and all that it needs in itself', () => {
        const { width = '', height = '', viewBox } = root.attributes;
        expect(viewBox).toBe(`0 0 ${width} ${height}`);
        expect(Number(width)).toBeGreaterThan(100);
        expect(elements.filter(({ name }) => name === 'title')[0]?.children[0]).toContain(scene.title);
        expect(svg).not.toMatch(/var\(|url\(|href|@import|NaN|undefined|Infinity/);
        const styled = new Set(textOf(elements.find(({ name }) => name === 'style') ?? root).match(/rasp-[\w-]+/g));
        const shapes = elements.filter(({ name }) => ['path', 'rect', 'text'].includes(name));
        expect(shapes.filter(shape => shape.attributes['fill'] !== undefined || shape.attributes['style'] !== undefined)).toEqual([]);
        expect(shapes.flatMap(shape => (shape.name === 'path' ? classesOf(shape).slice(0, 1) : [])).filter(name => !styled.has(name))).toEqual([]);
    });
});

describe('a head', () => {
    const scene = sceneOf('previous = select(indices, indices - 1, ==);\nx = aggregate(previous, tokens, "-");', 'x', 'hello');
    const elements = allIn(readSvg(flowSvg(scene)));
    const head = allIn(elements.find(({ attributes }) => 'data-head' in attributes) ?? { name: '', attributes: {}, children: [] });

    test('tells name, source, keys, queries, values, the result and the default', () => {
        expect(seen(head)).toEqual(expect.arrayContaining(['previous', 'select(indices, indices - 1, ==)', 'key indices', 'query indices - 1', 'value tokens', 'default -', 'x']));
    });

    test('has a cell for each value of each row', () => {
        const rows = head.filter(({ attributes }) => 'data-position' in attributes).map(({ attributes }) => `${attributes['data-row'] ?? 'value'} ${attributes['data-step'] ?? ''}`);
        expect(rows.filter(row => row.startsWith('key'))).toHaveLength(5);
        expect(rows.filter(row => row.startsWith('query'))).toHaveLength(5);
        expect(rows.filter(row => row.startsWith('value'))).toHaveLength(10);
        const results = head.filter(({ attributes }) => attributes['data-step'] === String(scene.target) && 'data-position' in attributes);
        expect(results.map(cell => textOf(cell))).toEqual(['-', 'h', 'e', 'l', 'l']);
        expect(results.map(cell => classesOf(cell).includes('rasp-default'))).toEqual([true, false, false, false, false]);
    });

    test('draws a rectangle for each selected pair, and a line from each averaged position', () => {
        const path = (name: string): string => head.find(element => classesOf(element).includes(name))?.attributes['d'] ?? '';
        expect(path('rasp-selected').match(/M/g)).toHaveLength(4);
        expect(path('rasp-mean').match(/M/g)).toHaveLength(4);
    });

    test('of a combination tells each comparison', () => {
        const [combined] = drawn.filter(([name]) => name === 'a selector alone').map(([, make]) => seen(allIn(readSvg(flowSvg(make())))));
        expect(combined).toEqual(expect.arrayContaining(['key tokens == query "a"', 'key indices == query 1']));
    });
});

test('a folded head is one line', () => {
    const scene = sceneOf(doubleHistogram, 'double_hist', 'hello');
    const elements = allIn(readSvg(flowSvg(scene, { opened: new Set(), folded: 'all' })));
    expect(elements.filter(element => classesOf(element).includes('rasp-folded'))).toHaveLength(5);
    expect(elements.filter(element => classesOf(element).includes('rasp-selected'))).toHaveLength(0);
});

test('a step that fails is red and says why; what needs it is marked', () => {
    const [, make] = drawn.find(([name]) => name === 'a step that fails') ?? [];
    const elements = allIn(readSvg(flowSvg((make ?? (() => { throw new Error('missing'); }))())));
    const failing = elements.filter(element => classesOf(element).includes('rasp-failing'));
    expect(failing.map(element => textOf(element)).join()).toContain('token 0 of the input, \'a\' is not an int');
    expect(failing).toHaveLength(1);
    expect(elements.filter(element => classesOf(element).includes('rasp-blocked')).length).toBeGreaterThan(1);
});

describe('texts of a program', () => {
    test.each([
        ['markup', '["<script>alert(1)</script>", "a"]', '<script>'],
        ['quotes', '["say \'hi\'", "a&b"]', 'say \'hi\''],
        ['a double quote', 'a"b', '"'],
        ['an emoji', '["😀", "a"]', '😀'],
        ['blanks', '[" ", "a b"]', '␣'],
        ['a control character', '["\u0001", "a"]', '\ufffd']
    ])('%s stays text', (_, input, expected) => {
        const svg = flowSvg(sceneOf('x = aggregate(select(tokens, tokens, ==), indices);', 'x', input));
        const elements = allIn(readSvg(svg));
        expect(elements.filter(({ name }) => name === 'script')).toEqual([]);
        expect(elements.filter(element => classesOf(element).includes('rasp-cell')).map(cell => textOf(cell)).join(' ')).toContain(expected);
    });

    test('what is cut stands whole in a title', () => {
        const elements = allIn(readSvg(flowSvg(sceneOf('x = tokens;', 'x', '["supercalifragilistic", "a"]'))));
        const cell = elements.find(({ attributes }) => attributes['data-position'] === '0');
        expect(seen(allIn(cell ?? { name: '', attributes: {}, children: [] }))[0]).toMatch(/^super.*…$/);
        expect(cell?.children.map(child => (typeof child === 'string' ? '' : child.name === 'title' ? textOf(child) : ''))[0]).toBe('supercalifragilistic');
    });
});

test.each([[1, 1], [24, 24], [25, 22], [200, 22]])('%d tokens are %d cells in a row', (n, cells) => {
    const scene = sceneOf('x = tokens;', 'x', 'abcdefghij'.repeat(20).slice(0, n));
    expect(values(allIn(readSvg(flowSvg(scene))), 'data-position')).toHaveLength(cells);
});
