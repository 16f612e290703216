import type { CancellationToken, Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { CodeLensRefreshRequest, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, TextDocumentSyncKind } from 'vscode-languageserver';
import type { LoadHost } from '../language/program/load-host.js';
import { AnalyzedDocuments } from './analyzed-documents.js';
import { CodeLenses } from './code-lens.js';
import { decode } from './decode.js';
import { DiagnosticsPublisher } from './diagnostics.js';
import { documentSymbols } from './document-symbols.js';
import { checkInput, exampleAt } from './example.js';
import { hover } from './hover.js';
import { LensInputs } from './lens-inputs.js';
import { ANALYZED_NOTIFICATION, CHECK_INPUT_REQUEST, EXAMPLE_REQUEST } from './protocol/example.js';
import type { AnalyzedParams, CheckInputParams, ExampleParams } from './protocol/example.js';
import { DECODE_REQUEST } from './protocol/decode.js';
import type { DecodeParams } from './protocol/decode.js';
import { REMEMBERED_INPUTS_NOTIFICATION } from './protocol/remembered-inputs.js';
import type { RememberedInputsParams } from './protocol/remembered-inputs.js';
import { RUN_REQUEST } from './protocol/run.js';
import type { RunParams } from './protocol/run.js';
import { WORKSPACE_TRUSTED_NOTIFICATION } from './protocol/workspace-trust.js';
import type { RaspInitializationOptions } from './protocol/workspace-trust.js';
import { run } from './run.js';
import { ExampleSettings } from './settings.js';

/** What the server's host needs to find loaded files. */
export interface HostEnvironment {
    /** Addresses of the workspace folders. */
    folders(): readonly string[];
    /** The text of a file as it stands in an editor. */
    openText(uri: string): string | undefined;
    isTrusted(): boolean;
}

/** Connects the features to an editor. One bad request is answered empty and logged; it never ends the server. */
export function startServer(connection: Connection, createHost: (environment: HostEnvironment) => LoadHost): void {
    let folders: readonly string[] = [];
    let trusted = true;
    let capabilities: InitializeParams['capabilities'] = {};
    const settings = new ExampleSettings(connection);
    const host = createHost({ folders: () => folders, openText: uri => documents.openText(uri), isTrusted: () => trusted });
    const documents = new AnalyzedDocuments(connection, host, settings);
    const inputs = new LensInputs();
    const decodes = new LensInputs();
    const diagnostics = new DiagnosticsPublisher(connection);
    const lenses = new CodeLenses(documents, inputs, decodes);

    const answer = <P, R>(handler: (params: P) => R | Promise<R>, otherwise: R) => async (params: P): Promise<R> => {
        try {
            return await handler(params);
        } catch (error) {
            connection.console.error(error instanceof Error ? error.stack ?? error.message : String(error));
            return otherwise;
        }
    };

    const refreshLenses = (): void => {
        if (capabilities.workspace?.codeLens?.refreshSupport === true) {
            void connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => { connection.console.warn(`Lenses were not refreshed: ${String(error)}`); });
        }
    };

    connection.onInitialize((params): InitializeResult => {
        capabilities = params.capabilities;
        folders = params.workspaceFolders?.map(folder => folder.uri) ?? [];
        const options = params.initializationOptions as RaspInitializationOptions | undefined;
        trusted = options?.workspaceTrusted ?? true;
        settings.isSupported = capabilities.workspace?.configuration === true;
        return {
            serverInfo: { name: 'RASP' },
            capabilities: {
                textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
                hoverProvider: true,
                codeLensProvider: { resolveProvider: true },
                documentSymbolProvider: true,
                workspace: { workspaceFolders: { supported: true, changeNotifications: true } }
            }
        };
    });

    connection.onInitialized(() => {
        if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
            void connection.client.register(DidChangeConfigurationNotification.type, { section: 'rasp' });
        }
        if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
            void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.rasp' }] });
        }
        if (capabilities.workspace?.workspaceFolders === true) {
            connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
                const gone = new Set(removed.map(folder => folder.uri));
                folders = [...folders.filter(uri => !gone.has(uri)), ...added.map(folder => folder.uri)];
                documents.reloadAll();
            });
        }
    });

    documents.onAnalyzed((document, isEdit) => {
        if (!isEdit) {
            refreshLenses();
        }
        diagnostics.publish(document);
        const params: AnalyzedParams = { uri: document.uri, version: document.version };
        void connection.sendNotification(ANALYZED_NOTIFICATION, params);
    });
    documents.onClosed(uri => { diagnostics.clear(uri); });

    connection.onHover(answer(async ({ textDocument, position }) => {
        const document = await documents.analyzed(textDocument.uri);
        return document === undefined ? null : hover(document, position);
    }, null));
    connection.onCodeLens(answer(({ textDocument }) => lenses.list(textDocument.uri), []));
    connection.onCodeLensResolve(async lens => answer(() => lenses.resolve(lens), lens)(undefined));
    connection.onDocumentSymbol(answer(async ({ textDocument }) => {
        const document = await documents.analyzed(textDocument.uri);
        return document === undefined ? [] : documentSymbols(document);
    }, []));

    connection.onRequest(RUN_REQUEST, async (params: RunParams) => {
        const document = await documents.analyzed(params.uri);
        const result = run(document, params, inputs);
        if (params.remember === true) {
            refreshLenses();
        }
        return result;
    });
    connection.onRequest(DECODE_REQUEST, async (params: DecodeParams, token: CancellationToken) => {
        const isFirst = decodes.get(params.uri, params.name) === undefined;
        const result = await decode(await documents.analyzed(params.uri), params, decodes, token);
        if (isFirst) {
            refreshLenses();
        }
        return result;
    });
    connection.onRequest(EXAMPLE_REQUEST, async (params: ExampleParams) => exampleAt(await documents.analyzed(params.uri), params, settings));
    connection.onRequest(CHECK_INPUT_REQUEST, ({ input }: CheckInputParams) => checkInput(input));
    connection.onNotification(REMEMBERED_INPUTS_NOTIFICATION, ({ inputs: remembered, decodes: decoded = {} }: RememberedInputsParams) => {
        inputs.load(remembered);
        decodes.load(decoded);
    });
    connection.onNotification(WORKSPACE_TRUSTED_NOTIFICATION, () => {
        trusted = true;
        documents.reloadAll();
    });
    connection.onDidChangeConfiguration(() => { void documents.refreshSettings(); });
    connection.onDidChangeWatchedFiles(({ changes }) => { documents.filesChanged(new Set(changes.map(change => change.uri))); });
    connection.listen();
}
