import * as vscode from 'vscode';
import { RUN_REQUEST } from '../../server/protocol/run';
import { askInput } from '../ask-input';
import type { InputMemory } from '../input-memory';
import type { RaspServer } from '../language-client';
import { FlowFollower, isProgram, targetOf } from './flow-follower';
import type { FlowTarget, PanelMemory, PanelTab, PictureFormat, ToHost, ToPage } from './flow-messages';
import { panelHtml, viewsFolder } from './panel-html';
import { pictureBytes, savePicture } from './save-picture';

const VIEW_TYPE = 'rasp.flow';
const PAGE = { title: 'RASP Flow', script: 'flow.js', style: 'flow.css' };

/** The panel beside the text that shows how values flow through layers and heads, and who looks at whom. */
export class FlowPanel implements vscode.Disposable, vscode.WebviewPanelSerializer<PanelMemory | undefined> {
    private panel: vscode.WebviewPanel | undefined;
    private follower: FlowFollower | undefined;
    private isReady = false;
    /** Told to the page once it listens. */
    private waiting: ToPage[] = [];
    private readonly serializer: vscode.Disposable;

    constructor(private readonly server: RaspServer, private readonly memory: InputMemory, private readonly extension: vscode.Uri) {
        this.serializer = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
    }

    /** The commands `rasp.showFlow` and `rasp.showAttention`: of the s-op that a lens names, or at the cursor. */
    show(argument: unknown, tab: PanelTab): void {
        const target = isFlowTarget(argument) ? targetOfLens(argument) : targetAtCursor();
        if (!target) {
            void vscode.window.showInformationMessage('No RASP file is shown. Open one, and put the cursor on an s-op.');
            return;
        }
        if (!this.panel) {
            this.adopt(vscode.window.createWebviewPanel(VIEW_TYPE, PAGE.title, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, {
                enableFindWidget: false, retainContextWhenHidden: true, ...this.options(),
            }));
        } else {
            this.panel.reveal(undefined, true);
        }
        this.tell({ type: 'tab', tab });
        this.follower?.draw(target);
    }

    /** The commands that export what the panel shows. */
    export(format: PictureFormat, copies: boolean): void {
        if (!this.panel) {
            void vscode.window.showInformationMessage('No flow is shown. Run "RASP: Show Flow" first.');
            return;
        }
        this.tell({ type: 'export', format, copies });
    }

    /** Called when the window is loaded again with the panel open. */
    deserializeWebviewPanel(panel: vscode.WebviewPanel, memory: PanelMemory | undefined): Promise<void> {
        panel.webview.options = this.options();
        this.adopt(panel);
        const { follower } = this;
        if (isKept(memory?.of)) {
            follower?.draw(memory.of);
            // The page tells it too, but the cursor may be told first.
            if (memory.follow?.isPinned === true) {
                follower?.setFollow({ isPinned: true, isPaused: false });
            }
            void this.openBehind(memory.of.uri);
        } else {
            follower?.drawFirst(vscode.window.visibleTextEditors);
            if (follower?.uri === undefined) {
                this.tell({ type: 'stale', message: 'Open the program again, and put the cursor on an s-op.', isCurrent: false });
            }
        }
        // What is awaited here keeps the page from being shown.
        return Promise.resolve();
    }

    dispose(): void {
        this.serializer.dispose();
        this.panel?.dispose();
    }

    private options(): vscode.WebviewOptions {
        return { enableScripts: true, localResourceRoots: [viewsFolder(this.extension)] };
    }

    private adopt(panel: vscode.WebviewPanel): void {
        this.panel?.dispose();
        this.panel = panel;
        void vscode.commands.executeCommand('setContext', 'rasp.hasFlow', true);
        this.isReady = false;
        this.waiting = [];
        const follower = this.follower = new FlowFollower(this.server, message => { this.tell(message); });
        panel.iconPath = { light: vscode.Uri.joinPath(this.extension, 'icons', 'rasp-file-light.svg'), dark: vscode.Uri.joinPath(this.extension, 'icons', 'rasp-file-dark.svg') };
        panel.webview.onDidReceiveMessage((message: ToHost) => void this.receive(message));
        panel.onDidDispose(() => {
            follower.dispose();
            if (this.panel === panel) {
                this.panel = undefined;
                this.follower = undefined;
                void vscode.commands.executeCommand('setContext', 'rasp.hasFlow', false);
            }
        });
        panel.webview.html = panelHtml(panel.webview, this.extension, PAGE);
    }

    /** The server knows files that are open; a tab that is not in front opens its file only when it is. */
    private async openBehind(uri: string): Promise<void> {
        try {
            await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
        } catch {
            this.tell({ type: 'stale', message: `${uri} cannot be opened here. Put the cursor on an s-op.`, isCurrent: false });
        }
    }

