import type { SelectorMatch } from '../transformer/training/attention-match.js';
import { meanMatch } from '../transformer/training/attention-match.js';
import { paperTask } from '../transformer/training/data/paper-tasks.js';
import type { Experiment } from '../transformer/training/data/paper-tasks.js';
import { cellsOf, longText, runName, runsOf, scaleText, table2Columns } from '../transformer/training/experiments.js';
import type { Cell, CellRun, Scale } from '../transformer/training/experiments.js';

/** What one training gave, as it is kept. */
export interface RunRecord {
    readonly accuracy: number;
    readonly crossEntropy: number;
    readonly matches: readonly SelectorMatch[];
    readonly epochs: number;
    readonly seconds: number;
    readonly device: string;
    /** Of the job: a result of other data or sizes is none of this training's. */
    readonly job: string;
    /** How it ended. */
    readonly stopped: string;
}

export type Records = ReadonlyMap<string, RunRecord>;

const titles: Readonly<Record<Experiment, string>> = {
    table1: 'Table 1: is the predicted size enough?',
    table2: 'Table 2: is it tight?',
    attention: 'Attention supervision',
    doubts: 'A reviewer\'s doubts',
    'layer-order': 'The order of layers'
};

/** An experiment as Markdown: ours beside the paper's. What was not run says so. */
export function experimentText(experiment: Experiment, scale: Scale, records: Records, machine: string): string {
    const cells = cellsOf(experiment);
    const names = new Set(cells.flatMap(cell => runsOf(cell, scale).map(runName)));
    const done = [...names].flatMap(name => records.get(name) ?? []);
    const seconds = done.reduce((sum, record) => sum + record.seconds, 0);
    const devices = [...new Set(done.map(({ device }) => device))].join(', ');
    return `# ${titles[experiment]}

Scale ${scale}: ${scaleText[scale]}.${cells.some(({ isLong }) => isLong) ? ` ${longText[scale]}.` : ''} Test accuracy of single outputs in percent: the mean and, in brackets, the least and the most of the trainings. ${done.length} of ${names.size} trainings, ${Math.round(seconds / 60)} min of training in all, on ${devices === '' ? 'nothing yet' : devices}; ${machine}.
The paper's numbers are at its scale, from "Thinking Like Transformers" (Weiss, Goldberg, Yahav, ICML 2021)${scale === 'small' ? ': at another scale only the order can agree' : ''}.

${experiment === 'table2' ? table2Text(cells, scale, records) : rowsText(experiment, cells, scale, records)}
${picturesText(cells, scale, records)}`;
}

/** Where the heads of a training are drawn, from the folder of the tables; undefined where they are not. */
export function pictureOf({ cell, seed, ...rest }: CellRun, scale: Scale): string | undefined {
    return cell.drawnOn === undefined || seed !== 1 ? undefined : `pictures/${scale}/${runName({ cell, seed, ...rest })}.svg`;
}

function picturesText(cells: readonly Cell[], scale: Scale, records: Records): string {
    const drawn = cells.flatMap(cell => runsOf(cell, scale).flatMap(run => {
        const picture = pictureOf(run, scale);
        return picture === undefined || !records.has(runName(run)) ? [] : [`### ${paperTask(cell.task).title}, ${cell.column}, on \`${cell.drawnOn ?? ''}\`\n\n![Heads of ${runName(run)} beside the selectors](${picture})\n`];
    }));
    return drawn.length === 0 ? '' : `\n## Heads beside selectors\n\nEach row: what the selector selects, rows that sum to 1; the attention of the head that was told to follow it, or of the one that follows it best on the test inputs; and the difference. A query that selects nothing is free to attend to anything, and was told nothing. Of the first training.\n\n${drawn.join('\n')}`;
}

