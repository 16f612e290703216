import * as vscode from 'vscode';

/** What each example is about, in the order in which one reads them. */
export const EXAMPLES: Readonly<Record<string, string>> = {
    tour: 'the language and the editor in one page',
    paper_examples: 'the programs of the paper "Thinking Like Transformers"',
    brackets: 'whether brackets of several kinds are balanced',
    addition: 'adds numbers of any length',
    eliza: 'answers word by word, with a decoder loop',
    logic: 'draws conclusions',
};

/** The command `rasp.openExample`: shows an example that is part of the extension. It can be run, and is saved elsewhere to change it. */
export async function openExample(extension: vscode.Uri): Promise<void> {
    const items = Object.entries(EXAMPLES).map(([label, description]) => ({ label, description }));
    const picked = await vscode.window.showQuickPick(items, { title: 'RASP: Open Example', placeHolder: 'Opens read-only. To change it, save it under another name', matchOnDescription: true });
    if (picked) {
        await vscode.window.showTextDocument(vscode.Uri.joinPath(extension, 'examples', `${picked.label}.rasp`), { preview: false });
        // The next version of the extension would drop what was changed here.
        await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
    }
}
