import * as vscode from 'vscode';
import { EXAMPLE_REQUEST } from '../server/protocol/example';
import type { RaspServer } from './language-client';
import { exampleStatus, STARTING, STOPPED, type StatusText } from './status-text';

const CURSOR_DELAY_MS = 80;

/** The status bar item: the example in force at the cursor, which a click changes, or why there is none. */
export class ExampleStatus implements vscode.Disposable {
    private readonly item = vscode.window.createStatusBarItem('rasp.example', vscode.StatusBarAlignment.Right, 100);
    private readonly listeners: vscode.Disposable[];
    private timer: NodeJS.Timeout | undefined;
    private turn = 0;

    constructor(private readonly server: RaspServer) {
        this.item.name = 'RASP Example and Server';
        this.listeners = [
            vscode.window.onDidChangeActiveTextEditor(() => this.refreshSoon()),
            vscode.window.onDidChangeTextEditorSelection(event => {
                if (event.textEditor === vscode.window.activeTextEditor) {
                    this.refreshSoon();
                }
            }),
            server.onAnalyzed(({ uri }) => {
                if (uri === vscode.window.activeTextEditor?.document.uri.toString()) {
                    this.refreshSoon();
                }
            }),
            server.onDidChangeState(() => this.refreshSoon()),
            vscode.workspace.onDidChangeConfiguration(event => {
                if (event.affectsConfiguration('rasp.example')) {
                    this.refreshSoon();
                }
            }),
        ];
        this.refreshSoon();
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.turn++;
        [...this.listeners, this.item].forEach(item => item.dispose());
    }

    private refreshSoon(): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.refresh(), CURSOR_DELAY_MS);
    }

    private async refresh(): Promise<void> {
        const turn = ++this.turn;
        const editor = vscode.window.activeTextEditor;
        if (editor?.document.languageId !== 'rasp') {
            this.item.hide();
            return;
        }
        if (this.server.state !== 'running') {
            this.show(this.server.state === 'starting' ? STARTING : STOPPED);
            return;
        }
        try {
            const example = await this.server.request(EXAMPLE_REQUEST, {
                uri: editor.document.uri.toString(), line: editor.selection.active.line,
            });
            if (turn === this.turn) {
                this.show(exampleStatus(example));
            }
        } catch {
            // The server's state, or its next analysis, brings another refresh.
        }
    }

    private show({ text, tooltip, label, command, isWarning = false }: StatusText): void {
        this.item.text = text;
        this.item.tooltip = tooltip;
        this.item.accessibilityInformation = { label, role: 'button' };
        this.item.command = command;
        this.item.backgroundColor = isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
        this.item.show();
    }
}
