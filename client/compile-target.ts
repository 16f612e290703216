import * as vscode from 'vscode';
import type { CompileDevice, ProgramToCompile } from '../server/protocol/compile';
import type { RunTarget } from './run-target';

/** The s-op with its file and all that the file may load, as they are in the editor. */
export async function programToCompile({ uri, name, line }: RunTarget): Promise<ProgramToCompile> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const own = vscode.workspace.getWorkspaceFolder(document.uri);
    const folders = [...own ? [own] : [], ...vscode.workspace.workspaceFolders ?? []].filter(folder => folder.uri.scheme === 'file');
    const open = vscode.workspace.textDocuments.filter(each => each.languageId === 'rasp' && each.uri.scheme === 'file');
    return {
        uri, name, line, text: document.getText(), isTrusted: vscode.workspace.isTrusted,
        openTexts: new Map(open.map(each => [each.uri.toString(), each.getText()])),
        folders: [...new Set(folders.map(folder => folder.uri.fsPath))],
    };
}

/** What the setting says models are to run on. */
export function chosenDevice(): CompileDevice {
    return vscode.workspace.getConfiguration('rasp').get<CompileDevice>('compile.device', 'auto');
}