    private tell(message: ToPage): void {
        if (message.type === 'scene' && this.panel) {
            this.panel.title = `Flow: ${message.scene.title}`;
        }
        if (this.isReady) {
            void this.panel?.webview.postMessage(message);
        } else {
            this.waiting.push(message);
        }
    }

    private async receive(message: ToHost): Promise<void> {
        const { follower } = this;
        switch (message.type) {
            case 'ready': {
                this.isReady = true;
                if (follower && message.choices) {
                    follower.choices = message.choices;
                }
                if (follower && message.follow?.isPinned === true) {
                    follower.setFollow({ isPinned: true, isPaused: false });
                }
                const waiting = this.waiting.splice(0);
                waiting.forEach(each => { this.tell(each); });
                if (!waiting.some(({ type }) => type === 'scene')) {
                    follower?.forget();
                    follower?.refresh();
                }
                this.tellState();
                break;
            }
            case 'choose': follower?.setChoices(message.choices); break;
            case 'follow':
                follower?.setFollow(message.follow);
                this.tellState();
                break;
            case 'reveal': await this.reveal(message.place); break;
            case 'input': await this.askInput(); break;
            case 'picture':
                if (message.copies) {
                    await vscode.env.clipboard.writeText(message.data);
                    void vscode.window.setStatusBarMessage(`Copied the picture as ${message.format.toUpperCase()}`, 3_000);
                } else {
                    await savePicture(message.format, message.name, pictureBytes(message.format, message.data), this.folder());
                }
                break;
            case 'failed': void vscode.window.showErrorMessage(message.message); break;
        }
    }

    private tellState(): void {
        if (this.follower) {
            this.tell({ type: 'state', follow: this.follower.follow, choices: this.follower.choices });
        }
    }

    private async reveal({ uri, start, end }: Extract<ToHost, { type: 'reveal' }>['place']): Promise<void> {
        const address = vscode.Uri.parse(uri);
        const column = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === address.toString())?.viewColumn
            ?? vscode.window.visibleTextEditors.find(({ document }) => document.languageId === 'rasp')?.viewColumn ?? vscode.ViewColumn.One;
        try {
            const selection = new vscode.Range(start.line, start.character, end.line, end.character);
            this.follower?.willReveal(address.toString(), selection);
            await vscode.window.showTextDocument(address, { viewColumn: column, selection, preserveFocus: true });
        } catch {
            void vscode.window.showInformationMessage(`${uri} cannot be opened here.`);
        }
    }

    private async askInput(): Promise<void> {
        const target = this.follower?.current;
        if (!target) {
            void vscode.window.showInformationMessage('Put the cursor on a named s-op to draw it on another input.');
            return;
        }
        try {
            const input = await askInput(this.server, this.memory, target, `RASP: Draw ${target.name} on an Input`, 'A text such as hello, or a list such as [1, 2, 3]');
            if (input === undefined) {
                return;
            }
            const typed = input === 'example' ? undefined : input.input;
            if (typed !== undefined) {
                await this.memory.use(typed);
            }
            // The lens shows it from then on, so that it is seen where it comes from and can be taken back there.
            await this.memory.remember(target.uri, target.name, typed);
            await this.server.request(RUN_REQUEST, { ...target, ...typed !== undefined && { input: typed }, remember: true });
            this.follower?.refresh();
        } catch (error) {
            await this.server.explain(error);
        }
    }

    private folder(): vscode.Uri | undefined {
        const uri = this.follower?.uri === undefined ? undefined : vscode.Uri.parse(this.follower.uri);
        return uri && uri.scheme !== 'untitled' ? vscode.Uri.joinPath(uri, '..') : vscode.workspace.workspaceFolders?.[0]?.uri;
    }
}

interface LensArgument {
    readonly uri: string;
    readonly position: { readonly line: number; readonly character: number };
}

/** Whether a command's argument is a lens's. A context menu passes other things. */
function isFlowTarget(argument: unknown): argument is LensArgument {
    const { uri, position } = typeof argument === 'object' && argument !== null ? argument as Partial<LensArgument> : {};
    return typeof uri === 'string' && typeof position?.line === 'number' && typeof position.character === 'number';
}

function targetOfLens({ uri, position }: LensArgument): FlowTarget {
    return { uri, target: { position } };
}

function targetAtCursor(): FlowTarget | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    const editor = activeTextEditor && isProgram(activeTextEditor) ? activeTextEditor : visibleTextEditors.find(isProgram);
    return editor && targetOf(editor);
}

/** Whether it says what was drawn. What a page of an older version kept may be another thing. */
function isKept(of: unknown): of is FlowTarget {
    const { uri, target } = typeof of === 'object' && of !== null ? of as Partial<FlowTarget> : {};
    if (typeof uri !== 'string' || typeof target !== 'object' || target === null) {
        return false;
    }
    return 'name' in target ? typeof target.name === 'string' && typeof target.line === 'number' : isFlowTarget({ uri, ...target });
}
