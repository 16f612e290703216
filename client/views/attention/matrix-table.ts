import { element } from '../dom';
import { tokenLabel } from './label-text';
import type { MatrixShown, Weights } from './matrix-model';
import { weightText } from './matrix-text';

/** Milliseconds of building before the page may draw and answer again. */
const slice = 8;
const rowsAtOnce = 4;
/** Characters of a column: room for `<0.001`, and for a part of a long token. */
const shortestColumn = 7;
const longestColumn = 20;
/** Tables of more rows are laid out in a way that is faster, and copied less well. */
const smallTable = 64;

/** The matrix as a table, for screen readers and for copying: a row for each query, a column for each key. */
export class MatrixTable {
    readonly element = element('div', { class: 'rasp-table', attributes: { tabindex: '0', role: 'region' } });
    private readonly caption = element('caption');
    private readonly head = element('tr', { attributes: { role: 'row' } });
    private readonly body = element('tbody', { attributes: { role: 'rowgroup' } });
    private readonly table: HTMLTableElement;
    private timer: number | undefined;

    constructor() {
        // A large one is laid out as blocks, for which a browser forgets that it is a table: so the roles are written out.
        this.table = element('table', { attributes: { role: 'table' } }, this.caption, element('thead', { attributes: { role: 'rowgroup' } }, this.head), this.body);
        this.element.append(this.table);
    }

    /** Builds the table, in slices; what was begun before is left. */
    show(shown: MatrixShown, weights: Weights, caption: string): void {
        this.stop();
        this.caption.replaceChildren(caption);
        this.element.setAttribute('aria-label', caption);
        const label = (values: readonly string[] | undefined, position: number): string =>
            [String(position), ...[shown.tokens[position], values?.[position]].filter(text => text !== undefined).map(tokenLabel)].join(' ');
        const columns = weights.n + (weights.aside === undefined ? 0 : 1);
        if (this.head.cells.length !== columns + 1) {
            this.body.replaceChildren();
            this.head.replaceChildren(element('td', { attributes: { role: 'cell' } }), ...Array.from({ length: columns }, () => element('th', { attributes: { scope: 'col', role: 'columnheader' } })));
        }
        setText(this.head.cells[0], shown.queriesTitle === '' && shown.keysTitle === '' ? '' : `${shown.queriesTitle} \\ ${shown.keysTitle}`);
        setText(this.head.cells[weights.n + 1], weights.aside?.label ?? '');
        let widest = shortestColumn;
        for (let position = 0; position < weights.n; position++) {
            setText(this.head.cells[position + 1], label(shown.keyValues, position));
            widest = Math.max(widest, label(shown.keyValues, position).length, label(shown.queryValues, position).length);
        }
        this.table.style.setProperty('--rasp-columns', String(columns + 1));
        this.table.style.setProperty('--rasp-column', `calc(${Math.min(widest, longestColumn)}ch + 14px)`);
        this.element.classList.toggle('is-large', weights.n > smallTable);
        this.element.setAttribute('aria-busy', 'true');
        this.fill(weights, 0, query => label(shown.queryValues, query));
    }

    /** Leaves what is being built. */
    stop(): void {
        clearTimeout(this.timer);
    }

    /** A large table is built anew when it is shown again: bringing all of it back at once would hold up the page. */
    hide(): void {
        this.stop();
        if (this.body.rows.length > smallTable) {
            this.body.replaceChildren();
        }
    }

    private fill(weights: Weights, from: number, label: (query: number) => string): void {
        const end = performance.now() + slice;
        let query = from;
        while (query < weights.n && (performance.now() < end || query === from)) {
            for (const last = Math.min(query + rowsAtOnce, weights.n); query < last; query++) {
                const row = this.body.rows[query] ?? this.body.appendChild(emptyRow(weights.n + (weights.aside === undefined ? 0 : 1)));
                setText(row.cells[0], label(query));
                for (let key = 0; key < weights.n; key++) {
                    setWeight(row.cells[key + 1], weights.values[query * weights.n + key] ?? 0, weights.isDifference);
                }
                if (weights.aside !== undefined) {
                    setWeight(row.cells[weights.n + 1], weights.aside.values[query] ?? 0, weights.isDifference);
                }
            }
        }
        if (query < weights.n) {
            this.timer = window.setTimeout(() => { this.fill(weights, query, label); });
        } else {
            this.element.removeAttribute('aria-busy');
        }
    }
}

function emptyRow(n: number): HTMLTableRowElement {
    const row = element('tr', { attributes: { role: 'row' } }, element('th', { attributes: { scope: 'row', role: 'rowheader' } }));
    for (let key = 0; key < n; key++) {
        row.append(element('td', { attributes: { role: 'cell' } }));
    }
    return row;
}

function setWeight(cell: HTMLTableCellElement | undefined, weight: number, isDifference: boolean): void {
    setText(cell, weightText(weight, isDifference));
    cell?.classList.toggle('is-weight', weight !== 0);
}

function setText(cell: HTMLTableCellElement | undefined, text: string): void {
    if (cell !== undefined && cell.textContent !== text) {
        cell.textContent = text;
    }
}
