/**
 * The language server's life, seen from the editor. Each start makes a new LanguageClient: the library's own
 * restart races with a server that dies while it starts, and its messages are not written for RASP's users.
 */
import * as vscode from 'vscode';
import {
    CloseAction, ErrorAction, LSPErrorCodes, ResponseError, RevealOutputChannelOn, type BaseLanguageClient, type LanguageClientOptions,
} from 'vscode-languageclient';
import type { CHECK_INPUT_REQUEST, EXAMPLE_REQUEST} from '../server/protocol/example';
import {
    ANALYZED_NOTIFICATION,
    type AnalyzedParams, type CheckInputParams, type ExampleParams, type ExampleResult,
} from '../server/protocol/example';
import type { CRITICAL_PATH_REQUEST, CriticalPathParams, CriticalPathResult } from '../server/protocol/critical-path';
import type { DECODE_REQUEST, DecodeParams, DecodeResult } from '../server/protocol/decode';
import type { EXPECTATIONS_REQUEST } from '../server/protocol/expectations';
import { EXPECTATIONS_NOTIFICATION, type ExpectationsCheckedParams, type ExpectationsParams, type ExpectationState } from '../server/protocol/expectations';
import { EXPLAIN_LINT_CAPABILITY } from '../server/protocol/lints';
import type { FLOW_REQUEST, FlowParams, FlowResult } from '../server/protocol/flow';
import type { FlowScene } from '../language/drawing/scene';
import { LIBRARY_SCHEME, type LIBRARY_TEXT_REQUEST } from '../server/protocol/library-text';
import { REMEMBERED_INPUTS_NOTIFICATION, type RememberedInputsParams } from '../server/protocol/remembered-inputs';
import type { RUN_REQUEST} from '../server/protocol/run';
import { type RunParams, type RunResult } from '../server/protocol/run';
import { RENAME_NEW_NAME_CAPABILITY } from '../server/protocol/rename-new-name';
import { WORKSPACE_TRUSTED_NOTIFICATION, type RaspInitializationOptions } from '../server/protocol/workspace-trust';
import { RestartPolicy } from './restart-policy';

/** The requests that the client sends beyond those of the language server protocol. */
export interface Requests {
    [EXAMPLE_REQUEST]: { params: ExampleParams; result: ExampleResult };
    [CHECK_INPUT_REQUEST]: { params: CheckInputParams; result: string | null };
    [RUN_REQUEST]: { params: RunParams; result: RunResult };
    [DECODE_REQUEST]: { params: DecodeParams; result: DecodeResult };
    [EXPECTATIONS_REQUEST]: { params: ExpectationsParams; result: ExpectationState[] };
    [CRITICAL_PATH_REQUEST]: { params: CriticalPathParams; result: CriticalPathResult };
    [FLOW_REQUEST]: { params: FlowParams; result: FlowResult<FlowScene> };
    [LIBRARY_TEXT_REQUEST]: { params: undefined; result: string };
}

export type ServerState = 'starting' | 'running' | 'stopped';

/** A revision under comparison (`git:`) gets no lenses and squiggles, so schemes are named. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs', LIBRARY_SCHEME];

/** How a server is reached, which differs between the desktop and a browser. */
export interface ServerAccess {
    /** Makes a client that will start a server of its own. */
    createClient(options: LanguageClientOptions): BaseLanguageClient;
    /** Schemes of documents that only this kind of editor has. */
    readonly schemes?: readonly string[];
    /** What the server is told at its start beyond what every client tells. */
    readonly initializationOptions?: RaspInitializationOptions;
    /** Registers what else a new client answers. */
    prepare?(client: BaseLanguageClient): void;
}

/** The library's own pop-ups about starting and stopping are left out; they still reach the log. */
export function quietly(showNotification: boolean | 'force' | undefined): boolean | undefined {
    return showNotification === 'force' ? false : showNotification;
}

/** Starts, restarts and talks to the language server. */
export class RaspServer implements vscode.Disposable {
    private client: BaseLanguageClient | undefined;
    private currentState: ServerState = 'stopped';
    private restarting: Promise<void> | undefined;
    private readonly policy = new RestartPolicy();
    private readonly stateChanged = new vscode.EventEmitter<ServerState>();
    private readonly analyzed = new vscode.EventEmitter<AnalyzedParams>();
    private readonly expectations = new vscode.EventEmitter<ExpectationsCheckedParams>();
    private readonly trust: vscode.Disposable;

    readonly onDidChangeState = this.stateChanged.event;
    readonly onAnalyzed = this.analyzed.event;
    readonly onExpectations = this.expectations.event;

    constructor(
        private readonly access: ServerAccess,
        private readonly log: vscode.LogOutputChannel,
        private readonly rememberedInputs: () => RememberedInputsParams,
    ) {
        this.trust = vscode.workspace.onDidGrantWorkspaceTrust(() => this.client?.sendNotification(WORKSPACE_TRUSTED_NOTIFICATION));
    }

    get state(): ServerState {
        return this.currentState;
    }

