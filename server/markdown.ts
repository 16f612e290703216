/** A text as inline code in Markdown, also inside a table, whatever it holds. */
export function code(text: string): string {
    const longestRun = Math.max(0, ...[...text.matchAll(/`+/g)].map(run => run[0].length));
    const fence = '`'.repeat(longestRun + 1);
    const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
    return `${fence}${pad}${text.replace(/\|/g, '\\|').replace(/[\r\n]+/g, ' ')}${pad}${fence}`;
}

/** A block of code in Markdown. */
export function codeBlock(text: string, language = 'text'): string {
    const longestRun = Math.max(2, ...[...text.matchAll(/`+/g)].map(run => run[0].length));
    const fence = '`'.repeat(longestRun + 1);
    return `${fence}${language}\n${text}\n${fence}`;
}

/** Plain words in Markdown: nothing in them is taken as a mark or a tag. */
export function plain(text: string): string {
    return text.replace(/[\\`*_{}[\]<>()#+\-.!|&~]/g, '\\$&').replace(/[\r\n]+/g, ' ');
}

/** Plain words in which what stands between backticks is code, as in comments. */
export function prose(text: string): string {
    return text.split(/(`[^`\r\n]+`)/).map((part, i) => (i % 2 === 1 ? part : plain(part))).join('');
}
