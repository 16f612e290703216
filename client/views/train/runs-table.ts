import { element } from '../dom';
import { RunRow, runColumns } from './run-row';
import type { RunListener } from './run-row';
import type { ShownRun } from './shown-run';

/** All trainings of the s-op, to compare them and to choose the one that is looked at. */
export class RunsTable {
    private readonly body = element('tbody', { attributes: { role: 'rowgroup' } });
    private readonly table = element('table', { class: 'runs', attributes: { role: 'table' } },
        element('caption', {}, 'Choose a run to look at its attention and outputs below.'),
        element('thead', { attributes: { role: 'rowgroup' } }, element('tr', { attributes: { role: 'row' } }, ...runColumns.map(({ title, hint }) => element('th', { attributes: { scope: 'col', role: 'columnheader', title: hint } }, title)))),
        this.body);
    private readonly empty = element('p', { class: 'note' }, 'No training yet. Look over the choices above, and press Train.');
    readonly element = element('section', { class: 'runs-section' }, element('h2', {}, 'Runs'), this.empty, this.table);
    private rows = new Map<string, RunRow>();

    constructor(private readonly listener: RunListener) {}

    show(runs: readonly ShownRun[], chosen: string | undefined): void {
        this.empty.hidden = runs.length > 0;
        this.table.hidden = runs.length === 0;
        const before = this.rows;
        this.rows = new Map(runs.map(shown => [shown.run.run, before.get(shown.run.run) ?? new RunRow(shown, this.listener)]));
        for (const shown of runs) {
            this.rows.get(shown.run.run)?.update(shown, shown.run.run === chosen);
        }
        for (const [run, { row, below }] of before) {
            if (!this.rows.has(run)) {
                row.remove();
                below.remove();
            }
        }
        // Rows that stand are not moved: the one with the keyboard would lose it.
        this.body.append(...[...this.rows.values()].filter(({ row }) => !row.isConnected).flatMap(({ row, below }) => [row, below]));
    }
}
