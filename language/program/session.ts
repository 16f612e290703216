import type { AstNode } from 'langium';
import { Cancelled } from '../values/error.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import type { Input } from '../evaluation/input.js';
import { Graph } from '../graph/graph.js';
import type { GraphNode } from '../graph/nodes.js';
import type { ParsedStatement, PlacedStatement } from '../syntax/parse.js';
import { Interpreter } from './interpreter.js';
import type { LoadNote } from './load.js';
import type { LoadRequest } from './load-host.js';
import { Probe } from './probe.js';
import type { Problem } from './problem.js';
import { Scope } from './scope.js';
import type { SessionOptions } from './session-options.js';
import { ProgramState } from './state.js';
import type { Examples, Switches } from './state.js';
import type { Value } from './value.js';

export interface StatementResult {
    readonly statement: ParsedStatement;
    readonly problems: readonly Problem[];
    /** The global names that it set, with their values after it. */
    readonly bindings: ReadonlyMap<string, Value>;
    /** The value of an expression statement without errors. */
    readonly value: Value | undefined;
    /** The running examples after it. */
    readonly examples: Examples;
    /** What it and the files that it loaded asked for, found or not. */
    readonly loads: readonly LoadRequest[];
    /** At the prompt: what there is to say of the files that it loaded. */
    readonly notes: readonly LoadNote[];
}

/** A program while it runs: runs one statement after another, and can take back the last ones, so that an edit re-runs only what follows it. */
export class Session {
    private readonly state: ProgramState;
    private readonly interpreter: Interpreter;

    constructor(options: SessionOptions) {
        const { foundation } = options;
        const ownsLibrary = options.mode === 'library';
        const globals = ownsLibrary ? foundation.scope : new Scope('file', foundation.scope, 'console');
        this.state = new ProgramState(globals, { 's-op': options.example, selector: options.example });
        this.interpreter = new Interpreter(options, ownsLibrary ? foundation.graph : new Graph(foundation.graph), this.state);
    }

    /** Statements that have run and were not taken back. */
    get length(): number {
        return this.state.length;
    }

    get globals(): Scope {
        return this.state.globals;
    }

    /** Whether `exit` has run: what follows does not. */
    get exited(): boolean {
        return this.state.exited;
    }

    get switches(): Switches {
        return this.state.switches;
    }

    get examples(): Examples {
        return this.state.examples;
    }

    /** Sets both running examples from outside the program. */
    setExample(input: Input): void {
        this.interpreter.setExample(undefined, input);
    }

    /** The last value of an expression of this file, if it was evaluated. */
    valueOf(tree: AstNode): Value | undefined {
        return this.interpreter.lastValue(tree);
    }

    /** What the reference calls an s-op or a selector: the name that it was given last, or one composed of its parts' names. */
    nameOf(node: GraphNode): string {
        this.interpreter.resetWork();
        return this.interpreter.reference.nameOf(node);
    }

    /** The program's evaluation on an input, with a fresh allowance of work; kept for the inputs used last. */
    evaluationOn(input: Input): Evaluation {
        this.interpreter.resetWork();
        return this.interpreter.evaluations.on(input);
    }

    /** The text and statements of a loaded file, as they were when it ran. */
    loadedFile(uri: string): { readonly text: string; readonly statements: readonly PlacedStatement[] } | undefined {
        return this.interpreter.loader.fileText(uri);
    }

    /** Runs one top-level statement. Throws nothing but `Cancelled`, and then nothing of the statement remains. */
    run(statement: ParsedStatement): StatementResult {
        const { interpreter, state } = this;
        state.begin(interpreter.graph.size);
        interpreter.loader.requested = [];
        interpreter.loader.notes = [];
        try {
            interpreter.runTopLevel(statement);
        } catch (error) {
            if (error instanceof Cancelled) {
                this.rewind(this.length - 1);
            }
            throw error;
        }
        const { tree } = statement;
        const { problems } = interpreter;
        return {
            statement,
            problems: problems.list,
            bindings: state.bound(),
            value: tree?.$type === 'ExpressionStatement' && !problems.hasErrors ? this.valueOf(tree.expression) : undefined,
            examples: state.examples,
            loads: interpreter.loader.requested,
            notes: interpreter.loader.notes
        };
    }

    /** Lends a look at the program as it stood behind any of its statements. What is evaluated there leaves no trace. */
    probe<T>(use: (probe: Probe) => T): T {
        const probe = new Probe(this.interpreter, this.state);
        try {
            return use(probe);
        } finally {
            probe.end();
        }
    }

    /** Takes statements back until `count` remain. */
    rewind(count: number): void {
        while (this.length > count) {
            const graphSize = this.state.undo();
            this.interpreter.graph.rollback(graphSize);
            this.interpreter.evaluations.rollback(graphSize);
        }
    }
}
