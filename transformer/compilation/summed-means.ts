import type { AggregateSOp, SOp } from '../../language/graph/nodes.js';
import { isShareOfFirst, widthOf } from './width-pattern.js';

/** What an elementwise s-op is computed of, as far as it matters here. */
interface Leaves {
    readonly hasPosition: boolean;
    /** For each selector, by its shared id, the aggregate of it, or that there are several. */
    readonly aggregates: ReadonlyMap<number, number | 'several'>;
}

/** The name of a head: all aggregates of a selector in a layer. */
export function headKey({ layer, selector }: AggregateSOp): string {
    return `${layer} ${selector.shared}`;
}

/**
 * The means that are better carried as sums, by their heads: those that elementwise s-ops put together with the position,
 * as in (indices + 1) * mean, or with other means of the same selector, and that nothing else reads.
 * @param sourcesOf what each s-op is computed of
 */
export function summedMeans(target: SOp, needed: Iterable<SOp>, sourcesOf: (node: SOp) => readonly SOp[]): ReadonlyMap<string, readonly AggregateSOp[]> {
    const nodes = [...needed].sort((a, b) => a.id - b.id);
    const leaves = new Map<SOp, Leaves>();
    const direct = new Set([target.shared]);
    const wanted = new Set<number>();
    for (const node of nodes) {
        const sources = sourcesOf(node);
        if (node.kind === 'elementwise' && widthOf(node) === undefined) {
            const own = union(sources.map(source => leaves.get(source)).filter(found => found !== undefined));
            own.aggregates.forEach((aggregate, selector) => {
                if (own.hasPosition || aggregate === 'several') {
                    wanted.add(selector);
                }
            });
            leaves.set(node, own);
        } else {
            sources.forEach(({ shared }) => direct.add(shared));
            leaves.set(node, {
                hasPosition: node.kind === 'input' && node.name === 'indices',
                aggregates: new Map(node.kind === 'aggregate' ? [[node.selector.shared, node.shared]] : [])
            });
        }
    }
    const aggregates = nodes.filter(node => node.kind === 'aggregate');
    const spoilt = new Set(aggregates.filter(node => direct.has(node.shared) || isShareOfFirst(node)).map(({ selector }) => selector.shared));
    const groups = new Map<string, AggregateSOp[]>();
    for (const node of aggregates) {
        if (wanted.has(node.selector.shared) && !spoilt.has(node.selector.shared)) {
            groups.set(headKey(node), [...groups.get(headKey(node)) ?? [], node]);
        }
    }
    return groups;
}

function union(parts: readonly Leaves[]): Leaves {
    const aggregates = new Map<number, number | 'several'>();
    for (const part of parts) {
        part.aggregates.forEach((aggregate, selector) => {
            aggregates.set(selector, (aggregates.get(selector) ?? aggregate) === aggregate ? aggregate : 'several');
        });
    }
    return { hasPosition: parts.some(({ hasPosition }) => hasPosition), aggregates };
}
