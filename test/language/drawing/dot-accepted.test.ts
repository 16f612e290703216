import { instance } from '@viz-js/viz';
import { describe, expect, test } from 'vitest';
import { flowDot } from '../../../language/drawing/dot';
import { drawn, sceneOf } from './scene-of-program';

interface VizGraph {
    readonly objects?: readonly { readonly name: string; readonly nodes?: readonly number[] }[];
    readonly edges?: readonly unknown[];
}

describe('Graphviz accepts the DOT of', () => {
    test.each(drawn)('%s', async (_, make) => {
        const scene = make();
        const graph = (await instance()).renderJSON(flowDot(scene), { engine: 'nop' }) as VizGraph;
        const nodes = (graph.objects ?? []).filter(({ name }) => !name.startsWith('cluster_'));
        // An aggregate is a node beside its head's.
        expect(nodes).toHaveLength(scene.steps.length + scene.heads.length);
        expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
    });

    test('texts that DOT could take for its own', async () => {
        const scene = sceneOf('x = aggregate(select(tokens, tokens, ==), indices);', 'x', 'a"\\<b>{|}->\\n😀');
        const { status, errors } = (await instance()).render(flowDot(scene), { engine: 'dot', format: 'plain' });
        expect({ status, errors: errors.filter(({ level }) => level === 'error') }).toEqual({ status: 'success', errors: [] });
    });
});
