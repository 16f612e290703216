import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver';
import type { AnalyzedDocuments } from './analyzed-documents.js';
import type { LensInputs } from './lens-inputs.js';
import type { Progress } from './progress.js';
import type { ServerHost } from './server-host.js';
import type { ExampleSettings } from './settings.js';
import type { WorkspaceNames } from './workspace-names.js';

/** What the features of the server work with. */
export interface FeatureContext {
    readonly connection: Connection;
    readonly documents: AnalyzedDocuments;
    readonly settings: ExampleSettings;
    readonly host: ServerHost;
    /** What names belong to, in open files and in those of the workspace. */
    readonly names: WorkspaceNames;
    /** The inputs that "Run on Input" gave the lenses. */
    readonly inputs: LensInputs;
    /** The inputs of the lenses' decoder loops. */
    readonly decodes: LensInputs;
    /** What the editor can do; empty before `initialize`. */
    client(): ClientCapabilities;
    /** Addresses of the workspace folders. */
    folders(): readonly string[];
    readonly progress: Progress;
    /**
     * Wraps a request's handler: what it throws is logged, and the editor gets `otherwise`; a cancelled request is answered so,
     * and a `ResponseError` is meant for the editor.
     */
    answer<P, R, A extends unknown[]>(handler: (params: P, ...rest: A) => R | Promise<R>, otherwise: R): (params: P, ...rest: A) => Promise<R>;
    /** @param listener is called when the editor's settings may have changed */
    onConfiguration(listener: () => void): void;
    /** Asks the editor to show the code lenses anew. */
    refreshLenses(): void;
}

/** One thing that the server does for an editor. */
export interface Feature {
    /** What the server's answer to `initialize` says of it. */
    readonly capabilities?: ServerCapabilities | ((client: ClientCapabilities) => ServerCapabilities);
    /** Called once, before the connection listens. */
    register(context: FeatureContext): void;
}
