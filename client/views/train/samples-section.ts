import type { InspectAnswer, InspectedRow, RunReport } from '../../../server/protocol/train';
import { element } from '../dom';
import { counted, percent } from './numbers';
import { messageOf } from './questions';
import { Refresher } from './refresher';
import { sampleTable } from './sample-table';
import { columnLetters, wrongIn } from './sample-text';

/** What a run's model gives on inputs of the test split, and what is right. */
export class SamplesSection {
    private readonly onlyWrong = element('input', { attributes: { type: 'checkbox', id: 'only-wrong' }, on: { change: () => { this.draw(); } } });
    private readonly summary = element('p', { class: 'summary', attributes: { 'aria-live': 'polite' } });
    private readonly list = element('div', { class: 'scrolled samples', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Sample outputs' } });
    private readonly controls = element('div', { class: 'switches' }, element('label', {}, this.onlyWrong, 'only inputs with wrong outputs'));
    readonly element = element('section', {}, element('h2', {}, 'Outputs on test inputs'), this.summary, this.controls, this.list);
    private readonly refresher: Refresher = new Refresher(() => this.refresh());
    private run: RunReport | undefined;
    private rows: readonly InspectedRow[] = [];

    constructor(private readonly inspect: (run: string, inputs: readonly string[]) => Promise<InspectAnswer>) {}

    /** Another program, or the same read again. */
    begin(): void {
        this.run = undefined;
    }

    /** The run that is looked at, as it stands now. */
    look(run: RunReport | undefined): void {
        const before = this.run;
        this.run = run;
        if (run === undefined || run.run !== before?.run) {
            this.rows = [];
            this.tell(run === undefined ? 'Choose a run above to see its outputs.' : '', false);
            this.refresher.now();
        } else if (run.epochs.length !== before.epochs.length || run.status !== before.status) {
            this.refresher.due();
        }
    }

    private async refresh(): Promise<void> {
        const { run } = this;
        if (run === undefined) {
            return;
        }
        if (run.status === 'opening') {
            this.tell('The training is being prepared.', false);
            return;
        }
        try {
            const answer = await this.inspect(run.run, []);
            if (run.run !== this.run?.run) {
                return;
            }
            if (answer.ok) {
                this.rows = answer.rows;
                this.draw();
            } else {
                this.tell(answer.message, true);
            }
        } catch (error) {
            this.tell(messageOf(error), true);
        }
    }

    private draw(): void {
        if (this.rows.length === 0) {
            return;
        }
        const outputs = this.rows.reduce((count, { wanted }) => count + wanted.filter(text => text !== '').length, 0);
        const wrong = this.rows.reduce((count, row) => count + wrongIn(row), 0);
        const whole = this.rows.filter(row => wrongIn(row) === 0).length;
        this.tell(`${(outputs - wrong).toLocaleString('en-US')} of ${counted(outputs, 'output')} right (${percent(outputs === 0 ? 1 : (outputs - wrong) / outputs)}); all outputs right on ${whole} of ${counted(this.rows.length, 'input')}.`, false);
        this.controls.hidden = this.list.hidden = false;
        const shown = this.onlyWrong.checked ? this.rows.filter(row => wrongIn(row) > 0) : this.rows;
        const letters = columnLetters(this.rows);
        const scrolled = this.list.scrollTop;
        this.list.replaceChildren(...shown.length === 0 ? [element('p', { class: 'note' }, 'No input has a wrong output.')] : shown.map(row => sampleTable(row, letters)));
        this.list.scrollTop = scrolled;
    }

    /** Without rows nothing but the message is there. */
    private tell(message: string, isProblem: boolean): void {
        this.summary.textContent = message;
        this.summary.className = isProblem ? 'summary problem' : 'summary';
        this.controls.hidden = this.list.hidden = this.rows.length === 0;
    }
}
