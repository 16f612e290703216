/** How large cards are, and where their parts stand in them: layout and drawing must agree. */
import { valueAt } from './scene.js';
import type { FlowHead, FlowScene, FlowStep, HeadAggregate } from './scene.js';
import { sceneIndex, stepTitle } from './scene-index.js';
import { fitText, textWidth, visibleText } from './text-width.js';

/** Sizes in pixels; fonts as the style sets them. */
export const metrics = {
    valueFont: 11, titleFont: 12, sourceFont: 10, labelFont: 10, tinyFont: 8,
    padding: 8, rowHeight: 17, gridRow: 16, titleLine: 17, sourceLine: 14, positionLine: 10,
    leastCell: 20, mostCell: 64, meanHeight: 36, chipHeight: 24, leastGridCell: 1.5
} as const;

const mostShown = 24;
const endsShown = 11;
/** Steps whose values stand along an axis of a head. */
const mostAxes = 3;
/** Rows and columns that a grid is drawn with; more positions are taken together. */
export const mostGridCells = 512;
const mostGutter = 150;
const mostTitle = 240;
const mostHeadTitle = 330;
/** So many results are drawn each with lines to it; of more only the first, as all are averaged alike. */
const mostWithLines = 3;
const mostComparisons = 6;
const badgeRoom = 34;

/** Positions along a row of cells; undefined where the middle is left out. */
export function shownPositions(n: number): (number | undefined)[] {
    return n <= mostShown
        ? Array.from({ length: n }, (_, i) => i)
        : [...Array.from({ length: endsShown }, (_, i) => i), undefined, ...Array.from({ length: endsShown }, (_, i) => n - endsShown + i)];
}

export interface StepShape {
    readonly width: number;
    readonly height: number;
    readonly title: string;
    readonly source: string;
    /** The width of a cell. */
    readonly cell: number;
    readonly message: string | undefined;
}

/** A step's card. */
export function stepShape(scene: FlowScene, step: FlowStep, isBadged: boolean): StepShape {
    const { valueFont, titleFont, sourceFont, padding, titleLine, rowHeight, positionLine } = metrics;
    const cell = cellWidth(scene, [step]);
    const message = step.error?.message;
    const room = Math.max(mostTitle, shownPositions(scene.tokens.length).length * cell);
    const title = step.name === undefined ? '' : fitText(visibleText(step.name), 'bold', titleFont, room);
    const made = step.name === undefined ? step.source : step.kind === 'input' || step.name === step.source ? '' : `= ${step.source}`;
    const titleWidth = textWidth(title, 'bold', titleFont);
    const source = fitText(visibleText(made), 'mono', sourceFont, Math.max(60, room - titleWidth - 6));
    const body = message === undefined ? shownPositions(scene.tokens.length).length * cell : Math.min(mostTitle, textWidth(message, 'sans', valueFont));
    const header = titleWidth + (source === '' ? 0 : textWidth(source, 'mono', sourceFont) + 6) + (isBadged ? badgeRoom : 0);
    return {
        width: Math.ceil(Math.max(body, header) + 2 * padding),
        height: padding + titleLine + (message === undefined && isNumbered(scene) ? positionLine : 0) + rowHeight + padding,
        title, source, cell, message
    };
}

/** Whether there is room for a number at each position. */
export function isNumbered(scene: FlowScene): boolean {
    return scene.tokens.length <= mostShown;
}

export interface HeadShape {
    readonly width: number;
    readonly height: number;
    readonly title: string;
    /** Below the title: the text that made the selector, or its comparisons. */
    readonly lines: readonly string[];
    /** The width of a cell, which is a key's in the grid where all positions are shown. */
    readonly cell: number;
    readonly keys: readonly (FlowStep & { readonly y: number })[];
    readonly queries: readonly (FlowStep & { readonly x: number; readonly cell: number })[];
    /** Where names of rows end. */
    readonly labelEnd: number;
    readonly grid: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
    readonly averages: readonly (HeadAggregate & { readonly valuesY: number; readonly resultY: number; readonly hasLines: boolean })[];
    readonly message: string | undefined;
    /** From the left edge: where edges come in. */
    readonly inlets: { readonly keys: number; readonly queries: number; readonly values: number; readonly input: number };
    /** The ids of the aggregates, and where their results leave. */
    readonly results: readonly number[];
    readonly outlets: readonly number[];
}

/** A head's card. */
export function headShape(scene: FlowScene, head: FlowHead, isFolded: boolean, isBadged: boolean): HeadShape {
    return isFolded ? foldedShape(scene, head) : openShape(scene, head, isBadged);
}

/** A head as one line: its name and what comes of it. */
function foldedShape(scene: FlowScene, head: FlowHead): HeadShape {
    const { steps } = sceneIndex(scene);
    const { sourceFont, padding, chipHeight } = metrics;
    const results = head.aggregates.flatMap(({ step }) => steps.get(step)?.name ?? []);
    const title = fitText(visibleText(results.length === 0 ? head.name : `${head.name} → ${results.join(', ')}`), 'mono', sourceFont, mostTitle);
    const width = Math.ceil(textWidth(title, 'mono', sourceFont) + 2 * padding);
    const middle = width / 2;
    return {
        width, height: chipHeight, title, lines: [], cell: 0, keys: [], queries: [], labelEnd: 0, grid: { x: 0, y: 0, width: 0, height: 0 }, averages: [],
        message: head.error?.message,
        inlets: { queries: middle - 8, keys: middle, values: middle + 8, input: middle },
        results: head.aggregates.map(({ step }) => step),
        outlets: head.aggregates.map((_, i) => middle + (i - (head.aggregates.length - 1) / 2) * Math.min(12, width / head.aggregates.length))
    };
}

