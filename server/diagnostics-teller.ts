import type { CancellationToken, ClientCapabilities, Connection, Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport } from 'vscode-languageserver';
import type { AnalyzedDocument } from './analyzed-document.js';
import type { AnalyzedDocuments } from './analyzed-documents.js';
import { diagnosticsOf } from './diagnostics.js';
import { nextTurn } from './next-turn.js';
import { WhenSettled } from './when-settled.js';

/** What an editor that asks was told last of a document. */
interface Told {
    readonly resultId: string;
    readonly version: number;
    readonly items: readonly Diagnostic[];
}

/**
 * Whether an editor asks for diagnostics. One that cannot be told to ask again would never see what comes
 * without an edit, such as lints and changes of loaded files: it is sent them instead.
 */
export function pullsDiagnostics({ textDocument, workspace }: ClientCapabilities): boolean {
    return textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true;
}

/**
 * Tells the editor of documents' diagnostics, either when it asks or unasked, never both: at once, unless the
 * statement that is being typed is not one yet.
 */
export class DiagnosticsTeller {
    private readonly connection: Connection;
    private readonly documents: AnalyzedDocuments;
    private readonly isAsked: () => boolean;
    private readonly settled = new WhenSettled();
    private readonly told = new Map<string, Told>();
    private lastId = 0;
    private isRefreshing = false;

    /** @param isAsked whether the editor asks for diagnostics */
    constructor(connection: Connection, documents: AnalyzedDocuments, isAsked: () => boolean) {
        this.connection = connection;
        this.documents = documents;
        this.isAsked = isAsked;
    }

    /** @param isEdit whether an edit of the document is the reason, after which an editor that asks does so by itself */
    publish(document: AnalyzedDocument, isEdit: boolean): void {
        let isExpected = isEdit;
        this.settled.run(document, () => {
            if (!isExpected || !this.isAsked()) {
                this.tell(document);
            }
        });
        isExpected = false;
    }

    /** Tells what has changed of diagnostics that were told; those that still wait say it when they are. */
    refresh(document: AnalyzedDocument): void {
        if (!this.settled.isWaiting(document.uri)) {
            this.tell(document);
        }
    }

    /** Takes a closed document's diagnostics away. An editor that asks does that itself. */
    clear(uri: string): void {
        this.settled.drop(uri);
        this.told.delete(uri);
        if (!this.isAsked()) {
            void this.connection.sendDiagnostics({ uri, diagnostics: [] });
        }
    }

    /** Answers an editor that asks. While a statement is half typed, what was told before stays. */
    async report({ textDocument: { uri }, previousResultId }: DocumentDiagnosticParams, token?: CancellationToken): Promise<DocumentDiagnosticReport> {
        const document = await this.documents.analyzed(uri, token);
        if (document === undefined) {
            return { kind: 'full', items: [] };
        }
        const last = this.told.get(uri);
        const knowsLast = last !== undefined && last.resultId === previousResultId;
        if (knowsLast && this.settled.isWaiting(uri)) {
            return { kind: 'unchanged', resultId: last.resultId };
        }
        const items = diagnosticsOf(document);
        // After an edit the editor may have moved or lost its marks, even where the places come out the same.
        if (knowsLast && (last.version === document.version || items.length === 0) && areSame(last.items, items)) {
            return { kind: 'unchanged', resultId: last.resultId };
        }
        const resultId = String(++this.lastId);
        this.told.set(uri, { resultId, version: document.version, items });
        return { kind: 'full', resultId, items };
    }

    private tell(document: AnalyzedDocument): void {
        if (!this.isAsked()) {
            void this.connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: diagnosticsOf(document) });
        } else if (this.told.has(document.uri) && !this.isRefreshing) {
            // One question for all documents that change in the same turn.
            this.isRefreshing = true;
            void nextTurn().then(() => {
                this.isRefreshing = false;
                this.connection.languages.diagnostics.refresh().catch((error: unknown) => { this.connection.console.warn(`Diagnostics were not refreshed: ${String(error)}`); });
            });
        }
    }
}

function areSame(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
    return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}
