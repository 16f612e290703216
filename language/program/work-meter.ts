import { limits, limitText } from '../limits.js';
import { RaspError } from '../values/error.js';

const checkpointInterval = 2_048;

/** Counts the steps and operations of statements, ends those that take too many, and lets the caller look up in between. */
export class WorkMeter {
    /** Why nothing more of this statement is evaluated, once that is so. */
    exhausted: RaspError | undefined;
    private readonly program: { steps: number };
    private readonly checkpoint: () => void;
    private steps = 0;
    private operations = 0;
    private untilCheckpoint = checkpointInterval;

    /**
     * @param program where the steps of all statements are counted
     * @param checkpoint called every few thousand steps; may throw `Cancelled`
     */
    constructor(program: { steps: number }, checkpoint: () => void = () => undefined) {
        this.program = program;
        this.checkpoint = checkpoint;
    }

    /** Gives the next statement or request its whole allowance. */
    reset(): void {
        this.steps = 0;
        this.operations = 0;
        this.exhausted = undefined;
    }

    /** Counts steps of running. @throws RaspError at a limit */
    ran(steps: number): void {
        this.steps += steps;
        this.program.steps += steps;
        if (this.program.steps > limits.programSteps) {
            throw new RaspError('limit', `this program takes more than ${limitText(limits.programSteps)} steps to run, the limit`);
        }
        if (this.steps > limits.steps) {
            throw new RaspError('limit', `this statement takes more than ${limitText(limits.steps)} steps to run, the limit`);
        }
        this.lookUpAfter(steps);
    }

    /** Counts operations of evaluating on inputs. @throws RaspError at the limit, the same one each time */
    evaluated(operations: number): void {
        this.operations += operations;
        if (this.operations > limits.evaluationWork) {
            throw this.exhausted ??= new RaspError('limit', `evaluating this statement on its inputs takes more than ${limitText(limits.evaluationWork)} operations, the limit; choose a shorter example`);
        }
        this.lookUpAfter(operations >>> 4);
    }

    private lookUpAfter(steps: number): void {
        this.untilCheckpoint -= steps;
        if (this.untilCheckpoint < 0) {
            this.untilCheckpoint = checkpointInterval;
            this.checkpoint();
        }
    }
}
