import { PassThrough } from 'node:stream';
import { createConnection, createProtocolConnection, StreamMessageReader, StreamMessageWriter, WorkDoneProgress } from 'vscode-languageserver/node';
import type { ClientCapabilities, CodeLens, Diagnostic, Hover, MarkupContent, ProtocolConnection, DocumentDiagnosticReport, ProgressToken, PublishDiagnosticsParams, WorkDoneProgressBegin, WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport } from 'vscode-languageserver/node';
import { lintIds } from '../../language/lints/registry';
import { ANALYZED_NOTIFICATION } from '../../server/protocol/example';
import type { AnalyzedParams } from '../../server/protocol/example';
import { startServer } from '../../server/server';
import type { HostEnvironment } from '../../server/server';
import type { ServerHost } from '../../server/server-host';

/** What an editor can do that asks for diagnostics. */
export const pulls: ClientCapabilities = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

/** An editor at the other end of a language server, in this process. */
export class Editor {
    readonly connection: ProtocolConnection;
    /** What the setting `rasp.example.input` says. */
    example = '';
    /** What other settings say, by section. All lints are off unless a test asks for some. */
    readonly settings: Record<string, unknown> = { 'rasp.lints': Object.fromEntries(lintIds.map(id => [id, 'off'])) };
    /** What the server has logged as errors. */
    readonly errors: string[] = [];
    /** What the server has told of work that takes long, in order. */
    readonly progress: { readonly token: ProgressToken; readonly value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd }[] = [];
    /** The documents that the server has run, each time it did. */
    readonly analyzed: string[] = [];
    /** Requests to show something anew, by what. */
    readonly refreshes: string[] = [];
    private readonly published: PublishDiagnosticsParams[] = [];
    /** What the server said when it was asked for diagnostics, by document. */
    private readonly pulled = new Map<string, { resultId: string | undefined; items: Diagnostic[] }>();
    private readonly isPulling: boolean;
    private version = 1;

    private constructor(connection: ProtocolConnection, isPulling: boolean) {
        this.connection = connection;
        this.isPulling = isPulling;
    }

