import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/browser';
import { activateWith } from './extension';
import { quietly } from './language-client';
import { answerFileRequests } from './workspace-files';

export { deactivate } from './extension';

/** What a web worker is to this file: the project is compiled without the types of a browser. */
interface ServerWorker {
    terminate(): void;
}

declare const Worker: new (address: string, options?: { readonly name?: string }) => ServerWorker & ConstructorParameters<typeof LanguageClient>[2];

class WorkerLanguageClient extends LanguageClient {
    constructor(private readonly worker: InstanceType<typeof Worker>, options: LanguageClientOptions) {
        super('rasp', 'RASP Language Server', worker, options);
    }

    override error(message: string, data?: unknown, showNotification?: boolean | 'force'): void {
        super.error(message, data, quietly(showNotification));
    }

    override async dispose(timeout?: number): Promise<void> {
        try {
            await super.dispose(timeout);
        } finally {
            // A worker does not end by itself when its connection does.
            this.worker.terminate();
        }
    }
}

/** Called by VS Code when a RASP file is opened in a browser: the server is a web worker, and asks the client for files. */
export function activate(context: vscode.ExtensionContext): void {
    const address = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server-browser.js').toString(true);
    const pages = vscode.Uri.joinPath(context.extensionUri, 'docs', 'lints').toString();
    activateWith(context, {
        createClient: options => new WorkerLanguageClient(new Worker(address, { name: 'RASP Language Server' }), options),
        // Whatever holds the opened folder's files: GitHub, an upload, a page's own file system.
        schemes: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme).filter(scheme => !['file', 'untitled', 'vscode-vfs', 'git'].includes(scheme)),
        initializationOptions: { lintPages: `${pages}/` },
        prepare: answerFileRequests,
    });
}
