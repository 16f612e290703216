import * as vscode from 'vscode';
import type { RefusalReport } from '../server/protocol/compile';

/** Marks at the places that stand against compiling; the next edit of a program removes them. */
export class CompileMarks implements vscode.Disposable {
    private readonly marks = vscode.languages.createDiagnosticCollection('rasp compile');
    private readonly subscriptions = [
        vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => { if (document.languageId === 'rasp' && contentChanges.length > 0) { this.edited(); } }),
        vscode.workspace.onDidCloseTextDocument(({ uri }) => { this.marks.delete(uri); }),
    ];

    /** Edits of programs so far: what was found before the last one may stand elsewhere now. */
    edits = 0;

    /** @param edits those when the text was taken */
    show(refusals: readonly RefusalReport[], edits: number): void {
        this.clear();
        if (edits !== this.edits) {
            return;
        }
        const byFile = new Map<string, vscode.Diagnostic[]>();
        for (const { message, help, place } of refusals) {
            if (place !== undefined) {
                const range = new vscode.Range(place.start.line, place.start.character, place.end.line, place.end.character);
                const mark = new vscode.Diagnostic(range, `${message}\n${help}`, vscode.DiagnosticSeverity.Error);
                mark.source = 'rasp compile';
                byFile.set(place.uri, [...byFile.get(place.uri) ?? [], mark]);
            }
        }
        byFile.forEach((marks, uri) => { this.marks.set(vscode.Uri.parse(uri), marks); });
    }

    clear(): void {
        this.marks.clear();
    }

    dispose(): void {
        this.marks.dispose();
        this.subscriptions.forEach(subscription => { subscription.dispose(); });
    }

    private edited(): void {
        this.edits++;
        this.clear();
    }
}
