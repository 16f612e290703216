import * as vscode from 'vscode';

/** The walkthrough takes the focus a quarter of a second after a click on it, which closes what is open by then. */
const PAGE_FOCUS_MS = 400;

/** The active editor, or one beside it where the active one shows no RASP, as beside the walkthrough. */
export function raspEditor(): vscode.TextEditor | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    return activeTextEditor && isRasp(activeTextEditor) ? activeTextEditor : visibleTextEditors.find(isRasp);
}

/** The same, with the focus, so that what a command then asks or shows stays open. */
export async function focusedRaspEditor(): Promise<vscode.TextEditor | undefined> {
    const editor = raspEditor();
    if (editor === undefined || editor === vscode.window.activeTextEditor) {
        return editor;
    }
    await pageFocused();
    return vscode.window.showTextDocument(editor.document, editor.viewColumn);
}

/** Waits until a page that was clicked has taken the focus. */
export function pageFocused(): Promise<void> {
    return new Promise(resolve => { setTimeout(resolve, PAGE_FOCUS_MS); });
}

function isRasp(editor: vscode.TextEditor): boolean {
    return editor.document.languageId === 'rasp';
}
