import * as vscode from 'vscode';
import type { SaveAnswer } from '../../server/protocol/compile';

const REPLACE = 'Replace';

/**
 * Asks for a folder and writes the model into one of its own in it. A model that is there is replaced only when the user
 * says so.
 * @param write writes it into that folder, if need be in place of a model that is there
 * @param program the file that the model was made from
 * @returns what to tell; undefined when the user leaves
 */
export async function saveModel(write: (folder: string, replaces: boolean) => Promise<SaveAnswer>, name: string, program: vscode.Uri): Promise<{ readonly message: string; readonly isProblem: boolean } | undefined> {
    const start = program.scheme === 'file' ? vscode.Uri.joinPath(program, '..') : vscode.workspace.workspaceFolders?.[0]?.uri;
    const [parent] = await vscode.window.showOpenDialog({
        canSelectFolders: true, canSelectFiles: false, title: `Choose the Folder in Which ${name} Is Written`, openLabel: `Save ${name} Here`, ...start && { defaultUri: start },
    }) ?? [];
    if (!parent) {
        return undefined;
    }
    const folder = vscode.Uri.joinPath(parent, name).fsPath;
    let answer = await write(folder, false);
    if (answer.kind === 'holdsModel') {
        const choice = await vscode.window.showWarningMessage(`${name} is there already. Replace it?`, { modal: true, detail: `The model in ${folder} is lost.` }, REPLACE);
        if (choice !== REPLACE) {
            return undefined;
        }
        answer = await write(folder, true);
    }
    return answer.kind === 'refused' ? { message: answer.message, isProblem: true } : { message: `Saved to ${folder}.`, isProblem: false };
}
