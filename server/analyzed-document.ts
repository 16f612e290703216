import type { Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Expectations } from '../language/expectations/expectations.js';
import type { Finding } from '../language/lints/lint.js';
import type { LintLevels } from '../language/lints/registry.js';
import { libraryNames } from '../language/names/library-names.js';
import { libraryUri } from '../language/program/library.js';
import type { Program, ProgramStatement } from '../language/program/program.js';
import { alwaysReserved } from '../language/program/reserved-names.js';
import type { StatementResult } from '../language/program/session.js';

/** An open file with the program that its text is. */
export class AnalyzedDocument {
    readonly program: Program;
    readonly expectations: Expectations;
    /** Offset behind the last change of the text. */
    lastEdit: number | undefined;
    /** What the lints said last. */
    findings: readonly Finding[] = [];
    /** The levels of the lints that are set for this document. */
    lintLevels: LintLevels = {};
    private readonly document: TextDocument;

    constructor(document: TextDocument, program: Program) {
        this.document = document;
        this.program = program;
        this.expectations = new Expectations(program);
    }

    get uri(): string {
        return this.document.uri;
    }

    get version(): number {
        return this.document.version;
    }

    /** The names that no statement of it can set at top level. */
    get reserved(): ReadonlySet<string> {
        return this.uri === libraryUri ? alwaysReserved : libraryNames().reserved;
    }

    offsetAt(position: Position): number {
        return this.document.offsetAt(position);
    }

    positionAt(offset: number): Position {
        return this.document.positionAt(offset);
    }

    range(start: number, end: number): Range {
        return { start: this.positionAt(start), end: this.positionAt(end) };
    }

    /** The statement that begins on a line and sets a name; without one there, the last that sets it. */
    statementSetting(name: string, line: number): ProgramStatement | undefined {
        const onLine = this.program.statementAt(this.offsetAt({ line: line + 1, character: 0 }) - 1);
        if (onLine?.bindings.has(name) === true && this.positionAt(onLine.offset).line === line) {
            return onLine;
        }
        return this.lastStatement(({ bindings }) => bindings.has(name));
    }

    /** The last statement that has run and is as asked. Copies none of the others: files can be long. */
    lastStatement(isAsked: (result: StatementResult) => boolean): ProgramStatement | undefined {
        const { results, parsed } = this.program;
        const at = results.findLastIndex(isAsked);
        const result = results[at];
        return result === undefined ? undefined : { ...result, offset: parsed[at]?.offset ?? 0 };
    }
}
