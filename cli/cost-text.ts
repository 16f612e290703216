import type { Cost, LayerCost } from '../language/cost/cost.js';
import { displayWidth, padEnd, padStart, widest } from './display-width.js';
import type { SelectorSource, SelectorSources } from './selector-source.js';
import { paint } from './terminal.js';

export interface NamedCost {
    readonly name: string;
    readonly cost: Cost;
}

/** Costs as a table; the shared heads stand in it only where equal selectors make a difference. */
export function costTable(costs: readonly NamedCost[], colours: boolean): string {
    const { bold, dim } = paint(colours);
    const rows = costs.map(({ name, cost }) => [name, String(cost.layers), String(cost.heads), numbers(cost.widths), isShared(cost) ? numbers(cost.sharedWidths) : '']);
    const titles = ['name', 'L', 'H', 'heads per layer', costs.some(({ cost }) => isShared(cost)) ? 'equal selectors shared' : ''];
    const widths = titles.map((title, i) => widest([title, ...rows.map(row => row[i] ?? '')].map(displayWidth)));
    const line = (cells: readonly string[]): string =>
        cells.map((cell, i) => (i === 1 || i === 2 ? padStart(cell, widths[i] ?? 0) : padEnd(cell, widths[i] ?? 0))).join('  ').trimEnd();
    return `${dim(line(titles))}\n${rows.map(row => `${line(row).replace(row[0] ?? '', bold)}\n`).join('')}`;
}

/** Which selectors sit in which layer, with their source. */
export function layerList({ name, cost }: NamedCost, sources: SelectorSources, colours: boolean): string {
    const { bold } = paint(colours);
    if (cost.layers === 0) {
        return `${bold(name)} needs no attention layer\n`;
    }
    const layers = cost.perLayer.map(layer => ({ layer, lines: selectorLines(layer, sources) }));
    const width = widest(layers.flatMap(({ lines }) => lines.map(({ text }) => displayWidth(text))));
    return `${bold(name)}\n${layers.map(({ layer, lines }) => layerText(layer, lines, width, colours)).join('')}`;
}

interface SelectorLine extends SelectorSource {
    readonly note: string;
}

function layerText(layer: LayerCost, lines: readonly SelectorLine[], width: number, colours: boolean): string {
    const { cyan, dim } = paint(colours);
    const heads = layer.selectors.length === 0 ? 'no head yet: it is to be used here' : count(layer.selectors.length, 'head');
    const shared = layer.sharedSelectors.length < layer.selectors.length ? `, ${layer.sharedSelectors.length} with equal selectors shared` : '';
    const rows = lines.map(({ text, place, note }) => `    ${padEnd(text, width)}   ${dim(place)}${note}\n`);
    return `  ${cyan(`layer ${layer.layer}`)}: ${heads}${shared}\n${rows.join('')}`;
}

function selectorLines(layer: LayerCost, sources: SelectorSources): SelectorLine[] {
    const first = new Set(layer.sharedSelectors);
    return layer.selectors.flatMap(selector => [
        { ...sources.of(selector), note: first.has(selector) ? '' : '   equal to one above' },
        ...sources.hiddenParts(selector).map(({ text, place }) => ({ text: `  with ${text}`, place, note: '' }))
    ]);
}

function isShared(cost: Cost): boolean {
    return cost.widths.some((width, i) => width !== cost.sharedWidths[i]);
}

function numbers(widths: readonly number[]): string {
    return widths.length === 0 ? '-' : widths.join(' ');
}

function count(n: number, noun: string): string {
    return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
