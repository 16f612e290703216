import type { InspectedRow } from '../../../server/protocol/train';
import { element } from '../dom';
import { counted } from './numbers';
import { cellTexts, wrongIn } from './sample-text';

/** What a model gives on an input; where something is wrong, what is right, too. Columns are of `letters`. */
export function sampleTable(row: InspectedRow, letters: number): HTMLElement {
    const wrong = wrongIn(row);
    const line = (title: string, texts: readonly string[], shown: (text: string, at: number) => string | Node): HTMLElement => element('tr', {}, element('th', { attributes: { scope: 'row' } }, title),
        ...texts.map((text, at) => element('td', { attributes: { title: text.length > letters ? text : undefined } }, shown(text, at))));
    const { input, model, right } = cellTexts(row);
    const table = element('table', { class: 'sample' },
        element('caption', {}, wrong === 0 ? '✓ all right' : `✗ ${counted(wrong, 'output')} wrong`),
        element('tbody', {},
            line('input', input, text => text),
            line('model', model, (text, at) => (row.wrong[at] === true ? element('mark', {}, text) : text)),
            ...wrong === 0 ? [] : [line('right', right, (text, at) => (row.wrong[at] === true ? element('strong', {}, text) : element('span', { class: 'note' }, text)))]));
    table.style.setProperty('--sample-letters', String(letters));
    return table;
}
