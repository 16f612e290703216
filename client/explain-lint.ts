import * as vscode from 'vscode';
import { lintsAt, type Lint } from './lint-choices';
import { raspEditor } from './rasp-editor';

/** The command `rasp.explainLint`: opens a lint's page, which is part of the extension. Without an id, of the lint at the cursor, or of one that the user picks. */
export async function explainLint({ extension }: vscode.ExtensionContext, id: unknown): Promise<void> {
    const lint = typeof id === 'string' ? id : await ask(lintsOf(extension.packageJSON));
    if (lint === undefined || !/^[a-z-]+$/.test(lint)) {
        return;
    }
    const page = vscode.Uri.joinPath(extension.extensionUri, 'docs', 'lints', `${lint}.md`);
    try {
        await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
    } catch {
        // The extension that shows Markdown is switched off, or not part of this editor: the page can be read as it is.
        await vscode.window.showTextDocument(page, { viewColumn: vscode.ViewColumn.Beside });
    }
}

async function ask(lints: readonly Lint[]): Promise<string | undefined> {
    const editor = raspEditor();
    const marks = editor === undefined ? [] : vscode.languages.getDiagnostics(editor.document.uri)
        .filter(({ range }) => range.start.line <= editor.selection.active.line && editor.selection.active.line <= range.end.line);
    const here = lintsAt(marks, lints);
    if (here.length === 1) {
        return here[0]?.label;
    }
    const picked = await vscode.window.showQuickPick(here.length > 0 ? here : lints, { title: 'RASP: Explain Lint', placeHolder: 'Which one?', matchOnDetail: true });
    return picked?.label;
}

/** The lints, as the setting `rasp.lints` lists them in the extension's own manifest. */
function lintsOf(manifest: unknown): Lint[] {
    const { contributes: { configuration: { properties } } } = manifest as { contributes: { configuration: { properties: Readonly<Record<string, { properties?: Readonly<Record<string, { description: string }>> }>> } } };
    return Object.entries(properties['rasp.lints']?.properties ?? {}).map(([label, { description }]) => ({ label, detail: description }));
}
