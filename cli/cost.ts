import { cost as costOf } from '../language/cost/cost.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import type { GraphNode } from '../language/graph/nodes.js';
import { describe } from '../language/program/value.js';
import { CostInsight } from './cost-insight.js';
import { costTable, layerList } from './cost-text.js';
import type { NamedCost } from './cost-text.js';
import { openNames, tellNothingSet } from './open-names.js';
import { Places } from './places.js';
import { SelectorSources } from './selector-source.js';
import { complain, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';

export interface CostOptions {
    readonly json: boolean;
    /** Whether to list the selectors of each layer, also for more than one name. */
    readonly layers: boolean;
    /** Whether to tell the chain that puts each name at its layer, and what would lower its cost. */
    readonly why: boolean;
    /** Whether to tell which attention each name needs. */
    readonly attention: boolean;
}

/** `rasp cost`: prints layers and heads of names. @returns the exit code */
export async function cost(terminal: Terminal, file: string, names: readonly string[], options: CostOptions): Promise<number> {
    const opened = await openNames(terminal, file, names);
    if (opened === undefined) {
        return exitCodes.problems;
    }
    if (opened.chosen.length === 0 && !opened.isIncomplete) {
        tellNothingSet(terminal, opened.source);
    }
    const costs: NamedCost[] = [];
    const nodes = new Map<string, GraphNode>();
    const errors = new Map<string, string>();
    for (const entry of opened.chosen) {
        if ('problem' in entry) {
            errors.set(entry.name, entry.problem);
        } else if (isSOp(entry.value) || isSelector(entry.value)) {
            costs.push({ name: entry.name, cost: costOf(entry.value) });
            nodes.set(entry.name, entry.value);
        } else {
            const message = `${describe(entry.value)} has no layers and heads; s-ops and selectors have`;
            complain(terminal, `${entry.name}: ${message}`);
            errors.set(entry.name, message);
        }
    }
    const { colours } = terminal;
    const places = new Places(terminal, opened.source, opened.program);
    const insight = new CostInsight(opened.program, places);
    if (options.json) {
        const sources = new SelectorSources(opened.program, places);
        const perLayer = new Map(costs.map(({ name, cost }) => [name, cost.perLayer.map(({ selectors }) => selectors.map(selector => sources.of(selector)))]));
        terminal.out(json(opened.chosen.map(({ name }) => name), costs, errors, name => ({
            ...(options.layers ? { perLayer: perLayer.get(name) } : {}), ...insightJson(insight, nodes.get(name), options)
        })));
    } else if (costs.length > 0) {
        terminal.out(costTable(costs, colours.out));
        if (options.layers || (names.length === 1 && !options.why && !options.attention)) {
            const sources = new SelectorSources(opened.program, places);
            terminal.out(costs.map(named => `\n${layerList(named, sources, colours.out)}`).join(''));
        }
        for (const [name, node] of nodes) {
            terminal.out(options.why ? `\n${insight.whyText(name, node, colours.out)}` : '');
            terminal.out(options.attention ? `\n${insight.attentionText(name, node, colours.out)}` : '');
        }
    }
    return opened.isIncomplete || errors.size > 0 ? exitCodes.problems : exitCodes.ok;
}

function insightJson(insight: CostInsight, node: GraphNode | undefined, options: CostOptions): object {
    return node === undefined ? {} : { ...(options.why ? insight.whyJson(node) : {}), ...(options.attention ? { attention: insight.attentionJson(node) } : {}) };
}

function json(names: readonly string[], costs: readonly NamedCost[], errors: ReadonlyMap<string, string>, more: (name: string) => object): string {
    const byName = new Map(costs.map(({ name, cost: { layers, heads, widths, sharedWidths } }) => [name, { layers, heads, widths, sharedWidths, ...more(name) }]));
    const members = names.map(name => `  ${JSON.stringify(name)}: ${JSON.stringify(byName.get(name) ?? { error: errors.get(name) })}`);
    return members.length === 0 ? '{}\n' : `{\n${members.join(',\n')}\n}\n`;
}
