import { element } from '../dom';
import type { Pair } from './matrix-model';

/** The row and the column of a pair, brought out over the cells. */
export class Cross {
    readonly elements = ['query', 'key', 'pair'].map(part => element('div', { class: `rasp-cross rasp-cross-${part}` }));
    pair: Pair | undefined;

    /** Puts the cross over a pair of a matrix of n positions; nowhere for a pair outside. */
    place(pair: Pair | undefined, cell: number, n: number): void {
        this.pair = pair;
        const [row, column, crossing] = this.elements;
        const isInside = pair !== undefined && pair.query < n && pair.key < n;
        this.elements.forEach(element => { element.hidden = !isInside; });
        if (isInside && row !== undefined && column !== undefined && crossing !== undefined) {
            setBox(row, 0, pair.query * cell, n * cell, cell);
            setBox(column, pair.key * cell, 0, cell, n * cell);
            setBox(crossing, pair.key * cell, pair.query * cell, cell, cell);
        }
    }
}

function setBox({ style }: HTMLElement, x: number, y: number, width: number, height: number): void {
    style.transform = `translate(${x}px, ${y}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
}
