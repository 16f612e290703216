import * as vscode from 'vscode';
import type { ModelReport, TextPlace } from '../../server/protocol/compile';
import { type ModelProcess, ModelProcessGone } from '../model-process-access';
import type { RunTarget } from '../run-target';
import type { ToCompileHost, ToCompilePage } from './compile-messages';
import { panelHtml, viewsFolder } from './panel-html';

const VIEW_TYPE = 'rasp.compiled';
const PAGE = { title: 'RASP Transformer', script: 'compile.js', style: 'compile.css' };

/** What the panel shows, and the process that holds it. */
interface Shown {
    readonly process: ModelProcess;
    readonly model: ModelReport;
    readonly target: RunTarget;
}

/** The panel with the model that was compiled last. It lasts as long as that model's process. */
export class CompilePanel implements vscode.Disposable {
    private panel: vscode.WebviewPanel | undefined;
    private shown: Shown | undefined;
    private isReady = false;

    constructor(private readonly extension: vscode.Uri, private readonly again: (target: RunTarget) => void) {}

    /** Shows a model; the one before goes, with its process. */
    show(process: ModelProcess, model: ModelReport, target: RunTarget): void {
        this.shown?.process.dispose();
        this.shown = { process, model, target };
        if (this.panel) {
            this.panel.reveal(undefined, true);
        } else {
            this.open();
        }
        if (this.panel) {
            this.panel.title = `Transformer: ${model.name}`;
        }
        this.tellModel();
    }

    dispose(): void {
        this.panel?.dispose();
        this.shown?.process.dispose();
    }

    private open(): void {
        const panel = this.panel = vscode.window.createWebviewPanel(VIEW_TYPE, PAGE.title, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, {
            enableFindWidget: true, retainContextWhenHidden: true, enableScripts: true, localResourceRoots: [viewsFolder(this.extension)],
        });
        this.isReady = false;
        panel.iconPath = { light: vscode.Uri.joinPath(this.extension, 'icons', 'rasp-file-light.svg'), dark: vscode.Uri.joinPath(this.extension, 'icons', 'rasp-file-dark.svg') };
        panel.webview.onDidReceiveMessage((message: ToCompileHost) => void this.receive(message));
        panel.onDidDispose(() => {
            this.panel = undefined;
            this.shown?.process.dispose();
            this.shown = undefined;
        });
        panel.webview.html = panelHtml(panel.webview, this.extension, PAGE);
    }

    private tell(message: ToCompilePage): void {
        void this.panel?.webview.postMessage(message);
    }

    private tellModel(): void {
        if (this.isReady && this.shown) {
            const { model, target } = this.shown;
            this.tell({ type: 'model', model, file: vscode.Uri.parse(target.uri).path.split('/').at(-1) ?? '' });
        }
    }

    private async receive(message: ToCompileHost): Promise<void> {
        if (message.type === 'ready') {
            this.isReady = true;
            this.tellModel();
            return;
        }
        const { shown } = this;
        if (!shown) {
            return;
        }
        try {
            await this.answer(shown, message);
        } catch (error) {
            if (this.shown === shown) {
                const text = error instanceof Error ? error.message : String(error);
                this.tell({ type: 'told', isProblem: true, message: error instanceof ModelProcessGone ? `${text} Compile again to go on.` : text });
            }
        }
    }

    private async answer(shown: Shown, message: Exclude<ToCompileHost, { type: 'ready' }>): Promise<void> {
        switch (message.type) {
            case 'run': {
                const answer = await shown.process.ask<'run'>({ kind: 'run', input: message.input });
                if (this.shown === shown) {
                    this.tell({ type: 'ran', answer });
                }
                break;
            }
            case 'head': {
                const answer = await shown.process.ask<'head'>({ kind: 'head', index: message.index });
                if (answer && this.shown === shown) {
                    this.tell({ type: 'head', index: message.index, answer });
                }
                break;
            }
            case 'save': await this.save(shown); break;
            case 'again': this.again(shown.target); break;
            case 'reveal': await reveal(message.place); break;
        }
    }

    private async save({ process, model, target }: Shown): Promise<void> {
        const name = `${model.name}-model`;
        const file = vscode.Uri.parse(target.uri);
        const start = file.scheme === 'file' ? vscode.Uri.joinPath(file, '..') : vscode.workspace.workspaceFolders?.[0]?.uri;
        const [folder] = await vscode.window.showOpenDialog({
            canSelectFolders: true, canSelectFiles: false, title: `Choose the Folder in Which ${name} Is Written`, openLabel: `Save ${name} Here`, ...start && { defaultUri: start },
        }) ?? [];
        if (!folder) {
            return;
        }
        const written = vscode.Uri.joinPath(folder, name);
        const problem = await process.ask<'save'>({ kind: 'save', folder: written.fsPath });
        this.tell({ type: 'told', isProblem: problem !== null, message: problem ?? `Saved to ${written.fsPath}.` });
    }
}

async function reveal({ uri, start, end }: TextPlace): Promise<void> {
    const address = vscode.Uri.parse(uri);
    const column = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === address.toString())?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(address, { viewColumn: column, selection: new vscode.Range(start.line, start.character, end.line, end.character) });
}
