import type { LengthsAnswer, RunReport } from '../../../server/protocol/train';
import { element } from '../dom';
import { Chart } from './chart';
import { countScale, linearScale } from './chart-scale';
import { valuesOf } from './curve-lines';
import { percent } from './numbers';
import { messageOf } from './questions';
import type { ShownRun } from './shown-run';

type Measured = Extract<LengthsAnswer, { ok: true }>;

/** How right models are on inputs of each length, also of lengths that they were not trained on. */
export class LengthsSection {
    private readonly button = element('button', { attributes: { type: 'button' }, on: { click: () => { this.measureChosen(); } } }, 'Measure');
    private readonly message = element('p', { class: 'note', attributes: { 'aria-live': 'polite' } });
    private readonly outputs = new Chart('Outputs right', 'length', 'Nothing is measured yet.', x => { this.setCursor(x); });
    private readonly whole = new Chart('Inputs with all outputs right', 'length', 'Nothing is measured yet.', x => { this.setCursor(x); });
    private readonly tableBody = element('div', { class: 'scrolled tall', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Accuracy by length as a table' } });
    private readonly table = element('details', { on: { toggle: () => { this.fillTable(); } } }, element('summary', {}, 'Accuracy by length as a table'), this.tableBody);
    readonly element = element('section', {}, element('h2', {}, 'Accuracy by length'), element('div', { class: 'switches' }, this.button, this.message),
        element('div', { class: 'charts' }, this.outputs.element, this.whole.element), this.table);
    private readonly measured = new Map<string, Measured>();
    private readonly waiting: string[] = [];
    /** How many epochs a run had when it was last asked for. */
    private readonly asked = new Map<string, number>();
    private drawn = '';
    private version = 0;
    private atWork: string | undefined;
    private runs: readonly ShownRun[] = [];
    private chosen: string | undefined;

    constructor(private readonly ask: (run: string) => Promise<LengthsAnswer>) {}

    /** Forgets what was measured: another s-op, or another process. */
    begin(): void {
        this.measured.clear();
        this.asked.clear();
        this.version++;
        this.waiting.length = 0;
    }

    /** Runs that have ended while they were seen here, and the one that is looked at once it has ended, are measured unasked. */
    show(runs: readonly ShownRun[], chosen: string | undefined): void {
        const before = new Map(this.runs.map(({ run }) => [run.run, run.status]));
        for (const { run } of runs) {
            const hasEnded = run.status === 'ended' && run.isElsewhere !== true && (run.run === chosen || ['training', 'testing'].includes(before.get(run.run) ?? ''));
            if (hasEnded && this.asked.get(run.run) !== run.epochs.length) {
                this.measure(run);
            }
        }
        this.runs = runs;
        this.chosen = chosen;
        this.draw();
    }

    private measureChosen(): void {
        const chosen = this.runs.find(({ run }) => run.run === this.chosen)?.run;
        if (chosen !== undefined && this.button.ariaDisabled !== 'true') {
            this.measure(chosen);
        }
    }

    private measure({ run, epochs }: RunReport): void {
        this.asked.set(run, epochs.length);
        if (!this.waiting.includes(run) && this.atWork !== run) {
            this.waiting.push(run);
            void this.work();
        }
    }

    /** One after the other: each takes the device some time. */
    private async work(): Promise<void> {
        if (this.atWork !== undefined) {
            return;
        }
        for (let run = this.waiting.shift(); run !== undefined; run = this.waiting.shift()) {
            this.atWork = run;
            this.draw();
            try {
                const answer = await this.ask(run);
                if (answer.ok) {
                    this.measured.set(run, answer);
                    this.version++;
                }
                this.tell(answer.ok ? answer.note ?? '' : answer.message, !answer.ok);
            } catch (error) {
                this.tell(messageOf(error), true);
            }
        }
        this.atWork = undefined;
        this.draw();
    }

    private draw(): void {
        const run = this.runs.find(({ run: { run: id } }) => id === this.chosen)?.run;
        const isBusy = this.atWork !== undefined;
        this.button.textContent = isBusy ? 'Measuring…' : run !== undefined && this.measured.has(run.run) ? 'Measure Again' : 'Measure';
        this.button.ariaDisabled = String(isBusy || run === undefined || run.status === 'opening');
        const known = this.known();
        // Trainings tell of themselves often, and these curves seldom change.
        const wanted = JSON.stringify([this.version, ...known.map(({ run, name, slot }) => [run.run, name, slot])]);
        if (wanted === this.drawn) {
            return;
        }
        this.drawn = wanted;
        const longest = Math.max(0, ...known.map(({ measured }) => measured.longest));
        const lengths = known.flatMap(({ measured }) => measured.lengths.map(({ length }) => length));
        const [from, to] = [Math.min(1, ...lengths), Math.max(2, ...lengths)];
        const isOneLimit = known.every(({ measured }) => measured.longest === longest);
        for (const [chart, of] of [[this.outputs, 'accuracy'], [this.whole, 'wholeInputs']] as const) {
            const lines = known.map(({ name, slot, measured }) => ({ name, slot, points: measured.lengths.map(each => ({ x: each.length, y: each[of] })) }));
            chart.show({
                lines, xScale: most => countScale(from, to, most), yScale: most => linearScale([...valuesOf(lines), 1], most, { least: 0, most: 1 }),
                valueText: percent, tickText: tick => `${Number((tick * 100).toPrecision(6))}%`,
                limit: longest === 0 ? undefined : { x: longest, text: isOneLimit ? 'beyond training' : 'beyond all training' }
            });
        }
        this.fillTable();
    }

    private known(): (ShownRun & { readonly measured: Measured })[] {
        return this.runs.flatMap(shown => {
            const measured = shown.isHidden ? undefined : this.measured.get(shown.run.run);
            return measured === undefined ? [] : [{ ...shown, measured }];
        });
    }

    private setCursor(x: number | undefined): void {
        this.outputs.setCursor(x);
        this.whole.setCursor(x);
    }

    private fillTable(): void {
        if (!this.table.open) {
            return;
        }
        const known = this.known();
        const lengths = [...new Set(known.flatMap(({ measured }) => measured.lengths.map(({ length }) => length)))].sort((a, b) => a - b);
        const column = (text: string): HTMLElement => element('th', { attributes: { scope: 'col' } }, text);
        this.tableBody.replaceChildren(element('table', {},
            element('caption', {}, 'Outputs right, and inputs with all outputs right, by length'),
            element('thead', {}, element('tr', {}, column('length'), ...known.flatMap(({ name }) => [column(`${name}: outputs`), column('whole inputs')]))),
            element('tbody', {}, ...lengths.map(length => element('tr', {}, element('th', { attributes: { scope: 'row' } }, String(length)), ...known.flatMap(({ measured }) => {
                const found = measured.lengths.find(each => each.length === length);
                const beyond = length > measured.longest ? ' (beyond training)' : '';
                return [found?.accuracy, found?.wholeInputs].map((part, at) => element('td', {}, part === undefined ? '' : `${percent(part)}${at === 0 ? beyond : ''}`));
            }))))));
    }

    private tell(message: string, isProblem: boolean): void {
        this.message.textContent = message;
        this.message.className = isProblem ? 'problem' : 'note';
    }
}
