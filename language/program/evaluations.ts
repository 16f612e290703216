import { Evaluation } from '../evaluation/evaluation.js';
import type { Input } from '../evaluation/input.js';
import { limits, limitText } from '../limits.js';
import { RaspError } from '../values/error.js';

const kept = 64;

/** The evaluations of one graph on the inputs that were used last. */
export class Evaluations {
    private readonly byInput = new Map<string, Evaluation>();
    private readonly checkpoint: (work: number) => void;
    /** Cells held when they were last counted, and reserved since. */
    private counted = 0;
    private sinceCounted = 0;

    constructor(checkpoint: (work: number) => void) {
        this.checkpoint = checkpoint;
    }

    /** Others under the same bounds, with memory of their own. */
    another(): Evaluations {
        return new Evaluations(this.checkpoint);
    }

    on(input: Input): Evaluation {
        const known = this.byInput.get(input.text);
        if (known !== undefined) {
            // The one used last goes to the end, and the first is dropped.
            this.byInput.delete(input.text);
            this.byInput.set(input.text, known);
            return known;
        }
        const made = new Evaluation(input, this.checkpoint, cells => { this.reserve(cells, made); });
        this.byInput.set(input.text, made);
        if (this.byInput.size > kept) {
            this.dropOldest();
        }
        return made;
    }

    /** Makes room for more results of one evaluation, at the cost of the others'. @throws RaspError `limit` */
    private reserve(cells: number, asking: Evaluation): void {
        this.sinceCounted += cells;
        if (this.sinceCounted + this.counted <= limits.evaluationCells) {
            return;
        }
        while (this.byInput.size > 1 && this.count() + cells > limits.evaluationCells && this.dropOldest(asking));
        if (this.count() + cells > limits.evaluationCells) {
            throw new RaspError('limit', `the values of this program on the input ${asking.input.shortText} take more than ${limitText(limits.evaluationCells)} cells of memory, the limit; choose a shorter input`);
        }
        this.counted = this.count();
        this.sinceCounted = cells;
    }

    private count(): number {
        let cells = 0;
        this.byInput.forEach(evaluation => { cells += evaluation.cells; });
        return cells;
    }

    /** @returns whether there was one to drop */
    private dropOldest(except?: Evaluation): boolean {
        for (const [text, evaluation] of this.byInput) {
            if (evaluation !== except) {
                this.byInput.delete(text);
                return true;
            }
        }
        return false;
    }

    /** Forgets the results of nodes with ids from `size` on. */
    rollback(size: number): void {
        this.byInput.forEach(evaluation => evaluation.rollback(size));
    }
}
