import type { Card } from '../../../language/drawing/flow-picture';

/** Marks cells, cards and edges by class, those too that come into the page later. */
export class Marks {
    /** Elements in the page by what they show, `step position`. */
    private readonly cells = new Map<string, SVGElement[]>();
    private readonly cards = new Map<string, SVGElement>();
    private cellMarks: ReadonlyMap<string, string> = new Map();
    private readonly cardMarks = new Map<string, ReadonlySet<string>>();

    forget(): void {
        this.cells.clear();
        this.cards.clear();
    }

    /** Takes note of a card that has come into the page. */
    drawn(card: Card, element: SVGElement): void {
        this.cards.set(card.key, element);
        for (const cell of element.querySelectorAll<SVGElement>('[data-step][data-position]')) {
            const key = cellKey(Number(cell.dataset['step']), Number(cell.dataset['position']));
            const same = this.cells.get(key);
            if (same === undefined) {
                this.cells.set(key, [cell]);
            } else {
                same.push(cell);
            }
            const mark = this.cellMarks.get(key);
            if (mark !== undefined) {
                cell.classList.add(mark);
            }
        }
        for (const [mark, keys] of this.cardMarks) {
            element.classList.toggle(mark, keys.has(card.key));
        }
    }

    /** @param marks a class for each `cellKey` */
    markCells(marks: ReadonlyMap<string, string>): void {
        for (const [key, mark] of this.cellMarks) {
            this.cells.get(key)?.forEach(cell => { cell.classList.remove(mark); });
        }
        this.cellMarks = marks;
        for (const [key, mark] of marks) {
            this.cells.get(key)?.forEach(cell => { cell.classList.add(mark); });
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
