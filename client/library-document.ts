import * as vscode from 'vscode';
import { LIBRARY_SCHEME, LIBRARY_TEXT_REQUEST } from '../server/protocol/library-text';
import type { RaspServer } from './language-client';

/** Shows the standard library, read-only, where a definition leads into it. */
export function showLibrary(server: RaspServer): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(LIBRARY_SCHEME, {
        provideTextDocumentContent: (_, token) => server.request(LIBRARY_TEXT_REQUEST, undefined, token),
    });
}
