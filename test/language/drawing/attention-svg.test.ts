import { describe, expect, test } from 'vitest';
import { denseSource, selectorSource } from '../../../language/drawing/attention-source';
import { attentionGridSvg, attentionPairsSvg, attentionSvg } from '../../../language/drawing/attention-svg';
import { drawn } from './scene-of-program';
import { allIn, classesOf, readSvg, textOf } from './svg-reader';
import type { Read } from './svg-reader';

const tokens = ['a', 'b', 'c'];
const diagonal = selectorSource({ name: 'diagonal', rows: ['8', '4', '2'] }, 3);

/** The shades of a matrix and how many rectangles each has. */
function shadesIn(root: Read): Record<string, number> {
    return Object.fromEntries(allIn(root).filter(element => /rasp-shade/.test(element.attributes['class'] ?? '')).map(element => [classesOf(element).join(' '), (element.attributes['d']?.match(/M/g) ?? []).length]));
}

describe('a matrix', () => {
    test('has tokens on both axes and a rectangle for each selected pair', () => {
        const root = readSvg(attentionSvg(diagonal, { tokens }));
        const axis = (side: string): string[] => allIn(root).filter(({ attributes }) => attributes['data-row'] === side).map(element => textOf(element));
        expect([axis('query'), axis('key')]).toEqual([tokens, tokens]);
        expect(shadesIn(root)).toEqual({ 'rasp-weight rasp-shade-10': 3 });
    });

    test.each([[0, {}], [0.04, { 'rasp-weight rasp-shade-1': 1 }], [0.5, { 'rasp-weight rasp-shade-5': 1 }], [1, { 'rasp-weight rasp-shade-10': 1 }]])('shades the weight %d', (weight, expected) => {
        expect(shadesIn(readSvg(attentionSvg(denseSource('t', 1, Float32Array.of(weight)), { tokens: ['a'] })))).toEqual(expected);
    });

    test('beside another shows both and how they differ', () => {
        const root = readSvg(attentionSvg(diagonal, { tokens, other: denseSource('trained', 3, Float32Array.of(1, 0, 0, 0, 0.5, 0.5, 0, 0, 0.8)) }));
        const panels = allIn(root).filter(element => classesOf(element).includes('rasp-matrix'));
        expect(panels).toHaveLength(3);
        expect(shadesIn(panels[2] ?? root)).toEqual({ 'rasp-less rasp-shade-5': 1, 'rasp-less rasp-shade-2': 1, 'rasp-weight rasp-shade-5': 1 });
    });

    test('pairs stand in rows of their own, each with its difference', () => {
        const half = denseSource('half', 3, new Float32Array(9).fill(0.5));
        const root = readSvg(attentionPairsSvg('heads of <it>', [[diagonal, half], [half, half]], tokens));
        const panels = allIn(root).filter(element => classesOf(element).includes('rasp-matrix'));
        const tops = panels.map(({ attributes }) => attributes['transform']?.split(' ')[1]);
        expect(panels.map(panel => textOf(allIn(panel).find(element => classesOf(element).includes('rasp-title')) ?? panel))).toEqual(
            ['diagonaldiagonal', 'halfhalf', 'half − diagonalhalf − diagonal', 'halfhalf', 'halfhalf', 'half − halfhalf − half']);
        expect([new Set(tops.slice(0, 3)).size, new Set(tops.slice(3)).size, new Set(tops).size]).toEqual([1, 1, 2]);
        expect(shadesIn(panels[5] ?? root)).toEqual({});
        expect(textOf(root)).toContain('heads of <it>');
    });

    test.each([1, 2, 40, 200])('of %d positions has room for its labels', n => {
        const long = Array.from({ length: n }, (_, i) => `token${i}`);
        const root = readSvg(attentionSvg(selectorSource({ name: 's', rows: [] }, n), { tokens: long }));
        const rows = allIn(root).filter(({ attributes }) => attributes['data-row'] === 'query').map(({ attributes }) => Number(attributes['y']));
        expect(rows.length).toBeGreaterThan(0);
        expect(rows.slice(1).every((y, i) => y - (rows[i] ?? 0) >= 11)).toBe(true);
        expect(Number(root.attributes['width'])).toBeLessThan(900);
    });
});

describe.each(drawn)('the heads of %s', (_, make) => {
    test('stand in a grid, each once', () => {
        const scene = make();
        const root = readSvg(attentionGridSvg(scene));
        const heads = allIn(root).flatMap(({ attributes }) => attributes['data-head'] ?? []);
        expect(heads.sort()).toEqual(scene.heads.map(({ id, layer }) => `${id}.${layer}`).sort());
        const [, , width, height] = (root.attributes['viewBox'] ?? '').split(' ').map(Number);
        const panels = allIn(root).filter(element => classesOf(element).includes('rasp-matrix')).map(({ attributes }) => /translate\((\d+) (\d+)\)/.exec(attributes['transform'] ?? ''));
        expect(panels.every(place => Number(place?.[1]) < (width ?? 0) && Number(place?.[2]) < (height ?? 0))).toBe(true);
    });
});

test('no heads are told', () => {
    const [, make] = drawn.find(([name]) => name === 'an s-op without heads') ?? [];
    expect(make === undefined ? '' : textOf(readSvg(attentionGridSvg(make())))).toContain('It has no heads');
});
