import type { CancellationToken } from 'vscode-languageserver';
import { libraryUri } from '../language/program/library.js';
import { parseProgram } from '../language/syntax/parse.js';
import type { PlacedStatement } from '../language/syntax/parse.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { AnalyzedDocuments } from './analyzed-documents.js';

/** An open file as it stands in the editor, parsed; it may not have run yet. */
export interface ParsedText {
    readonly document: AnalyzedDocument;
    readonly text: string;
    readonly placed: readonly PlacedStatement[];
}

/** What needs a file's statements but not their results does not wait for them to run. Undefined when the file is not open. */
export async function parsedText(documents: AnalyzedDocuments, uri: string, token?: CancellationToken): Promise<ParsedText | undefined> {
    const document = documents.current(uri) ?? await documents.shown(uri, token);
    const text = uri === libraryUri ? document?.program.text : documents.openText(uri);
    if (document === undefined || text === undefined) {
        return undefined;
    }
    const { program } = document;
    return { document, text, placed: program.text === text ? program.parsed : parseProgram(text, program.parsed) };
}
