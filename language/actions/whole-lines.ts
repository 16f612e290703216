import type { TextRange } from '../syntax/ranges.js';

/** A range with the rest of its lines, where nothing else stands on them. */
export function wholeLines(text: string, start: number, end: number): TextRange {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const nextLine = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end) + 1;
    const isAlone = text.slice(lineStart, start).trim() === '' && text.slice(end, nextLine).trim() === '';
    return isAlone ? { start: lineStart, end: nextLine } : { start, end };
}
