import type { AstNode } from 'langium';
import type { Evaluation } from '../evaluation/evaluation.js';
import type { Input } from '../evaluation/input.js';
import { parseInSteps, SpareStatements } from '../syntax/parse.js';
import type { ParsedStatement, PlacedStatement } from '../syntax/parse.js';
import { libraryUri, standardLibrary } from './library.js';
import type { LoadHost, LoadRequest } from './load-host.js';
import { openSession } from './open-session.js';
import type { Probe } from './probe.js';
import type { Unit } from './problem.js';
import type { Session, StatementResult } from './session.js';
import type { SessionOptions } from './session-options.js';
import { Missing } from './value.js';
import type { Value } from './value.js';

export interface ProgramOptions {
    readonly uri: string;
    readonly host: LoadHost;
    /** The running example where the program sets none. */
    readonly example: Input;
    /** `editor` (the default): what fails on the example is a warning and stays bound. */
    readonly mode?: SessionOptions['mode'];
    /** What it stands on; the standard library when absent. */
    readonly foundation?: SessionOptions['foundation'];
    /** Called every few thousand steps; throws `Cancelled` to stop. */
    readonly checkpoint?: () => void;
}

/** A top-level statement with its place and what running it gave. */
export interface ProgramStatement extends StatementResult {
    /** Offset of its first character in the file. */
    readonly offset: number;
}

/** Where a part of a program, of a file that it loads or of the library stands. */
export interface Location {
    readonly uri: string;
    /** The text that the offsets belong to. */
    readonly text: string;
    readonly start: number;
    readonly end: number;
}

/**
 * A file that is edited: its text, its statements and their results. An update parses again only the
 * statements that changed, and runs again only from the first of them.
 */
export class Program {
    readonly uri: string;
    private readonly session: Session;
    private readonly initialExamples: StatementResult['examples'];
    private readonly spare = new SpareStatements();
    private currentText = '';
    private placed: readonly PlacedStatement[] = [];
    private ran: StatementResult[] = [];
    private offsets: ReadonlyMap<ParsedStatement, number> | undefined;

    constructor(options: ProgramOptions) {
        this.uri = options.uri;
        this.session = openSession({ mode: 'editor', ...options });
        this.initialExamples = this.session.examples;
    }

    get text(): string {
        return this.currentText;
    }

    /** Whether every statement of the text has run. */
    get isComplete(): boolean {
        return this.session.exited || this.ran.length === this.placed.length;
    }

    /** Whether all statements that begin before an offset have run. */
    hasRunUntil(offset: number): boolean {
        return this.isComplete || (this.placed[this.ran.length]?.offset ?? Infinity) >= offset;
    }

    /** What running each statement gave, in order, without places. */
    get results(): readonly StatementResult[] {
        return this.ran;
    }

    /** The statements that have run, in order. After `exit`, those behind it are not among them. */
    get statements(): ProgramStatement[] {
        return this.ran.map((result, i) => ({ ...result, offset: this.placed[i]?.offset ?? 0 }));
    }

    /** All statements of the text, run or not. */
    get parsed(): readonly PlacedStatement[] {
        return this.placed;
    }

    /** The running example where the program sets none. */
    get defaultExample(): Input {
        return this.initialExamples['s-op'];
    }

    /** Takes a new text and runs it at once. Throws nothing but `Cancelled`. */
    update(text: string): void {
        for (const steps = this.updateInSteps(text); steps.next().done !== true;);
    }

    /**
     * Takes a new text; parses and runs it as the steps are taken. A later update may begin before this
     * one has ended: nothing that has been done is lost.
     * @yields after each statement parsed or run
     */
    *updateInSteps(text: string): Generator<void> {
        const placed = yield* parseInSteps(text, this.placed, this.spare);
        let kept = 0;
        while (kept < this.ran.length && kept < placed.length && placed[kept]?.statement === this.placed[kept]?.statement) {
            kept++;
        }
        this.currentText = text;
        this.placed = placed;
        this.offsets = undefined;
        this.rewind(kept);
        while (this.ran.length < this.placed.length && !this.session.exited) {
            const next = this.placed[this.ran.length];
            if (next === undefined) {
                return;
            }
            this.ran.push(this.session.run(next.statement));
            yield;
        }
    }

    /** Makes the next update run again from the first statement of which a `load` has changed. @returns whether there is one */
    forgetLoads(isChanged: (load: LoadRequest) => boolean): boolean {
        const first = this.ran.findIndex(result => result.loads.some(isChanged));
        if (first >= 0) {
            this.rewind(first);
        }
        return first >= 0;
    }

    private rewind(count: number): void {
        this.session.rewind(count);
        this.ran.length = count;
    }

    /** The statement at an offset of the text: the last one that begins at or before it. */
    statementAt(offset: number): ProgramStatement | undefined {
        let low = 0;
        let high = this.ran.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.placed[middle]?.offset ?? Infinity) <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        const result = this.ran[low - 1];
        return result === undefined ? undefined : { ...result, offset: this.placed[low - 1]?.offset ?? 0 };
    }

    /** The running examples in force before the statement at an offset. */
    examplesAt(offset: number): StatementResult['examples'] {
        return this.statementAt(offset)?.examples ?? this.initialExamples;
    }

    /** The global value of a name at the end of the program. */
    valueOf(name: string): Value | undefined {
        const value = this.session.globals.getOwn(name);
        return value instanceof Missing ? undefined : value;
    }

    /** The last value that an expression had. */
    valueOfTree(tree: AstNode): Value | undefined {
        return this.session.valueOf(tree);
    }

    /** The text of a file that it loads, as it was when it was loaded last. */
    loadedText(uri: string): string | undefined {
        return this.session.loadedFile(uri)?.text;
    }

    evaluationOn(input: Input): Evaluation {
        return this.session.evaluationOn(input);
    }

    /** Lends a look at the program as it stood behind any of its statements. What is evaluated there leaves no trace. */
    probe<T>(use: (probe: Probe) => T): T {
        return this.session.probe(use);
    }

    /** Finds the file and the offsets of a part of a statement; undefined when its file has changed since. */
    locate(unit: Unit, start: number, end: number): Location | undefined {
        const file = unit.uri === this.uri ? { text: this.currentText, statements: this.placed }
            : unit.uri === libraryUri ? { text: standardLibrary().source, statements: standardLibrary().statements }
            : this.session.loadedFile(unit.uri);
        const offset = unit.uri === this.uri ? this.offsetOf(unit.statement) : file?.statements.find(placed => placed.statement === unit.statement)?.offset;
        return file === undefined || offset === undefined ? undefined : { uri: unit.uri, text: file.text, start: offset + start, end: offset + end };
    }

    private offsetOf(statement: ParsedStatement): number | undefined {
        this.offsets ??= new Map(this.placed.map(placed => [placed.statement, placed.offset]));
        return this.offsets.get(statement);
    }
}
