import * as vscode from 'vscode';
import type { PictureFormat } from './flow-messages';

const FILTERS: Readonly<Record<PictureFormat, Record<string, string[]>>> = {
    svg: { 'SVG picture': ['svg'] }, png: { 'PNG picture': ['png'] }, dot: { 'Graphviz graph': ['dot', 'gv'] },
};

/** Where the last picture was saved; the next is offered to lie beside it. */
let lastFolder: vscode.Uri | undefined;

/**
 * Asks where a picture is to lie and writes it there, under another name first, so that a failure leaves what was there.
 * @param folder what is offered the first time
 * @param name without ending
 */
export async function savePicture(format: PictureFormat, name: string, data: Uint8Array, folder: vscode.Uri | undefined): Promise<void> {
    const start = lastFolder ?? folder;
    const target = await vscode.window.showSaveDialog({
        ...start && { defaultUri: vscode.Uri.joinPath(start, `${name}.${format}`) }, filters: FILTERS[format], title: `Save ${name} as ${format.toUpperCase()}`,
    });
    if (!target) {
        return;
    }
    const partial = target.with({ path: `${target.path}.partial` });
    try {
        await vscode.workspace.fs.writeFile(partial, data);
        await vscode.workspace.fs.rename(partial, target, { overwrite: true });
    } catch (error) {
        await vscode.workspace.fs.delete(partial).then(undefined, () => undefined);
        void vscode.window.showErrorMessage(`The picture was not saved to ${target.fsPath}: ${error instanceof Error ? error.message : String(error)}`);
        return;
    }
    lastFolder = vscode.Uri.joinPath(target, '..');
    const choice = await vscode.window.showInformationMessage(`Saved ${target.path.split('/').at(-1) ?? ''}.`, 'Open');
    if (choice === 'Open') {
        await vscode.commands.executeCommand('vscode.open', target);
    }
}

/** Bytes of a text, or of base64 where the format is binary. */
export function pictureBytes(format: PictureFormat, data: string): Uint8Array {
    return format === 'png' ? Uint8Array.from(atob(data), character => character.charCodeAt(0)) : new TextEncoder().encode(data);
}
