import * as vscode from 'vscode';
import { FLOW_REQUEST, type FlowResult } from '../../server/protocol/flow';
import type { FlowScene } from '../../language/drawing/scene';
import type { RaspServer } from '../language-client';
import type { FlowChoices, FlowTarget, FollowState, ToPage } from './flow-messages';

/** One frame, and room for the requests that an editor sends after a keystroke. */
const SETTLE_MS = 30;

/** Keeps a picture up to date with the cursor and the text: at most one question is under way, and the last one counts. */
export class FlowFollower implements vscode.Disposable {
    choices: FlowChoices = { policy: 'early', shared: false };
    private state: FollowState = { isPinned: false, isPaused: false };
    private target: FlowTarget | undefined;
    /** What the picture shows, as the server told it. */
    private shown: { readonly uri: string; readonly name: string | undefined; readonly line: number; readonly key: string } | undefined;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private asking: vscode.CancellationTokenSource | undefined;
    private isStale = false;
    /** Where a click in the picture has put the cursor: being there is no wish for another picture. */
    private revealed: string | undefined;
    private readonly subscriptions: vscode.Disposable[];

    constructor(private readonly server: RaspServer, private readonly tell: (message: ToPage) => void) {
        this.subscriptions = [
            vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => { this.cursorMoved(textEditor); }),
            vscode.window.onDidChangeActiveTextEditor(editor => { if (editor) { this.cursorMoved(editor); } }),
            vscode.window.onDidChangeVisibleTextEditors(editors => { this.drawFirst(editors); }),
            server.onAnalyzed(({ uri }) => { if (uri === this.target?.uri) { this.refresh(); } }),
            server.onDidChangeState(state => { if (state === 'running') { this.refresh(); } }),
            vscode.workspace.onDidCloseTextDocument(document => { if (document.uri.toString() === this.target?.uri) { this.tellStale('The file is closed.'); } }),
        ];
    }

    get follow(): FollowState {
        return this.state;
    }

    get uri(): string | undefined {
        return this.target?.uri;
    }

    /** What is drawn now, for a question about its input. */
    get current(): { readonly uri: string; readonly name: string; readonly line: number } | undefined {
        return this.shown?.name === undefined ? undefined : { uri: this.shown.uri, name: this.shown.name, line: this.shown.line };
    }

    /** Draws something else, at once; a pin goes over to it. */
    draw(target: FlowTarget): void {
        this.target = target;
        this.state = { ...this.state, isPaused: false };
        this.refresh();
    }

    /**
     * Where nothing is drawn, the first program that is shown is. When a window is loaded again its editors may come after
     * its panels, and none of them need become the active one.
     */
    drawFirst(editors: readonly vscode.TextEditor[]): void {
        const editor = this.target ? undefined : editors.find(isProgram);
        if (editor) {
            this.draw(targetOf(editor));
        }
    }

    setFollow(follow: FollowState): void {
        const wasHeld = this.state.isPinned || this.state.isPaused;
        this.state = follow;
        if (follow.isPinned && this.target && this.current) {
            this.target = { ...this.target, target: { name: this.current.name, line: this.current.line } };
        }
        if (wasHeld && !follow.isPinned && !follow.isPaused) {
            const editor = vscode.window.visibleTextEditors.find(each => each.document.languageId === 'rasp' && each === vscode.window.activeTextEditor)
                ?? vscode.window.visibleTextEditors.find(each => each.document.uri.toString() === this.target?.uri);
            if (editor) {
                this.cursorMoved(editor);
            }
        }
        this.refresh();
    }

    setChoices(choices: FlowChoices): void {
        this.choices = choices;
        this.refresh();
    }

    /** Called before a click in the picture selects a place in the text. */
    willReveal(uri: string, place: vscode.Range): void {
        this.revealed = selectionKey(uri, place);
    }

    /** Asks again soon; several calls in one go are one question. */
    refresh(): void {
        if (this.target && !this.state.isPaused) {
            this.timer ??= setTimeout(() => {
                this.timer = undefined;
                void this.ask();
            }, SETTLE_MS);
        }
    }

    /** Forgets what the page has, so that it is sent anew. */
    forget(): void {
        this.shown = undefined;
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.asking?.cancel();
        this.subscriptions.forEach(subscription => { subscription.dispose(); });
    }

    private cursorMoved(editor: vscode.TextEditor): void {
        const { document, selection: { active } } = editor;
        if (document.languageId !== 'rasp') {
            return;
        }
        const uri = document.uri.toString();
        this.tell({ type: 'cursor', uri, at: { line: active.line, character: active.character } });
        if (selectionKey(uri, editor.selection) === this.revealed) {
            return;
        }
        this.revealed = undefined;
        if (!this.state.isPinned && !this.state.isPaused && isProgram(editor)) {
            this.target = targetOf(editor);
            this.refresh();
        }
    }

    private async ask(): Promise<void> {
        const { target, choices } = this;
        if (!target) {
            return;
        }
        this.asking?.cancel();
        const asking = this.asking = new vscode.CancellationTokenSource();
        try {
            const known = this.shown?.uri === target.uri ? this.shown.key : undefined;
            const result: FlowResult<FlowScene> = await this.server.request(FLOW_REQUEST, { ...target, ...choices, ...known !== undefined && { known } }, asking.token);
            if (this.asking === asking && !this.state.isPaused) {
                this.take(target, result);
            }
        } catch (error) {
            if (this.asking === asking && !(error instanceof vscode.CancellationError)) {
                this.tellStale(this.server.state === 'running' ? String(error instanceof Error ? error.message : error) : 'The language server is not running.');
            }
        } finally {
            asking.dispose();
            if (this.asking === asking) {
                this.asking = undefined;
            }
        }
    }

    private take(target: FlowTarget, result: FlowResult<FlowScene>): void {
        const { uri } = target;
        if (!result.ok) {
            this.tellStale(result.message, result.reason === 'nothing here');
            return;
        }
        if (this.isStale || !this.shown) {
            this.isStale = false;
            this.tell({ type: 'fresh' });
        }
        if ('scene' in result) {
            this.shown = { uri, name: result.name, line: result.line, key: result.key };
            this.tell({ type: 'scene', scene: result.scene, file: vscode.Uri.parse(uri).path.split('/').at(-1) ?? '', of: target });
        }
    }

    /** @param isCurrent the picture is as good as it was: there is nothing to draw at the cursor */
    private tellStale(message: string, isCurrent = false): void {
        this.isStale = true;
        this.tell({ type: 'stale', message, isCurrent });
    }
}

/** Whether an editor shows a program. The standard library is read beside one, and is not run itself. */
export function isProgram({ document }: vscode.TextEditor): boolean {
    return document.languageId === 'rasp' && document.uri.scheme !== 'rasp-library';
}

/** What is at an editor's cursor. */
export function targetOf({ document, selection: { active } }: vscode.TextEditor): FlowTarget {
    return { uri: document.uri.toString(), target: { position: { line: active.line, character: active.character } } };
}

function selectionKey(uri: string, { start, end }: vscode.Range): string {
    return `${uri} ${start.line}:${start.character}-${end.line}:${end.character}`;
}
