import type { AstNode } from 'langium';
import { RaspError } from '../values/error.js';
import { headRange, rangeOf } from '../syntax/ranges.js';
import type { TextRange } from '../syntax/ranges.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { isAssignment } from '../syntax/generated/ast.js';
import type { Place, Problem, RelatedPlace, Severity } from './problem.js';

/** A RaspError on its way up, with the innermost expression that it comes from and the calls that led there. */
export class LocatedError extends Error {
    readonly error: RaspError;
    readonly place: Place;
    readonly calls: readonly Place[];

    constructor(error: RaspError, place: Place, calls: readonly Place[]) {
        super(error.message);
        this.error = error;
        this.place = place;
        this.calls = calls;
    }
}

/** A name is used whose statement has an error. */
export class MissingNameError extends RaspError {}

/** Thrown where something is wrong that the author has been told already. */
export class AlreadyTold extends Error {}

/** Gathers the problems of one statement, each place once. */
export class ProblemCollector {
    readonly list: Problem[] = [];
    private readonly isPrompt: boolean;

    /** @param isPrompt whether the prompt's texts are kept too */
    constructor(isPrompt: boolean) {
        this.isPrompt = isPrompt;
    }

    /** Adds what went wrong at a place, or in a function called from one: then the mark is on the call, and the place is related. */
    add(located: LocatedError, severity: Severity = 'error'): void {
        const { error, place, calls } = located;
        const [outermost] = calls;
        if (outermost === undefined) {
            this.push({ severity, category: error.category, message: error.message, ...markOf(place.tree, error), related: [], ...this.promptText(error) });
            return;
        }
        const related: RelatedPlace = { unit: place.unit, ...markOf(place.tree, error), message: error.message };
        this.push({ severity, category: error.category, message: error.message, ...rangeOf(outermost.tree), related: [related], ...this.promptText(error) });
    }

    private promptText({ promptText, message }: RaspError): { promptText?: string } {
        if (!this.isPrompt || promptText === undefined) {
            return {};
        }
        if (typeof promptText === 'string') {
            return { promptText };
        }
        try {
            return { promptText: promptText() };
        } catch (error) {
            // Names that take more work to write than is left.
            if (error instanceof RaspError) {
                return { promptText: message };
            }
            throw error;
        }
    }

    /** Adds a statement's syntax errors. */
    syntax(statement: ParsedStatement): void {
        for (const { start, end, message } of statement.problems) {
            this.push({ severity: 'error', category: 'syntax', message, start, end, related: [] });
        }
    }

    push(problem: Problem): void {
        if (!this.list.some(other => other.start === problem.start && other.end === problem.end && other.message === problem.message)) {
            this.list.push(problem);
        }
    }

    get hasErrors(): boolean {
        return this.list.some(problem => problem.severity === 'error');
    }
}

/** The part of a tree to mark: of a whole statement only its head, of an assignment that may not be its names. */
function markOf(tree: AstNode, error: RaspError): TextRange {
    const [value] = isAssignment(tree) ? tree.values : [];
    if (error.category === 'reserved' && value !== undefined) {
        const { start } = rangeOf(tree);
        const text = tree.$cstNode?.text ?? '';
        const before = text.slice(0, rangeOf(value).start - start);
        return { start, end: start + before.lastIndexOf('=') };
    }
    return headRange(tree);
}
