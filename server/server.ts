import type { Connection, InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { CodeLensRefreshRequest, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, ResponseError, TextDocumentSyncKind } from 'vscode-languageserver';
import { AnalyzedDocuments } from './analyzed-documents.js';
import { DiagnosticsPublisher } from './diagnostics.js';
import type { FeatureContext } from './feature.js';
import { features } from './features.js';
import { LensInputs } from './lens-inputs.js';
import { setLintPages } from './lint-pages.js';
import { LintSettings } from './lint-settings.js';
import { Lints } from './lints.js';
import { ANALYZED_NOTIFICATION } from './protocol/example.js';
import type { AnalyzedParams } from './protocol/example.js';
import { WORKSPACE_TRUSTED_NOTIFICATION } from './protocol/workspace-trust.js';
import type { RaspInitializationOptions } from './protocol/workspace-trust.js';
import type { ServerHost } from './server-host.js';
import { ExampleSettings } from './settings.js';
import { WorkspaceNames } from './workspace-names.js';

/** What the server's host needs to find loaded files. */
export interface HostEnvironment {
    /** Addresses of the workspace folders. */
    folders(): readonly string[];
    /** The text of a file as it stands in an editor. */
    openText(uri: string): string | undefined;
    isTrusted(): boolean;
    /** Called by a host that fetches files: runs again what loads one of these, as they are now. */
    arrived(uris: ReadonlySet<string>): void;
}

/** Connects the features to an editor. One bad request is answered empty and logged; it never ends the server. */
export function startServer(connection: Connection, createHost: (environment: HostEnvironment) => ServerHost): void {
    let folders: readonly string[] = [];
    let trusted = true;
    let client: InitializeParams['capabilities'] = {};
    const settings = new ExampleSettings(connection);
    const host = createHost({ folders: () => folders, openText: uri => documents.openText(uri), isTrusted: () => trusted, arrived: uris => { documents.runAgain(uris); } });
    const documents = new AnalyzedDocuments(connection, host, settings);
    const diagnostics = new DiagnosticsPublisher(connection);
    const configurationListeners: (() => void)[] = [];
    const context: FeatureContext = {
        connection, documents, settings, host,
        names: new WorkspaceNames(documents, host, () => client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true),
        inputs: new LensInputs(), decodes: new LensInputs(),
        client: () => client,
        folders: () => folders,
        answer: (handler, otherwise) => async (params, ...rest) => {
            try {
                return await handler(params, ...rest);
            } catch (error) {
                if (error instanceof ResponseError) {
                    throw error;
                }
                connection.console.error(error instanceof Error ? error.stack ?? error.message : String(error));
                return otherwise;
            }
        },
        onConfiguration: listener => { configurationListeners.push(listener); },
        refreshLenses: () => {
            if (client.workspace?.codeLens?.refreshSupport === true) {
                void connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => { connection.console.warn(`Lenses were not refreshed: ${String(error)}`); });
            }
        }
    };

    connection.onInitialize((params): InitializeResult => {
        client = params.capabilities;
        folders = params.workspaceFolders?.map(folder => folder.uri) ?? [];
        const options = params.initializationOptions as RaspInitializationOptions | undefined;
        trusted = options?.workspaceTrusted ?? true;
        if (options?.lintPages !== undefined) {
            setLintPages(options.lintPages);
        }
        settings.isSupported = client.workspace?.configuration === true;
        const capabilities: ServerCapabilities = {
            textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
            workspace: { workspaceFolders: { supported: true, changeNotifications: true } }
        };
        for (const feature of features) {
            Object.assign(capabilities, typeof feature.capabilities === 'function' ? feature.capabilities(client) : feature.capabilities);
        }
        return { serverInfo: { name: 'RASP' }, capabilities };
    });

    connection.onInitialized(() => {
        if (client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
            void connection.client.register(DidChangeConfigurationNotification.type, { section: 'rasp' });
        }
        if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
            void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.rasp' }] });
        }
        if (client.workspace?.workspaceFolders === true) {
            connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
                const gone = new Set(removed.map(folder => folder.uri));
                folders = [...folders.filter(uri => !gone.has(uri)), ...added.map(folder => folder.uri)];
                documents.reloadAll();
            });
        }
    });

    documents.onAnalyzed((document, isEdit) => {
        if (!isEdit) {
            context.refreshLenses();
        }
        diagnostics.publish(document);
        const params: AnalyzedParams = { uri: document.uri, version: document.version };
        void connection.sendNotification(ANALYZED_NOTIFICATION, params);
    });
    documents.onChecked(document => {
        if (document.expectations.hasChanged) {
            diagnostics.publish(document);
        }
    });
    documents.onClosed(uri => { diagnostics.clear(uri); });
    const lints = new Lints(connection, documents, new LintSettings(connection, () => settings.isSupported), document => { diagnostics.refresh(document); });

    for (const feature of features) {
        feature.register(context);
    }
    connection.onNotification(WORKSPACE_TRUSTED_NOTIFICATION, () => {
        trusted = true;
        documents.reloadAll();
    });
    connection.onDidChangeConfiguration(() => {
        void documents.refreshSettings();
        configurationListeners.forEach(listener => { listener(); });
        void lints.refreshSettings();
    });
    connection.onDidChangeWatchedFiles(({ changes }) => { documents.filesChanged(new Set(changes.map(change => change.uri))); });
    connection.listen();
}
