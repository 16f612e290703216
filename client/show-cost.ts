import * as vscode from 'vscode';
import { targetOf } from './ask-input';
import type { RaspServer } from './language-client';

/** Targets of one assignment may stand on several lines; further down it would be another statement. */
const LINES_SEARCHED = 20;

/** The command `rasp.showCost`: moves the cursor to the name and opens the hover with its layers and heads. */
export async function showCost(server: RaspServer, argument: unknown): Promise<void> {
    try {
        const target = await targetOf(server, argument);
        if (!target) {
            return;
        }
        const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(target.uri));
        const shown = vscode.window.visibleTextEditors.find(editor => editor.document === document);
        const editor = await vscode.window.showTextDocument(document, shown?.viewColumn);
        const position = findName(document, target.name, target.line);
        if (position) {
            editor.selection = new vscode.Selection(position, position);
            editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
            await vscode.commands.executeCommand('editor.action.showHover');
        }
    } catch (error) {
        await server.explain(error);
    }
}

function findName(document: vscode.TextDocument, name: string, start: number): vscode.Position | undefined {
    const word = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`);
    for (let line = start; line < Math.min(document.lineCount, start + LINES_SEARCHED); line++) {
        const character = document.lineAt(line).text.search(word);
        if (character >= 0) {
            return new vscode.Position(line, character);
        }
    }
    return undefined;
}
