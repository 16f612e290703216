import { RaspError } from '../values/error.js';
import { Evaluation, Failure } from '../evaluation/evaluation.js';
import type { BitMatrix } from '../evaluation/bit-matrix.js';
import type { Column } from '../evaluation/column.js';
import type { Input } from '../evaluation/input.js';
import type { InputBatch } from '../evaluation/input-batch.js';
import type { GraphNode } from '../graph/nodes.js';
import { limits, limitText } from '../limits.js';

/** How much work evaluations outside a program's own statements may do together, and how they are stopped. */
export class Allowance {
    private readonly most: number;
    private readonly checkpoint: (() => void) | undefined;
    private work = 0;

    /**
     * @param most operations
     * @param checkpoint called before each node; throws `Cancelled` to stop
     */
    constructor(most: number = limits.batchWork, checkpoint?: () => void) {
        this.most = most;
        this.checkpoint = checkpoint;
    }

    /** An evaluation of its own on an input, or on several together, which keeps within the allowance and the limit of memory. */
    evaluation(input: Input | InputBatch): Evaluation {
        let cells = 0;
        return new Evaluation(input, work => {
            this.work += work;
            if (this.work > this.most) {
                throw new RaspError('limit', `evaluating this takes more than ${limitText(this.most)} operations, the limit; choose a shorter input`);
            }
            this.checkpoint?.();
        }, more => {
            cells += more;
            if (cells > limits.evaluationCells) {
                throw new RaspError('limit', `the values of this program on ${limitText(input.length)} tokens take more than ${limitText(limits.evaluationCells)} cells of memory, the limit; choose a shorter input`);
            }
        });
    }
}

/** A node's value. @throws RaspError where it has none. */
export function valueOn(evaluation: Evaluation, node: GraphNode): Column | BitMatrix {
    const result = evaluation.result(node);
    if (result instanceof Failure) {
        throw result.error;
    }
    return result;
}
