import type { AstNode } from 'langium';
import type { ErrorCategory } from '../values/error.js';
import type { ParsedStatement } from '../syntax/parse.js';

/** A statement of a file: where trees and their ranges belong. */
export interface Unit {
    readonly uri: string;
    readonly statement: ParsedStatement;
}

/** A part of a statement. */
export interface Place {
    readonly unit: Unit;
    readonly tree: AstNode;
}

export type Severity = 'error' | 'warning' | 'information';

/** Something to tell the author of a statement. Offsets are relative to the statement's first character. */
export interface Problem {
    readonly severity: Severity;
    readonly category: ErrorCategory;
    readonly message: string;
    readonly start: number;
    readonly end: number;
    /** The place inside a function or a loaded file where the problem arose, when that is not here. */
    readonly related: readonly RelatedPlace[];
    /** Kept at the prompt only: what it prints as the reference does, where that is not the message. */
    readonly promptText?: string;
}

export interface RelatedPlace {
    readonly unit: Unit;
    readonly start: number;
    readonly end: number;
    readonly message: string;
}
