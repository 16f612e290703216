import { Evaluation } from '../evaluation/evaluation.js';
import type { Input } from '../evaluation/input.js';

const kept = 64;

/** The evaluations of one graph on the inputs that were used last. */
export class Evaluations {
    private readonly byInput = new Map<string, Evaluation>();
    private readonly checkpoint: (work: number) => void;

    constructor(checkpoint: (work: number) => void) {
        this.checkpoint = checkpoint;
    }

    on(input: Input): Evaluation {
        const known = this.byInput.get(input.text);
        if (known !== undefined) {
            // The one used last goes to the end, and the first is dropped.
            this.byInput.delete(input.text);
            this.byInput.set(input.text, known);
            return known;
        }
        const made = new Evaluation(input, this.checkpoint);
        this.byInput.set(input.text, made);
        if (this.byInput.size > kept) {
            for (const oldest of this.byInput.keys()) {
                this.byInput.delete(oldest);
                break;
            }
        }
        return made;
    }

    /** Forgets the results of nodes with ids from `size` on. */
    rollback(size: number): void {
        this.byInput.forEach(evaluation => evaluation.rollback(size));
    }
}
