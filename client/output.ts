import * as vscode from 'vscode';
import { outputEntry } from './result-text';

/** The output channel "RASP", where the whole result of every run is kept. */
export class ResultOutput implements vscode.Disposable {
    private readonly channel = vscode.window.createOutputChannel('RASP');

    /** Appends one run: where it was written, what was run, and what came out. Never takes the focus. */
    append(uri: vscode.Uri, line: number, run: string, result: string): void {
        this.channel.appendLine(outputEntry(vscode.workspace.asRelativePath(uri), line, run, result));
    }

    show(): void {
        this.channel.show(true);
    }

    dispose(): void {
        this.channel.dispose();
    }
}
