import { AstUtils } from 'langium';
import type { AstNode } from 'langium';
import type { SelectionRange } from 'vscode-languageserver';
import { firstEndingAt } from '../language/format/format-program.js';
import { bracketPairs } from '../language/syntax/bracket-pairs.js';
import type { PlacedStatement } from '../language/syntax/parse.js';
import { rangeOf } from '../language/syntax/ranges.js';
import type { TextRange } from '../language/syntax/ranges.js';
import type { Feature } from './feature.js';
import { parsedText } from './parsed-text.js';

/** Steps from a token to the file; a selection of more is written by recursion, and nobody takes them. */
const mostSteps = 100;

/**
 * What a growing selection takes, smallest first: the token, the expressions around it, what stands in brackets and
 * the brackets with it, the statement, the block, the file.
 */
export function selectionSteps(text: string, placed: readonly PlacedStatement[], offset: number): TextRange[] {
    const found: TextRange[] = [...wordAt(text, offset), ...commentAt(text, offset)];
    const one = placed[firstEndingAt(placed, offset)];
    if (one !== undefined && one.offset <= offset) {
        const local = offset - one.offset;
        const { text: source, tree, problems } = one.statement;
        const inside = problems.length === 0 && tree !== undefined ? treeRanges(tree, local) : [];
        for (const { open, close } of bracketPairs(source)) {
            if (open < local && local <= close) {
                inside.push(trimmed(source, open + 1, close));
            }
            if (open <= local && local <= close + 1) {
                inside.push({ start: open, end: close + 1 });
            }
        }
        inside.push({ start: 0, end: source.length });
        found.push(...inside.map(({ start, end }) => ({ start: start + one.offset, end: end + one.offset })));
    }
    const steps: TextRange[] = [];
    for (const range of found.sort((a, b) => a.end - a.start - (b.end - b.start))) {
        const last = steps.at(-1) ?? { start: offset, end: offset };
        const isLarger = range.end - range.start > last.end - last.start;
        if (isLarger && range.start <= last.start && range.end >= last.end && steps.length < mostSteps - 2) {
            steps.push(range);
        }
    }
    const whole = { start: 0, end: text.length };
    const last = steps.at(-1);
    return last?.start === 0 && last.end === text.length ? steps : [...steps, whole];
}

/** The ranges of the parts of a tree that an offset lies in. */
function treeRanges(tree: AstNode, offset: number): TextRange[] {
    const ranges: TextRange[] = [];
    const waiting: AstNode[] = [tree];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
        const range = rangeOf(node);
        if (range.start <= offset && offset <= range.end) {
            ranges.push(range);
            AstUtils.streamContents(node).forEach(below => { waiting.push(below); });
        }
    }
    return ranges;
}

function wordAt(text: string, offset: number): TextRange[] {
    const from = text.lastIndexOf('\n', offset - 1) + 1;
    const newline = text.indexOf('\n', offset);
    for (const match of text.slice(from, newline < 0 ? text.length : newline).matchAll(/"[^"\r\n]*"?|#[^\r\n]*|[A-Za-z0-9_]+(?:\.[0-9]+)?|[=<>!]=/g)) {
        const start = from + match.index;
        const end = start + match[0].length;
        if (start <= offset && offset <= end) {
            const isString = match[0].length > 2 && match[0].startsWith('"') && match[0].endsWith('"') && start < offset && offset < end;
            return isString ? [{ start: start + 1, end: end - 1 }, { start, end }] : [{ start, end }];
        }
    }
    return [];
}

/** The comments in a row that an offset lies in, where they fill their lines. */
function commentAt(text: string, offset: number): TextRange[] {
    let start = text.lastIndexOf('\n', offset - 1) + 1;
    let end = lineEnd(text, start);
    if (!isComment(text, start)) {
        return [];
    }
    while (start > 0 && isComment(text, text.lastIndexOf('\n', start - 2) + 1)) {
        start = text.lastIndexOf('\n', start - 2) + 1;
    }
    while (end < text.length && isComment(text, end + 1)) {
        end = lineEnd(text, end + 1);
    }
    return [trimmed(text, start, end)];
}

function isComment(text: string, line: number): boolean {
    return /^[ \t]*#/.test(text.slice(line, lineEnd(text, line)));
}

function lineEnd(text: string, from: number): number {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end;
}

function trimmed(text: string, start: number, end: number): TextRange {
    const inside = text.slice(start, end);
    const lead = inside.length - inside.trimStart().length;
    return inside.trim() === '' ? { start, end } : { start: start + lead, end: start + inside.trimEnd().length };
}

export const selectionRangeFeature: Feature = {
    capabilities: { selectionRangeProvider: true },
    register({ connection, documents, answer }) {
        connection.onSelectionRanges(answer(async ({ textDocument, positions }) => {
            const parsed = await parsedText(documents, textDocument.uri);
            if (parsed === undefined) {
                return null;
            }
            const { document, text, placed } = parsed;
            return positions.map(position => selectionSteps(text, placed, document.offsetAt(position))
                .reduceRight<SelectionRange | undefined>((parent, { start, end }) => ({ range: document.range(start, end), ...(parent === undefined ? {} : { parent }) }), undefined)
                ?? { range: { start: position, end: position } });
        }, null));
    }
};
