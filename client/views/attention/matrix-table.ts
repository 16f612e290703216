import { element } from '../dom';
import { tokenLabel } from './label-text';
import type { MatrixShown, Weights } from './matrix-model';
import { weightText } from './matrix-text';

/** Milliseconds of building before the page may draw and answer again. */
const slice = 8;
const rowsAtOnce = 4;

/** The matrix as a table, for screen readers and for copying: a row for each query, a column for each key. */
export class MatrixTable {
    readonly element = element('div', { class: 'rasp-table', attributes: { tabindex: '0', role: 'region' } });
    private readonly caption = element('caption');
    private readonly head = element('tr');
    private readonly body = element('tbody');
    private timer: number | undefined;

    constructor() {
        this.element.append(element('table', {}, this.caption, element('thead', {}, this.head), this.body));
    }

    /** Builds the table, in slices; what was begun before is left. */
    show(shown: MatrixShown, weights: Weights, caption: string): void {
        this.stop();
        this.caption.replaceChildren(caption);
        this.element.setAttribute('aria-label', caption);
        const label = (values: readonly string[] | undefined, position: number): string =>
            [String(position), ...[shown.tokens[position], values?.[position]].filter(text => text !== undefined).map(tokenLabel)].join(' ');
        if (this.body.rows.length !== weights.n || this.head.cells.length !== weights.n + 1) {
            this.body.replaceChildren();
            this.head.replaceChildren(element('td', {}, `${shown.queriesTitle} \\ ${shown.keysTitle}`), ...Array.from({ length: weights.n }, () => element('th', { attributes: { scope: 'col' } })));
        }
        for (let key = 0; key < weights.n; key++) {
            setText(this.head.cells[key + 1], label(shown.keyValues, key));
        }
        this.element.setAttribute('aria-busy', 'true');
        this.fill(weights, 0, query => label(shown.queryValues, query));
    }

    /** Leaves what is being built. */
    stop(): void {
        clearTimeout(this.timer);
    }

    private fill(weights: Weights, from: number, label: (query: number) => string): void {
        const end = performance.now() + slice;
        let query = from;
        while (query < weights.n && (performance.now() < end || query === from)) {
            for (const last = Math.min(query + rowsAtOnce, weights.n); query < last; query++) {
                const row = this.body.rows[query] ?? this.body.appendChild(emptyRow(weights.n));
                setText(row.cells[0], label(query));
                for (let key = 0; key < weights.n; key++) {
                    setWeight(row.cells[key + 1], weights.values[query * weights.n + key] ?? 0, weights.isDifference);
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
    const row = element('tr', {}, element('th', { attributes: { scope: 'row' } }));
    for (let key = 0; key < n; key++) {
        row.append(element('td'));
    }
    return row;
}

function setWeight(cell: HTMLTableCellElement | undefined, weight: number, isDifference: boolean): void {
    setText(cell, weightText(weight, isDifference));
    if (cell !== undefined) {
        cell.className = weight === 0 ? '' : 'is-weight';
    }
}

function setText(cell: HTMLTableCellElement | undefined, text: string): void {
    if (cell !== undefined && cell.textContent !== text) {
        cell.textContent = text;
    }
}
