import type { Input } from '../evaluation/input.js';
import type { Program } from '../program/program.js';
import type { StatementResult } from '../program/session.js';
import type { Statement } from '../syntax/generated/ast.js';
import type { Edit } from '../syntax/edit.js';
import type { ParsedStatement } from '../syntax/parse.js';
import type { LintId } from './registry.js';

/** A part of a statement's text. */
export interface StatementRange {
    readonly statement: ParsedStatement;
    /** Offsets in the statement's text. */
    readonly start: number;
    readonly end: number;
}

/** A change of a file that mends what a lint has found. Offsets in the file. */
export interface Fix {
    readonly title: string;
    readonly edits: readonly Edit[];
}

/** What a fix is made with, at the time when it is asked for. */
export interface FixContext {
    readonly program: Program;
    /** Where a statement begins in the file; undefined when it is there no more. */
    offsetOf(statement: ParsedStatement): number | undefined;
}

/** Something that a lint has to say of a part of a statement. */
export interface Finding extends StatementRange {
    readonly id: LintId;
    readonly message: string;
    /** Whether nothing is likely to be wrong, so that it is a hint where the user has set no level. */
    readonly isMild?: true;
    /** Whether the range could be left out of the file. */
    readonly isUnnecessary?: true;
    readonly related?: StatementRange & { readonly message: string };
    /** The ways to mend it, the best one first. */
    readonly fixes?: (context: FixContext) => readonly Fix[];
}

/** Looks at a statement as it is written. */
export type StaticLint = (statement: ParsedStatement, tree: Statement) => readonly Finding[];

/** Looks at what a statement gave when it ran. */
export type ResultLint = (context: ResultContext) => readonly Finding[];

export interface ResultContext {
    readonly program: Program;
    readonly result: StatementResult;
    readonly tree: Statement;
    /** The inputs that a claim about every input is tried on; the running example is one of them. */
    readonly inputs: readonly Input[];
}

/** A change in the file from edits whose offsets are in a statement's text. */
export function fixInStatement(statement: ParsedStatement, title: string, edits: readonly Edit[]): (context: FixContext) => readonly Fix[] {
    return ({ offsetOf }) => {
        const offset = offsetOf(statement);
        return offset === undefined ? [] : [{ title, edits: shifted(edits, offset) }];
    };
}

export function shifted(edits: readonly Edit[], offset: number): Edit[] {
    return edits.map(({ start, end, text }) => ({ start: start + offset, end: end + offset, text }));
}
