import { table } from './table.ts';

/** A table with its title and what is to be said of it. */
export interface Section {
    readonly title: string;
    readonly notes: readonly string[];
    readonly headings: readonly string[];
    readonly rows: readonly (readonly string[])[];
}

/** The widest first column in a terminal. */
const widest = 60;

/** Sections as columns of text. */
export function asText(sections: readonly Section[]): string {
    return sections.map(({ title, notes, headings, rows }) => [
        title, '', ...notes, ...(notes.length > 0 ? [''] : []),
        ...(rows.length === 0 ? [] : [table(headings, rows.map(([first = '', ...others]) => [short(first.replaceAll('`', '')), ...others])), ''])
    ].join('\n')).join('\n');
}

/** Sections as Markdown, the first column to the left and the others to the right. */
export function asMarkdown(sections: readonly Section[]): string {
    const line = (cells: readonly string[]): string => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    return sections.map(({ title, notes, headings, rows }) => [
        `### ${title}`, '', ...notes.flatMap(note => [note, '']),
        ...(rows.length === 0 ? [] : [line(headings), `|---|${'--:|'.repeat(headings.length - 1)}`, ...rows.map(line), ''])
    ].join('\n')).join('\n');
}

/** A text with what stands between two marker comments replaced; where there are none, they are put at its end, under a heading. */
export function withBetween(text: string, marker: string, heading: string, content: string): string {
    const [begin, end] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end, from);
    const block = `${begin}\n\n${content.trim()}\n\n${end}`;
    return from < 0 || to < 0 ? `${text.trimEnd()}\n\n## ${heading}\n\n${block}\n` : `${text.slice(0, from)}${block}${text.slice(to + end.length)}`;
}

function short(text: string): string {
    return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}
