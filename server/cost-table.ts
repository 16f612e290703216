import { cost } from '../language/cost/cost.js';
import type { Cost } from '../language/cost/cost.js';
import type { GraphNode } from '../language/graph/nodes.js';
import type { SelectorNames } from '../language/program/selector-names.js';
import { code } from './markdown.js';

const selectorsShown = 6;
const layersShown = 40;

/** `L 2 · H 1`, with the shared head count where it is lower; only the layer for a selector that needs no head before it. */
export function costLine({ layers, heads, sharedHeads }: Cost): string {
    return heads === 0 && layers > 0 ? `L ${layers}` : `L ${layers} · H ${heads}${sharedHeads < heads ? ` (${sharedHeads} with equal selectors shared)` : ''}`;
}

/** A Markdown table of the attention layers, the heads in each and the selectors that they are; empty for an s-op without attention. */
export function costTable(node: GraphNode, names: SelectorNames): string {
    const { perLayer, widths, sharedWidths } = cost(node);
    if (perLayer.length === 0 || widths.every(width => width === 0)) {
        return '';
    }
    const shares = widths.some((width, i) => width !== sharedWidths[i]);
    const rows = perLayer.slice(0, layersShown).map(({ layer, selectors, sharedSelectors }) => {
        const texts = names.namesOf(selectors.slice(0, selectorsShown)).map(code);
        const more = selectors.length > selectorsShown ? `, … ${selectors.length - selectorsShown} more` : '';
        return `| ${layer} | ${selectors.length} |${shares ? ` ${sharedSelectors.length} |` : ''} ${texts.join(', ')}${more} |`;
    });
    if (perLayer.length > layersShown) {
        rows.push(`| … | |${shares ? ' |' : ''} ${perLayer.length - layersShown} more layers |`);
    }
    return [`| layer | heads |${shares ? ' shared |' : ''} selectors |`, `|--:|--:|${shares ? '--:|' : ''}:--|`, ...rows].join('\n');
}
