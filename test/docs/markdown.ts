import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The pages that readers find: those at the top, and all below `docs` and `media`. */
export function pages(): string[] {
    const below = ['docs', 'media'].flatMap(folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)));
    return [...readdirSync('.'), ...below].filter(file => file.endsWith('.md')).sort();
}

/** A block between ``` marks. */
export interface Fence {
    /** What stands behind the opening mark. */
    readonly language: string;
    readonly text: string;
    /** The line of its opening mark, from 1. */
    readonly line: number;
    /** The heading above it, empty where there is none. */
    readonly section: string;
    /** Whether nothing but blank lines stands between it and the block before it. */
    readonly follows: boolean;
}

/** A page cut into its fenced blocks and the rest. */
export interface Page {
    readonly fences: readonly Fence[];
    /** The page's lines, those of fenced and indented blocks empty, so that line numbers hold. */
    readonly prose: readonly string[];
}

export function readPage(text: string): Page {
    const fences: Fence[] = [];
    const prose: string[] = [];
    let section = '';
    let follows = false;
    let open: { readonly mark: string; readonly language: string; readonly line: number; readonly lines: string[] } | undefined;
    for (const [i, line] of text.split(/\r?\n/).entries()) {
        const [, mark = '', language = ''] = /^\s*(`{3,}|~{3,})\s*(\S*)/.exec(line) ?? [];
        if (open !== undefined) {
            if (mark.startsWith(open.mark) && language === '') {
                fences.push({ language: open.language, text: open.lines.map(inner => `${inner}\n`).join(''), line: open.line, section, follows });
                open = undefined;
                follows = true;
            } else {
                open.lines.push(line);
            }
            prose.push('');
        } else if (mark !== '') {
            open = { mark, language, line: i + 1, lines: [] };
            prose.push('');
        } else {
            section = /^#+ +(.*)/.exec(line)?.[1] ?? section;
            follows &&= line.trim() === '';
            const isIndented = /^(?: {4}|\t)/.test(line) && (prose.at(-1) ?? '').trim() === '';
            prose.push(isIndented ? '' : line);
        }
    }
    if (open !== undefined) {
        throw new Error(`the block that begins in line ${open.line} has no end`);
    }
    return { fences, prose };
}

/** A place that a page links to. */
export interface Link {
    readonly target: string;
    readonly line: number;
}

/** The links and pictures of a page: `[…](target)`, `[…]: target`, `<https://…>`, and HTML's `src` and `href`. */
export function linksOf({ prose }: Page): Link[] {
    return prose.flatMap((line, i) => {
        const bare = line.replace(/(`+)(?:(?!\1).)*\1/g, code => ' '.repeat(code.length));
        const found = [
            ...bare.matchAll(/\]\(\s*<([^>]*)>[^)]*\)/g),
            ...bare.matchAll(/\]\(\s*([^)\s<][^)\s]*)(?:\s+"[^"]*")?\s*\)/g),
            ...bare.matchAll(/^\s{0,3}\[[^\]]+\]:\s*(\S+)/g),
            ...bare.matchAll(/<([a-z][a-z0-9+.-]*:[^>\s]*)>/gi),
            ...bare.matchAll(/\b(?:src|href)="([^"]*)"/g)
        ];
        return found.map(match => ({ target: match[1] ?? '', line: i + 1 }));
    });
}

/** The anchors of a page: what GitHub and VS Code make of its headings, and those that HTML in it sets. */
export function anchorsOf({ prose }: Page): Set<string> {
    const anchors = new Set<string>();
    const times = new Map<string, number>();
    for (const line of prose) {
        for (const [, name] of line.matchAll(/<a\s[^>]*\b(?:id|name)="([^"]*)"/g)) {
            anchors.add(name ?? '');
        }
        const [, heading] = /^#{1,6}\s+(.*?)\s*#*$/.exec(line) ?? [];
        if (heading !== undefined) {
            const slug = slugOf(heading);
            const before = times.get(slug) ?? 0;
            times.set(slug, before + 1);
            anchors.add(before === 0 ? slug : `${slug}-${before}`);
        }
    }
    return anchors;
}

/** Letters and digits of any script, `_` and `-` stay; blanks become `-`. */
function slugOf(heading: string): string {
    return heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-');
}

/** A row of a table: its cells by what stands above their column. */
export interface Row {
    readonly cells: Readonly<Record<string, string>>;
    readonly line: number;
}

/** The rows of all tables of a page. */
export function rowsOf({ prose }: Page): Row[] {
    const rows: Row[] = [];
    let columns: readonly string[] = [];
    for (const [i, line] of prose.entries()) {
        if (!line.startsWith('|')) {
            columns = [];
            continue;
        }
        const cells = line.replace(/^\||\|\s*$/g, '').split('|').map(cell => cell.trim());
        if (columns.length === 0) {
            columns = cells;
        } else if (!cells.every(cell => /^:?-+:?$/.test(cell))) {
            rows.push({ cells: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])), line: i + 1 });
        }
    }
    return rows;
}

/** What stands in backticks in a text. */
export function codeIn(text: string): string[] {
    return [...text.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '');
}
