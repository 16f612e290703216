import * as vscode from 'vscode';
import { lineAfterChange } from './result-line';
import { shorten } from './result-text';

const MAX_HOVER_LENGTH = 4000;

/** What stands beside a line after a run. */
export interface ShownResult {
    line: number;
    text: string;
    failed: boolean;
    /** The whole result, for the hover over the text. */
    long: string;
}

/** Shows the latest result of each file at the end of its line, until that line is edited or something else is run. */
export class ResultDecoration implements vscode.Disposable {
    private readonly results = new Map<string, ShownResult>();
    private readonly success = ResultDecoration.style('rasp.resultForeground');
    private readonly failure = ResultDecoration.style('rasp.resultFailedForeground');
    private readonly listeners: vscode.Disposable[];

    constructor() {
        this.listeners = [
            // VS Code forgets decorations of a hidden editor.
            vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(editor => this.draw(editor))),
            vscode.workspace.onDidChangeTextDocument(event => this.follow(event)),
            vscode.workspace.onDidCloseTextDocument(document => this.results.delete(document.uri.toString())),
        ];
    }

    /** Replaces what the file shows. */
    show(uri: vscode.Uri, result: ShownResult): void {
        this.results.set(uri.toString(), result);
        this.drawAll(uri);
    }

    clear(uri: vscode.Uri): void {
        if (this.results.delete(uri.toString())) {
            this.drawAll(uri);
        }
    }

    dispose(): void {
        [...this.listeners, this.success, this.failure].forEach(item => item.dispose());
    }

    private static style(color: string): vscode.TextEditorDecorationType {
        return vscode.window.createTextEditorDecorationType({
            after: { color: new vscode.ThemeColor(color), fontStyle: 'italic', margin: '0 0 0 2em' },
        });
    }

    private follow(event: vscode.TextDocumentChangeEvent): void {
        const key = event.document.uri.toString();
        let result = this.results.get(key);
        for (const change of event.contentChanges) {
            const line = result && lineAfterChange(result.line, { start: change.range.start, end: change.range.end, text: change.text });
            result = result && line !== undefined ? { ...result, line } : undefined;
        }
        if (result) {
            this.results.set(key, result);
        } else {
            this.clear(event.document.uri);
        }
    }

    private drawAll(uri: vscode.Uri): void {
        vscode.window.visibleTextEditors.filter(editor => editor.document.uri.toString() === uri.toString()).forEach(editor => this.draw(editor));
    }

    private draw(editor: vscode.TextEditor): void {
        const result = this.results.get(editor.document.uri.toString());
        const options = result && result.line < editor.document.lineCount ? [this.options(editor.document, result)] : [];
        editor.setDecorations(this.success, result?.failed ? [] : options);
        editor.setDecorations(this.failure, result?.failed ? options : []);
    }

    private options(document: vscode.TextDocument, result: ShownResult): vscode.DecorationOptions {
        const end = document.lineAt(result.line).range.end;
        return {
            range: new vscode.Range(end, end),
            hoverMessage: new vscode.MarkdownString().appendCodeblock(shorten(result.long, MAX_HOVER_LENGTH), 'plaintext'),
            renderOptions: { after: { contentText: result.text } },
        };
    }
}
