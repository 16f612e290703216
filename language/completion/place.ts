import type { PlacedExpectation } from '../expectations/expectation.js';
import { limits } from '../limits.js';
import type { PlacedStatement } from '../syntax/parse.js';
import { endsOperand, lex } from '../syntax/lex.js';
import type { TextToken } from '../syntax/lex.js';
import { NameReader } from '../syntax/name-reader.js';

/** A program's text, cut into statements. */
export interface CutText {
    readonly text: string;
    readonly parsed: readonly PlacedStatement[];
}

/** Where somebody types: the statement as far as it is written, and what the cursor touches. */
export interface Place {
    /** Index of the statement; the next one's where a new one begins. */
    readonly index: number;
    /** What has been read up to the word or string that is being typed. */
    readonly reader: NameReader;
    /** The word or string that the cursor ends or splits, with offsets in the file. */
    readonly touched: TextToken | undefined;
    /** Whether the token read last ends at the cursor. */
    readonly touchesLast: boolean;
    /** The text behind the cursor, to the end of its line. */
    readonly rest: string;
}

/** Index of the last statement that begins before an offset; -1 before the first. */
export function indexBefore(parsed: readonly PlacedStatement[], offset: number): number {
    let low = 0;
    let high = parsed.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((parsed[middle]?.offset ?? Infinity) < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low - 1;
}

/** Statements that end with their line. */
const ofOneLine: ReadonlySet<string> = new Set(['set', 'show', 'examples', 'exit', 'quit', 's-op', 'selector', 'full seq display']);

/** Reads the statement at an offset up to there; undefined in a comment and in what is too long to be read. */
export function placeAt({ text, parsed }: CutText, offset: number): Place | undefined {
    const index = indexBefore(parsed, offset);
    const placed = parsed[index];
    const begin = placed?.offset ?? 0;
    const end = begin + (placed?.statement.text.length ?? 0);
    const rest = restOfLine(text, offset);
    const gapStart = offset - end > limits.statementLength ? text.lastIndexOf('\n', offset - 1) + 1 : end;
    const gap = text.slice(gapStart, Math.max(offset, gapStart));
    if (end - begin > limits.statementLength || isInComment(lex(gap), gap.length)) {
        return undefined;
    }
    // From the end of its statement the cursor may still be in it, or before the next.
    const tokens = placed === undefined || gapStart > end ? [] : lex(text.slice(begin, Math.max(end, offset)));
    if (isInComment(tokens, offset - begin)) {
        return undefined;
    }
    const reading = read(tokens.filter(token => token.kind !== 'comment'), begin, offset, rest);
    if (offset > end && isOver(reading.reader, gap.includes('\n'))) {
        return read([], offset, offset, rest, index + 1);
    }
    return { ...reading, index: Math.max(index, 0) };
}

/** The text from an offset to the end of its line. */
export function restOfLine(text: string, offset: number): string {
    const lineEnd = /[\r\n]|$/g;
    lineEnd.lastIndex = offset;
    return text.slice(offset, lineEnd.exec(text)?.index);
}

/** Reads an expectation at an offset of its text up to there; the statements above it have set its names. Undefined in a comment behind it. */
export function placeInExpectation({ text, offset: begin, statementsAbove }: PlacedExpectation, offset: number, rest: string): Place | undefined {
    const tokens = lex(text);
    return text.length > limits.expectationLength || isInComment(tokens, offset - begin) ? undefined
        : read(tokens.filter(token => token.kind !== 'comment'), begin, offset, rest, statementsAbove);
}

function isInComment(tokens: readonly TextToken[], offset: number): boolean {
    return tokens.some(({ kind, start, end }) => kind === 'comment' && start < offset && offset <= end);
}

function read(tokens: readonly TextToken[], begin: number, offset: number, rest: string, index = 0): Place {
    const local = offset - begin;
    const touched = tokens.find(({ kind, text, start, end }) => kind !== 'sign' && start < local
        && (local < end || (local === end && (kind !== 'string' || text.length === 1 || !text.endsWith('"')))));
    const reader = new NameReader(tokens);
    const until = touched?.start ?? local;
    for (const { start } of tokens) {
        if (start >= until) {
            break;
        }
        reader.take();
    }
    return { index, reader, rest, touchesLast: reader.last?.end === local, touched: touched === undefined ? undefined : { ...touched, start: touched.start + begin, end: touched.end + begin } };
}

/** Whether what follows a statement's text, on another line or the same, is the next statement. */
function isOver(reader: NameReader, isOtherLine: boolean): boolean {
    if (reader.levels.length > 0) {
        return false;
    }
    const { head } = reader;
    return head === undefined || (isOtherLine && (ofOneLine.has(head.keyword) || endsOperand(reader.last)));
}