function table2Text(cells: readonly Cell[], scale: Scale, records: Records): string {
    const tasks = [...new Set(cells.map(({ task }) => task))];
    const rows = tasks.map(task => {
        const own = table2Columns.map(column => cells.find(cell => cell.task === task && cell.column === column));
        const order = ordersAgree(own.flatMap(cell => (cell === undefined ? [] : [cell])), scale, records);
        return `| ${paperTask(task).title} | ${own.map(cell => (cell === undefined ? '–' : `${accuracyText(cell, scale, records)} / ${cell.paper ?? ''}`)).join(' | ')} | ${order} |`;
    });
    return `Each cell: ours / the paper's. "Order" says whether the predicted size is better than each smaller one by as much as the spread of the trainings, where it is so in the paper by more than a point.\n\n| task | ${table2Columns.join(' | ')} | order |\n|---|---|---|---|---|---|\n${rows.join('\n')}`;
}

/** Whether what loses in the paper loses here: `agrees`, or where it does not. */
function ordersAgree([predicted, ...smaller]: readonly Cell[], scale: Scale, records: Records): string {
    const base = predicted === undefined ? undefined : accuracies(predicted, scale, records);
    const judged = smaller.flatMap(cell => {
        const own = accuracies(cell, scale, records);
        const isWorseThere = Number(predicted?.paper) - Number(cell.paper) > 1;
        return base === undefined || base.length === 0 || own.length === 0 || !isWorseThere ? [] : [{ column: cell.column, agrees: Math.min(...base) > Math.max(...own) }];
    });
    const against = judged.filter(({ agrees }) => !agrees).map(({ column }) => column);
    return judged.length === 0 ? '' : against.length === 0 ? 'agrees' : `not at ${against.join('; ')}`;
}

function rowsText(experiment: Experiment, cells: readonly Cell[], scale: Scale, records: Records): string {
    const hasPaper = cells.some(({ paper }) => paper !== undefined);
    const rows = cells.map(cell => {
        const { title, hasSelectors } = paperTask(cell.task);
        const match = hasSelectors ? matchText(cell, scale, records) : 'none';
        return `| ${title} | ${experiment === 'table1' ? '' : `${cell.column}: `}${cell.nLayers},${cell.nHeads} | ${accuracyText(cell, scale, records)} | ${match} |${hasPaper ? ` ${cell.paper ?? ''} ${cell.paperMatch ?? ''} |` : ''}`;
    });
    return `"Attention matches" is the mean attention on the positions that a selector selects, and the correlation of both, for the head that follows it best; the mean over the trainings and the program's selectors, those left out that select every position, as \`length\` does.\n\n| task | layers, heads | accuracy | attention matches: mass, correlation |${hasPaper ? ' paper |' : ''}\n|---|---|---|---|${hasPaper ? '---|' : ''}\n${rows.join('\n')}`;
}

function recordsOf(cell: Cell, scale: Scale, records: Records): RunRecord[] {
    return runsOf(cell, scale).flatMap(run => records.get(runName(run)) ?? []);
}

function accuracies(cell: Cell, scale: Scale, records: Records): number[] {
    return recordsOf(cell, scale, records).map(({ accuracy }) => 100 * accuracy);
}

function accuracyText(cell: Cell, scale: Scale, records: Records): string {
    const own = accuracies(cell, scale, records);
    return own.length === 0 ? 'not run' : `${downTo(mean(own))} (${downTo(Math.min(...own))} to ${downTo(Math.max(...own))}${own.length === runsOf(cell, scale).length ? '' : `, ${own.length} of ${runsOf(cell, scale).length}`})`;
}

function matchText(cell: Cell, scale: Scale, records: Records): string {
    const own = recordsOf(cell, scale, records).flatMap(({ matches }) => meanMatch(matches) ?? []);
    return own.length === 0 ? '' : `${mean(own.map(({ mass }) => mass)).toFixed(2)}, ${mean(own.map(match => match.correlation)).toFixed(2)}`;
}

function mean(values: readonly number[]): number {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Never 100 of what is not all right. */
function downTo(value: number): string {
    return (Math.floor(value * 100) / 100).toFixed(2);
}
