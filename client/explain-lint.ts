import * as vscode from 'vscode';

/** The command `rasp.explainLint`: opens a lint's page, which is part of the extension. */
export async function explainLint(extension: vscode.Uri, id: unknown): Promise<void> {
    if (typeof id === 'string' && /^[a-z-]+$/.test(id)) {
        await vscode.commands.executeCommand('markdown.showPreviewToSide', vscode.Uri.joinPath(extension, 'docs', 'lints', `${id}.md`));
    }
}
