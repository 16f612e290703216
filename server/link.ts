import type { Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Location } from '../language/program/program.js';
import type { AnalyzedDocument } from './analyzed-document.js';

/** The range of a place in whatever file it is in. */
export function rangeOfPlace(document: AnalyzedDocument, { uri, text, start, end }: Location): Range {
    if (uri === document.uri) {
        return document.range(start, end);
    }
    const other = TextDocument.create(uri, 'rasp', 0, text);
    return { start: other.positionAt(start), end: other.positionAt(end) };
}

/** Markdown that leads to a place; the label alone where an editor follows no link, as to the standard library. */
export function link(document: AnalyzedDocument, label: string, place: Location | undefined): string {
    // Editors take all other addresses out of a hover's links.
    if (place === undefined || !/^(file|vscode-remote):/.test(place.uri)) {
        return label;
    }
    const { start } = rangeOfPlace(document, place);
    const address = place.uri.replace(/[()<>\s]/g, char => `%${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
    return `[${label}](${address}#L${start.line + 1},${start.character + 1})`;
}
