import { cost } from '../language/cost/cost.js';
import { schedule } from '../language/cost/schedule.js';
import { isSelector } from '../language/graph/nodes.js';
import type { GraphNode } from '../language/graph/nodes.js';
import { advise } from '../language/insight/advice.js';
import type { Advice } from '../language/insight/advice.js';
import { adviceText } from '../language/insight/advice-text.js';
import { attentionText, pairsText } from '../language/insight/attention.js';
import type { SelectorAttention } from '../language/insight/attention.js';
import { NamedNodes } from '../language/insight/named-nodes.js';
import { pairCountText } from '../language/insight/pair-count.js';
import { pathSteps } from '../language/insight/path-steps.js';
import { programAttention } from '../language/insight/program-attention.js';
import { verdictText } from '../language/insight/verdict-text.js';
import type { Location, Program } from '../language/program/program.js';
import { displayWidth, padEnd, padStart, widest } from './display-width.js';
import type { Places } from './places.js';
import { placeText } from './places.js';
import { paint, printable } from './terminal.js';

const stepsShown = 40;

/** A step of a chain, a piece of advice or a selector with its place, as JSON. */
export interface JsonPlace {
    readonly place?: string;
}

export interface JsonStep extends JsonPlace {
    readonly step: string;
    readonly layer: number;
}

export interface JsonAdvice extends JsonPlace {
    readonly kind: Advice['kind'];
    readonly advice: string;
    readonly after: { readonly layers: number; readonly heads: number };
}

export interface JsonAttention {
    readonly verdict: string;
    readonly pairs: string;
    readonly selectors: readonly ({ readonly selector: string; readonly kind: string; readonly pairs: string; readonly exact: boolean } & JsonPlace)[];
}

/** Layers and heads run each head as early as it can; one that may wait can make a wide layer narrower. */
function scheduleLines(node: GraphNode): { effect: string; text: string }[] {
    const { heads } = cost(node);
    const best = schedule(node, 'fewest heads');
    const bound = best.heads === best.leastHeads ? 'no order has fewer' : `no order has fewer than ${best.leastHeads}`;
    return best.heads < heads ? [{ effect: `H ${heads} → ${best.heads}`, text: `run heads later where they may wait: ${best.widths.join(' ')} (${bound})` }] : [];
}

/** Why nodes cost what they cost, and which attention they need, for `rasp cost`. */
export class CostInsight {
    private readonly names: NamedNodes;
    private readonly places: Places;

    constructor(program: Program, places: Places) {
        this.names = new NamedNodes(program);
        this.places = places;
    }

    /** The chain that puts a node at its layer, a step a line, and what would lower its layers or heads. */
    whyText(name: string, node: GraphNode, colours: boolean): string {
        const { bold, cyan, dim } = paint(colours);
        const { steps, leftOut, leftOutBefore } = pathSteps(node, this.names, stepsShown);
        const rows = steps.map(({ text, layer, place }) => ({ text: printable(text), layer, place: this.placeOf(place) }));
        const width = widest(rows.map(({ text }) => displayWidth(text)));
        const digits = String(node.layer).length;
        const lines = rows.map(({ text, layer, place }) => `  ${cyan(padStart(layer === 0 ? '-' : String(layer), digits))}  ${padEnd(text, width)}   ${dim(place)}`.trimEnd());
        if (leftOut > 0) {
            lines.splice(leftOutBefore, 0, `     ${leftOut} more steps`);
        }
        const advice = advise(node).map(piece => adviceText(piece, this.names))
            .map(({ effect, text, place }) => `  ${bold(effect)}: ${printable(text)}${place === undefined ? '' : `   ${dim(this.placeOf(place))}`}\n`);
        advice.push(...scheduleLines(node).map(({ effect, text }) => `  ${bold(effect)}: ${text}\n`));
        return `${bold(name)}: why layer ${node.layer}\n${lines.join('\n')}\n${advice.length === 0 ? '' : `what would lower its cost\n${advice.join('')}`}`;
    }

    whyJson(node: GraphNode): { why: JsonStep[]; advice: JsonAdvice[] } {
        return {
            why: pathSteps(node, this.names, Infinity).steps.map(({ text, layer, place }) => ({ step: text, layer, ...this.jsonPlace(place) })),
            advice: advise(node).map(piece => {
                const { text, place } = adviceText(piece, this.names);
                return { kind: piece.kind, advice: text, after: piece.after, ...this.jsonPlace(place) };
            })
        };
    }

    /** A node's verdict and a line for each of its selectors. */
    attentionText(name: string, node: GraphNode, colours: boolean): string {
        const { bold, dim } = paint(colours);
        const attention = programAttention(node);
        if (attention === undefined) {
            return `${bold(name)} is made of too many steps to tell its attention\n`;
        }
        const rows = attention.heads.map(head => ({ text: printable(this.names.text(head.selector)), pairs: pairsText(head), pattern: attentionText(head), place: this.placeOf(this.names.place(head.selector)) }));
        const width = widest(rows.map(({ text }) => displayWidth(text)));
        const pairsWidth = widest(rows.map(({ pairs }) => displayWidth(pairs)));
        const patternWidth = widest(rows.map(({ pattern }) => displayWidth(pattern)));
        const lines = rows.map(({ text, pairs, pattern, place }) => `  ${padEnd(text, width)}   ${padEnd(pairs, pairsWidth)}   ${padEnd(pattern, patternWidth)}   ${dim(place)}`.trimEnd());
        const title = isSelector(node) ? bold(name) : `${bold(name)}: ${printable(verdictText(attention, this.names))}`;
        return `${[title, ...lines].join('\n')}\n`;
    }

    attentionJson(node: GraphNode): JsonAttention | undefined {
        const attention = programAttention(node);
        return attention === undefined ? undefined : {
            verdict: attention.verdict,
            pairs: pairCountText(attention.pairs),
            selectors: attention.heads.map(head => this.selectorJson(head))
        };
    }

    private selectorJson({ selector, kind, pairs, isExact }: SelectorAttention): JsonAttention['selectors'][number] {
        return { selector: this.names.text(selector), kind, pairs, exact: isExact, ...this.jsonPlace(this.names.place(selector)) };
    }

    private jsonPlace(location: Location | undefined): JsonPlace {
        const place = this.placeOf(location);
        return place === '' ? {} : { place };
    }

    private placeOf(location: Location | undefined): string {
        return location === undefined ? '' : printable(placeText(this.places.found(location)));
    }
}
