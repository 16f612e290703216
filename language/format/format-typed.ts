import { parseProgram } from '../syntax/parse.js';
import type { PlacedStatement } from '../syntax/parse.js';
import { blockPlace } from './block-scan.js';
import type { BlockPlace } from './block-scan.js';
import { firstEndingAt, formatEdits, lineStart, newlineOf } from './format-program.js';
import type { TextEdit } from './format-program.js';
import { formatStatement, indentUnit } from './format-statement.js';
import type { FormatOptions } from './format-statement.js';

/**
 * What to change once a `;`, a `}` or a line break has been typed: the statement that it ends, and nothing else;
 * behind a line break also the indentation of the new line.
 * @param placed the statements of the text
 * @param offset behind what was typed
 */
export function formatTyped(text: string, placed: readonly PlacedStatement[], offset: number, typed: string, options: FormatOptions): TextEdit[] {
    if (typed === '\n' || typed === '\r\n') {
        return [...finishedLine(text, placed, offset, options), ...indentation(text, placed, offset, options)];
    }
    const one = placed[firstEndingAt(placed, offset)];
    if (one === undefined || one.offset >= offset) {
        return [];
    }
    if (one.offset + one.statement.text.length === offset && formatStatement(one.statement, options) !== undefined) {
        return touchedAt(text, placed, offset, options);
    }
    const { before, blocks, start } = blockPlace(text, one.offset, offset);
    return before === undefined || start !== offset || blocks === 0 ? [] : innerEdits(text, before, blocks, options);
}

/** A statement such as `set example`, which its line break has ended. */
function finishedLine(text: string, placed: readonly PlacedStatement[], offset: number, options: FormatOptions): TextEdit[] {
    const line = lineStart(text, offset);
    const one = placed[firstEndingAt(placed, lineStart(text, line - 1))];
    const end = one === undefined ? Infinity : one.offset + one.statement.text.length;
    return end < line && one?.statement.tree !== undefined && !/[;}]$/.test(one.statement.text) ? touchedAt(text, placed, end, options) : [];
}

/** The edits of the one statement that ends at an offset. */
function touchedAt(text: string, placed: readonly PlacedStatement[], end: number, options: FormatOptions): TextEdit[] {
    const one = placed[firstEndingAt(placed, end)];
    return one === undefined ? [] : formatEdits(text, placed, options, { start: one.offset + 1, end: one.offset + 1 });
}

function indentation(text: string, placed: readonly PlacedStatement[], offset: number, options: FormatOptions): TextEdit[] {
    const line = lineStart(text, offset);
    // The last statement that begins above the line.
    const at = firstEndingAt(placed, line);
    const one = (placed[at]?.offset ?? Infinity) < line ? placed[at] : placed[at - 1];
    if (one === undefined) {
        return [];
    }
    const place = blockPlace(text, one.offset, line);
    if (place.blocks === 0 || !place.isBetween) {
        return [];
    }
    let end = line;
    while (text[end] === ' ' || text[end] === '\t') {
        end++;
    }
    const closes = text[end] === '}' || endsBlock(text, place);
    const wanted = indentUnit(options).repeat(place.blocks - (closes ? 1 : 0));
    return text.slice(line, end) === wanted ? [] : [{ start: line, end, text: wanted }];
}

/** Behind `return` nothing can stand but the block's end. */
function endsBlock(text: string, { before }: BlockPlace): boolean {
    return before !== undefined && /^return(?![A-Za-z0-9_])/.test(text.slice(before.start, before.start + 7));
}

/** A statement of a block, whose rest may be missing: it is read in a block of its own. */
function innerEdits(text: string, { start, end }: { readonly start: number; readonly end: number }, blocks: number, options: FormatOptions): TextEdit[] {
    const source = text.slice(start, end);
    const isReturn = /^return(?![A-Za-z0-9_])/.test(source);
    const [whole] = parseProgram(`def f() {\n${source}\n${isReturn ? '' : 'return 0;\n'}}`);
    const formatted = whole === undefined ? undefined : formatStatement(whole.statement, options)?.split('\n');
    if (formatted === undefined) {
        return [];
    }
    const unit = indentUnit(options);
    const own = formatted.slice(1, isReturn ? -1 : -2).map(line => line.slice(unit.length));
    const wanted = own.map((line, i) => (i === 0 || line === '' ? line : unit.repeat(blocks) + line)).join(newlineOf(text));
    const edits: TextEdit[] = [];
    const line = lineStart(text, start);
    const indented = unit.repeat(blocks);
    if (text.slice(line, start).trim() === '' && text.slice(line, start) !== indented) {
        edits.push({ start: line, end: start, text: indented });
    }
    if (wanted !== source) {
        edits.push({ start, end, text: wanted });
    }
    return edits;
}
