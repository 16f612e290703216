import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { cost } from '../../../language/cost/cost';
import { schedule } from '../../../language/cost/schedule';
import type { Schedule } from '../../../language/cost/schedule';
import { nodesBelow } from '../../../language/graph/below';
import { isSelector, isSOp } from '../../../language/graph/nodes';
import type { AggregateSOp, GraphNode } from '../../../language/graph/nodes';
import { filesOf, programOf } from '../program/draw-problems';

const files = filesOf({
    paper: readFileSync(new URL('../../../examples/paper_examples.rasp', import.meta.url), 'utf8'),
    logic: readFileSync(new URL('../../../examples/logic.rasp', import.meta.url), 'utf8')
});

function nodeOf(text: string): GraphNode {
    const value = programOf(`load "paper";\nload "logic";\nresult = ${text};`, files).valueOf('result');
    if (!isSOp(value) && !isSelector(value)) {
        throw new Error(`${text} is no s-op and no selector`);
    }
    return value;
}

/** What is wrong with a schedule: aggregates that run before what they need, or too late to be used. */
function faults(node: GraphNode, { layers }: Schedule): string[] {
    // The layer after which each node is there, or, for a selector, in which it can be used first.
    const there = new Map<GraphNode, number>();
    const at = (part: GraphNode): number => there.get(part) ?? Infinity;
    const wrong: string[] = [];
    for (const part of nodesBelow(node)) {
        switch (part.kind) {
            case 'input': case 'constant': there.set(part, 0); break;
            case 'elementwise': there.set(part, Math.max(...part.inputs.map(at))); break;
            case 'select': there.set(part, Math.max(at(part.keys), at(part.queries)) + 1); break;
            case 'combined': there.set(part, Math.max(...part.parts.map(at))); break;
            case 'aggregate': {
                const layer = layers.get(part) ?? 0;
                if (layer < Math.max(at(part.selector), at(part.values) + 1)) {
                    wrong.push(`node ${part.id} runs in layer ${layer}`);
                }
                there.set(part, layer);
            }
        }
    }
    return at(node) > node.layer ? [...wrong, `there after layer ${at(node)}`] : wrong;
}

/** The fewest heads of any schedule: all of them tried. */
function fewestByTrying(node: GraphNode): number {
    const aggregates = nodesBelow(node).filter((part): part is AggregateSOp => part.kind === 'aggregate');
    let fewest = Infinity;
    const layers = new Map<AggregateSOp, number>();
    const assign = (i: number): void => {
        const aggregate = aggregates[i];
        if (aggregate === undefined) {
            const heads = Array.from({ length: node.layer }, (_, layer) => new Set(aggregates.filter(part => layers.get(part) === layer + 1).map(part => part.selector.id)).size);
            if (Math.max(0, ...heads) < fewest && faults(node, { layers, widths: [], heads: 0, leastHeads: 0 }).length === 0) {
                fewest = Math.max(0, ...heads);
            }
            return;
        }
        for (let layer = 1; layer <= node.layer; layer++) {
            layers.set(aggregate, layer);
            assign(i + 1);
        }
    };
    assign(0);
    return fewest;
}

/** Heads per layer: early, late, and with the fewest heads. */
const table: [sop: string, early: number[], late: number[], fewest: number][] = [
    ['indices', [], [], 0],
    ['reverse', [1, 1], [1, 1], 1],
    ['hist_nobos', [2], [2], 2],
    ['hist2_bos', [2, 1], [2, 1], 2],
    ['dyck2_ptf', [1, 2, 1, 1], [1, 2, 1, 1], 2],
    // What the last layer alone needs can wait.
    ['reverse + count(tokens, "a") + tokens[0]', [2, 1], [1, 3], 2],
    ['tokens[0] + reverse', [2, 1], [1, 2], 2],
    ['tokens[0] + tokens[1] + sort_by_most_freq', [4, 1, 1], [2, 1, 3], 2],
    ['indicator(reverse == "a") + aggregate(select(reverse, tokens, ==), tokens[1])', [2, 1, 1], [1, 2, 1], 2],
    ['select(reverse, tokens[0], ==)', [2, 1, 0], [1, 2, 0], 2]
];

describe('a schedule', () => {
    test.each(table)('%s', (text, early, late, fewest) => {
        const node = nodeOf(text);
        expect(schedule(node, 'early').widths).toEqual(early);
        expect(schedule(node, 'late').widths).toEqual(late);
        const found = schedule(node, 'fewest heads');
        expect({ heads: found.heads, leastHeads: found.leastHeads }).toEqual({ heads: fewest, leastHeads: fewest });
        for (const policy of ['early', 'late', 'fewest heads'] as const) {
            const made = schedule(node, policy);
            expect(faults(node, made), policy).toEqual([]);
            expect(made.leastHeads).toBeLessThanOrEqual(fewest);
            expect(made.widths.filter(width => width === made.heads).length > 0 || made.heads === 0).toBe(true);
        }
    });

    it('that runs all as early as it can is the one that is counted', () => {
        for (const text of ['answers', 'sort_by_most_freq', 'tokens[0] + tokens[0]']) {
            expect(schedule(nodeOf(text), 'early').widths).toEqual(cost(nodeOf(text)).widths);
            expect(schedule(nodeOf(text), 'early', true).widths).toEqual(cost(nodeOf(text)).sharedWidths);
        }
    });

    it('has the fewest heads of all, for random programs', () => {
        let seed = 3;
        const below = (n: number): number => {
            seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
            return (seed >>> 8) % n;
        };
        let better = 0;
        for (let round = 0; round < 60; round++) {
            // Five heads, some of them of one selector, each on what is there before it.
            const lines = ['x0 = indices;', 's0 = select(indices, 1, <);', 's1 = select(indices, indices, <);'];
            for (let i = 1; i <= 5; i++) {
                const selector = below(3) === 0 ? `s${below(2)}` : `select(x${below(i)}, ${i}, ==)`;
                lines.push(`x${i} = aggregate(${selector}, x${below(i)} + ${i});`);
            }
            const value = programOf(`${lines.join('\n')}\nresult = x1 + x2 + x3 + x4 + x5;`).valueOf('result');
            if (!isSOp(value)) {
                throw new Error(lines.join('\n'));
            }
            const found = schedule(value, 'fewest heads');
            const fewest = fewestByTrying(value);
            expect({ heads: found.heads, leastHeads: found.leastHeads, faults: faults(value, found) }, lines.join('\n')).toEqual({ heads: fewest, leastHeads: fewest, faults: [] });
            better += fewest < cost(value).heads ? 1 : 0;
        }
        expect(better).toBeGreaterThan(5);
    }, 60_000);

    it('states its bound where a program is large', () => {
        const node = nodeOf('answers');
        const found = schedule(node, 'fewest heads');
        expect(faults(node, found)).toEqual([]);
        expect(found.heads).toBeLessThan(cost(node).heads);
        expect(found.leastHeads).toBeLessThanOrEqual(found.heads);
    });

    it('of a hundred thousand layers is found', () => {
        const value = programOf('x = indices;\nfor i in range(100) {\n  for j in range(1000) {\n    x = aggregate(select(x, 1, ==), x);\n  }\n}').valueOf('x');
        expect(isSOp(value) && schedule(value, 'fewest heads')).toMatchObject({ heads: 1, leastHeads: 1 });
    }, 60_000);
});
