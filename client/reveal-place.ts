import * as vscode from 'vscode';
import type { TextPlace } from '../server/protocol/compile';

/** Shows a place of a text where that text is shown already, else in the first column. */
export async function revealPlace({ uri, start, end }: TextPlace, preserveFocus = false): Promise<void> {
    const address = vscode.Uri.parse(uri);
    const viewColumn = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === address.toString())?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(address, { viewColumn, preserveFocus, selection: new vscode.Range(start.line, start.character, end.line, end.character) });
}
