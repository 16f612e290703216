import type { ModelReport } from '../../../server/protocol/compile';
import { element } from '../dom';
import { blockName } from './block-names';
import { counted, table } from './table';

/** Rows that are drawn at most: a search finds the others. */
const mostRows = 500;

/** What each dimension of the residual stream means, with a search. */
export class DimensionsSection {
    readonly element: HTMLElement;
    private readonly search = element('input', { attributes: { type: 'search', id: 'dimension', spellcheck: 'false' }, on: { input: () => { this.draw(); } } });
    private readonly count = element('span', { class: 'note', attributes: { 'aria-live': 'polite' } });
    private readonly body = element('div', { class: 'scrolled tall', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Dimensions of the residual stream' } });
    private dimensions: ModelReport['dimensions'] = [];

    constructor() {
        this.element = element('section', {}, element('h2', {}, 'Residual stream'),
            element('label', { attributes: { for: 'dimension' } }, 'Find'), this.search, this.count, this.body);
    }

    show({ dimensions }: ModelReport): void {
        this.dimensions = dimensions;
        this.search.value = '';
        this.draw();
    }

    private draw(): void {
        const sought = this.search.value.trim().toLowerCase();
        const found = this.dimensions.flatMap((held, index) => held.map(part => ({ ...part, index })))
            .filter(({ sop, meaning, index }) => `${index} ${sop} ${meaning}`.toLowerCase().includes(sought));
        const count = new Set(found.map(({ index }) => index)).size;
        this.count.textContent = `${count.toLocaleString('en-US')} of ${counted(this.dimensions.length, 'dimension')}${found.length > mostRows ? `; the first ${mostRows} rows are shown` : ''}`;
        this.body.replaceChildren(table('What each dimension means', ['dimension', 's-op', 'meaning', 'written by', 'until'],
            found.slice(0, mostRows).map(({ index, sop, meaning, writtenBy, emptiedBy }) => (
                [String(index), sop, meaning, writtenBy === 0 ? 'embeddings' : blockName(writtenBy - 1), emptiedBy === undefined ? 'the end' : blockName(emptiedBy - 1)]))));
    }
}
