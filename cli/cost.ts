import { cost as costOf } from '../language/cost/cost.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import { describe } from '../language/program/value.js';
import { costTable, layerList } from './cost-text.js';
import type { NamedCost } from './cost-text.js';
import { openNames } from './open-names.js';
import { Places } from './places.js';
import { SelectorSources } from './selector-source.js';
import { complain, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';

export interface CostOptions {
    readonly json: boolean;
    /** Whether to list the selectors of each layer, also for more than one name. */
    readonly layers: boolean;
}

/** `rasp cost`: prints layers and heads of names. @returns the exit code */
export async function cost(terminal: Terminal, file: string, names: readonly string[], options: CostOptions): Promise<number> {
    const opened = await openNames(terminal, file, names);
    if (opened === undefined) {
        return exitCodes.problems;
    }
    const costs: NamedCost[] = [];
    const errors = new Map<string, string>();
    for (const entry of opened.chosen) {
        if ('problem' in entry) {
            errors.set(entry.name, entry.problem);
        } else if (isSOp(entry.value) || isSelector(entry.value)) {
            costs.push({ name: entry.name, cost: costOf(entry.value) });
        } else {
            const message = `${describe(entry.value)} has no layers and heads; s-ops and selectors have`;
            complain(terminal, `${entry.name}: ${message}`);
            errors.set(entry.name, message);
        }
    }
    const { colours } = terminal;
    if (options.json) {
        terminal.out(json(opened.chosen.map(({ name }) => name), costs, errors));
    } else if (costs.length > 0) {
        terminal.out(costTable(costs, colours.out));
        if (options.layers || names.length === 1) {
            const sources = new SelectorSources(opened.program, new Places(terminal, opened.source, opened.program));
            terminal.out(costs.map(named => `\n${layerList(named, sources, colours.out)}`).join(''));
        }
    }
    return opened.isIncomplete || errors.size > 0 ? exitCodes.problems : exitCodes.ok;
}

function json(names: readonly string[], costs: readonly NamedCost[], errors: ReadonlyMap<string, string>): string {
    const byName = new Map(costs.map(({ name, cost: { layers, heads, widths, sharedWidths } }) => [name, { layers, heads, widths, sharedWidths }]));
    const members = names.map(name => `  ${JSON.stringify(name)}: ${JSON.stringify(byName.get(name) ?? { error: errors.get(name) })}`);
    return members.length === 0 ? '{}\n' : `{\n${members.join(',\n')}\n}\n`;
}
