/** Columns of text under headings, the first to the left and the others to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
    const widths = headings.map((heading, i) => Math.max(...[heading, ...rows.map(row => row[i] ?? '')].map(cell => cell.length)));
    const line = (cells: readonly string[]): string => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ').trimEnd();
    return [line(headings), widths.map(width => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** Milliseconds with as many digits as mean something. */
export function milliseconds(time: number): string {
    return time >= 100 ? time.toFixed(0) : time >= 10 ? time.toFixed(1) : time.toFixed(2);
}
