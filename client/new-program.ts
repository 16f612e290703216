import * as vscode from 'vscode';
import { pageFocused } from './rasp-editor';

/** A small program that shows what the editor does with one. */
export const NEW_PROGRAM = `# Above each assignment stands its value on this example, and what a transformer needs for it:
# L attention layers, at most H heads in one of them. Hover a name for more.
set example "hello"

# Each position looks at the one that mirrors it.
mirror = select(indices, length - 1 - indices, ==);
reverse = aggregate(mirror, tokens);

# A test, checked as you type.
#? reverse("abc") == "cba"
`;

/** The command `rasp.newProgram`: opens a small program that is not saved yet; with `beside`, next to the walkthrough. */
export async function newProgram(where: unknown): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language: 'rasp', content: NEW_PROGRAM });
    const editor = await vscode.window.showTextDocument(document, where === 'beside' ? vscode.ViewColumn.Beside : undefined);
    if (where === 'beside') {
        // The walkthrough takes the focus back, and an editor that never had it asks for no lenses.
        await pageFocused();
        await vscode.window.showTextDocument(document, editor.viewColumn);
    }
}
