import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LIST_FOLDER_REQUEST, READ_FILE_REQUEST, type FileParams, type ListedEntry, type ReadFileResult } from '../server/protocol/files';

/** Bytes of a file, and entries of a folder, that are passed on at most. */
const MOST_BYTES = 16_000_000;
const MOST_ENTRIES = 1_000;

/** Reads files of the workspace for a server that has no disk. Only `.rasp` files are read. */
export function answerFileRequests(client: BaseLanguageClient): void {
    client.onRequest(READ_FILE_REQUEST, ({ uri }: FileParams) => readFile(vscode.Uri.parse(uri)));
    client.onRequest(LIST_FOLDER_REQUEST, ({ uri }: FileParams) => listFolder(vscode.Uri.parse(uri)));
}

async function readFile(uri: vscode.Uri): Promise<ReadFileResult> {
    if (!uri.path.endsWith('.rasp')) {
        return null;
    }
    try {
        const { type, size } = await vscode.workspace.fs.stat(uri);
        if ((type & vscode.FileType.File) === 0 || size > MOST_BYTES) {
            return null;
        }
        return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
    } catch {
        // Not there or not readable: the server tells where it looked.
        return null;
    }
}

async function listFolder(uri: vscode.Uri): Promise<ListedEntry[]> {
    try {
        const entries = await vscode.workspace.fs.readDirectory(uri);
        return entries
            .map(([name, type]) => ({ name, isFolder: (type & vscode.FileType.Directory) !== 0 }))
            .filter(({ name, isFolder }) => (isFolder ? !name.startsWith('.') && name !== 'node_modules' : name.endsWith('.rasp')))
            .sort((a, b) => (a.name < b.name ? -1 : 1))
            .slice(0, MOST_ENTRIES);
    } catch {
        return [];
    }
}
