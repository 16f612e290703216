import type { CancellationToken, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Feature } from './feature.js';
import { nearestFirst } from './file-address.js';
import { movedPath, Moves } from './moved-loads.js';
import type { Move } from './moved-loads.js';
import type { WorkspaceNames } from './workspace-names.js';

/** The changes with which every `load` of the workspace finds its file after files or folders have moved. Addresses as before the move. */
export async function moveFiles(names: WorkspaceNames, files: readonly Move[], folders: readonly string[], read: (uri: string) => string | undefined, token: CancellationToken): Promise<WorkspaceEdit> {
    const moves = new Moves(files);
    const changes: Record<string, TextEdit[]> = {};
    for (const file of await names.mentioning(['load'], token)) {
        const edits = names.loadsOf(file).flatMap(({ path, target, start, end }): TextEdit[] => {
            const moved = movedPath({ path, from: file.uri, target }, moves, uri => nearestFirst(folders, uri), uri => read(uri) !== undefined);
            return moved === undefined ? [] : [{ range: names.location(file.uri, start + 1, end - 1).range, newText: moved }];
        });
        if (edits.length > 0) {
            changes[file.uri] = edits;
        }
    }
    return { changes };
}

export const moveFilesFeature: Feature = {
    register({ connection, documents, names, host, folders, answer }) {
        connection.workspace.onWillRenameFiles(answer(async ({ files }, token: CancellationToken) => {
            await Promise.all(documents.openUris().map(uri => documents.analyzed(uri, token)));
            return moveFiles(names, files, folders(), uri => documents.openText(uri) ?? host.read?.(uri), token);
        }, null));
    }
};