    /** Starts the server; false when it did not come up, which the user has then been told. */
    async start(): Promise<boolean> {
        const client = this.createClient();
        this.client = client;
        this.setState('starting');
        try {
            await client.start();
            if (this.client !== client) {
                return false;
            }
            await client.sendNotification(REMEMBERED_INPUTS_NOTIFICATION, this.rememberedInputs());
            this.setState('running');
            return true;
        } catch (error) {
            this.log.error(`The language server did not start: ${String(error)}`);
            await this.lost(client);
            return false;
        }
    }

    /** Stops the server if it runs and starts it anew, as the user asked. */
    restart(): Promise<void> {
        this.restarting ??= this.stop().then(async () => {
            this.policy.reset();
            await this.start();
        }).finally(() => {
            this.restarting = undefined;
        });
        return this.restarting;
    }

    /** Stops the server for good. */
    async stop(): Promise<void> {
        const client = this.client;
        this.client = undefined;
        await this.discard(client);
        this.setState('stopped');
    }

    /** Sends one of RASP's own requests. Rejects when the server is not running. */
    async request<M extends keyof Requests>(
        method: M, params: Requests[M]['params'], token?: vscode.CancellationToken,
    ): Promise<Requests[M]['result']> {
        return this.mustRun().sendRequest<Requests[M]['result']>(method, params, token);
    }

    /** Throws when the server is neither running nor starting; `explain` turns that into words and a button. */
    mustRun(): BaseLanguageClient {
        if (!this.client) {
            throw new Error('The RASP language server is not running.');
        }
        return this.client;
    }

    /** Tells the user why a request brought nothing, and what to do. */
    async explain(error: unknown): Promise<void> {
        if (error instanceof vscode.CancellationError || (error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled)) {
            return;
        }
        if (this.currentState === 'stopped') {
            await this.offerRestart('The RASP language server is not running. Restart it to see results.');
        } else {
            const message = error instanceof Error ? error.message : String(error);
            this.log.error(message);
            await this.offerRestart(`The RASP language server could not answer: ${message}`);
        }
    }

    dispose(): void {
        this.trust.dispose();
        this.stateChanged.dispose();
        this.analyzed.dispose();
        this.expectations.dispose();
    }

    private async lost(client: BaseLanguageClient): Promise<void> {
        // A server that dies while it starts is reported twice, by the connection and by `start`.
        if (this.client !== client) {
            return;
        }
        this.client = undefined;
        await this.discard(client);
        this.setState('stopped');
        if (!this.policy.mayRestart(Date.now())) {
            // Not awaited: the answer may be a restart, which waits for this.
            void this.offerRestart('The RASP language server stopped again and stays off. You can go on editing; restart it to see errors and results.');
        } else if (await this.start()) {
            void vscode.window.showWarningMessage('The RASP language server stopped and was restarted.');
        }
    }

    private async discard(client: BaseLanguageClient | undefined): Promise<void> {
        try {
            await client?.dispose();
        } catch (error) {
            this.log.debug(`While stopping the language server: ${String(error)}`);
        }
    }

    private async offerRestart(message: string): Promise<void> {
        const choice = await vscode.window.showErrorMessage(message, 'Restart', 'Show Output');
        if (choice === 'Restart') {
            await this.restart();
        } else if (choice === 'Show Output') {
            this.log.show(true);
        }
    }

    private createClient(): BaseLanguageClient {
        const options: LanguageClientOptions = {
            documentSelector: [...SCHEMES, ...this.access.schemes ?? []].map(scheme => ({ language: 'rasp', scheme })),
            diagnosticPullOptions: { onChange: true },
            outputChannel: this.log,
            revealOutputChannelOn: RevealOutputChannelOn.Never,
            initializationOptions: (): RaspInitializationOptions => ({ workspaceTrusted: vscode.workspace.isTrusted, ...this.access.initializationOptions }),
            initializationFailedHandler: () => false,
            errorHandler: {
                error: () => ({ action: ErrorAction.Continue, handled: true }),
                closed: () => {
                    // After the library has put its own state in order.
                    setTimeout(() => void this.lost(client), 0);
                    return { action: CloseAction.DoNotRestart, handled: true, message: 'The server process ended.' };
                },
            },
        };
        const client = this.access.createClient(options);
        client.registerFeature({
            fillClientCapabilities: capabilities => {
                const others: object = typeof capabilities.experimental === 'object' && capabilities.experimental !== null ? capabilities.experimental as object : {};
                capabilities.experimental = { ...others, [EXPLAIN_LINT_CAPABILITY]: true, [RENAME_NEW_NAME_CAPABILITY]: true };
            },
            initialize: () => undefined,
            getState: () => ({ kind: 'static' }),
            clear: () => undefined,
        });
        this.access.prepare?.(client);
        client.onNotification(ANALYZED_NOTIFICATION, (params: AnalyzedParams) => this.analyzed.fire(params));
        client.onNotification(EXPECTATIONS_NOTIFICATION, (params: ExpectationsCheckedParams) => this.expectations.fire(params));
        return client;
    }

    private setState(state: ServerState): void {
        if (this.currentState !== state) {
            this.currentState = state;
            this.stateChanged.fire(state);
        }
    }
}
