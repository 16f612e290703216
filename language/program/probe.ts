import type { Evaluation } from '../evaluation/evaluation.js';
import type { Input } from '../evaluation/input.js';
import type { Expression } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import type { Evaluations } from './evaluations.js';
import type { Interpreter } from './interpreter.js';
import type { Examples, ProgramState } from './state.js';
import type { Value } from './value.js';

/**
 * A look at a program as it stood behind some of its statements: expressions are evaluated there, with the names
 * and examples of that place, and leave nothing behind, neither names nor nodes of the graph nor results.
 */
export class Probe {
    private readonly interpreter: Interpreter;
    private readonly state: ProgramState;
    private readonly evaluations: Evaluations;

    constructor(interpreter: Interpreter, state: ProgramState) {
        this.interpreter = interpreter;
        this.state = state;
        this.evaluations = interpreter.evaluations;
        // Inputs of its own must not push out what the editor shows.
        interpreter.evaluations = interpreter.evaluations.another();
    }

    /** The running examples in force at the place. */
    get examples(): Examples {
        return this.state.examples;
    }

    /** Moves to the place behind the first `count` statements that have run. */
    goTo(count: number): void {
        this.state.goTo(count);
    }

    /** Gives `use` one statement's allowance of work; the nodes that it makes are gone afterwards. */
    attempt<T>(use: () => T): T {
        const { interpreter, state } = this;
        interpreter.resetWork();
        state.begin(interpreter.graph.size);
        try {
            return use();
        } finally {
            const size = state.undo();
            interpreter.graph.rollback(size);
            interpreter.evaluations.rollback(size);
        }
    }

    /**
     * The value of an expression here, inside `attempt`.
     * @throws LocatedError for whatever is wrong with it, a MissingNameError where a name's statement has an error
     */
    evaluate(statement: ParsedStatement, tree: Expression): Value {
        return this.interpreter.evaluateApart(statement, tree);
    }

    evaluationOn(input: Input): Evaluation {
        return this.interpreter.evaluationOn(input);
    }

    /** Counts work done outside `evaluate`. @throws RaspError `limit` */
    work(steps: number): void {
        this.interpreter.work(steps);
    }

    /** Brings the program back to where it was. */
    end(): void {
        this.state.leavePast();
        this.interpreter.evaluations = this.evaluations;
    }
}
