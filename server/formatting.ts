import type { FormattingOptions, Position, TextEdit } from 'vscode-languageserver';
import { formatEdits } from '../language/format/format-program.js';
import type { TextEdit as Edit } from '../language/format/format-program.js';
import type { FormatOptions } from '../language/format/format-statement.js';
import { formatTyped } from '../language/format/format-typed.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { Feature } from './feature.js';
import { parsedText } from './parsed-text.js';

/** Indentation as the editor has it; four blanks where it asks for what cannot be. */
function optionsOf({ tabSize, insertSpaces }: FormattingOptions): FormatOptions {
    return { indentSize: Number.isInteger(tabSize) && tabSize >= 1 && tabSize <= 16 ? tabSize : 4, useTabs: !insertSpaces };
}

function toEdits(document: AnalyzedDocument, edits: readonly Edit[]): TextEdit[] {
    return edits.map(({ start, end, text }) => ({ range: document.range(start, end), newText: text }));
}

function isBefore(a: Position, b: Position): boolean {
    return a.line < b.line || (a.line === b.line && a.character < b.character);
}

export const formattingFeature: Feature = {
    capabilities: {
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: { firstTriggerCharacter: ';', moreTriggerCharacter: ['}', '\n'] }
    },
    register({ connection, documents, answer }) {
        connection.onDocumentFormatting(answer(async ({ textDocument, options }, token) => {
            const parsed = await parsedText(documents, textDocument.uri, token);
            return parsed === undefined ? [] : toEdits(parsed.document, formatEdits(parsed.text, parsed.placed, optionsOf(options)));
        }, []));
        connection.onDocumentRangeFormatting(answer(async ({ textDocument, range, options }, token) => {
            const parsed = await parsedText(documents, textDocument.uri, token);
            if (parsed === undefined) {
                return [];
            }
            const [start, end] = isBefore(range.end, range.start) ? [range.end, range.start] : [range.start, range.end];
            const { document, text, placed } = parsed;
            return toEdits(document, formatEdits(text, placed, optionsOf(options), { start: document.offsetAt(start), end: document.offsetAt(end) }));
        }, []));
        connection.onDocumentOnTypeFormatting(answer(async ({ textDocument, position, ch, options }, token) => {
            const parsed = await parsedText(documents, textDocument.uri, token);
            return parsed === undefined ? [] : toEdits(parsed.document, formatTyped(parsed.text, parsed.placed, parsed.document.offsetAt(position), ch, optionsOf(options)));
        }, []));
    }
};
