import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { flowDot } from '../../../language/drawing/dot';
import { sceneOf } from './make-scene';

const example = (file: string): string => readFileSync(`examples/${file}.rasp`, 'utf8');

test.each<[string, string]>([
    [example('tour'), 'reverse'],
    [example('logic'), 'answers'],
    ['y = selector_width(select(tokens, tokens, ==)) * length;', 'y'],
    ['s = select(indices, length, ==);', 's']
])('program %# has every head, step and edge once', (text, name) => {
    const scene = sceneOf(text, name);
    const lines = flowDot(scene).split('\n').map(line => line.trim());
    const nodes = lines.flatMap(line => /^([sh][\d_]+) \[/.exec(line)?.[1] ?? []);
    expect(nodes.sort()).toEqual([...scene.steps.map(({ id }) => `s${id}`), ...scene.heads.map(({ id, layer }) => `h${id}_${layer}`)].sort());

    const edges = lines.flatMap(line => /^(\S+ -> [^\s;]+)(?: \[label="(\w+)"\])?;$/.exec(line)?.slice(1).join(' ').trim() ?? []);
    const wanted = [
        ...scene.steps.flatMap(({ id, kind, inputs }) => (kind === 'elementwise' ? inputs.map(input => `s${input} -> s${id}`) : [])),
        ...scene.heads.flatMap(({ id, layer, selects, aggregates }) => [...new Set([
            ...selects.flatMap(({ keys, queries }) => [`s${keys} -> h${id}_${layer} keys`, `s${queries} -> h${id}_${layer} queries`]),
            ...aggregates.flatMap(({ step, values }) => [`s${values} -> h${id}_${layer} values`, `h${id}_${layer} -> s${step}`])
        ])])
    ];
    expect(edges.sort()).toEqual(wanted.sort());
    expect(lines.filter(line => line.startsWith('subgraph'))).toHaveLength(new Set([...scene.steps, ...scene.heads].map(({ layer }) => layer)).size);
});

test.each<[string, string]>([
    ['<script>"quotes"</script>', '[label="tokens\\n[<, s, c, r, i, p, t, >, \\", q, u, o, …]"];'],
    ['back\\slash', '[b, a, c, k, \\\\, s, l, a, s, h]"];'],
    ['a\u0000b\ud800', '[label="tokens\\n[a, \ufffd, b, \ufffd]"];'],
    ['a\nb', '[a,  , b]"];'],
    ['👍', '[label="tokens\\n[👍]"];']
])('the input %j stays inside its string', (input, expected) => {
    const dot = flowDot(sceneOf('y = tokens == "a";', 'y', input));
    expect(dot).toContain(expected);
    // Outside of strings, nothing of the input is left.
    expect(dot.replace(/"(?:[^"\\\n]|\\.)*"/g, '')).not.toMatch(/["\\<]/);
});

test('failing steps are red, with the message', () => {
    const dot = flowDot(sceneOf('b = tokens + 1;\ny = aggregate(select(b, 1, ==), indices);', 'y'));
    expect(dot.match(/color=red/g)).toHaveLength(3);
    expect(dot).toContain('label="b\\nat position 0, `+` does not work between string and int"');
});