function openShape(scene: FlowScene, head: FlowHead, isBadged: boolean): HeadShape {
    const { titleFont, sourceFont, valueFont, padding, titleLine, sourceLine, rowHeight, gridRow, meanHeight } = metrics;
    const { steps } = sceneIndex(scene);
    const find = (id: number): FlowStep[] => { const step = steps.get(id); return step === undefined ? [] : [step]; };
    const axis = (side: 'keys' | 'queries'): FlowStep[] => [...new Set(head.selects.map(select => select[side]))].slice(0, mostAxes).flatMap(find);
    const keySteps = axis('keys');
    const querySteps = axis('queries');
    const averaged = head.aggregates.flatMap(({ step, values }) => [...find(values), ...find(step)]);
    const cell = cellWidth(scene, [...keySteps, ...averaged]);
    const n = scene.tokens.length;
    const shown = shownPositions(n).length;
    const funnel = funnelHeight(n);

    const labels = [...keySteps, ...querySteps, ...averaged].map(step => `value ${step.kind === 'aggregate' ? step.name ?? 'result' : stepTitle(step)}`);
    const gutter = Math.min(mostGutter, labels.reduce((most, label) => Math.max(most, textWidth(label, 'sans', metrics.labelFont)), 60)) + 6;
    const labelEnd = padding + gutter;
    let x = labelEnd;
    const queries = querySteps.map(step => {
        const placed = { ...step, x, cell: cellWidth(scene, [step]) };
        x += placed.cell;
        return placed;
    });
    const gridX = x + 4 + funnel;
    const gridWidth = Math.max(shown * cell, Math.min(n, mostGridCells) * metrics.leastGridCell);

    const lines = comparisonLines(scene, head);
    const message = head.error?.message;
    let y = padding + titleLine + lines.length * sourceLine + 4;
    const keys = keySteps.map(step => {
        const placed = { ...step, y };
        y += rowHeight;
        return placed;
    });
    y += 4 + (keys.length > 0 ? funnel : 0);
    const gridHeight = message !== undefined ? rowHeight : Math.max(shown * gridRow, Math.min(n, mostGridCells) * metrics.leastGridCell);
    const grid = { x: gridX, y, width: gridWidth, height: gridHeight };
    // Names of query columns stand below each other.
    y += Math.max(gridHeight, querySteps.length * sourceLine) + padding;
    const averages = head.aggregates.map((aggregate, i) => {
        const hasLines = i === 0 || head.aggregates.length <= mostWithLines;
        const placed = { ...aggregate, hasLines, valuesY: y, resultY: y + rowHeight + (hasLines ? meanHeight : 2) };
        y = placed.resultY + rowHeight + padding;
        return placed;
    });
    const header = [textWidth(head.name, 'bold', titleFont) + (isBadged ? badgeRoom : 0), ...lines.map(line => textWidth(line, 'mono', sourceFont)), textWidth(message ?? '', 'sans', valueFont)]
        .reduce((most, width) => Math.max(most, Math.min(width, mostHeadTitle)), 0);
    const width = Math.ceil(Math.max(gridX + gridWidth, padding + header) + padding);
    const room = width - 2 * padding;
    return {
        width, height: Math.ceil(y), cell, keys, queries, labelEnd, grid, averages, message,
        title: fitText(visibleText(head.name), 'bold', titleFont, room - (isBadged ? badgeRoom : 0)),
        lines: lines.map(line => fitText(visibleText(line), 'mono', sourceFont, room)),
        inlets: { queries: (labelEnd + x) / 2, keys: gridX + gridWidth * 0.4, values: gridX + gridWidth * 0.85, input: width / 2 },
        results: averages.map(({ step }) => step),
        outlets: averages.map((_, i) => gridX + gridWidth * (i + 1) / (averages.length + 1))
    };
}

/** Room between a row of cells whose middle is left out and the grid, in which lines lead from one to the other. */
export function funnelHeight(n: number): number {
    return n > mostShown ? 10 : 0;
}

function comparisonLines(scene: FlowScene, { isNamed, source, selects }: FlowHead): string[] {
    const { steps } = sceneIndex(scene);
    const called = (id: number): string => { const step = steps.get(id); return step === undefined ? '' : stepTitle(step); };
    const isCombined = selects.length > 1 || (isNamed && !source.startsWith('select('));
    const comparisons = isCombined ? selects.map(({ keys, queries, operator }) => `key ${called(keys)} ${operator} query ${called(queries)}`) : [];
    return [...(isNamed ? [source] : []), ...comparisons.slice(0, mostComparisons), ...(comparisons.length > mostComparisons ? [`and ${comparisons.length - mostComparisons} more`] : [])];
}

/** Wide enough for the values that are shown, within bounds. */
function cellWidth(scene: FlowScene, steps: readonly FlowStep[]): number {
    const { leastCell, mostCell, valueFont } = metrics;
    let widest: number = leastCell;
    for (const step of steps) {
        for (const position of shownPositions(scene.tokens.length)) {
            const text = position === undefined ? undefined : valueAt(scene, step, position);
            if (text !== undefined && widest < mostCell) {
                widest = Math.max(widest, textWidth(visibleText(text.slice(0, 20)), 'mono', valueFont) + 8);
            }
        }
    }
    return Math.ceil(Math.min(mostCell, widest));
}
