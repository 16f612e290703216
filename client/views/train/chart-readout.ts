import { element } from '../dom';
import type { ChartShown } from './chart-shown';
import { swatch } from './swatch';

/** Lines that are told at most: the best ones. */
const mostLines = 12;

/** The values of all lines where the pointer is, beside it. */
export class ChartReadout {
    readonly element = element('div', { class: 'chart-readout', attributes: { 'aria-hidden': 'true' } });

    constructor(private readonly xName: string) {
        this.element.hidden = true;
    }

    /** @returns the values as a sentence */
    show({ lines, valueText }: ChartShown, x: number, isOnLeft: boolean): string {
        const values = lines.flatMap(line => {
            const point = line.points.find(({ x: own }) => own === x);
            return line.isFaint === true || point === undefined || !Number.isFinite(point.y) ? [] : [{ line, y: point.y }];
        });
        const told = values.slice(0, mostLines);
        this.element.hidden = false;
        this.element.classList.toggle('is-on-left', isOnLeft);
        this.element.replaceChildren(
            element('strong', {}, `${this.xName} ${x}`),
            ...told.map(({ line, y }) => element('div', {}, swatch(line.slot), element('span', { class: 'chart-readout-name' }, line.name), element('span', { class: 'chart-readout-value' }, valueText(y)))),
            ...values.length > told.length ? [element('div', {}, `and ${values.length - told.length} more`)] : []);
        return `${this.xName} ${x}: ${values.map(({ line, y }) => `${line.name} ${valueText(y)}`).join('; ')}`;
    }

    hide(): '' {
        this.element.hidden = true;
        return '';
    }
}
