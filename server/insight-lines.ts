import { isSelector } from '../language/graph/nodes.js';
import type { GraphNode } from '../language/graph/nodes.js';
import { advise } from '../language/insight/advice.js';
import { adviceText } from '../language/insight/advice-text.js';
import { attentionOf, attentionText, pairsText } from '../language/insight/attention.js';
import { NamedNodes } from '../language/insight/named-nodes.js';
import { pathSteps } from '../language/insight/path-steps.js';
import { programAttention } from '../language/insight/program-attention.js';
import { verdictText } from '../language/insight/verdict-text.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import { link } from './link.js';
import { code, plain } from './markdown.js';

const stepsShown = 10;
const adviceShown = 2;
/** A hover answers at once: of larger programs the command line tells. */
const mostNodes = 1_500;
const mostLayers = 1_000;

/** What a hover says of a node's cost beside the table: why it is at its layer, what would lower it, which attention it needs. */
export function insightLines(document: AnalyzedDocument, node: GraphNode): string[] {
    const names = new NamedNodes(document.program);
    const lines: string[] = [];
    if (node.layer > 1 && node.layer <= mostLayers) {
        lines.push(whyLine(document, node, names));
    }
    for (const advice of advise(node, mostNodes).slice(0, adviceShown)) {
        const { text, effect, place } = adviceText(advice, names);
        lines.push(`${link(document, plain(effect), place)}: ${plain(text)}`);
    }
    if (isSelector(node)) {
        const attention = attentionOf(node);
        lines.push(`attention ${plain(attentionText(attention))} · ${pairsText(attention)}`);
    } else {
        const attention = programAttention(node, mostNodes);
        if (attention !== undefined && attention.verdict !== 'none') {
            lines.push(`attention: ${plain(verdictText(attention, names))}`);
        }
    }
    return lines;
}

function whyLine(document: AnalyzedDocument, node: GraphNode, names: NamedNodes): string {
    const { steps, leftOut, leftOutBefore } = pathSteps(node, names, stepsShown);
    const texts = steps.map(({ text, layer, place }) => `${link(document, code(text), place)}${layer === 0 ? '' : ` (${layer})`}`);
    if (leftOut > 0) {
        texts.splice(leftOutBefore, 0, `… ${leftOut} more …`);
    }
    return `why layer ${node.layer}: ${texts.join(' → ')}`;
}
