/** A text change, in the zero-based lines and characters of the text before it. */
export interface LineChange {
    start: { line: number; character: number };
    end: { line: number; character: number };
    text: string;
}

/** Where a line is after a change; undefined when the change touched the line itself. */
export function lineAfterChange(line: number, change: LineChange): number | undefined {
    const { start, end, text } = change;
    if (start.line > line) {
        return line;
    }
    const added = text.split(/\r\n|\r|\n/).length - 1;
    // Whole lines put in or taken out above: what stands on the line itself stays as it was.
    const above = end.line < line || (end.line === line && end.character === 0 && start.character === 0 && (added > 0 ? /[\r\n]$/.test(text) : text === '' && start.line < line));
    return above ? line + added - (end.line - start.line) : undefined;
}