    /**
     * @param files what `load` finds and the workspace holds, by address
     * @param capabilities what the editor can do besides
     * @param createHost finds files in another way
     * @param folders addresses of the workspace folders
     */
    static async open(files: Readonly<Record<string, string>> = {}, capabilities: ClientCapabilities = {}, createHost?: (environment: HostEnvironment) => ServerHost, folders?: readonly string[]): Promise<Editor> {
        const up = new PassThrough();
        const down = new PassThrough();
        startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), createHost ?? (({ openText }): ServerHost => ({
            resolve: path => {
                const uri = `test:/${path}.rasp`;
                const text = openText(uri) ?? files[uri];
                return text === undefined ? { tried: [uri] } : { uri, text };
            },
            list: folder => (folder === '' ? Object.keys(files).map(uri => ({ name: uri.replace(/^test:\/|\.rasp$/g, ''), isFolder: false, place: 'test' })) : []),
            describe: uri => uri.slice('test:/'.length),
            read: uri => files[uri],
            async *workspaceFiles() {
                yield Promise.resolve(Object.keys(files));
            }
        })));
        const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
        const editor = new Editor(connection, capabilities.textDocument?.diagnostic !== undefined);
        connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => { editor.published.push(params); });
        connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) => items.map(({ section = '' }) => (section === 'rasp.example.input' ? editor.example : editor.settings[section] ?? null)));
        connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
            if (type === 1) {
                editor.errors.push(message);
            }
        });
        connection.onNotification(ANALYZED_NOTIFICATION, ({ uri }: AnalyzedParams) => { editor.analyzed.push(uri); });
        connection.onRequest('client/registerCapability', () => null);
        // Messages with or without buttons: nobody presses one.
        connection.onRequest('window/showMessageRequest', () => null);
        connection.onRequest('workspace/diagnostic/refresh', () => { editor.refreshes.push('diagnostic'); return null; });
        connection.onRequest('window/workDoneProgress/create', ({ token }: WorkDoneProgressCreateParams) => {
            connection.onProgress(WorkDoneProgress.type, token, value => { editor.progress.push({ token, value }); });
            return null;
        });
        for (const what of ['codeLens', 'semanticTokens', 'inlayHint']) {
            connection.onRequest(`workspace/${what}/refresh`, () => { editor.refreshes.push(what); return null; });
        }
        connection.listen();
        await connection.sendRequest('initialize', {
            processId: null, rootUri: null, workspaceFolders: folders?.map(uri => ({ uri, name: uri })) ?? null,
            capabilities: {
                ...capabilities,
                workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true }, codeLens: { refreshSupport: true }, ...capabilities.workspace }
            }
        });
        await connection.sendNotification('initialized', {});
        return editor;
    }

    async show(uri: string, text: string): Promise<void> {
        await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'rasp', version: this.version, text } });
    }

    async edit(uri: string, line: number, from: number, to: number, text: string): Promise<number> {
        const version = ++this.version;
        await this.connection.sendNotification('textDocument/didChange', {
            textDocument: { uri, version },
            contentChanges: [{ range: { start: { line, character: from }, end: { line, character: to } }, text }]
        });
        return version;
    }

    async lenses(uri: string): Promise<string[]> {
        const lenses = await this.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
        const resolved = await Promise.all(lenses.map(lens => this.connection.sendRequest<CodeLens>('codeLens/resolve', lens)));
        return resolved.map(({ range, command }) => `${range.start.line} ${command?.title ?? ''}`);
    }

    /** Sends a request about a document. */
    ask<R>(method: string, uri: string, params: object = {}): Promise<R> {
        return this.connection.sendRequest<R>(method, { textDocument: { uri }, ...params });
    }

    async hover(uri: string, line: number, character: number): Promise<string> {
        const hover = await this.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position: { line, character } });
        const contents = hover?.contents as MarkupContent | undefined;
        return contents?.value ?? '';
    }

    /** Asks for a document's diagnostics, as an editor that remembers what it was told. */
    async pull(uri: string): Promise<DocumentDiagnosticReport> {
        const before = this.pulled.get(uri);
        const report = await this.ask<DocumentDiagnosticReport>('textDocument/diagnostic', uri, before?.resultId === undefined ? {} : { previousResultId: before.resultId });
        this.pulled.set(uri, { resultId: report.resultId, items: report.kind === 'full' ? report.items : before?.items ?? [] });
        return report;
    }

    /** The last diagnostics of a document, once some of them pass. An editor that asks does so once, and again when the server says. */
    async diagnostics(uri: string, passes: (diagnostics: Diagnostic[]) => boolean = () => true): Promise<Diagnostic[]> {
        for (let tries = 0, asked = -1; this.isPulling && tries < 300; tries++) {
            const refreshes = this.refreshes.filter(what => what === 'diagnostic').length;
            if (refreshes !== asked) {
                asked = refreshes;
                await this.pull(uri);
            }
            const { items } = this.pulled.get(uri) ?? { items: [] };
            if (passes(items)) {
                return items;
            }
            await new Promise(resolve => { setTimeout(resolve, 20); });
        }
        for (let tries = 0; tries < 300; tries++) {
            const last = this.published.findLast(params => params.uri === uri);
            if (last !== undefined && passes(last.diagnostics)) {
                return last.diagnostics;
            }
            await new Promise(resolve => { setTimeout(resolve, 20); });
        }
        throw new Error(`no such diagnostics of ${uri}; last: ${JSON.stringify(this.published.findLast(params => params.uri === uri))}`);
    }

    /** Diagnostics published so far for a document. */
    publications(uri: string): number {
        return this.published.filter(params => params.uri === uri).length;
    }

    close(): void {
        this.connection.dispose();
    }
}
