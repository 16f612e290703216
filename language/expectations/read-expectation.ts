import type { Expression } from '../syntax/generated/ast.js';
import { isBinary } from '../syntax/generated/ast.js';
import { parseProgram } from '../syntax/parse.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { limits, limitText } from '../limits.js';
import { forms } from './expectation.js';

/** An expression of an expectation. */
export interface Side {
    /** The statement that it was parsed in. */
    readonly statement: ParsedStatement;
    readonly tree: Expression;
    /** Offset of that statement in the expectation's text. */
    readonly offset: number;
    readonly text: string;
}

/** An expectation, read. */
export type Reading =
    | { readonly kind: 'compare'; readonly found: Side; readonly expected: Side; readonly approximate: boolean }
    /** A value that is to be true. */
    | { readonly kind: 'true'; readonly found: Side }
    | { readonly kind: 'cost'; readonly of: Side; readonly layers: number; readonly heads: number }
    /** @property message what the error's message is to hold, if that matters */
    | { readonly kind: 'fails'; readonly what: Side; readonly message: string | undefined }
    | Unreadable;

export interface Unreadable {
    readonly kind: 'unreadable';
    readonly message: string;
    readonly start: number;
    readonly end: number;
}

const costForm = /^(cost\s*\()(.*)\)\s*==\s*\(\s*(\d{1,9})\s*,\s*(\d{1,9})\s*\)$/;
/** Layers and heads that stand by themselves. */
const pairForm = /==\s*\(\s*\d+\s*,\s*\d+\s*\)$/;
/** What can only begin a statement. */
const statementStart = /^\s*(?:def|for|load|set|show|draw|exit|quit|return)(?![A-Za-z0-9_])/;
const failsForm = /\bfails(?:\s*("_*"))?$/;

/**
 * Reads what stands behind `#?`. A comment may follow it, and a `;` is overlooked.
 * @param text without spaces around it
 */
export function readExpectation(text: string): Reading {
    if (text.length > limits.expectationLength) {
        return { kind: 'unreadable', message: `this expectation is longer than ${limitText(limits.expectationLength)} characters, the limit`, start: 0, end: text.length };
    }
    // Strings are blotted out with as many characters, so that what is looked for is not found in them.
    const masked = text.replace(/"[^"]*"?/g, string => (string.length > 1 && string.endsWith('"') ? `"${'_'.repeat(string.length - 2)}"` : '"'.padEnd(string.length, '_')));
    const comment = masked.indexOf('#');
    const bare = (comment < 0 ? masked : masked.slice(0, comment)).replace(/[\s;]+$/, '');
    if (bare === '') {
        return { kind: 'unreadable', message: `nothing is expected yet: write ${forms}`, start: 0, end: Math.max(text.length, 2) };
    }
    const cost = costForm.exec(bare);
    if (cost !== null) {
        const start = cost[1]?.length ?? 0;
        const of = readSide(text, start, start + (cost[2]?.length ?? 0));
        return of.kind === 'unreadable' ? of : { kind: 'cost', of: of.side, layers: Number(cost[3]), heads: Number(cost[4]) };
    }
    const fails = failsForm.exec(bare);
    if (fails !== null) {
        const what = readSide(text, 0, fails.index);
        const message = fails[1] === undefined ? undefined : text.slice(bare.length - fails[1].length + 1, bare.length - 1);
        return what.kind === 'unreadable' ? what : { kind: 'fails', what: what.side, message };
    }
    const approximate = bare.indexOf('~=');
    if (approximate >= 0) {
        const found = readSide(text, 0, approximate);
        const expected = readSide(text, approximate + 2, bare.length);
        return found.kind === 'unreadable' ? found : expected.kind === 'unreadable' ? expected
            : { kind: 'compare', found: found.side, expected: expected.side, approximate: true };
    }
    const pair = pairForm.exec(bare);
    if (pair !== null) {
        return { kind: 'unreadable', message: 'layers and heads stand behind `cost(…) ==`; a list is written [2, 1]', start: pair.index, end: bare.length };
    }
    const whole = readSide(text, 0, bare.length);
    if (whole.kind === 'unreadable') {
        return whole;
    }
    const { side } = whole;
    return isBinary(side.tree) && side.tree.operator === '=='
        ? { kind: 'compare', found: { ...side, tree: side.tree.left }, expected: { ...side, tree: side.tree.right }, approximate: false }
        : { kind: 'true', found: side };
}

/** Parses a part of an expectation as an expression. */
function readSide(whole: string, start: number, end: number): { readonly kind: 'side'; readonly side: Side } | Unreadable {
    const text = whole.slice(start, end);
    const last = Math.max(0, text.trimEnd().length - 1);
    const unreadable = (message: string, from = 0, to = text.length): Unreadable => ({ kind: 'unreadable', message, start: start + Math.min(from, last), end: start + Math.max(to, Math.min(from, last) + 1) });
    const [placed, second] = parseProgram(`${text};`);
    if (placed === undefined || text.trim() === '') {
        return unreadable(`an expression is missing here: write ${forms}`);
    }
    const { offset, statement } = placed;
    const [problem] = statement.problems;
    if (statementStart.test(text)) {
        return unreadable(`an expectation is one comparison on one line: write ${forms}`);
    }
    if (second === undefined && problem !== undefined) {
        const atEnd = offset + problem.start >= text.trimEnd().length;
        const message = (atEnd ? problem.message.replace('found `;`', 'found the end of the expectation') : problem.message).replace('expected `;`', 'expected the end of the expectation');
        return unreadable(message, offset + problem.start, Math.min(offset + problem.end, text.length));
    }
    if (statement.tree?.$type === 'Assignment') {
        return unreadable('`=` sets a name; an expectation compares with `==`');
    }
    if (second !== undefined || statement.tree?.$type !== 'ExpressionStatement') {
        return unreadable(`an expectation is one comparison on one line: write ${forms}`);
    }
    return { kind: 'side', side: { statement, tree: statement.tree.expression, offset: start + offset, text: text.trim() } };
}
