import { element } from '../dom';
import { Chart } from './chart';
import { countScale, linearScale, logScale } from './chart-scale';
import { epochLines, epochSigns, valuesOf } from './curve-lines';
import type { LossKind } from './curve-lines';
import { loss, percent } from './numbers';
import type { ShownRun } from './shown-run';

const lossTitles: Readonly<Record<LossKind, string>> = { crossEntropy: 'Cross-entropy', attentionError: 'Attention error (mean squared)' };

/** Loss and accuracy of all runs over epochs. */
export class CurvesSection {
    private readonly lossKind = element('select', { attributes: { id: 'loss-kind' }, on: { change: () => { this.draw(); } } },
        element('option', { attributes: { value: 'crossEntropy' } }, 'cross-entropy'), element('option', { attributes: { value: 'attentionError' } }, 'attention error'));
    private readonly isLossLog = this.check('loss-log', true);
    private readonly isError = this.check('error-log', false);
    private readonly loss = new Chart(lossTitles.crossEntropy, 'epoch', 'The curve begins after the first epoch.', x => { this.setCursor(x); });
    private readonly accuracy = new Chart('Accuracy', 'epoch', 'The curve begins after the first epoch.', x => { this.setCursor(x); });
    private readonly tableBody = element('div', { class: 'scrolled tall', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Curves as a table' } });
    private readonly table = element('details', { on: { toggle: () => { this.fillTable(); } } }, element('summary', {}, 'Curves as a table'), this.tableBody);
    readonly element = element('section', {},
        element('h2', {}, 'Curves'),
        element('div', { class: 'switches' },
            element('label', { attributes: { for: 'loss-kind' } }, 'Loss'), this.lossKind,
            element('label', {}, this.isLossLog, 'logarithmic'), element('label', {}, this.isError, 'accuracy as error (1 − accuracy), logarithmic')),
        element('div', { class: 'charts' }, this.loss.element, this.accuracy.element),
        element('p', { class: 'note' }, 'Solid: validation. Faint: training. A ring marks the epoch whose model is kept, an arrow at the bottom one after which training went back to it.'),
        this.table);
    private runs: readonly ShownRun[] = [];

    show(runs: readonly ShownRun[]): void {
        this.runs = runs;
        this.draw();
    }

    private check(id: string, isOn: boolean): HTMLInputElement {
        const made = element('input', { attributes: { type: 'checkbox', id }, on: { change: () => { this.draw(); } } });
        made.checked = isOn;
        return made;
    }

    private draw(): void {
        const kind: LossKind = this.lossKind.value === 'attentionError' ? 'attentionError' : 'crossEntropy';
        const last = Math.max(2, ...this.runs.filter(({ isHidden }) => !isHidden).map(({ run }) => run.epochs.at(-1)?.epoch ?? 0));
        const xScale = (most: number): ReturnType<typeof countScale> => countScale(1, last, most);
        this.loss.title = lossTitles[kind];
        const losses = epochLines(this.runs, means => means[kind]);
        this.loss.show({
            lines: losses, signs: epochSigns(this.runs, means => means[kind]), xScale, valueText: loss, tickText: tick => String(Number(tick.toPrecision(6))),
            yScale: most => (this.isLossLog.checked ? logScale : linearScale)(valuesOf(losses), most)
        });
        const isError = this.isError.checked;
        const value = ({ accuracy }: { readonly accuracy: number }): number => (isError ? errorOf(accuracy) : accuracy);
        const lines = epochLines(this.runs, value);
        this.accuracy.title = isError ? 'Error (1 − accuracy)' : 'Accuracy';
        this.accuracy.show({
            lines, signs: epochSigns(this.runs, value), xScale,
            valueText: isError ? part => `${percent(1 - part)} right, ${Number((part * 100).toPrecision(2))}% wrong` : percent, tickText: tick => `${Number((tick * 100).toPrecision(6))}%`,
            yScale: most => (isError ? logScale(valuesOf(lines), most) : linearScale(valuesOf(lines), most, { least: 0, most: 1 }))
        });
        this.fillTable();
    }

    private setCursor(x: number | undefined): void {
        this.loss.setCursor(x);
        this.accuracy.setCursor(x);
    }

    /** Made while it is open alone: it has a cell for each epoch of each run. */
    private fillTable(): void {
        if (!this.table.open) {
            return;
        }
        const runs = this.runs.filter(({ isHidden }) => !isHidden);
        const last = Math.max(0, ...runs.map(({ run }) => run.epochs.length));
        const column = (text: string): HTMLElement => element('th', { attributes: { scope: 'col' } }, text);
        this.tableBody.replaceChildren(element('table', {},
            element('caption', {}, 'Cross-entropy, attention error and accuracy on validation inputs, by epoch'),
            element('thead', {}, element('tr', {}, column('epoch'), ...runs.flatMap(({ name }) => [column(`${name}: cross-entropy`), column('attention error'), column('accuracy')]))),
            element('tbody', {}, ...Array.from({ length: last }, (_, at) => element('tr', {}, element('th', { attributes: { scope: 'row' } }, String(at + 1)), ...runs.flatMap(({ run }) => {
                const found = run.epochs[at]?.validation;
                return (found === undefined ? ['', '', ''] : [loss(found.crossEntropy), loss(found.attentionError), percent(found.accuracy)]).map(text => element('td', {}, text));
            }))))));
    }
}

/** Without the error of the subtraction, so that all right is 0. */
function errorOf(accuracy: number): number {
    return Number((1 - accuracy).toPrecision(9));
}
