import { parseProgram } from '../syntax/parse.js';
import type { PlacedStatement } from '../syntax/parse.js';
import { defaultFormat, formatStatement } from './format-statement.js';
import type { FormatOptions } from './format-statement.js';
import { readGap } from './gap.js';
import { beforeTrailing } from './statement-document.js';

/** A part of a text and what is to stand there. Offsets are those of the text before any edit. */
export interface TextEdit {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/**
 * The canonical style, the only one: four blanks a step unless the editor says otherwise, blanks around operators, one
 * statement a line, and at most one empty line in a row, because an editor shows results above the statements and
 * further gaps would push what belongs together apart. Comments stay where they are. What does not parse is not touched.
 */
export function formatProgram(text: string, options: FormatOptions = defaultFormat): string {
    return applyEdits(text, formatEdits(text, parseProgram(text), options));
}

/** Applies edits that are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
    const parts: string[] = [];
    let at = 0;
    for (const edit of edits) {
        parts.push(text.slice(at, edit.start), edit.text);
        at = edit.end;
    }
    parts.push(text.slice(at));
    return parts.join('');
}

/**
 * What to change so that a text is in the canonical style, in order: an edit for each statement and each gap between
 * statements that is not yet as it should be.
 * @param placed the statements of the text
 * @param range takes only the statements that it touches, with what stands between them
 */
export function formatEdits(text: string, placed: readonly PlacedStatement[], options: FormatOptions, range?: { readonly start: number; readonly end: number }): TextEdit[] {
    const edits: TextEdit[] = [];
    const newline = newlineOf(text);
    const add = (start: number, end: number, wanted: string): void => {
        if (text.slice(start, end) !== wanted) {
            edits.push({ start, end, text: wanted });
        }
    };
    const touches = (index: number): boolean => {
        const one = placed[index];
        return range === undefined || (one !== undefined && one.offset <= range.end && one.offset + one.statement.text.length >= range.start);
    };
    const first = range === undefined ? 0 : firstEndingAt(placed, range.start);
    for (let i = first; i <= placed.length; i++) {
        const one = placed[i];
        const before = placed[i - 1];
        const start = before === undefined ? 0 : before.offset + before.statement.text.length;
        const end = one?.offset ?? text.length;
        if (range !== undefined && start > range.end) {
            break;
        }
        const formatted = one === undefined || !touches(i) ? undefined : formatStatement(one.statement, options);
        // What stands behind a statement that does not parse may belong to it.
        if (before === undefined || isWhole(before)) {
            const isCovered = range === undefined || (range.start <= start && end <= range.end);
            if (isCovered || (touches(i) && i > 0 && touches(i - 1))) {
                add(start, end, formatGap(text, start, end, { isFirst: before === undefined, next: one, newline }));
            } else if (formatted !== undefined) {
                add(Math.max(start, lineStart(text, end)), end, '');
            }
        }
        if (one !== undefined && formatted !== undefined) {
            add(one.offset, one.offset + one.statement.text.length, newline === '\n' ? formatted : formatted.replaceAll('\n', newline));
        }
    }
    return edits;
}

function isWhole({ statement: { tree, problems, sharesLine } }: PlacedStatement): boolean {
    return tree !== undefined && problems.length === 0 && !sharesLine;
}

/** What ends the text's first line. */
export function newlineOf(text: string): '\n' | '\r\n' {
    const first = text.indexOf('\n');
    return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
    return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The first statement that ends at an offset or behind it, of those that are in order. */
export function firstEndingAt(placed: readonly PlacedStatement[], offset: number): number {
    let low = 0;
    let high = placed.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        const one = placed[middle];
        if (one !== undefined && one.offset + one.statement.text.length < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

interface GapPlace {
    /** Whether it stands at the beginning of the file. */
    readonly isFirst: boolean;
    /** The statement behind it; none at the end of the file. */
    readonly next: PlacedStatement | undefined;
    readonly newline: string;
}

function formatGap(text: string, start: number, end: number, { isFirst, next, newline }: GapPlace): string {
    const { trailing, comments, endsBlank } = readGap(text, start, end, isFirst);
    let wanted = trailing === undefined ? '' : beforeTrailing + trailing;
    if (!isFirst) {
        wanted += newline;
    }
    for (const [i, comment] of comments.entries()) {
        wanted += (comment.hasBlankBefore && (i > 0 || !isFirst) ? newline : '') + comment.text + newline;
    }
    if (next === undefined) {
        return wanted;
    }
    if (endsBlank && (comments.length > 0 || !isFirst)) {
        wanted += newline;
    }
    // A statement that does not parse keeps its place in its line.
    return isWhole(next) ? wanted : wanted + text.slice(Math.max(start, lineStart(text, end)), end);
}
