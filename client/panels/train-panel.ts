import * as vscode from 'vscode';
import { panelHtml, viewsFolder } from './panel-html';
import type { ToTrainHost, ToTrainPage } from './train-messages';
import { TRAINING_VIEW } from './view-types';

const PAGE = { title: 'RASP Training', script: 'train.js', style: 'train.css' };

export interface TrainPanelHost {
    /** What the page is to show: told to one that listens for the first time, or is loaded once more. */
    state(): readonly ToTrainPage[];
    receive(message: Exclude<ToTrainHost, { type: 'ready' }>): void;
    /** The user closed it. */
    closed(): void;
}

/** The panel in which trainings are begun and followed; there is one. */
export class TrainPanel implements vscode.Disposable {
    private panel: vscode.WebviewPanel | undefined;
    private isReady = false;

    constructor(private readonly extension: vscode.Uri, private readonly host: TrainPanelHost) {}

    get isVisible(): boolean {
        return this.panel?.visible === true;
    }

    /** Shows the panel for an s-op, with what the host's state is now. */
    show(name: string): void {
        if (this.panel) {
            this.panel.reveal(undefined, true);
        } else {
            this.adopt(vscode.window.createWebviewPanel(TRAINING_VIEW, PAGE.title, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, {
                enableFindWidget: true, retainContextWhenHidden: true, ...this.options(),
            }), name);
        }
        this.update(name);
    }

    /** Takes a panel that came back with its window. */
    takeBack(panel: vscode.WebviewPanel, name: string): void {
        panel.webview.options = this.options();
        this.adopt(panel, name);
    }

    /** Tells the page all that it shows. */
    update(name: string): void {
        if (this.panel) {
            this.panel.title = `Training: ${name}`;
        }
        this.host.state().forEach(message => { this.tell(message); });
    }

    tell(message: ToTrainPage): void {
        if (this.isReady) {
            void this.panel?.webview.postMessage(message);
        }
    }

    dispose(): void {
        const { panel } = this;
        this.panel = undefined;
        panel?.dispose();
    }

    private options(): vscode.WebviewOptions {
        return { enableScripts: true, localResourceRoots: [viewsFolder(this.extension)] };
    }

    private adopt(panel: vscode.WebviewPanel, name: string): void {
        this.dispose();
        this.panel = panel;
        this.isReady = false;
        panel.title = `Training: ${name}`;
        panel.iconPath = { light: vscode.Uri.joinPath(this.extension, 'icons', 'rasp-file-light.svg'), dark: vscode.Uri.joinPath(this.extension, 'icons', 'rasp-file-dark.svg') };
        panel.webview.onDidReceiveMessage((message: ToTrainHost) => { this.receive(message); });
        panel.onDidDispose(() => {
            if (this.panel === panel) {
                this.panel = undefined;
                this.host.closed();
            }
        });
        panel.webview.html = panelHtml(panel.webview, this.extension, PAGE);
    }

    private receive(message: ToTrainHost): void {
        if (message.type === 'ready') {
            this.isReady = true;
            this.host.state().forEach(each => { this.tell(each); });
        } else {
            this.host.receive(message);
        }
    }
}
