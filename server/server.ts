import type { Connection, FileOperationRegistrationOptions, InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { CodeLensRefreshRequest, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, TextDocumentSyncKind } from 'vscode-languageserver';
import { readLevels } from '../language/lints/registry.js';
import { standardLibrary } from '../language/program/library.js';
import { AnalyzedDocuments } from './analyzed-documents.js';
import { answerSafely } from './answer-safely.js';
import { DiagnosticsTeller, pullsDiagnostics } from './diagnostics-teller.js';
import { DocumentSettings } from './document-settings.js';
import type { FeatureContext } from './feature.js';
import { features } from './features.js';
import { nearestFirst } from './file-address.js';
import { LensInputs } from './lens-inputs.js';
import { setLintPages } from './lint-pages.js';
import { Lints } from './lints.js';
import { Progress } from './progress.js';
import { nextTurn } from './next-turn.js';
import { ANALYZED_NOTIFICATION } from './protocol/example.js';
import type { AnalyzedParams } from './protocol/example.js';
import { WORKSPACE_TRUSTED_NOTIFICATION } from './protocol/workspace-trust.js';
import type { RaspInitializationOptions } from './protocol/workspace-trust.js';
import type { ServerHost } from './server-host.js';
import { ExampleSettings } from './settings.js';
import { WorkspaceNames } from './workspace-names.js';

/** What the server's host needs to find loaded files. */
export interface HostEnvironment {
    /** Addresses of the workspace folders; for a file, in the order in which it looks in them. */
    folders(file?: string): readonly string[];
    /** The text of a file as it stands in an editor. */
    openText(uri: string): string | undefined;
    isTrusted(): boolean;
    /** Called by a host that fetches files: runs again what loads one of these, as they are now. */
    arrived(uris: ReadonlySet<string>): void;
}

/** Files and folders whose moves the editor tells of. */
const moved = { filters: [{ pattern: { glob: '**/*.rasp', matches: 'file' } }, { pattern: { glob: '**', matches: 'folder' } }] } satisfies FileOperationRegistrationOptions;

/** Milliseconds. */
const secondCall = 1_000;

/** Connects the features to an editor. One bad request is answered empty and logged; it never ends the server. */
export function startServer(connection: Connection, createHost: (environment: HostEnvironment) => ServerHost): void {
    let folders: readonly string[] = [];
    let trusted = true;
    let client: InitializeParams['capabilities'] = {};
    const progress = new Progress(connection, () => client);
    const settings = new ExampleSettings(connection);
    const host = createHost({
        folders: file => (file === undefined ? folders : nearestFirst(folders, file)),
        openText: uri => documents.openText(uri), isTrusted: () => trusted, arrived: uris => { documents.runAgain(uris); }
    });
    const documents = new AnalyzedDocuments(connection, host, settings, progress);
    const diagnostics = new DiagnosticsTeller(connection, documents, () => pullsDiagnostics(client));
    const configurationListeners: (() => void)[] = [];
    const context: FeatureContext = {
        connection, documents, settings, host,
        names: new WorkspaceNames(documents, host, () => client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true),
        inputs: new LensInputs(), decodes: new LensInputs(),
        client: () => client,
        folders: () => folders,
        progress,
        answer: (handler, otherwise) => answerSafely(connection, handler, otherwise),
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
            workspace: { workspaceFolders: { supported: true, changeNotifications: true }, fileOperations: { didCreate: moved, willRename: moved, didRename: moved, didDelete: moved } },
            ...pullsDiagnostics(client) ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } } : {}
        };
        for (const feature of features) {
            Object.assign(capabilities, typeof feature.capabilities === 'function' ? feature.capabilities(client) : feature.capabilities);
        }
        return { serverInfo: { name: 'RASP' }, capabilities };
    });

    connection.onInitialized(() => {
        // Every program needs it, and the editor has yet to send the first.
        void nextTurn().then(standardLibrary);
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
                documents.foldersChanged(gone);
            });
        }
    });

    /** One for all files that are opened together. */
    let second: ReturnType<typeof setTimeout> | undefined;
    documents.onAnalyzed((document, isEdit) => {
        if (!isEdit) {
            context.refreshLenses();
            // An editor that is just being opened, in a group without the focus, can miss the first call.
            clearTimeout(second);
            second = setTimeout(context.refreshLenses, secondCall);
        }
        diagnostics.publish(document, isEdit);
        const params: AnalyzedParams = { uri: document.uri, version: document.version };
        void connection.sendNotification(ANALYZED_NOTIFICATION, params);
    });
    documents.onChecked(document => {
        if (document.expectations.hasChanged) {
            diagnostics.publish(document, false);
        }
    });
    documents.onClosed(uri => { diagnostics.clear(uri); });
    const lints = new Lints(connection, documents, new DocumentSettings(connection, () => settings.isSupported, 'rasp.lints', readLevels), document => { diagnostics.refresh(document); });

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
    connection.languages.diagnostics.on(context.answer((params, token) => diagnostics.report(params, token), { kind: 'full', items: [] }));
    // Of a folder that is moved or deleted, watchers of files hear nothing.
    connection.workspace.onDidCreateFiles(({ files }) => { documents.filesChanged(new Set(files.map(({ uri }) => uri))); });
    connection.workspace.onDidRenameFiles(({ files }) => { documents.filesChanged(new Set(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]))); });
    connection.workspace.onDidDeleteFiles(({ files }) => { documents.filesChanged(new Set(files.map(({ uri }) => uri))); });
    connection.onDidChangeWatchedFiles(({ changes }) => { documents.filesChangedOnDisk(new Set(changes.map(change => change.uri))); });
    connection.listen();
}
