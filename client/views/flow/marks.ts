import type { Card } from '../../../language/drawing/flow-picture';

/** An element that shows a value, and where it stands. */
interface Cell {
    readonly element: SVGElement;
    readonly card: Card;
    readonly place: CellPlace;
}

/** What a value is in a head's card; in a step's card, and where a head tells its result, it is a value. */
export type CellPlace = 'key' | 'query' | 'value';

/** Marks cells, cards and edges by class, those too that come into the page later. */
export class Marks {
    /** Elements in the page by what they show, `step position`. */
    private readonly cells = new Map<string, Cell[]>();
    private readonly cards = new Map<string, SVGElement>();
    private isMeant: (card: Card, place: CellPlace, step: number, position: number) => boolean = () => true;
    private cellMarks: ReadonlyMap<string, string> = new Map();
    private readonly cardMarks = new Map<string, ReadonlySet<string>>();

    forget(): void {
        this.cells.clear();
        this.cards.clear();
    }

    /** Takes note of a card that has come into the page. */
    drawn(card: Card, element: SVGElement): void {
        this.cards.set(card.key, element);
        for (const shown of element.querySelectorAll<SVGElement>('[data-step][data-position]')) {
            const { step, position, row } = shown.dataset;
            const key = cellKey(Number(step), Number(position));
            const cell: Cell = { element: shown, card, place: row === 'key' || row === 'query' ? row : 'value' };
            const same = this.cells.get(key);
            if (same === undefined) {
                this.cells.set(key, [cell]);
            } else {
                same.push(cell);
            }
            this.mark(cell, this.cellMarks.get(key), Number(step), Number(position));
        }
        for (const [mark, keys] of this.cardMarks) {
            element.classList.toggle(mark, keys.has(card.key));
        }
    }

    /**
     * @param marks a class for each `cellKey`
     * @param isMeant whether a value is meant where a card shows it: several heads can show the same one
     */
    markCells(marks: ReadonlyMap<string, string>, isMeant: (card: Card, place: CellPlace, step: number, position: number) => boolean = () => true): void {
        for (const [key, mark] of this.cellMarks) {
            this.cells.get(key)?.forEach(({ element }) => { element.classList.remove(mark); });
        }
        this.cellMarks = marks;
        this.isMeant = isMeant;
        for (const [key, mark] of marks) {
            const [step = 0, position = 0] = key.split(' ').map(Number);
            this.cells.get(key)?.forEach(cell => { this.mark(cell, mark, step, position); });
        }
    }

    private mark({ element, card, place }: Cell, mark: string | undefined, step: number, position: number): void {
        if (mark !== undefined && this.isMeant(card, place, step, position)) {
            element.classList.add(mark);
        }
    }

    /** @param keys of cards that have the class; no others have it */
    markCards(mark: string, keys: ReadonlySet<string>): void {
        this.cardMarks.set(mark, keys);
        for (const [key, element] of this.cards) {
            element.classList.toggle(mark, keys.has(key));
        }
    }
}

export function cellKey(step: number, position: number): string {
    return `${step} ${position}`;
}
