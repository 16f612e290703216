import * as vscode from 'vscode';
import type { RenameNewNameParams } from '../server/protocol/rename-new-name';

/** The command `rasp.renameNewName`, behind refactorings that make up a name: opens the editor's box for another one. */
export async function renameNewName(argument: unknown): Promise<void> {
    const { uri, position } = (argument ?? {}) as Partial<RenameNewNameParams>;
    const editor = vscode.window.activeTextEditor;
    // The refactoring is done: who has gone elsewhere meanwhile is not called back.
    if (uri === undefined || position === undefined || editor?.document.uri.toString() !== uri) {
        return;
    }
    const at = new vscode.Position(position.line, position.character);
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('editor.action.rename', [editor.document.uri, at]);
}
