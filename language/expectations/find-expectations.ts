import { limits } from '../limits.js';
import type { ParsedStatement, PlacedStatement } from '../syntax/parse.js';
import { lineEnd } from '../syntax/split-statements.js';
import type { PlacedExpectation } from './expectation.js';

const mark = '#?';
/** Strings, which may hold the mark, and comments. */
const stringOrComment = /"[^"\r\n]*"?|#[^\r\n]*/g;
const inStatements = new WeakMap<ParsedStatement, ReadonlySet<number>>();

/**
 * The expectations of a file, in its order: all comments that begin with `#?`, between statements, behind them on
 * their line, or inside them.
 * @param most expectations that are looked for
 */
export function findExpectations(text: string, statements: readonly PlacedStatement[], most: number = limits.expectations): PlacedExpectation[] {
    const found: PlacedExpectation[] = [];
    for (const { expectation } of expectationsFrom(text, statements, 0)) {
        if (found.length >= most) {
            break;
        }
        found.push(expectation);
    }
    return found;
}

/** The expectation in whose comment an offset is, from behind its mark to the end of its line. */
export function expectationAround(text: string, statements: readonly PlacedStatement[], offset: number): PlacedExpectation | undefined {
    const line = text.lastIndexOf('\n', offset - 1) + 1;
    const isNear = text.slice(line, offset).includes(mark);
    const [first] = isNear ? expectationsFrom(text, statements, line) : [];
    return first !== undefined && first.at + mark.length <= offset && offset <= first.end ? first.expectation : undefined;
}

/** @yields where the comment begins and ends, too */
function* expectationsFrom(wholeText: string, statements: readonly PlacedStatement[], from: number): Generator<{ readonly expectation: PlacedExpectation; readonly at: number; readonly end: number }> {
    const text = wholeText.slice(0, limits.programLength);
    let above = 0;
    for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
        while ((statements[above]?.offset ?? Infinity) < at) {
            above++;
        }
        if (isComment(text, at, statements[above - 1])) {
            const end = lineEnd(text, at);
            const content = text.slice(at + mark.length, end);
            const expectation = content.trim();
            const offset = expectation === '' ? at : at + mark.length + content.indexOf(expectation);
            yield { expectation: { text: expectation, offset, statementsAbove: above }, at, end };
            at = end - 1;
        }
    }
}

/** Whether a comment begins at an offset. @param before the last statement that begins before it */
function isComment(text: string, at: number, before: PlacedStatement | undefined): boolean {
    const end = before === undefined ? 0 : before.offset + before.statement.text.length;
    if (before !== undefined && at < end) {
        return commentsIn(before.statement).has(at - before.offset);
    }
    // Between statements there are blanks and comments only.
    return !text.slice(Math.max(end, text.lastIndexOf('\n', at - 1) + 1), at).includes('#');
}

/** Offsets of the comments in a statement's text. */
function commentsIn(statement: ParsedStatement): ReadonlySet<number> {
    let offsets = inStatements.get(statement);
    if (offsets === undefined) {
        offsets = new Set([...statement.text.matchAll(stringOrComment)].filter(([token]) => token.startsWith('#')).map(({ index }) => index));
        inStatements.set(statement, offsets);
    }
    return offsets;
}
