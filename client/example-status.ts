import * as vscode from 'vscode';
import { EXAMPLE_REQUEST, type ExampleResult } from '../server/protocol/example';
import type { RaspServer } from './language-client';
import { MAX_STATUS_LENGTH, shorten, withoutIcons } from './result-text';

const CURSOR_DELAY_MS = 80;

/** The status bar item with the example in force at the cursor. A click changes it. */
export class ExampleStatus implements vscode.Disposable {
    private readonly item = vscode.window.createStatusBarItem('rasp.example', vscode.StatusBarAlignment.Right, 100);
    private readonly listeners: vscode.Disposable[];
    private timer: NodeJS.Timeout | undefined;
    private turn = 0;

    constructor(private readonly server: RaspServer) {
        this.item.name = 'RASP Example';
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
        if (this.server.state === 'stopped') {
            this.show('$(warning) RASP: server stopped', 'The RASP language server is not running. Click to restart it.', 'rasp.restartServer');
            return;
        }
        try {
            const example = await this.server.request(EXAMPLE_REQUEST, {
                uri: editor.document.uri.toString(), line: editor.selection.active.line,
            });
            if (turn === this.turn) {
                this.show(`RASP: ${withoutIcons(shorten(example.input, MAX_STATUS_LENGTH))}`, tooltip(example), 'rasp.setExample');
            }
        } catch {
            // The server's state, or its next analysis, brings another refresh.
        }
    }

    private show(text: string, tip: string, command: string): void {
        this.item.text = text;
        this.item.tooltip = tip;
        this.item.command = command;
        this.item.show();
    }
}

function tooltip({ input, source, range }: ExampleResult): string {
    const origin = {
        statement: range ? `from "set example" on line ${range.start.line + 1}` : 'from "set example" in a loaded file',
        setting: 'from the setting rasp.example.input',
        default: 'as nothing else is set',
    };
    return `The example here is ${input}, ${origin[source]}. Click to change it.`;
}
